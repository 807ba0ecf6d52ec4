// The only user of the model of counted reactions.
import type { Connection } from '../core/database.ts';
import { addReactions, NO_REACTIONS, REACTIONS, type ReactionCounts } from '../protocol/talk.ts';
import { reactionModel } from './reaction-model.ts';

export interface ReactionStore {
  ensureIndexes(): Promise<void>;
  /** Adds what this process counted in the second of `at`. */
  add(session: string, at: Date, counts: ReactionCounts): Promise<void>;
  /** All of a session. */
  total(session: string): Promise<ReactionCounts>;
}

/** The store on this connection. */
export function createReactionStore(connection: Connection): ReactionStore {
  const model = reactionModel(connection);
  return {
    ensureIndexes: () => model.createIndexes(),
    async add(session, at, counts) {
      const second = Math.floor(at.getTime() / 1000);
      const tapped = REACTIONS.filter((kind) => counts[kind] > 0);
      if (tapped.length === 0) return;
      await model.updateOne(
        { _id: `${session}:${second}` },
        {
          $setOnInsert: { session, second: new Date(second * 1000) },
          $inc: Object.fromEntries(tapped.map((kind) => [`counts.${kind}`, counts[kind]])),
        },
        { upsert: true },
      );
    },
    async total(session) {
      const sums = REACTIONS.map((kind) => [kind, { $sum: `$counts.${kind}` }]);
      const [sum] = await model.aggregate<Partial<ReactionCounts>>([
        { $match: { session } },
        { $group: { _id: null, ...Object.fromEntries(sums) } },
      ]);
      return addReactions(NO_REACTIONS, sum ?? {});
    },
  };
}
