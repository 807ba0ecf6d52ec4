// What staff say of a session: title, day, place, mode, start and (for a new one) end. Typed as text,
// read back as text where it is wrong.
import { minutesOf } from '../protocol/agenda-times.ts';
import { lengthOfSession, type NewSession, SESSION_MIN } from './new-session.ts';

export const MODES = ['daring', 'hibrida'] as const;

export interface DetailsForm {
  judul: string;
  tanggal: string;
  tempat: string;
  moda: string;
  mulai: string;
  selesai: string;
}
export type DetailsField = keyof DetailsForm;
/** Why a field is wrong: a key below `session-office.details.problems`. */
export type DetailsProblem = 'empty' | 'long' | 'characters' | 'date' | 'time' | 'short' | 'mode';

export const EMPTY_DETAILS: DetailsForm = {
  ...{ judul: '', tanggal: '', tempat: '', moda: 'daring', mulai: '09:00', selesai: '11:00' },
};

const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
/** HH:MM. */
export const isClock = (text: string): boolean => CLOCK.test(text);
const LONGEST = 160;
const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();

/** A day that there is, in a year that makes sense. */
const isDate = (text: string): boolean => {
  const [year = 0] = text.split('-').map(Number);
  const at = new Date(`${text}T00:00:00Z`);
  const isReal = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && isReal && year >= 2000 && year <= 2100;
};

/** What was sent, as it was typed. */
export const readDetailsForm = (fields: Readonly<Record<string, string>>): DetailsForm => {
  const at = (name: DetailsField) => (fields[name] ?? '').slice(0, 400);
  return {
    judul: at('judul'),
    tanggal: at('tanggal').trim(),
    tempat: at('tempat'),
    moda: at('moda'),
    // Some browsers send seconds too.
    mulai: at('mulai').trim().slice(0, 5),
    selesai: at('selesai').trim().slice(0, 5),
  };
};

/** What is wrong, by field; a session that exists ends when its agenda does. */
export function detailsProblems(
  form: DetailsForm,
  { isNew, canPrint = () => true }: { isNew: boolean; canPrint?: (text: string) => boolean },
): Map<DetailsField, DetailsProblem> {
  const found = new Map<DetailsField, DetailsProblem>();
  for (const field of ['judul', 'tempat'] as const) {
    const text = tidy(form[field]);
    if (text === '') found.set(field, 'empty');
    else if ([...text].length > LONGEST) found.set(field, 'long');
    else if (!canPrint(text)) found.set(field, 'characters');
  }
  if (!isDate(form.tanggal)) found.set('tanggal', 'date');
  if (!MODES.some((mode) => mode === form.moda)) found.set('moda', 'mode');
  if (!isClock(form.mulai)) found.set('mulai', 'time');
  if (isNew && !isClock(form.selesai)) found.set('selesai', 'time');
  const times = { startsAt: form.mulai, endsAt: form.selesai };
  const canCount = isNew && !found.has('mulai') && !found.has('selesai');
  if (canCount && lengthOfSession(times) < SESSION_MIN) found.set('selesai', 'short');
  return found;
}

/** The form's values; call it only when nothing is wrong. */
export const detailsOf = ({
  judul,
  tanggal,
  tempat,
  moda,
  mulai,
  selesai,
}: DetailsForm): NewSession => ({
  title: tidy(judul),
  place: tidy(tempat),
  mode: moda,
  date: tanggal,
  startsAt: mulai,
  endsAt: selesai,
});

/** True when an agenda of that length still ends on the day it begins. */
export const fitsInDay = (startsAt: string, minutes: number): boolean =>
  minutesOf(startsAt) + minutes < 1440;
