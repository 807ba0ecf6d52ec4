// The leaf of a signature: frozen. Its canonical JSON (RFC 8785) is what is hashed, logged and
// proven for good. Changing a field means a new `format`; test/signatures/vectors*.json bind each.
import { canonicalJson, sha256Hex } from '../core/canonical.ts';

/** What earlier versions of the platform wrote; it stays readable for good. */
export const FIRST_LEAF_FORMAT = 'ikrar-leaf/1';
/** Read for good as well: its `mark` was a bare hash, so that a typed name could be guessed. */
export const SECOND_LEAF_FORMAT = 'ikrar-leaf/2';
/** What is written now. */
export const LEAF_FORMAT = 'ikrar-leaf/3';

/** All moments are ISO 8601 in UTC with milliseconds; all hashes are 64 hexadecimal digits. */
interface LeafFields {
  session: string;
  /** SHA-256 of the declaration's canonical JSON. */
  declaration: string;
  /** The seat, as `<region code or group>/<office code>`. */
  seat: string;
  /** Region code, or empty outside regions. */
  region: string;
  /** See `personCommitment`: the name can be erased and the log stays whole. */
  person: string;
  /** The moment of each clause's tick, in the clauses' order. */
  ticks: string[];
  /** The server's moment at receipt. */
  signedAt: string;
  /** SHA-256 of the consent's canonical JSON. */
  consent: string;
  method: 'drawn' | 'typed';
  /** Formats 1 and 2: see `markHash`. From format 3 on: see `markCommitment`. */
  mark: string;
  /** How the person was identified. */
  identified: string;
}

export interface FirstLeaf extends LeafFields {
  format: typeof FIRST_LEAF_FORMAT;
}

export interface SecondLeaf extends LaterFields {
  format: typeof SECOND_LEAF_FORMAT;
}

/** The same fields; the mark is salted as the name is, so that erasing the salt is enough. */
export interface ThirdLeaf extends LaterFields {
  format: typeof LEAF_FORMAT;
}

/** Adds how each clause was agreed to, and in which window the signature came. */
interface LaterFields extends LeafFields {
  /** Beside each tick: true when it came while that very clause was being read. */
  together: boolean[];
  /** `late`: received in the late window, after the ceremony's own was closed. */
  window: 'open' | 'late';
  /** When the signer's own device says the mark was made; only of late signatures, else empty. */
  device: string;
}

export type Leaf = FirstLeaf | SecondLeaf | ThirdLeaf;

/** SHA-256 over the 32 salt bytes and the canonical JSON of name and acting status. */
export const personCommitment = (salt: Buffer, name: string, acting: string): string =>
  sha256Hex(Buffer.concat([salt, Buffer.from(canonicalJson({ acting, name }), 'utf8')]));

type GivenMark =
  | { method: 'drawn'; strokes: [number, number][][] }
  | { method: 'typed'; text: string };

/** SHA-256 of the strokes' canonical JSON, or of the typed text in UTF-8: formats 1 and 2. */
export const markHash = (mark: GivenMark): string =>
  mark.method === 'drawn' ? sha256Hex(canonicalJson(mark.strokes)) : sha256Hex(mark.text);

/** SHA-256 over the 32 salt bytes, the word `mark` and the 64 digits of `markHash`: format 3. */
export const markCommitment = (salt: Buffer, mark: GivenMark): string =>
  sha256Hex(Buffer.concat([salt, Buffer.from(`mark${markHash(mark)}`, 'utf8')]));

/**
 * SHA-256 of a leaf in the Merkle log's domain: 0x00 before the canonical JSON
 * (RFC 6962 section 2.1), so that the hash printed today is the one the log will prove.
 */
export const leafHash = (leaf: string): string =>
  sha256Hex(Buffer.concat([Buffer.of(0), Buffer.from(leaf, 'utf8')]));

/** The leaf's canonical JSON text, as it is stored, byte for byte. */
export const leafText = (leaf: Leaf): string => canonicalJson(leaf);
