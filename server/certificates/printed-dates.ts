// Dates, moments and numbers as they are printed, in Indonesian form.

/** Indonesia's zones have no summer time: hours ahead of UTC, and the name in use. */
export const ZONES = {
  'Asia/Jakarta': { ahead: 7, name: 'WIB' },
  'Asia/Makassar': { ahead: 8, name: 'WITA' },
  'Asia/Jayapura': { ahead: 9, name: 'WIT' },
} as const;
export type Zone = keyof typeof ZONES;
/** From Sunday on. */
export const DAYS = ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'];
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
export const day = (date: Date): string =>
  `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;

/** A date as `Rabu, 7 Oktober 2020`, read in UTC. */
export const weekday = (date: Date): string => `${DAYS[date.getUTCDay()]}, ${day(date)}`;

/** The wall clock of a zone, as a date whose UTC fields say it. */
export const local = (iso: string, zone: Zone): Date =>
  new Date(new Date(iso).getTime() + ZONES[zone].ahead * HOUR_MS);

/** A moment as `Rabu, 7 Oktober 2020, 10.43.52 WIB`. */
export function fullMoment(iso: string, zone: Zone): string {
  const clock = local(iso, zone);
  const time = clock.toISOString().slice(11, 19).replaceAll(':', '.');
  return `${weekday(clock)}, ${time} ${ZONES[zone].name}`;
}

/** 1238 as `1.238`. */
export const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, '.');

/** A moment's wall clock as `10.43.52 WIB`. */
export const clockTime = (iso: string, zone: Zone): string =>
  `${local(iso, zone).toISOString().slice(11, 19).replaceAll(':', '.')} ${ZONES[zone].name}`;

/** The same with its date in front when that is not `usualDay` (`YYYY-MM-DD`). */
export function shortMoment(iso: string, zone: Zone, usualDay: string): string {
  const date = local(iso, zone).toISOString().slice(0, 10);
  const time = clockTime(iso, zone);
  return date === usualDay ? time : `${date.split('-').reverse().join('/')} ${time}`;
}

/** A moment in a sentence: `pukul 10.43.52 WIB` on `usualDay`, else with its date in full. */
export const spokenMoment = (iso: string, zone: Zone, usualDay: string): string =>
  local(iso, zone).toISOString().startsWith(usualDay)
    ? `pukul ${clockTime(iso, zone)}`
    : fullMoment(iso, zone);
