// What is wrong with a row of a contact file, if anything: the dry run, without a database.

import type { SheetRow } from '../core/sheets/sheet-rows.ts';
import { CONTACT_MAX, NAME_MAX } from '../protocol/limits.ts';
import type { Places, Target } from './contact-places.ts';
import { likelyDomain } from './mail-domains.ts';

export const PROBLEMS = [
  'REGION_MISSING',
  'REGION_UNKNOWN',
  'OFFICE_MISSING',
  'OFFICE_UNKNOWN',
  'CONTACT_MISSING',
  'EMAIL_MALFORMED',
  'DOMAIN_MISTYPED',
  'SEAT_TWICE',
  'TOO_LONG',
] as const;
export type Problem = (typeof PROBLEMS)[number];

/** A row that can be taken over, or why it can't: the wrong value, and what was likely meant. */
export interface CheckedRow {
  line: number;
  target: string;
  label: string;
  region: string | null;
  name: string;
  email: string;
  phone: string;
  problem: Problem | null;
  value: string;
  hint: string;
}

const COLUMNS = {
  place: ['kode daerah', 'daerah', 'kode', 'wilayah', 'instansi', 'region'],
  office: ['jabatan', 'kode jabatan', 'office'],
  name: ['nama', 'nama pejabat', 'name'],
  email: ['email', 'e mail', 'surel', 'alamat email', 'alamat surel'],
  phone: ['telepon', 'hp', 'no hp', 'nomor hp', 'wa', 'whatsapp', 'nomor telepon', 'phone'],
} as const;
type Column = keyof typeof COLUMNS;
export type Columns = Record<Column, number>;

const plain = (header: string): string =>
  header
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** Where the columns stand; the name of one that is missing. E-mail or telephone is enough. */
export function findColumns(
  header: string[],
): Columns | { missing: 'daerah' | 'jabatan' | 'email' } {
  const names = header.map(plain);
  // In the order of the aliases: a code says more than a name.
  const placeOf = (column: Column): number => {
    const alias = COLUMNS[column].find((one) => names.includes(one));
    return alias === undefined ? -1 : names.indexOf(alias);
  };
  const columns = {
    place: placeOf('place'),
    office: placeOf('office'),
    name: placeOf('name'),
    email: placeOf('email'),
    phone: placeOf('phone'),
  };
  if (columns.place < 0) return { missing: 'daerah' };
  if (columns.office < 0) return { missing: 'jabatan' };
  if (columns.email < 0 && columns.phone < 0) return { missing: 'email' };
  return columns;
}

const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i;

/** Whether it looks like an address of e-mail. */
export const isMailAddress = (text: string): boolean => EMAIL.test(text);

/** Judges row by row; the first row of a seat counts, later ones are doubles of it. */
export function createRowCheck(columns: Columns, places: Places) {
  const lineOf = new Map<string, number>();
  return ({ line, cells }: SheetRow): CheckedRow => {
    const cell = (column: Column): string => cells[columns[column]] ?? '';
    const email = cell('email')
      .replace(/^mailto:/i, '')
      .toLowerCase();
    const [name, phone] = [cell('name'), cell('phone')];
    const found = places.find(cell('place'), cell('office'));
    const target: Target = typeof found === 'string' ? NOWHERE : found;
    const row = { line, target: target.id, label: target.label, region: target.region };
    const bad = (problem: Problem, value: string, hint = ''): CheckedRow => ({
      ...row,
      ...{ name: '', email: '', phone: '', problem, value: value.slice(0, CONTACT_MAX), hint },
    });
    if (found === 'REGION_UNKNOWN' || found === 'REGION_MISSING') return bad(found, cell('place'));
    if (typeof found === 'string') return bad(found, cell('office'));
    if (name.length > NAME_MAX || phone.length > 40 || email.length > CONTACT_MAX) {
      return bad('TOO_LONG', name.length > NAME_MAX ? name : phone || email);
    }
    if (email === '' && phone === '') return bad('CONTACT_MISSING', '');
    if (email !== '' && !EMAIL.test(email)) return bad('EMAIL_MALFORMED', email, repaired(email));
    const domain = email.slice(email.indexOf('@') + 1);
    const likely = likelyDomain(domain);
    if (email !== '' && likely) return bad('DOMAIN_MISTYPED', domain, likely);
    const first = lineOf.get(target.id);
    if (first !== undefined) return bad('SEAT_TWICE', target.label, String(first));
    lineOf.set(target.id, line);
    return { ...row, name, email, phone, problem: null, value: '', hint: '' };
  };
}

const NOWHERE: Target = { id: '', label: '', region: null };

/** The same address without blanks and with the marks that were likely meant; '' when none is. */
const repaired = (email: string): string => {
  const guess = email
    .replace(/\s+/g, '')
    .replace(/,/g, '.')
    .replace(/\.{2,}/g, '.');
  return guess !== email && EMAIL.test(guess) ? guess : '';
};
