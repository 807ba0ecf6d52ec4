// The short tables of a font that say less once it has fewer characters: which character has which
// glyph, what the font is called, and glyph names, which nobody asks for.
import { byteCursor } from './byte-cursor.ts';

const WINDOWS = 3;
const UNICODE = 1;
const LAST = 0xffff;

interface Segment {
  start: number;
  end: number;
  delta: number;
}

const segmentsOf = (glyphs: ReadonlyMap<number, number>): Segment[] => {
  const segments: Segment[] = [];
  for (const [code, glyph] of [...glyphs].sort(([a], [b]) => a - b)) {
    const delta = (glyph - code) & 0xffff;
    const last = segments.at(-1);
    if (last && last.end === code - 1 && last.delta === delta) last.end = code;
    else segments.push({ start: code, end: code, delta });
  }
  return [...segments, { start: LAST, end: LAST, delta: 1 }];
};

/** A cmap table (format 4) for `glyphs`: code point of the basic plane to glyph. */
export function characterTable(glyphs: ReadonlyMap<number, number>): Buffer {
  const segments = segmentsOf(glyphs);
  const power = Math.floor(Math.log2(segments.length));
  const words = [
    ...[0, 1, WINDOWS, UNICODE, 0, 12],
    ...[4, 16 + 8 * segments.length, 0, 2 * segments.length],
    ...[2 * 2 ** power, power, 2 * (segments.length - 2 ** power)],
    ...segments.map(({ end }) => end),
    0,
    ...segments.map(({ start }) => start),
    ...segments.map(({ delta }) => delta),
    ...segments.map(() => 0),
  ];
  const table = Buffer.alloc(2 * words.length);
  words.forEach((word, index) => {
    table.writeUInt16BE(word, 2 * index);
  });
  return table;
}

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

/** What a modified font may still be called; licence, copyright and version stay as they are. */
const ownName = (id: number, family: string): string | undefined => {
  if ([1, 4, 16].includes(id)) return family;
  return [3, 6].includes(id) ? family.replaceAll(' ', '') : undefined;
};

/**
 * The name table of a font that is a part of another one: its family is `family`, since the licence
 * keeps a reserved name for the whole one.
 */
export function renamed(table: Buffer, family: string): Buffer {
  const cursor = byteCursor(table, 2);
  const count = cursor.u16();
  const strings = table.subarray(cursor.u16());
  const records = Array.from({ length: count }, () => {
    const ids = [cursor.u16(), cursor.u16(), cursor.u16(), cursor.u16()];
    const [length, offset] = [cursor.u16(), cursor.u16()];
    return { ids, text: strings.subarray(offset, offset + length) };
  }).filter(({ ids: [platform] }) => platform === WINDOWS);
  const head = Buffer.alloc(6 + 12 * records.length);
  head.writeUInt16BE(records.length, 2);
  head.writeUInt16BE(head.length, 4);
  const texts: Buffer[] = [];
  let end = 0;
  records.forEach(({ ids, text }, index) => {
    const own = ownName(ids[3] ?? 0, family);
    const written = own === undefined ? text : utf16(own);
    [...ids, written.length, end].forEach((word, field) => {
      head.writeUInt16BE(word, 6 + 12 * index + 2 * field);
    });
    texts.push(written);
    end += written.length;
  });
  return Buffer.concat([head, ...texts]);
}

/** A post table without glyph names. */
export function namelessPost(table: Buffer): Buffer {
  const short = Buffer.from(table.subarray(0, 32));
  short.writeUInt32BE(0x00030000, 0);
  return short;
}
