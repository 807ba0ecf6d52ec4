// The plain files below a folder, for keys and uploads alike.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/**
 * Paths of all plain files below `folder`, relative to it, with `/`, sorted; links and other
 * special files are left out. A folder that does not exist has none.
 */
export async function listFiles(folder: string, below = ''): Promise<string[]> {
  const items = await readdir(join(folder, below), { withFileTypes: true }).catch((error) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const found: string[] = [];
  for (const item of items) {
    const path = below === '' ? item.name : `${below}/${item.name}`;
    if (item.isDirectory()) found.push(...(await listFiles(folder, path)));
    else if (item.isFile()) found.push(path);
  }
  return found.sort();
}
