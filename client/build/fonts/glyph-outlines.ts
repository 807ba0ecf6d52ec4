// The outlines in a WOFF2 file's transformed glyf table and their variations in gvar: those of glyphs
// that nobody needs become empty. Glyphs keep their numbers, so that all other tables stay true.
import { type ByteCursor, byteCursor } from './byte-cursor.ts';

const HEADER_BYTES = 36;
const COMPOSITE = 0xffff;

/** A glyph's part of each of the table's seven streams, and the glyphs that it is made of. */
interface Outline {
  streams: Buffer[];
  hasBox: boolean;
  parts: number[];
}

interface Streams {
  contours: ByteCursor;
  points: ByteCursor;
  flags: ByteCursor;
  glyphs: ByteCursor;
  composites: ByteCursor;
  boxes: ByteCursor;
  instructions: ByteCursor;
}

/** All bytes that `read` passes. */
const passed = (cursor: ByteCursor, bytes: Buffer, read: () => void): Buffer => {
  const start = cursor.at();
  read();
  return bytes.subarray(start, cursor.at());
};

const coordinateBytes = (flag: number): number => {
  const kind = flag & 0x7f;
  if (kind < 84) return 1;
  if (kind < 120) return 2;
  return kind < 124 ? 3 : 4;
};

/** One glyph that a composite refers to, and the flags that say how it goes on. */
const readPart = (cursor: ByteCursor): { flags: number; glyph: number } => {
  const flags = cursor.u16();
  const glyph = cursor.u16();
  const scale = flags & 0x80 ? 8 : flags & 0x40 ? 4 : flags & 0x08 ? 2 : 0;
  cursor.take((flags & 1 ? 4 : 2) + scale);
  return { flags, glyph };
};

const EMPTY = Buffer.alloc(0);

const simpleOutline = (bytes: Buffer, from: Streams, contours: number): Omit<Outline, 'hasBox'> => {
  let points = 0;
  const counts = passed(from.points, bytes, () => {
    for (let i = 0; i < contours; i++) points += from.points.u255();
  });
  const flags = from.flags.take(points);
  let length = 0;
  const coordinates = passed(from.glyphs, bytes, () => {
    for (const flag of flags) from.glyphs.take(coordinateBytes(flag));
    length = from.glyphs.u255();
  });
  const instructions = from.instructions.take(length);
  return { streams: [counts, flags, coordinates, EMPTY, instructions], parts: [] };
};

const compositeOutline = (bytes: Buffer, from: Streams): Omit<Outline, 'hasBox'> => {
  const parts: number[] = [];
  let isInstructed = false;
  const composite = passed(from.composites, bytes, () => {
    for (let flags = 0x20; flags & 0x20; ) {
      const part = readPart(from.composites);
      ({ flags } = part);
      parts.push(part.glyph);
      isInstructed ||= (flags & 0x100) !== 0;
    }
  });
  let length = 0;
  const size = passed(from.glyphs, bytes, () => {
    if (isInstructed) length = from.glyphs.u255();
  });
  return { streams: [EMPTY, EMPTY, size, composite, from.instructions.take(length)], parts };
};

const streamsOf = (table: Buffer): { from: Streams; bitmap: Buffer; rest: Buffer } => {
  const count = table.readUInt16BE(4);
  const bitmapBytes = 4 * Math.floor((count + 31) / 32);
  let offset = HEADER_BYTES;
  const starts = [8, 12, 16, 20, 24, 28, 32].map((field) => {
    offset += table.readUInt32BE(field);
    return offset - table.readUInt32BE(field);
  });
  const at = (index: number) => byteCursor(table, starts[index] ?? 0);
  const boxes = at(5);
  const bitmap = boxes.take(bitmapBytes);
  const from = {
    ...{ contours: at(0), points: at(1), flags: at(2), glyphs: at(3), composites: at(4) },
    ...{ boxes, instructions: at(6) },
  };
  return { from, bitmap, rest: table.subarray(offset) };
};

