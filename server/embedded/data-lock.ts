// One server process per DATA_DIR: a lock file names the process that holds it; one that died
// without letting go is taken over.
import { link, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { findJson } from './data-folder.ts';
import { findProcessStart } from './process-facts.ts';

const holderSchema = z.object({ pid: z.number().int().positive(), startedAt: z.string() });
type Holder = z.infer<typeof holderSchema>;

export interface DataLock {
  release(): Promise<void>;
}

/**
 * Takes the lock of a data folder for this process.
 * Throws an Error with an Indonesian text when a living process holds it.
 */
export async function acquireDataLock(dataDir: string): Promise<DataLock> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'lock.json');
  const mine = { pid: process.pid, startedAt: (await findProcessStart(process.pid)) ?? '' };
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    while (!(await tryLink(draft, file))) await clearStale(file, dataDir);
  } finally {
    await rm(draft, { force: true });
  }
  return {
    async release() {
      const held = await findJson(file, holderSchema);
      if (held && isSame(held, mine)) await rm(file, { force: true });
    },
  };
}

/** Linking is atomic and fails when the name is taken; the content is there from the first moment. */
async function tryLink(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw cause;
  }
}

/** Moves a dead holder's lock aside; throws when the holder lives. */
async function clearStale(file: string, dataDir: string): Promise<void> {
  const holder = await findJson(file, holderSchema);
  if (holder && (await findProcessStart(holder.pid)) === holder.startedAt) {
    throw new Error(
      `Folder data ${dataDir} sedang dipakai server Ikrar lain (proses ${holder.pid}). ` +
        'Hentikan server itu dahulu, atau pakai DATA_DIR lain.',
    );
  }
  const aside = `${file}.${process.pid}.stale`;
  await rename(file, aside).catch(() => undefined);
  // Between the look and the move another process may have taken the lock: then it gets it back.
  const moved = await findJson(aside, holderSchema);
  if (moved && holder && !isSame(moved, holder)) await tryLink(aside, file);
  await rm(aside, { force: true });
}

function isSame(a: Holder, b: Holder): boolean {
  return a.pid === b.pid && a.startedAt === b.startedAt;
}
