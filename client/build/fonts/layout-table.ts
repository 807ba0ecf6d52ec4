// What the layout tables of OpenType have in common: features, their lookups, and lists of glyphs.
import { byteCursor } from './byte-cursor.ts';

/** One part of a lookup, whatever way it is stored. */
export interface Subtable {
  lookup: number;
  type: number;
  table: Buffer;
}

const FEATURE_LIST = 6;
const LOOKUP_LIST = 8;

/** `count` numbers of 16 bits after the one at `at`, which says how many unless told. */
export const numbers = (bytes: Buffer, at: number, count = bytes.readUInt16BE(at)): number[] =>
  Array.from({ length: count }, (_, index) => bytes.readUInt16BE(at + 2 + 2 * index));

const ranges = (table: Buffer): { first: number; last: number; value: number }[] => {
  const cursor = byteCursor(table, 2);
  return Array.from({ length: cursor.u16() }, () => ({
    first: cursor.u16(),
    last: cursor.u16(),
    value: cursor.u16(),
  }));
};

const glyphsOf = ({ first, last }: { first: number; last: number }): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** The glyphs of a coverage table, in order. */
export const coverage = (table: Buffer): number[] =>
  table.readUInt16BE(0) === 1 ? numbers(table, 2) : ranges(table).flatMap(glyphsOf);

/** Glyph to class of a class definition; glyphs that it does not name are of class 0. */
export function classes(table: Buffer): Map<number, number> {
  if (table.readUInt16BE(0) === 1) {
    const first = table.readUInt16BE(2);
    return new Map(numbers(table, 4).map((value, index) => [first + index, value]));
  }
  return new Map(
    ranges(table).flatMap((range) => glyphsOf(range).map((glyph) => [glyph, range.value] as const)),
  );
}

/** All subtables of GSUB or GPOS; those behind an extension (`extension`: its type) as themselves. */
export function subtables(layout: Buffer, extension: number): Subtable[] {
  const lookups = layout.subarray(layout.readUInt16BE(LOOKUP_LIST));
  return numbers(lookups, 0).flatMap((offset, index) => {
    const lookup = lookups.subarray(offset);
    return numbers(lookup, 4).map((at) => {
      const table = lookup.subarray(at);
      const type = lookup.readUInt16BE(0);
      if (type !== extension) return { lookup: index, type, table };
      const behind = table.subarray(table.readUInt32BE(4));
      return { lookup: index, type: table.readUInt16BE(2), table: behind };
    });
  });
}

interface Feature {
  tag: string;
  table: Buffer;
  lookups: number[];
}

const features = (layout: Buffer): Feature[] => {
  const list = layout.subarray(layout.readUInt16BE(FEATURE_LIST));
  const cursor = byteCursor(list);
  return Array.from({ length: cursor.u16() }, () => {
    const tag = cursor.take(4).toString('latin1');
    const table = list.subarray(cursor.u16());
    return { tag, table, lookups: numbers(table, 2) };
  });
};

/** Lookups that none but the features in `tags` use. */
export function lookupsOf(layout: Buffer, tags: readonly string[]): Set<number> {
  const all = features(layout);
  const others = new Set(
    all.filter(({ tag }) => !tags.includes(tag)).flatMap(({ lookups }) => lookups),
  );
  const own = all.filter(({ tag }) => tags.includes(tag)).flatMap(({ lookups }) => lookups);
  return new Set(own.filter((lookup) => !others.has(lookup)));
}

/** The table in which the features in `tags` do nothing. */
export function withoutFeatures(layout: Buffer, tags: readonly string[]): Buffer {
  const changed = Buffer.from(layout);
  for (const { tag, table } of features(changed)) {
    if (tags.includes(tag)) table.writeUInt16BE(0, 2);
  }
  return changed;
}