/** Every glyph of a transformed glyf table, in order. */
function readOutlines(table: Buffer): (Outline & { contours: Buffer; box: Buffer })[] {
  const { from, bitmap } = streamsOf(table);
  return Array.from({ length: table.readUInt16BE(4) }, (_, glyph) => {
    const contours = from.contours.take(2);
    const count = contours.readUInt16BE(0);
    const outline =
      count === COMPOSITE ? compositeOutline(table, from) : simpleOutlineOf(table, from, count);
    const hasBox = (bitmap.readUInt8(glyph >> 3) & (0x80 >> (glyph & 7))) !== 0;
    return { ...outline, contours, hasBox, box: hasBox ? from.boxes.take(8) : EMPTY };
  });
}

/** A glyph without contours has nothing in any other stream. */
const simpleOutlineOf = (table: Buffer, from: Streams, contours: number) =>
  contours === 0
    ? { streams: [EMPTY, EMPTY, EMPTY, EMPTY, EMPTY], parts: [] }
    : simpleOutline(table, from, contours);

/** The glyphs that each glyph is composed of. */
export const partsOfGlyphs = (glyf: Buffer): number[][] =>
  readOutlines(glyf).map(({ parts }) => parts);

/** The transformed glyf table in which only `kept` have an outline. */
export function keepOutlines(glyf: Buffer, kept: ReadonlySet<number>): Buffer {
  const outlines = readOutlines(glyf);
  const bitmap = Buffer.alloc(4 * Math.floor((outlines.length + 31) / 32));
  const contours = Buffer.alloc(2 * outlines.length);
  for (const glyph of kept) {
    const outline = outlines[glyph];
    if (!outline) throw new Error(`No glyph ${glyph}`);
    outline.contours.copy(contours, 2 * glyph);
    const byte = glyph >> 3;
    if (outline.hasBox) bitmap.writeUInt8(bitmap.readUInt8(byte) | (0x80 >> (glyph & 7)), byte);
  }
  const left = outlines.filter((_, glyph) => kept.has(glyph));
  const [counts, flags, glyphs, composites, instructions] = [0, 1, 2, 3, 4].map((index) =>
    Buffer.concat(left.map(({ streams }) => streams[index] ?? EMPTY)),
  );
  const boxes = Buffer.concat([bitmap, ...left.map(({ box }) => box)]);
  const all = [contours, counts, flags, glyphs, composites, boxes, instructions];
  const header = Buffer.from(glyf.subarray(0, HEADER_BYTES));
  all.forEach((stream, index) => {
    header.writeUInt32BE(stream?.length ?? 0, 8 + 4 * index);
  });
  return Buffer.concat([header, ...all.map((stream) => stream ?? EMPTY), streamsOf(glyf).rest]);
}

/** The gvar table in which only `kept` vary. */
export function keepVariations(gvar: Buffer, kept: ReadonlySet<number>): Buffer {
  const count = gvar.readUInt16BE(12);
  const isLong = (gvar.readUInt16BE(14) & 1) === 1;
  const data = gvar.readUInt32BE(16);
  const offset = (glyph: number) =>
    isLong ? gvar.readUInt32BE(20 + 4 * glyph) : 2 * gvar.readUInt16BE(20 + 2 * glyph);
  const head = Buffer.from(gvar.subarray(0, data));
  const left: Buffer[] = [];
  let end = 0;
  for (let glyph = 0; glyph <= count; glyph++) {
    if (isLong) head.writeUInt32BE(end, 20 + 4 * glyph);
    else head.writeUInt16BE(end / 2, 20 + 2 * glyph);
    if (glyph === count || !kept.has(glyph)) continue;
    left.push(gvar.subarray(data + offset(glyph), data + offset(glyph + 1)));
    end += offset(glyph + 1) - offset(glyph);
  }
  return Buffer.concat([head, ...left]);
}
