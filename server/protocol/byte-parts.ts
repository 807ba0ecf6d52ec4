// Parts of frozen binary formats: numbers, ids, hashes and days as bytes and back. For both sides.

/** Letters of document ids, by value. */
const ID_LETTERS = 'abcdefghjkmnpqrstvwxyz0123456789';
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2000, 0, 1);

/** A number of `bytes` bytes, highest first. */
export const bigEndian = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** (bytes - 1 - i)) % 256);

/** Days since 1 January 2000 of a `YYYY-MM-DD`; not a number when it is no date. */
export const dayNumber = (date: string): number =>
  (Date.parse(`${date}T00:00:00Z`) - FIRST_DAY) / DAY_MS;

/** The `YYYY-MM-DD` of `dayNumber`. */
export const dayText = (day: number): string =>
  new Date(FIRST_DAY + day * DAY_MS).toISOString().slice(0, 10);

/** Text of UTF-8 bytes; throws for bytes that are none. */
export const fromUtf8 = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);

/** Lower-case hexadecimal digits. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The bytes of exactly `2 * bytes` lower-case hexadecimal digits; RangeError for anything else. */
export function fromHex(text: string, bytes: number): number[] {
  if (!/^[0-9a-f]*$/.test(text) || text.length !== bytes * 2) throw new RangeError('Not a hash');
  return Array.from({ length: bytes }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
}

/** A document id, 16 letters of 5 bits, in 10 bytes. RangeError when it is none. */
export function packId(id: string): number[] {
  const values = Array.from(id, (letter) => ID_LETTERS.indexOf(letter));
  if (values.length !== 16 || values.includes(-1)) throw new RangeError('Not an id');
  const all = values.reduce((sum, value) => (sum << 5n) | BigInt(value), 0n);
  return Array.from({ length: 10 }, (_, i) => Number((all >> BigInt(8 * (9 - i))) & 255n));
}

/** The id of 10 bytes. */
export function unpackId(bytes: Uint8Array): string {
  const all = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const letter = (i: number) => ID_LETTERS[Number((all >> BigInt(5 * (15 - i))) & 31n)];
  return Array.from({ length: 16 }, (_, i) => letter(i)).join('');
}
