// The way back for a root kept elsewhere: its key is read where it lies and never copied.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { makeRootCrl } from './authority.ts';
import { type AuthorityFacts, certify, type KeyPair } from './certificate-authority.ts';
import { KeyError } from './key-error.ts';
import { type KeyFolder, openKeyFolder } from './key-files.ts';
import { certificateFile, keyFile } from './rungs.ts';

/**
 * Certifies the issuing key anew and makes the root's revocation list anew, with the root's private
 * key from a file. The issuing key stays, so whatever it certified before leads to the root by the
 * new certificate too. KeyError, and nothing is changed, when a key is missing or not the root's.
 */
export async function renewIssuing(
  { keysDir, ...facts }: AuthorityFacts & { keysDir: string },
  rootKeyFile: string,
): Promise<void> {
  const folder = openKeyFolder(keysDir);
  const root = readRoot(folder, rootKeyFile);
  const key = folder.find(keyFile('issuing'));
  if (key === undefined) throw new KeyError('KEY_MISSING', folder.path(keyFile('issuing')));
  const certificate = await certify('issuing', key, root, facts);
  await makeRootCrl(folder, root, facts);
  folder.write(certificateFile('issuing'), certificate);
}

function readRoot(folder: KeyFolder, file: string): KeyPair {
  const certificate = folder.find(certificateFile('root'));
  if (certificate === undefined) throw new KeyError('ROOT_NOT_HERE');
  try {
    const key = readFileSync(file, 'utf8');
    const fits = new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
    if (fits) return { key, certificate };
  } catch (error) {
    throw new KeyError('ROOT_KEY_WRONG', file, error);
  }
  throw new KeyError('ROOT_KEY_WRONG', file);
}
