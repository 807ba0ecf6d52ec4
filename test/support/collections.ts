// Everything that is stored, to compare before and after something that must change nothing.
import type { Connection } from '../../server/core/database.ts';

/** Kept up by the server itself, whatever anybody asks for. */
const OWN_ACCORD = ['nodes'];

/** All documents by collection; of `nodes`, which every lease renewal changes, none. */
export async function readCollections(connection: Connection): Promise<Record<string, unknown[]>> {
  const { db } = connection;
  if (!db) throw new Error('Not connected');
  const names = (await db.listCollections().toArray()).map(({ name }) => name).sort();
  const read = names
    .filter((name) => !OWN_ACCORD.includes(name))
    .map(async (name) => {
      const documents = await db.collection(name).find().sort({ _id: 1 }).toArray();
      return [name, JSON.parse(JSON.stringify(documents))] as const;
    });
  return Object.fromEntries(await Promise.all(read));
}
