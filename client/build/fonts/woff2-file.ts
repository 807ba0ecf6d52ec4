// A WOFF2 file taken apart into its tables and put together again (W3C, WOFF File Format 2.0).
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { byteCursor } from './byte-cursor.ts';

export interface FontTable {
  tag: string;
  /** As the file has it: for glyf and loca 0 means transformed. */
  transform: number;
  /** Length in the font that a browser makes of it. */
  length: number;
  /** As it travels: transformed where it is. */
  data: Buffer;
}

const SIGNATURE = 0x774f4632;
const HEADER_BYTES = 48;
const OTHER_TAG = 63;
/** The format's numbered tags, four letters each. */
const TAGS = [
  'cmap head hhea hmtx maxp name OS/2 post cvt_ fpgm glyf loca prep CFF_ VORG EBDT EBLC gasp hdmx',
  'kern LTSH PCLT VDMX vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG_ sbix',
  'acnt avar bdat bloc bsln cvar fdsc feat fmtx fvar gvar hsty just lcar mort morx opbd prop trak',
  'Zapf Silf Glat Gloc Feat Sill',
].flatMap((line) => line.replaceAll('_', ' ').match(/.{4}(?= |$)/g) ?? []);

const isTransformed = (tag: string, transform: number): boolean =>
  tag === 'glyf' || tag === 'loca' ? transform !== 3 : transform !== 0;

const round4 = (length: number): number => (length + 3) & ~3;

/** All tables of a WOFF2 file with one font; throws for anything else. */
export function readWoff2(file: Buffer): FontTable[] {
  const header = byteCursor(file);
  if (header.u32() !== SIGNATURE) throw new Error('Not a WOFF2 file');
  const cursor = byteCursor(file, HEADER_BYTES);
  const entries = Array.from({ length: file.readUInt16BE(12) }, () => {
    const flags = cursor.u8();
    const number = flags & OTHER_TAG;
    const tag = number === OTHER_TAG ? cursor.take(4).toString('latin1') : TAGS[number];
    if (tag === undefined) throw new Error('A table without a tag');
    const transform = flags >> 6;
    const length = cursor.u128();
    const size = isTransformed(tag, transform) ? cursor.u128() : length;
    return { tag, transform, length, size };
  });
  const data = byteCursor(brotliDecompressSync(cursor.take(file.readUInt32BE(20))));
  return entries.map(({ size, ...entry }) => ({ ...entry, data: data.take(size) }));
}

const u128 = (value: number): number[] => {
  const bytes = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
};

const directoryEntry = ({ tag, transform, length, data }: FontTable): Buffer => {
  const known = TAGS.indexOf(tag);
  const number = known === -1 ? OTHER_TAG : known;
  return Buffer.concat([
    Buffer.from([(transform << 6) | number]),
    Buffer.from(known === -1 ? tag : '', 'latin1'),
    Buffer.from(u128(length)),
    Buffer.from(isTransformed(tag, transform) ? u128(data.length) : []),
  ]);
};

/** The file that holds `tables`, in their order, compressed as well as Brotli can. */
export function writeWoff2(tables: readonly FontTable[], flavor: number): Buffer {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_FONT,
  };
  const packed = brotliCompressSync(Buffer.concat(tables.map(({ data }) => data)), { params });
  const body = Buffer.concat([...tables.map(directoryEntry), packed]);
  const file = Buffer.alloc(round4(HEADER_BYTES + body.length));
  const sfnt = tables.reduce((sum, { length }) => sum + 16 + round4(length), 12);
  file.writeUInt32BE(SIGNATURE, 0);
  file.writeUInt32BE(flavor, 4);
  file.writeUInt32BE(file.length, 8);
  file.writeUInt16BE(tables.length, 12);
  file.writeUInt32BE(sfnt, 16);
  file.writeUInt32BE(packed.length, 20);
  file.writeUInt16BE(1, 24);
  body.copy(file, HEADER_BYTES);
  return file;
}
