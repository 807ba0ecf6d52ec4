// The only user of the shared certificates' model.
import { type Connection, isDuplicateKey } from '../core/database.ts';
import { type SharedCertificate, sharedCertificateModel } from './shared-certificate-model.ts';

export interface SharedCertificateStore {
  insertOnce(certificate: SharedCertificate): Promise<void>;
  /** All but those that are known already (by `_id`). */
  listOthers(known: string[]): Promise<SharedCertificate[]>;
}

export function createSharedCertificateStore(connection: Connection): SharedCertificateStore {
  const model = sharedCertificateModel(connection);
  return {
    async insertOnce(certificate) {
      try {
        await model.insertMany([certificate]);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    listOthers: (known) => model.find({ _id: { $nin: known } }).lean(),
  };
}
