// A font's pairs (GPOS): those of glyphs that are gone are not stored. Nothing moves, so that the
// table stays as it is; zeros travel for next to nothing.
import { classes, coverage, numbers, subtables } from './layout-table.ts';

const PAIR = 2;
const EXTENSION = 9;

/** Bytes of a value record of this format. */
const sizeOf = (format: number): number => 2 * format.toString(2).replaceAll('0', '').length;

type Kept = ReadonlySet<number>;

const clearPairs = (table: Buffer, first: number[], kept: Kept, size: number): void => {
  const used = new Set<number>();
  const offsets = numbers(table, 8);
  offsets.forEach((offset, index) => {
    if (kept.has(first[index] ?? -1)) used.add(offset);
  });
  for (const offset of new Set(offsets)) {
    const count = table.readUInt16BE(offset);
    for (let index = 0; index < count; index++) {
      const at = offset + 2 + index * (2 + size);
      const isKept = used.has(offset) && kept.has(table.readUInt16BE(at));
      if (!isKept) table.fill(0, at + 2, at + 2 + size);
    }
  }
};

const clearClasses = (table: Buffer, first: number[], kept: Kept, size: number): void => {
  const [one, other] = [8, 10].map((at) => classes(table.subarray(table.readUInt16BE(at))));
  const rows = new Set(
    first.filter((glyph) => kept.has(glyph)).map((glyph) => one?.get(glyph) ?? 0),
  );
  const columns = new Set([...kept].map((glyph) => other?.get(glyph) ?? 0));
  const [height, width] = [table.readUInt16BE(12), table.readUInt16BE(14)];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = 16 + (row * width + column) * size;
      if (!rows.has(row) || !columns.has(column)) table.fill(0, at, at + size);
    }
  }
};

/** The GPOS table that knows distances between the `kept` glyphs only. */
export function keepPairs(gpos: Buffer, kept: Kept): Buffer {
  const changed = Buffer.from(gpos);
  for (const { type, table } of subtables(changed, EXTENSION)) {
    if (type !== PAIR) continue;
    const first = coverage(table.subarray(table.readUInt16BE(2)));
    const size = sizeOf(table.readUInt16BE(4)) + sizeOf(table.readUInt16BE(6));
    if (table.readUInt16BE(0) === 1) clearPairs(table, first, kept, size);
    else clearClasses(table, first, kept, size);
  }
  return changed;
}
