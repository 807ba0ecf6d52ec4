// The only user of the kept plans' model.
import type { ClientSession, Connection } from '../core/database.ts';
import { type KeptPlan, keptPlanModel } from './plan-model.ts';

export interface PlanStore {
  ensureIndexes(): Promise<void>;
  /** Keeps a plan under its version; one that is kept already stays. */
  keep(plan: Omit<KeptPlan, '_id' | 'schemaVersion'>, transaction: ClientSession): Promise<void>;
  find(session: string, version: number): Promise<KeptPlan | undefined>;
  /** Changes after `version`, oldest first. */
  since(session: string, version: number): Promise<KeptPlan[]>;
}

/** The store on this connection. */
export function createPlanStore(connection: Connection): PlanStore {
  const model = keptPlanModel(connection);
  return {
    ensureIndexes: () => model.createIndexes(),
    async keep(plan, session) {
      const _id = `${plan.session}/${plan.version}`;
      const change = { $setOnInsert: { ...plan, schemaVersion: 1 } };
      await model.updateOne({ _id }, change, { upsert: true, session });
    },
    find: async (session, version) =>
      (await model.findById(`${session}/${version}`).lean()) ?? undefined,
    since: (session, version) =>
      model
        .find({ session, version: { $gt: version } })
        .sort({ version: 1 })
        .lean(),
  };
}
