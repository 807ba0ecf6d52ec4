// The two signed parts of a PDF and the hole between them, found strictly.

/** The seal's place: `start` and `end` bound `<hex>`; the signed bytes end at `signedTo`. */
export interface SealPlace {
  start: number;
  end: number;
  signedTo: number;
}

/** What was found: the place of the last seal, and every reason not to believe it. */
export interface FoundSeal {
  place: SealPlace | undefined;
  reasons: SealReason[];
  /** The CMS with its padding, when the hole holds hexadecimal digits and nothing else. */
  contents: Buffer | undefined;
}

/** Why a file's seal is not accepted; the page has a sentence for each. */
export type SealReason =
  | 'TOO_LARGE'
  | 'NOT_A_PDF'
  | 'NO_SEAL'
  | 'SEVERAL_SEALS'
  | 'RANGE_BROKEN'
  | 'NOT_WHOLE_FILE'
  | 'PADDING_USED'
  | 'CMS_UNREADABLE'
  | 'DIGEST_DIFFERS'
  | 'SIGNATURE_WRONG'
  | 'ROOT_UNKNOWN'
  | 'SEAL_EXPIRED'
  | 'SEAL_REVOKED'
  | 'TIMESTAMP_WRONG';

const RANGE =
  /\/ByteRange\s{0,20}\[\s{0,20}(\d{1,10})\s{1,20}(\d{1,10})\s{1,20}(\d{1,10})\s{1,20}(\d{1,10})\s{0,20}\]/g;
const HEX = /^[0-9A-Fa-f]*$/;
/** Larger holes than this are none of ours (bytes of hexadecimal text). */
const LARGEST = 65_536;

/** Looks for the seal of a file; never throws. */
export function findSeal(bytes: Buffer): FoundSeal {
  let last: RegExpExecArray | undefined;
  let seals = 0;
  // One at a time: a file made to hurt holds hundreds of thousands.
  for (const range of bytes.toString('latin1').matchAll(RANGE)) {
    last = range;
    seals++;
  }
  if (!last) return { place: undefined, reasons: ['NO_SEAL'], contents: undefined };
  const reasons: SealReason[] = seals > 1 ? ['SEVERAL_SEALS'] : [];
  const [from = 0, length = 0, after = 0, rest = 0] = last.slice(1).map(Number);
  const place = { start: from + length, end: after, signedTo: after + rest };
  const hole = bytes.subarray(place.start, place.end);
  const inOrder = from === 0 && length > 0 && after > length && after + rest <= bytes.length;
  const isHex =
    inOrder &&
    hole.length <= LARGEST &&
    hole[0] === 0x3c &&
    hole.at(-1) === 0x3e &&
    HEX.test(hole.subarray(1, -1).toString('latin1'));
  if (!isHex) return { place, reasons: [...reasons, 'RANGE_BROKEN'], contents: undefined };
  if (after + rest !== bytes.length) reasons.push('NOT_WHOLE_FILE');
  const contents = Buffer.from(hole.subarray(1, -1).toString('latin1'), 'hex');
  return { place, reasons, contents };
}

/** The CMS without its padding, or nothing when the padding is not all zero. */
export function withoutPadding(contents: Buffer): Buffer | undefined {
  const header = contents[1] ?? 0;
  const lengthBytes = header > 0x80 ? header - 0x80 : 0;
  if (contents[0] !== 0x30 || lengthBytes > 4 || contents.length < 2 + lengthBytes)
    return undefined;
  const length = lengthBytes === 0 ? header : contents.readUIntBE(2, lengthBytes);
  const end = 2 + lengthBytes + length;
  if (end > contents.length || contents.subarray(end).some((byte) => byte !== 0)) return undefined;
  return contents.subarray(0, end);
}
