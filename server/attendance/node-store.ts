// The only user of the model of nodes: the leases of server processes.
import type { Connection } from '../core/database.ts';
import { type NodeDocument, type NodeFacts, nodeModel } from './presence-model.ts';

export interface NodeStore {
  /** Begins a lease. */
  take(node: string, at: Date): Promise<void>;
  /** Renews it; false when it has ended, because another process swept it. */
  renew(node: string, at: Date, facts: NodeFacts | null): Promise<boolean>;
  /** What the processes other than `node` last said, of those whose lease runs. */
  factsOfOthers(node: string): Promise<NodeFacts[]>;
  /** Ends a lease of one's own. */
  end(node: string, at: Date): Promise<void>;
  /**
   * Ends every lease last renewed before `limit`: only then may its intervals be closed. Answers
   * those and the ones that ended earlier, whose process may have written once more since.
   */
  endOverdue(limit: Date, at: Date): Promise<NodeDocument[]>;
  /** Forgets leases that ended before `limit`. */
  forget(limit: Date): Promise<void>;
}

/** The store on this connection. */
export function createNodeStore(connection: Connection): NodeStore {
  const model = nodeModel(connection);
  return {
    async take(_id, at) {
      await model.create({ _id, startedAt: at, renewedAt: at, endedAt: null });
    },
    async renew(_id, at, facts) {
      const result = await model.updateOne({ _id, endedAt: null }, { renewedAt: at, facts });
      return result.matchedCount === 1;
    },
    async factsOfOthers(node) {
      const others = await model.find({ _id: { $ne: node }, endedAt: null }, { facts: 1 }).lean();
      return others.flatMap(({ facts }) => facts ?? []);
    },
    async end(_id, at) {
      await model.updateOne({ _id, endedAt: null }, { endedAt: at });
    },
    async endOverdue(limit, at) {
      await model.updateMany({ endedAt: null, renewedAt: { $lt: limit } }, { endedAt: at });
      return model.find({ endedAt: { $ne: null } }).lean();
    },
    async forget(limit) {
      await model.deleteMany({ endedAt: { $lt: limit } });
    },
  };
}
