// Canonical JSON (RFC 8785) and the SHA-256 over it: one text, one hash, on every machine.
import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** The canonical JSON text of a value (RFC 8785); throws for what JSON can't say. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('The value has no JSON form');
  return text;
}

/** SHA-256 in 64 lower-case hexadecimal digits. */
export const sha256Hex = (data: string | Uint8Array): string => hash('sha256', data, 'hex');

/** SHA-256 over a value's canonical JSON, as 64 hexadecimal digits. */
export const canonicalHash = (value: unknown): string => sha256Hex(canonicalJson(value));
