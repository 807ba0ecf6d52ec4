// Everything that is stored, to compare before and after something that must change nothing.
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Connection } from '../../server/core/database.ts';

/** Kept up by the server itself, whatever anybody asks for; the log follows the signatures. */
const OWN_ACCORD = ['nodes', 'leases', 'log_entries', 'log_heads', 'log_timestamps'];

/** A digest of all documents of each collection; what the server keeps up by itself is left out. */
export async function readCollections(connection: Connection): Promise<Record<string, string>> {
  const { db } = connection;
  if (!db) throw new Error('Not connected');
  const names = (await db.listCollections().toArray()).map(({ name }) => name).sort();
  const digests = names
    .filter((name) => !OWN_ACCORD.includes(name))
    .map(async (name) => {
      const digest = createHash('sha256');
      // Raw, so that a thousand documents cost nothing; the driver types them as documents still.
      for await (const raw of db.collection(name).find({}, { raw: true }).sort({ _id: 1 })) {
        digest.update(raw as unknown as Buffer);
      }
      return [name, digest.digest('hex')] as const;
    });
  return Object.fromEntries(await Promise.all(digests));
}

/** The same once nothing changes any more: what was begun before has been stored. */
export async function settledCollections(connection: Connection): Promise<Record<string, string>> {
  let before = await readCollections(connection);
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const now = await readCollections(connection);
    if (isDeepStrictEqual(now, before)) return now;
    before = now;
  }
}
