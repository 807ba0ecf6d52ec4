// What a certificate's QR code says of itself: a signed binary statement of at most 210 bytes.
// Frozen: another layout is another version; test/proofs/statement-vectors.json binds this one.
import {
  bigEndian,
  dayNumber,
  dayText,
  fromHex,
  fromUtf8,
  packId,
  toHex,
  unpackId,
} from './byte-parts.ts';
import { fromCrockford } from './crockford.ts';

/** Before the packed content in what is signed, so that the signature can stand for nothing else. */
export const STATEMENT_FORMAT = 'ikrar-statement/1';
/** Longest statement, signature included, in bytes. */
export const STATEMENT_MAX = 210;
/** Kind of document -> its code in the statement and the letter of its numbers. */
export const STATEMENT_KINDS = {
  declaration: { code: 1, letter: 'D' },
  participation: { code: 2, letter: 'P' },
  region: { code: 3, letter: 'W' },
  roll: { code: 4, letter: 'R' },
  minutes: { code: 5, letter: 'B' },
} as const;
export type StatementKind = keyof typeof STATEMENT_KINDS;

/** A statement's content. Only the last two texts may be shortened, and then a mark says so. */
export interface Statement {
  kind: StatementKind;
  /** `IKR-2020-10-07-D-000123` or `IKR-CONTOH-...`: as printed. */
  number: string;
  /** Id of the session, 16 characters. */
  session: string;
  /** `<region code or group>/<office code>` as in the signature's leaf; empty without a seat. */
  seat: string;
  /** Region code; empty outside regions. */
  region: string;
  seatCut: boolean;
  /** The printed name, NFC. */
  name: string;
  nameCut: boolean;
  /** Hash of the signature's leaf, 64 hexadecimal digits; nothing for who did not sign. */
  leafHash: string | undefined;
  /** Of the evidence key: 8 hexadecimal digits. */
  keyId: string;
}

/** A statement as it was read: its content, the bytes under its signature, and the signature. */
export interface ReadStatement {
  statement: Statement;
  /** Day of the event, `YYYY-MM-DD`. */
  date: string;
  signed: Uint8Array<ArrayBuffer>;
  /** ECDSA P-256 over SHA-256, r and s of 32 bytes each. */
  signature: Uint8Array<ArrayBuffer>;
}

const VERSION = 1;
const SIGNATURE_BYTES = 64;
const HEAD_BYTES = 22;
const LEAF_BYTES = 32;
/** Most UTF-8 bytes of the region's or group's code, and of the office's. */
export const PLACE_MAX_BYTES = 13;
export const OFFICE_MAX_BYTES = 24;
const FLAG = { sample: 8, region: 16, nameCut: 32, leaf: 64, seatCut: 128 } as const;
const NUMBER = /^IKR-(CONTOH-)?(\d{4}-\d{2}-\d{2})-([DPWRB])-(\d{6,10})$/;

const utf8 = new TextEncoder();

/** UTF-8 bytes that are left for the name beside the other texts. */
export function roomForName({ leafHash, seat, region }: Statement): number {
  const { place, office } = partsOf(seat, region);
  const texts = 2 + utf8.encode(place).length + utf8.encode(office).length;
  const leaf = leafHash === undefined ? 0 : LEAF_BYTES;
  return STATEMENT_MAX - SIGNATURE_BYTES - HEAD_BYTES - leaf - texts;
}

/** Region's or group's code and office's code of a seat. RangeError when they don't fit together. */
export function partsOf(seat: string, region: string): { place: string; office: string } {
  if (seat === '') return { place: region, office: '' };
  const slash = region === '' ? seat.indexOf('/') : region.length;
  if (seat[slash] !== '/' || !seat.startsWith(region)) throw new RangeError('Not a seat');
  const office = seat.slice(slash + 1);
  if (office === '') throw new RangeError('A seat has an office');
  return { place: seat.slice(0, slash), office };
}

/** The statement's bytes without its signature. RangeError for what can't be said. */
export function packStatement(statement: Statement): Uint8Array<ArrayBuffer> {
  const { kind, session, seat, region, name, leafHash, keyId } = statement;
  const { sample, day, sequence } = readNumber(statement.number, kind);
  const { place, office } = partsOf(seat, region);
  if (/\p{Cc}/u.test(name) || name !== name.normalize('NFC')) throw new RangeError('Not a name');
  const flags =
    (sample ? FLAG.sample : 0) |
    (region === '' ? 0 : FLAG.region) |
    (statement.nameCut ? FLAG.nameCut : 0) |
    (leafHash === undefined ? 0 : FLAG.leaf) |
    (statement.seatCut ? FLAG.seatCut : 0);
  const bytes = Uint8Array.from([
    VERSION,
    STATEMENT_KINDS[kind].code | flags,
    ...bigEndian(day, 2),
    ...bigEndian(sequence, 4),
    ...packId(session),
    ...fromHex(keyId, 4),
    ...(leafHash === undefined ? [] : fromHex(leafHash, LEAF_BYTES)),
    ...sized(place, PLACE_MAX_BYTES),
    ...sized(office, OFFICE_MAX_BYTES),
    ...utf8.encode(name),
  ]);
  if (bytes.length > STATEMENT_MAX - SIGNATURE_BYTES) throw new RangeError('The name is too long');
  return bytes;
}

