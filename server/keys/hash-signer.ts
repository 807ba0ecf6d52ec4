// Who signs: a key that signs bytes. Own key, PKCS#12, and later hardware keys have this shape.
import { type KeyObject, sign, verify, X509Certificate } from 'node:crypto';
import { KeyError } from './key-error.ts';
import { maySeal } from './key-usage.ts';
import type { SealLevel } from './seal-level.ts';

/** A key in memory with its certificates, as a worker thread gets it. */
export interface PortableKey {
  key: KeyObject;
  certificate: Buffer;
  chain: Buffer[];
  level: SealLevel;
}

/** A key that signs CMS attributes; certificates are DER, `chain` ends with the root. */
export interface HashSigner {
  kind: 'hash';
  level: SealLevel;
  certificate: Buffer;
  chain: Buffer[];
  alg: 'ES256' | 'RS256';
  /** The key itself, or null when it can't leave its place (a device, a service). */
  portable: PortableKey | null;
  sign(signedAttributes: Buffer, abort: AbortSignal): Promise<Buffer>;
}

/** A service that seals whole PDFs (several at once); it leaves no field of ours in them. */
export interface PdfSealer {
  kind: 'pdf';
  level: 'tersertifikasi';
  seal(pdfs: Buffer[], abort: AbortSignal): Promise<Buffer[]>;
}

const RSA_BITS = 2048;

function algorithmOf(key: KeyObject): HashSigner['alg'] {
  const details = key.asymmetricKeyDetails;
  if (key.asymmetricKeyType === 'ec' && details?.namedCurve === 'prime256v1') return 'ES256';
  const isRsa = key.asymmetricKeyType === 'rsa' && (details?.modulusLength ?? 0) >= RSA_BITS;
  if (isRsa) return 'RS256';
  throw new KeyError('KEY_UNSUPPORTED');
}

/**
 * A signer from a key in memory. It is tried at once: KeyError when key and certificate don't
 * belong together, the chain does not lead to its root, or the certificate is not valid `now`.
 */
export function createHashSigner(own: PortableKey & { now: Date }): HashSigner {
  const { key, certificate, chain, level, now } = own;
  const alg = algorithmOf(key);
  const leaf = new X509Certificate(certificate);
  assertChain([leaf, ...chain.map((der) => new X509Certificate(der))]);
  if (new Date(leaf.validTo) < now) throw new KeyError('CERTIFICATE_EXPIRED');
  if (new Date(leaf.validFrom) > now) throw new KeyError('CERTIFICATE_NOT_YET_VALID');
  if (!maySeal(certificate)) throw new KeyError('CERTIFICATE_USAGE');
  const probe = Buffer.from('Ikrar');
  if (!verify('sha256', probe, leaf.publicKey, sign('sha256', probe, key))) {
    throw new KeyError('KEY_MISMATCH');
  }
  return {
    kind: 'hash',
    level,
    certificate,
    chain,
    alg,
    portable: { key, certificate, chain, level },
    sign: async (signedAttributes, abort) => {
      abort.throwIfAborted();
      return sign('sha256', signedAttributes, key);
    },
  };
}

function assertChain(certificates: X509Certificate[]): void {
  certificates.forEach((certificate, i) => {
    const issuer = certificates[i + 1];
    // One that stands alone need not be an authority, only its own issuer.
    const named = issuer
      ? certificate.checkIssued(issuer)
      : certificate.subject === certificate.issuer;
    if (!named || !certificate.verify((issuer ?? certificate).publicKey)) {
      throw new KeyError('CHAIN_BROKEN');
    }
  });
}
