// An emblem's picture from a stranger's file: a PNG that is what it says, packed anew from the chunks
// that draw it. SVG is refused: nothing of it is needed, and it can hold more than a picture.
import { crc32, inflateSync } from 'node:zlib';

export const EMBLEM_BYTES_MAX = 60_000;
export const EMBLEM_SIDE_MIN = 96;
export const EMBLEM_SIDE_MAX = 1_024;

/** The key of a sentence below `campaigns.emblem.problems`. */
export type EmblemProblem = 'none' | 'large' | 'type' | 'broken' | 'side' | 'interlaced';

export interface Picture {
  /** The same picture without texts, times and whatever else was in the file. */
  bytes: Buffer;
  width: number;
  height: number;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** What a picture is drawn from; everything else is left out. */
const KEPT = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'];
/** Channels of a pixel by the kind of colour, and how deep they may be. */
const COLOURS: Record<number, { channels: number; depths: number[] }> = {
  0: { channels: 1, depths: [1, 2, 4, 8, 16] },
  2: { channels: 3, depths: [8, 16] },
  3: { channels: 1, depths: [1, 2, 4, 8] },
  4: { channels: 2, depths: [8, 16] },
  6: { channels: 4, depths: [8, 16] },
};

interface Chunk {
  type: string;
  data: Buffer;
  /** With length and checksum, as it stands in the file. */
  whole: Buffer;
}

/** The chunks up to the end; undefined where lengths, checksums or their order do not hold. */
function chunksOf(bytes: Buffer): Chunk[] | undefined {
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) return undefined;
    const named = bytes.subarray(at + 4, end - 4);
    if (crc32(named) !== bytes.readUInt32BE(end - 4)) return undefined;
    const type = named.subarray(0, 4).toString('latin1');
    chunks.push({ type, data: named.subarray(4), whole: bytes.subarray(at, end) });
    if (type === 'IEND') return chunks;
    at = end;
  }
  return undefined;
}

/** True when the pixels are there, all of them and no more. */
function hasPixels(chunks: Chunk[], expected: number): boolean {
  const packed = Buffer.concat(
    chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data),
  );
  try {
    return inflateSync(packed, { maxOutputLength: expected + 1 }).length === expected;
  } catch {
    return false;
  }
}

/** The picture of a file, or why it is none that can be taken. */
export function readEmblem(bytes: Buffer): Picture | EmblemProblem {
  if (bytes.length === 0) return 'none';
  if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return 'type';
  if (bytes.length > EMBLEM_BYTES_MAX) return 'large';
  const chunks = chunksOf(bytes);
  const [header] = chunks ?? [];
  if (!chunks || header?.type !== 'IHDR' || header.data.length !== 13) return 'broken';
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
  const colour = COLOURS[header.data[9] ?? -1];
  const depth = header.data[8] ?? 0;
  if (!colour?.depths.includes(depth)) return 'broken';
  const isSide = (side: number) => side >= EMBLEM_SIDE_MIN && side <= EMBLEM_SIDE_MAX;
  if (!isSide(width) || !isSide(height)) return 'side';
  if (header.data[12] !== 0) return 'interlaced';
  const row = 1 + Math.ceil((width * colour.channels * depth) / 8);
  const isWhole = header.data[9] !== 3 || chunks.some(({ type }) => type === 'PLTE');
  if (!isWhole || !hasPixels(chunks, height * row)) return 'broken';
  const kept = chunks.filter(({ type }) => KEPT.includes(type)).map(({ whole }) => whole);
  return { bytes: Buffer.concat([SIGNATURE, ...kept]), width, height };
}
