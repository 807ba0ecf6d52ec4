// The only user of the bundles' model: it adds and reads; there is no update and no delete.
import type { ClientSession, Connection } from '../core/database.ts';
import { type BundleFacts, type EvidenceBundle, evidenceModel } from './evidence-model.ts';

export interface EvidenceStore {
  ensureIndexes(): Promise<void>;
  insert(bundle: EvidenceBundle, transaction: ClientSession): Promise<void>;
  find(id: string): Promise<EvidenceBundle | undefined>;
  /** Newest first. */
  listOfSession(session: string, limit: number): Promise<BundleFacts[]>;
}

/** The store on this connection. */
export function createEvidenceStore(connection: Connection): EvidenceStore {
  const model = evidenceModel(connection);
  return {
    ensureIndexes: () => model.createIndexes(),
    async insert(bundle, session) {
      await model.insertMany([bundle], { session });
    },
    async find(id) {
      const found = await model.findById(id);
      // As a plain object the bytes would be the driver's Binary.
      return found ? { ...found.toObject(), issuingCrl: Buffer.from(found.issuingCrl) } : undefined;
    },
    listOfSession: (session, limit) =>
      model
        .find({ session }, { certificates: 0, revocations: 0, issuingCrl: 0 })
        .sort({ madeAt: -1 })
        .limit(limit)
        .lean(),
  };
}
