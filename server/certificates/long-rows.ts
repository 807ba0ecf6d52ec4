// The rows of long documents as they are printed and as they stand in the attached workbook: made
// from the same data, so that the two can't differ.

import { groupBy } from '../core/group-by.ts';
import type { MinutesText } from './drawing/minutes-layout.ts';
import type { RegionText } from './drawing/region-layout.ts';
import type { RollText } from './drawing/roll-layout.ts';
import type { MinutesData, RegionData, RollData } from './long-data.ts';
import { grouped, local, shortMoment, type Zone } from './printed-dates.ts';

/** Digits of a leaf's hash that are printed; the workbook has all. */
const SHORT = 8;

/** A leaf's hash as it is printed in a row. */
export const shortFingerprint = (hash: string): string =>
  hash.slice(0, SHORT).replace(/(.{4})(?=.)/g, '$1 ');

/** The office as it is printed: acting status before the seat. */
const officeOf = (seat: string, acting: string | null | undefined): string =>
  acting ? `${acting} ${seat}` : seat;

/** When somebody signed, and that it was late. */
const signedMoment = (
  { signedAt, late }: { signedAt: string; late?: true | undefined },
  zone: Zone,
  usualDay: string,
  lateWord: string,
): string => `${shortMoment(signedAt, zone, usualDay)}${late ? ` ${lateWord}` : ''}`;

export function regionText(data: RegionData, words: { erased: string; late: string }): RegionText {
  const { host, partners, declaration, event } = data;
  const { opening, clauses, closing } = declaration;
  const rows = data.rows.map(({ seat, signed }) => ({
    seat: officeOf(seat, signed?.acting),
    signed: signed && {
      name: signed.name ?? words.erased,
      moment: signedMoment(signed, event.timezone, event.date, words.late),
      fingerprint: shortFingerprint(signed.leafHash),
      mark: signed.mark,
    },
  }));
  const hasLate = data.rows.some(({ signed }) => signed?.late);
  return { host, partners, opening, clauses, closing, hasLate, rows };
}

/** An office; outside provinces with its institution, which is no region of its own. */
const seatOf = ({ seat, acting, province, region }: RollData['rows'][number]): string =>
  province === null && region !== null
    ? `${officeOf(seat, acting)}, ${region}`
    : officeOf(seat, acting);

/** `province` and `region` name what stands outside both, `erased` a name that is no more. */
export function rollText(
  data: RollData,
  words: { province: string; region: string; erased: string; late: string },
): RollText {
  const provinces: RollText['provinces'] = [];
  data.rows.forEach((row, i) => {
    const title = row.province ?? words.province;
    const place = row.province === null ? words.region : (row.region ?? '');
    if (provinces.at(-1)?.title !== title) provinces.push({ title, regions: [] });
    const regions = provinces.at(-1)?.regions;
    if (regions?.at(-1)?.title !== place) regions?.push({ title: place, rows: [] });
    regions?.at(-1)?.rows.push({
      number: grouped(i + 1),
      seat: seatOf(row),
      name: row.name ?? words.erased,
      moment: signedMoment(row, row.timezone, data.event.date, words.late),
      fingerprint: shortFingerprint(row.leafHash),
    });
  });
  const hasLate = data.rows.some(({ late }) => late);
  return { host: data.host, partners: data.partners, hasLate, provinces };
}

/** What is said of places outside regions, sums, offices that are not listed, all, and nobody. */
export type MinutesWords = Record<'outside' | 'sum' | 'more' | 'all' | 'nobody', string>;

const COUNTS = ['regions', 'regionsSigned', 'seats', 'met', 'signed'] as const;

export function minutesText(data: MinutesData, words: MinutesWords): MinutesText {
  const { host, partners, agenda, totals } = data;
  return {
    host,
    partners,
    agenda: agenda.map(({ time, title }) => ({ time: time.replace(':', '.'), title })),
    rows: data.rows.map((row) => [
      row.province ?? words.outside,
      ...COUNTS.map((key) => grouped(row[key])),
    ]),
    sum: [words.sum, ...COUNTS.map((key) => grouped(totals[key]))],
    ...(data.details && { details: detailsText(data.details, words) }),
  };
}

type Details = NonNullable<MinutesData['details']>;

function detailsText(
  { ceremony, offices, hours, regions }: Details,
  words: MinutesWords,
): NonNullable<MinutesText['details']> {
  const byProvince = groupBy(regions, ({ province }) => province);
  return {
    isSealed: ceremony !== null,
    offices: offices.map(({ office, seats, came, met, signed }) => [
      office ?? words.outside,
      ...[seats, came, met, signed].map(grouped),
    ]),
    hours: hours.map(({ start, arrived, present, left, signed }) => [
      hourText(start),
      ...[arrived, present, left, signed].map(grouped),
    ]),
    provinces: [...byProvince].map(([province, own]) => ({
      title: province ?? words.outside,
      rows: own.map(({ region, signed, present, absent }) => [
        region ?? words.outside,
        ...regionTexts([signed, present, absent], words),
      ]),
    })),
  };
}

/** "07/10/2020 09.00": the hour's beginning in WIB. */
const hourText = (start: string): string => {
  const [date = '', clock = ''] = local(start, 'Asia/Jakarta').toISOString().split('T');
  return `${date.split('-').toReversed().join('/')} ${clock.slice(0, 5).replace(':', '.')}`;
};

type OfficeList = readonly { office: string; seats: number }[];
const seatsOf = (list: OfficeList): number => list.reduce((sum, { seats }) => sum + seats, 0);

/** Each list in words; one that has all of the region's seats needs no names. */
function regionTexts(lists: readonly OfficeList[], words: MinutesWords): string[] {
  const all = lists.reduce((sum, list) => sum + seatsOf(list), 0);
  return lists.map((list) =>
    all > 0 && seatsOf(list) === all ? `${grouped(all)}: ${words.all}` : officesText(list, words),
  );
}

/** More offices of one region than these are only counted. */
const LISTED = 12;

/** "3: Bupati, Kepala Kantor Regional (2)"; nobody is a dash. */
function officesText(list: OfficeList, { more, nobody }: MinutesWords): string {
  if (list.length === 0) return nobody;
  const named = list
    .slice(0, LISTED)
    .map(({ office, seats }) => (seats > 1 ? `${office} (${grouped(seats)})` : office));
  const rest = list.length > LISTED ? [more.replace('#', grouped(list.length - LISTED))] : [];
  return `${grouped(seatsOf(list))}: ${[...named, ...rest].join(', ')}`;
}
