// The signed head of a session's log: frozen. Who signs one says "so many leaves, this root, at this
// moment", and never another root for the same size. A changed field means a new `format`.
import type { X509Certificate } from 'node:crypto';
import { canonicalJson } from '../core/canonical.ts';
import { isTextSigned } from './signed-text.ts';
import { isCount, isHash, isId, isMoment, isText, readStrict } from './strict-json.ts';

export const HEAD_FORMAT = 'ikrar-head/1';

export interface Head {
  session: string;
  /** Number of leaves. */
  size: number;
  /** Size of the head before; 0 for the first. */
  previous: number;
  /** The Merkle root in 64 hexadecimal digits. */
  root: string;
  /** When it was made, by the sequencer's clock: ISO 8601 in UTC with milliseconds. */
  time: string;
}

/** A head as it is given out: the signed text, byte for byte, and who signed it. */
export interface SignedHead extends Head {
  text: string;
  /** ECDSA P-256 with SHA-256 over the text in UTF-8: r and s, 64 bytes, base64. */
  signature: string;
  /** First 4 bytes of the SHA-256 of the evidence key's SPKI, as 8 hexadecimal digits. */
  keyId: string;
}

/** The text that is signed: canonical JSON (RFC 8785) that begins with its own format's name. */
export const headText = ({ session, size, previous, root, time }: Head): string =>
  canonicalJson({ format: HEAD_FORMAT, session, size, previous, root, time });

const checks = {
  format: isText(HEAD_FORMAT),
  session: isId,
  size: isCount,
  previous: isCount,
  root: isHash,
  time: isMoment,
};

/** The head that the text states; undefined when it is not exactly one. */
export function readHead(text: string): Head | undefined {
  const value = readStrict(text, checks);
  if (!value || Number(value.size) <= Number(value.previous)) return undefined;
  return {
    session: String(value.session),
    size: Number(value.size),
    previous: Number(value.previous),
    root: String(value.root),
    time: String(value.time),
  };
}

/**
 * The head that the text states, when `signature` (base64 of r and s) over it is by the key of
 * `certificate` (PEM or parsed); undefined for anything else, never throws.
 */
export function verifyHead(
  text: string,
  signature: string,
  certificate: string | X509Certificate,
): Head | undefined {
  return isTextSigned(text, signature, certificate) ? readHead(text) : undefined;
}
