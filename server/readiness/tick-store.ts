// The only user of the ticks' model.
import type { ClientSession, Connection } from '../core/database.ts';
import type { HandItem } from '../protocol/readiness.ts';
import { type ReadinessTick, readinessTickModel } from './tick-model.ts';

export interface TickStore {
  ensureIndexes(): Promise<void>;
  list(session: string): Promise<ReadinessTick[]>;
  /** False when it is ticked already; whoever ticked first stays. */
  add(tick: Omit<ReadinessTick, '_id'>, transaction: ClientSession): Promise<boolean>;
  /** False when it was not ticked. */
  remove(session: string, item: HandItem, transaction: ClientSession): Promise<boolean>;
}

const idOf = (session: string, item: HandItem): string => `${session}:${item}`;

export function createTickStore(connection: Connection): TickStore {
  const model = readinessTickModel(connection);
  return {
    ensureIndexes: () => model.createIndexes(),
    list: (session) => model.find({ session }).lean(),
    async add(tick, transaction) {
      const _id = idOf(tick.session, tick.item);
      const result = await model.updateOne(
        { _id },
        { $setOnInsert: tick },
        { upsert: true, session: transaction },
      );
      return result.upsertedCount === 1;
    },
    async remove(session, item, transaction) {
      const _id = idOf(session, item);
      const result = await model.deleteOne({ _id }, { session: transaction });
      return result.deletedCount === 1;
    },
  };
}
