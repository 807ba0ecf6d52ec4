// The rows of long documents as they are printed and as they stand in the attached workbook: made
// from the same data, so that the two can't differ.

import type { MinutesText } from './drawing/minutes-layout.ts';
import type { RegionText } from './drawing/region-layout.ts';
import type { RollText } from './drawing/roll-layout.ts';
import type { MinutesData, RegionData, RollData } from './long-data.ts';
import { grouped, shortMoment } from './printed-dates.ts';

/** Digits of a leaf's hash that are printed; the workbook has all. */
const SHORT = 8;

/** A leaf's hash as it is printed in a row. */
export const shortFingerprint = (hash: string): string =>
  hash.slice(0, SHORT).replace(/(.{4})(?=.)/g, '$1 ');

/** The office as it is printed: acting status before the seat. */
const officeOf = (seat: string, acting: string | null | undefined): string =>
  acting ? `${acting} ${seat}` : seat;

export function regionText(data: RegionData, erased: string): RegionText {
  const { host, partners, declaration, event } = data;
  const { opening, clauses, closing } = declaration;
  const rows = data.rows.map(({ seat, signed }) => ({
    seat: officeOf(seat, signed?.acting),
    signed: signed && {
      name: signed.name ?? erased,
      moment: shortMoment(signed.signedAt, event.timezone, event.date),
      fingerprint: shortFingerprint(signed.leafHash),
      mark: signed.mark,
    },
  }));
  return { host, partners, opening, clauses, closing, rows };
}

/** An office; outside provinces with its institution, which is no region of its own. */
const seatOf = ({ seat, acting, province, region }: RollData['rows'][number]): string =>
  province === null && region !== null
    ? `${officeOf(seat, acting)}, ${region}`
    : officeOf(seat, acting);

/** `province` and `region` name what stands outside both, `erased` a name that is no more. */
export function rollText(
  data: RollData,
  words: { province: string; region: string; erased: string },
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
      moment: shortMoment(row.signedAt, row.timezone, data.event.date),
      fingerprint: shortFingerprint(row.leafHash),
    });
  });
  return { host: data.host, partners: data.partners, provinces };
}

const COUNTS = ['regions', 'regionsSigned', 'seats', 'met', 'signed'] as const;

export function minutesText(
  data: MinutesData,
  words: { outside: string; sum: string },
): MinutesText {
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
  };
}
