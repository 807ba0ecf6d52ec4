// Dates, times and numbers as Indonesian readers expect them: 7 Oktober 2020, 09.00 WIB, 1.238.
import type { Language } from '../language.ts';

const LOCALES: Record<Language, string> = { id: 'id-ID', en: 'en-GB' };
/** The three time zones of Indonesia with their signs; none has summer time. */
export const ZONES = { 'Asia/Jakarta': 'WIB', 'Asia/Makassar': 'WITA', 'Asia/Jayapura': 'WIT' };
export type Zone = keyof typeof ZONES;

const formatters = new Map<string, Intl.DateTimeFormat>();
const formatter = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = locale + JSON.stringify(options);
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(key, known);
  return known;
};

const asDate = (moment: Date | string | number): Date => new Date(moment);

/** "7 Oktober 2020"; with `weekday`, "Rabu, 7 Oktober 2020". */
export const formatDate = (
  moment: Date | string | number,
  language: Language,
  { zone = 'Asia/Jakarta', weekday = false }: { zone?: Zone; weekday?: boolean } = {},
): string =>
  formatter(LOCALES[language], {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: zone,
    ...(weekday && { weekday: 'long' }),
  }).format(asDate(moment));

/** "09.00 WIB", or "10.43.52 WIB" with `seconds`; `bare` leaves the zone's sign out. */
export const formatTime = (
  moment: Date | string | number,
  { zone = 'Asia/Jakarta', seconds = false, bare = false } = {} as {
    zone?: Zone;
    seconds?: boolean;
    bare?: boolean;
  },
): string => {
  const clock = formatter('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
    ...(seconds && { second: '2-digit' }),
  }).format(asDate(moment));
  return clock.replaceAll(':', '.') + (bare ? '' : ` ${ZONES[zone]}`);
};

/** "1.238" in Indonesian, "1,238" in English. */
export const formatNumber = (value: number, language: Language): string =>
  value.toLocaleString(LOCALES[language]);
