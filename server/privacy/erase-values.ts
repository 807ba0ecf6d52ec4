// Carries out the steps of a plan. It works on the collections themselves, as backups and migrations
// do: what is erased is the stored shape, which the inventory names field by field.
import type { ClientSession, Connection, Database } from '../core/database.ts';
import type { ErasureStep } from './erasure-plan.ts';

export interface ValueEraser {
  /**
   * The next documents of a step in one transaction, together with `after`; resolves with how many it
   * changed. It is repeated until that is 0.
   */
  run(
    step: ErasureStep,
    at: Date,
    after: (changed: number, transaction: ClientSession) => Promise<void>,
  ): Promise<number>;
  /** Ids of a session's contact files; `upTo`: of those that were read by then. */
  importsOf(session: string, upTo?: Date | null): Promise<string[]>;
}

/** Documents of one transaction: our own MongoDB ends one after 15 s, and a lease is no longer. */
const AT_ONCE = 2_000;

/** The eraser on this database. */
export function createValueEraser({ connection, transaction }: Database): ValueEraser {
  return {
    run: (step, at, after) =>
      transaction(async (session) => {
        const changed = await change(connection, step, { at, session });
        if (changed > 0) await after(changed, session);
        return changed;
      }),
    async importsOf(session, upTo) {
      const filter = { session, ...(upTo && { checkedAt: { $lte: upTo } }) };
      const found = connection.collection<{ _id: string }>('contact_imports').find(filter);
      return (await found.project<{ _id: string }>({ _id: 1 }).toArray()).map(({ _id }) => _id);
    },
  };
}

async function change(
  connection: Connection,
  { collection: name, filter, change }: ErasureStep,
  { at, session }: { at: Date; session: ClientSession },
): Promise<number> {
  const collection = connection.collection(name);
  const next = await collection
    .find(filter, { projection: { _id: 1 }, session })
    .limit(AT_ONCE)
    .toArray();
  if (next.length === 0) return 0;
  const some = { $and: [filter, { _id: { $in: next.map(({ _id }) => _id) } }] };
  if ('remove' in change) {
    return (await collection.deleteMany(some, { session })).deletedCount;
  }
  const { set, increase, stamp } = change;
  const $set = {
    ...set,
    ...(increase && { [increase]: { $add: [`$${increase}`, 1] } }),
    ...(stamp && { [stamp]: at }),
  };
  return (await collection.updateMany(some, [{ $set }], { session })).modifiedCount;
}
