// Certificates of PKCS#12 seals, kept for good: files sealed with them must verify without the key.
import { X509Certificate } from 'node:crypto';
import { fingerprintOf } from './evidence-key.ts';
import type { HashSigner } from './hash-signer.ts';
import type { KeyFolder } from './key-files.ts';

const pemOf = (der: Buffer): string => new X509Certificate(der).toString();

/** The chain's last certificate (DER), or the seal's own when it stands alone. */
export const rootOf = ({ chain, certificate }: HashSigner): Buffer => chain.at(-1) ?? certificate;

/** Keeps the certificate and the root of the PKCS#12 seal in use. */
export function keepP12(folder: KeyFolder, signer: HashSigner): void {
  const keep = (what: 'seal' | 'root', pem: string) => {
    const name = `p12-${what}-${fingerprintOf(pem).slice(0, 16)}.pem`;
    if (folder.find(name) === undefined) folder.write(name, pem);
  };
  keep('seal', pemOf(signer.certificate));
  keep('root', pemOf(rootOf(signer)));
}

/** Certificates or roots (PEM) of all PKCS#12 seals that were ever in use. */
export const keptP12 = (folder: KeyFolder, what: 'seal' | 'root'): string[] =>
  folder
    .names()
    .filter((name) => name.startsWith(`p12-${what}-`) && name.endsWith('.pem'))
    .flatMap((name) => folder.find(name) ?? []);
