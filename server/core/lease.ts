// Named leases among processes: one holds a name at a time, by conditional writes and the
// database's own clock, so that no process's wrong clock can take or keep one.
import type { mongo } from 'mongoose';
import type { Connection } from './database.ts';

/** `epoch` grows with every taking: who held it before can be told from who holds it now. */
interface LeaseDocument {
  _id: string;
  node: string;
  epoch: number;
  until: Date;
}

export interface HeldLease {
  epoch: number;
  /** Extends it from now; false when somebody else has taken it since. Rejects when unanswered. */
  renew(): Promise<boolean>;
  /** Ends it at once, so that the next need not wait; a lost one is left alone. */
  release(): Promise<void>;
}

export interface Leases {
  /** Takes a free or expired lease; undefined while another holds it (or this process does). */
  take(name: string, milliseconds: number): Promise<HeldLease | undefined>;
}

const isFree = { $lte: ['$until', '$$NOW'] };

/** The leases of one process; `node` is its own name, new with every start. */
export function createLeases({
  connection,
  node,
}: {
  connection: Connection;
  node: string;
}): Leases {
  const leases = collectionOf(connection);
  const held = (name: string, epoch: number) => ({ _id: name, node, epoch });
  const from = (milliseconds: number) => ({ $add: ['$$NOW', milliseconds] });
  return {
    async take(name, milliseconds) {
      const take = () =>
        leases.findOneAndUpdate(
          { _id: name, $expr: isFree },
          [{ $set: { node, epoch: { $add: ['$epoch', 1] }, until: from(milliseconds) } }],
          { returnDocument: 'after' },
        );
      const taken = (await take()) ?? ((await prepare(leases, name)) ? await take() : undefined);
      if (!taken) return undefined;
      const { epoch } = taken;
      return {
        epoch,
        async renew() {
          // Also after it ran out, as long as nobody took it: the epoch says so.
          const until = [{ $set: { until: from(milliseconds) } }];
          return (await leases.updateOne(held(name, epoch), until)).matchedCount === 1;
        },
        async release() {
          await leases.updateOne(held(name, epoch), [{ $set: { until: '$$NOW' } }]);
        },
      };
    },
  };
}

/** Puts a free lease there when there was none ever; false when there is one. */
async function prepare(leases: mongo.Collection<LeaseDocument>, name: string): Promise<boolean> {
  if (await leases.findOne({ _id: name })) return false;
  const none = { node: '', epoch: 0, until: new Date(0) };
  await leases.updateOne({ _id: name }, { $setOnInsert: none }, { upsert: true });
  return true;
}

/** The driver's own collection: a document of four fields needs no model. */
function collectionOf({ db }: Connection): mongo.Collection<LeaseDocument> {
  if (!db) throw new Error('The database is not connected');
  return db.collection<LeaseDocument>('leases');
}
