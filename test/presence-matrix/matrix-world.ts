// The matrix told twice: read off the page, and by plain reads of the collections, seat by seat.
import { CELL } from '../../server/protocol/matrix.ts';
import { cellMark } from '../../server/protocol/matrix-filter.ts';
import type { TestApp } from '../support/start-app.ts';

/** Marks of each region's seats in the order of the page, as its HTML has them. */
export function marksOfPage(html: string): Map<string, string[]> {
  const rows = [...html.matchAll(/<tr data-d="([^"]+)"[^>]*>(.*?)<\/tr>/gs)];
  return new Map(
    rows.map(([, code = '', row = '']) => [
      code,
      [...row.matchAll(/<td class="m-sel ([a-z-]+)/g)].map(([, mark = '']) => mark),
    ]),
  );
}

/** The regions that a page shows. */
export const shownRegions = (html: string): string[] =>
  [...html.matchAll(/<tr data-d="([^"]+)"(?! hidden)>/g)].map(([, code = '']) => code);

/** The same marks by one look at every collection, without any projection. */
export async function marksOfDatabase({ database, session }: TestApp) {
  const { connection } = database;
  const filter = { session: session()._id };
  const read = (name: string, more = {}) =>
    connection
      .collection(name)
      .find({ ...filter, ...more })
      .toArray();
  const [seats, holders, intervals, signatures] = await Promise.all([
    connection.collection('seats').find(filter).sort({ ordinal: 1 }).toArray(),
    read('registrations', { active: true }),
    read('presence'),
    read('signatures', { kind: 'signature' }),
  ]);
  const marks = new Map<string, string[]>();
  for (const seat of seats) {
    if (seat.region === null) continue;
    const own = intervals.filter((one) => String(one.seat) === String(seat._id));
    const has = (list: object[]) => list.some((one) => 'seat' in one && one.seat === seat._id);
    const cell =
      (own.length > 0 ? CELL.wasPresent : 0) +
      (own.some((one) => one.endedAt === null) ? CELL.present : 0) +
      (has(holders) ? CELL.held : 0) +
      (has(signatures) ? CELL.signed : 0);
    marks.set(seat.region, [...(marks.get(seat.region) ?? []), cellMark(cell)]);
  }
  return marks;
}
