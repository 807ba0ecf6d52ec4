// A seal key from outside, as an institution gets one: root, issuer and seal certificate in PKCS#12.
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemRandom } from '../../server/core/random.ts';
import { certify, newKey } from '../../server/keys/certificate-authority.ts';

export const P12_PASSWORD = 'rahasia';

/** Moments at which its parts are made (root and issuer run for 35 years, the seal for 15), and whose it is. */
export interface P12Facts {
  seal: Date;
  /** The seal's when not given. */
  issuing?: Date;
  /** Stands in every certificate; "Instansi Uji" when not given. */
  organization?: string;
}

/** Writes `<name>.p12` into the folder; gives the file and the root's certificate. */
export async function writeP12(folder: string, name: string, facts: P12Facts) {
  const { organization = 'Instansi Uji' } = facts;
  const by = { organization, publicUrl: 'https://instansi.example', random: systemRandom };
  const [rootKey, issuingKey, sealKey] = [await newKey(), await newKey(), await newKey()];
  const root = await certify('root', rootKey, null, { ...by, now: facts.seal });
  const above = { key: rootKey, certificate: root };
  const issuerAt = (now: Date) => certify('issuing', issuingKey, above, { ...by, now });
  const issuer = { key: issuingKey, certificate: await issuerAt(facts.seal) };
  const seal = await certify('seal', sealKey, issuer, { ...by, now: facts.seal });
  // The same issuer's certificate of another time, as it may lie in an old container.
  const issuing = facts.issuing ? await issuerAt(facts.issuing) : issuer.certificate;
  const at = (end: string) => join(folder, `${name}.${end}`);
  writeFileSync(at('key.pem'), sealKey);
  writeFileSync(at('pem'), seal);
  writeFileSync(at('chain.pem'), `${issuing}${root}`);
  const files = ['-inkey', at('key.pem'), '-in', at('pem'), '-certfile', at('chain.pem')];
  const out = ['-out', at('p12'), '-passout', `pass:${P12_PASSWORD}`];
  execFileSync('openssl', ['pkcs12', '-export', ...files, ...out], { stdio: 'pipe' });
  return { file: at('p12'), root: new X509Certificate(root) };
}