/** What is signed: the format's name, a line feed, the packed content. */
export function signedBytes(packed: Uint8Array): Uint8Array<ArrayBuffer> {
  const name = utf8.encode(`${STATEMENT_FORMAT}\n`);
  const bytes = new Uint8Array(name.length + packed.length);
  bytes.set(name);
  bytes.set(packed, name.length);
  return bytes;
}

/**
 * Reads a statement strictly; the signature is not checked here. Nothing for bytes that
 * `packStatement` would not have written: other versions, marks without use, bytes too many.
 */
export function unpackStatement(bytes: Uint8Array): ReadStatement | undefined {
  if (bytes.length > STATEMENT_MAX || bytes[0] !== VERSION) return undefined;
  const packed = bytes.slice(0, -SIGNATURE_BYTES);
  try {
    const { statement, date } = readPacked(packed);
    const again = packStatement(statement);
    if (again.length !== packed.length || again.some((byte, i) => byte !== packed[i])) {
      return undefined;
    }
    const signature = bytes.slice(-SIGNATURE_BYTES);
    return { statement, date, signed: signedBytes(packed), signature };
  } catch {
    // Whatever is missing or can't be said in a stranger's bytes: they are no statement.
    return undefined;
  }
}

/** The same of the text behind `#`. */
export function unpackStatementText(text: string): ReadStatement | undefined {
  const bytes = text.length > STATEMENT_MAX * 2 ? undefined : fromCrockford(text);
  return bytes && unpackStatement(bytes);
}

function readPacked(packed: Uint8Array): { statement: Statement; date: string } {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.length);
  const marks = view.getUint8(1);
  const kind = kindOf(marks & 7);
  const has = (flag: number): boolean => (marks & flag) !== 0;
  const date = dayText(view.getUint16(2));
  const sequence = String(view.getUint32(4)).padStart(6, '0');
  const afterLeaf = HEAD_BYTES + (has(FLAG.leaf) ? LEAF_BYTES : 0);
  const placeEnd = afterLeaf + 1 + view.getUint8(afterLeaf);
  const officeEnd = placeEnd + 1 + view.getUint8(placeEnd);
  if (officeEnd > packed.length) throw new RangeError('Texts end too late');
  const place = fromUtf8(packed.subarray(afterLeaf + 1, placeEnd));
  const office = fromUtf8(packed.subarray(placeEnd + 1, officeEnd));
  const isRegionOnly = has(FLAG.region) && office === '';
  const statement: Statement = {
    kind,
    number: `IKR-${has(FLAG.sample) ? 'CONTOH-' : ''}${date}-${STATEMENT_KINDS[kind].letter}-${sequence}`,
    session: unpackId(packed.subarray(8, 18)),
    seat: isRegionOnly || (place === '' && office === '') ? '' : `${place}/${office}`,
    region: has(FLAG.region) ? place : '',
    seatCut: has(FLAG.seatCut),
    name: fromUtf8(packed.subarray(officeEnd)),
    nameCut: has(FLAG.nameCut),
    leafHash: has(FLAG.leaf) ? toHex(packed.subarray(HEAD_BYTES, afterLeaf)) : undefined,
    keyId: toHex(packed.subarray(18, HEAD_BYTES)),
  };
  return { statement, date };
}

function readNumber(number: string, kind: StatementKind) {
  const [, contoh, date = '', letter, digits = ''] = NUMBER.exec(number) ?? [];
  const day = dayNumber(date);
  const sequence = Number(digits);
  const fits = day >= 0 && day <= 0xffff && sequence <= 0xffffffff && dayText(day) === date;
  if (!fits || letter !== STATEMENT_KINDS[kind].letter) throw new RangeError('Not such a number');
  return { sample: contoh !== undefined, day, sequence };
}

function kindOf(code: number): StatementKind {
  for (const kind of Object.keys(STATEMENT_KINDS)) {
    if (isKind(kind) && STATEMENT_KINDS[kind].code === code) return kind;
  }
  throw new RangeError('No such kind');
}

const isKind = (text: string): text is StatementKind => text in STATEMENT_KINDS;
function sized(text: string, max: number): number[] {
  const bytes = utf8.encode(text);
  if (bytes.length > max) throw new RangeError('The code of a seat is too long');
  return [bytes.length, ...bytes];
}
