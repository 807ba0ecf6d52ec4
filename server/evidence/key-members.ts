// The certificates that a bundle carries: everything that its signatures and seals lead to.
import { X509Certificate } from 'node:crypto';
import { sha256Hex } from '../core/canonical.ts';
import { FILES, type KEY_PREFIX, keyFileOf } from '../evidence-check/index.ts';
import type { EvidenceKeys } from './evidence-sources.ts';

type KeyKind = keyof typeof KEY_PREFIX;

/** Names and PEM bytes; no private key is among them. */
export function keyMembers(
  keys: EvidenceKeys,
  tsaRoots: readonly Buffer[],
): [name: string, bytes: Buffer][] {
  const read = (certificates: readonly (string | Buffer)[]) =>
    certificates.map((one) => new X509Certificate(one));
  const [issuing, root] = read(keys.evidence.chainPem);
  if (!issuing || !root) throw new Error('The evidence key has no chain');
  const own = [root, issuing];
  const foreign = read([...keys.trustedRoots, ...keys.signer.chain]).filter(
    ({ raw }) => !own.some((one) => one.raw.equals(raw)),
  );
  const of = (kind: KeyKind, certificates: X509Certificate[]): [string, Buffer][] =>
    certificates.map((one) => [keyFileOf(kind, sha256Hex(one.raw)), pemOf(one)]);
  const all: [string, Buffer][] = [
    [FILES.root, pemOf(root)],
    [FILES.issuing, pemOf(issuing)],
    ...of('evidence', read(keys.evidenceCertificates.map(({ pem }) => pem))),
    ...of('seal', read(keys.sealCertificates)),
    ...of('foreign', foreign),
    ...of('tsa', read(tsaRoots)),
  ];
  // The same certificate may come by two ways.
  return [...new Map(all)];
}

const pemOf = (certificate: X509Certificate): Buffer => Buffer.from(certificate.toString(), 'utf8');
