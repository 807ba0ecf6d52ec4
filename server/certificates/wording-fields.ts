// From a certificate's data to the words of its templates: dates, office, codes in Indonesian form.
import type { PersonalData } from './certificate-data.ts';
import { printedCode } from './codes.ts';
import type { WordingFields } from './wording.ts';

/** Indonesia's zones have no summer time: hours ahead of UTC, and the name in use. */
const ZONES = {
  'Asia/Jakarta': { ahead: 7, name: 'WIB' },
  'Asia/Makassar': { ahead: 8, name: 'WITA' },
  'Asia/Jayapura': { ahead: 9, name: 'WIT' },
} as const;
const DAYS = ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'];
const MONTHS = [
  'Januari',
  'Februari',
  'Maret',
  'April',
  'Mei',
  'Juni',
  'Juli',
  'Agustus',
  'September',
  'Oktober',
  'November',
  'Desember',
];
const HOUR_MS = 3_600_000;

/** A date as `7 Oktober 2020`, read in UTC. */
const day = (date: Date): string =>
  `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;

/** A date as `Rabu, 7 Oktober 2020`, read in UTC. */
const weekday = (date: Date): string => `${DAYS[date.getUTCDay()]}, ${day(date)}`;

/** The wall clock of a zone, as a date whose UTC fields say it. */
const local = (iso: string, zone: keyof typeof ZONES): Date =>
  new Date(new Date(iso).getTime() + ZONES[zone].ahead * HOUR_MS);

/** A moment as `Rabu, 7 Oktober 2020, 10.43.52 WIB`. */
function fullMoment(iso: string, zone: keyof typeof ZONES): string {
  const clock = local(iso, zone);
  const time = clock.toISOString().slice(11, 19).replaceAll(':', '.');
  return `${weekday(clock)}, ${time} ${ZONES[zone].name}`;
}

/** The office as it is printed: acting status before the seat, `Plt. Sekretaris Daerah`. */
export const printedOffice = (holder: PersonalData['holder']): string =>
  holder.acting ? `${holder.acting} ${holder.seat}` : holder.seat;

/** 1238 as `1.238`. */
const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, '.');

/** 64 hexadecimal digits in groups of four, as they are printed. */
export const groupsOfFour = (hash: string): string => hash.match(/.{4}/g)?.join(' ') ?? '';

/** Fills the fields that templates may use. */
export function wordingFields(data: PersonalData): WordingFields {
  const { event, holder } = data;
  const signed = data.kind === 'declaration';
  return {
    sample: data.sample,
    certified: data.sealLevel === 'tersertifikasi',
    host: data.host,
    issuer: data.issuer ?? '',
    campaign: event.campaign,
    theme: event.theme ?? '',
    eventDate: weekday(new Date(`${event.date}T00:00:00Z`)),
    name: holder.name,
    office: printedOffice(holder),
    region: holder.region ?? '',
    number: data.number,
    printedCode: printedCode(data.shortCode),
    verifyAddress: data.verifyUrl.replace(/^https?:\/\//, '').replace(/\/[^/]*$/, ''),
    issuedDate: day(local(data.issuedAt, event.timezone)),
    emblemText: data.emblemText,
    minutes: data.kind === 'participation' ? grouped(data.minutes) : '',
    signedAt: signed ? fullMoment(data.signedAt, event.timezone) : '',
    rootFingerprint: groupsOfFour(data.rootFingerprint ?? ''),
    clauseCount: signed ? String(data.declaration.clauses.length) : '',
  };
}
