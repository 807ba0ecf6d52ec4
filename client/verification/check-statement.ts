// Checks a QR code's statement on this device, with WebCrypto and the keys that came with the page.
import { type ReadStatement, unpackStatementText } from '../../server/protocol/statement.ts';

/** A published evidence key: its short name, and its SPKI in base64. */
export interface EvidenceKey {
  id: string;
  spki: string;
}

/**
 * proven: signed by a published key. forged: well formed, but by no key of ours. broken: no
 * statement at all. unable: this browser can't check signatures here (no https).
 */
export type StatementCheck =
  | { result: 'broken' }
  | { result: 'proven' | 'forged' | 'unable'; read: ReadStatement };

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** Reads the text behind `#` and checks its signature; nothing leaves the device. */
export async function checkStatement(
  text: string,
  keys: readonly EvidenceKey[],
): Promise<StatementCheck> {
  const read = unpackStatementText(text);
  if (!read) return { result: 'broken' };
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (!subtle) return { result: 'unable', read };
  const key = keys.find(({ id }) => id === read.statement.keyId);
  const proven = key !== undefined && (await isSignedBy(subtle, read, key));
  return { result: proven ? 'proven' : 'forged', read };
}

async function isSignedBy(
  subtle: SubtleCrypto,
  { signed, signature }: ReadStatement,
  { spki }: EvidenceKey,
): Promise<boolean> {
  const der = Uint8Array.from(atob(spki), (character) => character.charCodeAt(0));
  const key = await subtle.importKey('spki', der, CURVE, false, ['verify']);
  return subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, signed);
}
