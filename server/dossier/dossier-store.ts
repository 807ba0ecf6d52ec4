// The only user of the dossiers' model: it adds and reads; there is no update and no delete.
import type { ClientSession, Connection } from '../core/database.ts';
import { type Dossier, dossierModel } from './dossier-model.ts';

export interface DossierStore {
  ensureIndexes(): Promise<void>;
  insert(dossier: Dossier, transaction: ClientSession): Promise<void>;
  find(id: string): Promise<Dossier | undefined>;
  /** Newest first. */
  listOfSession(session: string, limit: number): Promise<Dossier[]>;
}

/** The store on this connection. */
export function createDossierStore(connection: Connection): DossierStore {
  const model = dossierModel(connection);
  return {
    ensureIndexes: () => model.createIndexes(),
    async insert(dossier, session) {
      await model.insertMany([dossier], { session });
    },
    find: async (id) => (await model.findById(id).lean()) ?? undefined,
    listOfSession: (session, limit) =>
      model.find({ session }).sort({ madeAt: -1 }).limit(limit).lean(),
  };
}
