// The evidence key: signs log heads, QR statements, revocation lists and bundles, never a PDF.
import { createHash, type KeyObject, sign, verify, X509Certificate } from 'node:crypto';
import { KeyError } from './key-error.ts';

/** A signing key for everything that is checked without a PDF reader. */
export interface EvidenceKey {
  /** First 4 bytes of the SHA-256 of the public key (SPKI), as 8 hexadecimal digits. */
  keyId: string;
  certificatePem: string;
  /** Issuing certificate, then root. */
  chainPem: string[];
  /** ECDSA P-256 with SHA-256 as raw r and s, 64 bytes. `bytes` begin with their format's name. */
  sign(bytes: Buffer): Buffer;
}

/** A certificate of an evidence key, of this year or an earlier one. */
export interface EvidenceCertificate {
  keyId: string;
  pem: string;
}

const KEY_ID_BYTES = 4;

/** The short name of a certificate's key. */
export function keyIdOf(pem: string): string {
  const spki = new X509Certificate(pem).publicKey.export({ format: 'der', type: 'spki' });
  return createHash('sha256').update(spki).digest().subarray(0, KEY_ID_BYTES).toString('hex');
}

/** SHA-256 of a certificate's DER as 64 hexadecimal digits. */
export const fingerprintOf = (pem: string): string =>
  createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');

/** The key, tried at once: KeyError when it does not belong to its certificate. */
export function createEvidenceKey(
  key: KeyObject,
  certificatePem: string,
  chainPem: string[],
): EvidenceKey {
  const raw = (bytes: Buffer) => sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' });
  const { publicKey } = new X509Certificate(certificatePem);
  const probe = Buffer.from('ikrar-probe');
  const holds = verify('sha256', probe, { key: publicKey, dsaEncoding: 'ieee-p1363' }, raw(probe));
  if (!holds) throw new KeyError('KEY_MISMATCH', 'evidence.key.pem');
  return { keyId: keyIdOf(certificatePem), certificatePem, chainPem, sign: raw };
}
