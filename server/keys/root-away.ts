// Takes the root's private key out of the key folder: a verified copy first, then it is removed.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { KeyError } from './key-error.ts';
import { openKeyFolder } from './key-files.ts';

export const ROOT_AWAY_FILE = 'ikrar-root.key.pem';

/** True when an authority of the platform's own lies in the folder. */
export const hasKeys = (keysDir: string): boolean => existsSync(join(keysDir, 'root.pem'));

/**
 * Moves the root's private key to a folder and returns its file there. KeyError when there is
 * no such key, the folder is the key folder's own, or another key lies there already.
 */
export function moveRootAway(keysDir: string, target: string): string {
  const folder = openKeyFolder(keysDir);
  const key = folder.find('root.key.pem');
  const certificate = folder.find('root.pem');
  if (key === undefined || certificate === undefined) throw new KeyError('ROOT_NOT_HERE');
  const away = openKeyFolder(target);
  const inside = realpathSync(target) + sep;
  if (inside.startsWith(realpathSync(keysDir) + sep)) throw new KeyError('ROOT_STAYS', target);
  const there = away.find(ROOT_AWAY_FILE);
  if (there !== undefined && there !== key) {
    throw new KeyError('ROOT_STAYS', away.path(ROOT_AWAY_FILE));
  }
  away.write(ROOT_AWAY_FILE, key);
  const copy = away.find(ROOT_AWAY_FILE);
  const fits =
    copy === key && new X509Certificate(certificate).checkPrivateKey(createPrivateKey(copy));
  if (!fits) throw new KeyError('KEY_MISMATCH', join(target, ROOT_AWAY_FILE));
  folder.remove('root.key.pem');
  return away.path(ROOT_AWAY_FILE);
}
