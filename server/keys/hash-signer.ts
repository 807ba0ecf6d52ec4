// Who signs: a key that signs bytes. Own key, PKCS#12, and later hardware keys have this shape.
import { type KeyObject, sign, verify, X509Certificate } from 'node:crypto';
import { findPath } from './certificate-path.ts';
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
  assertInForce(own, now);
  assertChain([leaf, ...chain.map((der) => new X509Certificate(der))], now);
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

/**
 * KeyError CERTIFICATE_EXPIRED or CERTIFICATE_NOT_YET_VALID with the subject of the first certificate
 * of the chain that does not count at the moment: nobody would believe the seal.
 */
export function assertInForce(
  { certificate, chain }: Pick<HashSigner, 'certificate' | 'chain'>,
  now: Date,
): void {
  for (const der of [certificate, ...chain]) {
    const { name, from, to } = termOf(der);
    if (to < now) throw new KeyError('CERTIFICATE_EXPIRED', name);
    if (from > now) throw new KeyError('CERTIFICATE_NOT_YET_VALID', name);
  }
}

/** Read once for each certificate: the question comes with every file. */
const terms = new WeakMap<Buffer, { name: string; from: Date; to: Date }>();

function termOf(der: Buffer) {
  const known = terms.get(der);
  if (known) return known;
  const { subject, validFrom, validTo } = new X509Certificate(der);
  const name = subject.replaceAll('\n', ', ');
  const term = { name, from: new Date(validFrom), to: new Date(validTo) };
  terms.set(der, term);
  return term;
}

/** Each issued by the next, and the whole a path as readers look for it. */
function assertChain(certificates: X509Certificate[], at: Date): void {
  const [leaf, ...pool] = certificates;
  const root = certificates.at(-1);
  if (!leaf || !root) throw new KeyError('CHAIN_BROKEN');
  // One that stands alone need not be an authority, only its own issuer.
  const isEnd = root.subject === root.issuer && root.verify(root.publicKey);
  const path = isEnd ? findPath({ leaf, pool, roots: [root], at }) : undefined;
  if (path?.length !== certificates.length) throw new KeyError('CHAIN_BROKEN');
}
