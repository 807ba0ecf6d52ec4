// The only user of the templates' model. A published text is never written again.
import type { ClientSession, Connection } from '../core/database.ts';
import type { EditableKind } from './template-fields.ts';
import { type CertificateTemplate, templateModel } from './template-model.ts';

/** What a saving changes. */
export type DraftFields = Pick<CertificateTemplate, 'name' | 'source' | 'sha256' | 'by' | 'at'>;
export type PublishedFields = Pick<CertificateTemplate, 'publishedBy' | 'publishedAt'>;
/** A version without its text, for lists. */
export type TemplateEntry = Omit<CertificateTemplate, 'source'>;

export interface TemplateStore {
  ensureIndexes(): Promise<void>;
  /** Rejects with E11000 when the version's number was taken meanwhile. */
  insert(template: CertificateTemplate, transaction: ClientSession): Promise<void>;
  find(id: string): Promise<CertificateTemplate | undefined>;
  /** The version that is printed; none: the built-in wording is. */
  findCurrent(campaign: string, kind: EditableKind): Promise<CertificateTemplate | undefined>;
  /** Newest version first. */
  list(campaign: string): Promise<TemplateEntry[]>;
  /** Highest version so far; 0 without one. */
  lastVersion(campaign: string, kind: EditableKind): Promise<number>;
  /** Changes a draft that is still at that revision; false when it is not. */
  save(id: string, revision: number, fields: DraftFields): Promise<boolean>;
  /** Publishes a draft at that revision and makes it the current one; false when it is not. */
  publish(
    id: string,
    revision: number,
    fields: PublishedFields,
    transaction: ClientSession,
  ): Promise<boolean>;
  /** Makes a published version the current one; false when it is none. */
  makeCurrent(id: string, transaction: ClientSession): Promise<boolean>;
  /** Ends that version's being current; false when it is not (any more). */
  endCurrent(id: string, transaction: ClientSession): Promise<boolean>;
  /** Removes a draft at that revision; false when it is none. */
  remove(id: string, revision: number, transaction: ClientSession): Promise<boolean>;
}

/** The store on this connection. */
export function createTemplateStore(connection: Connection): TemplateStore {
  const model = templateModel(connection);
  const draft = (id: string, revision: number) => ({ _id: id, revision, state: 'draft' as const });
  return {
    ensureIndexes: () => model.createIndexes(),
    async insert(template, session) {
      await model.insertMany([template], { session });
    },
    find: async (id) => (await model.findById(id).lean()) ?? undefined,
    findCurrent: async (campaign, kind) =>
      (await model.findOne({ campaign, kind, current: true }).lean()) ?? undefined,
    list: (campaign) => model.find({ campaign }, { source: 0 }).sort({ version: -1 }).lean(),
    async lastVersion(campaign, kind) {
      const [last] = await model
        .find({ campaign, kind }, { version: 1 })
        .sort({ version: -1 })
        .limit(1);
      return last?.version ?? 0;
    },
    async save(id, revision, fields) {
      const change = { $set: fields, $inc: { revision: 1 } };
      return (await model.updateOne(draft(id, revision), change)).modifiedCount === 1;
    },
    async publish(id, revision, fields, session) {
      const change = { $set: { ...fields, state: 'published' as const, current: true } };
      return (await model.updateOne(draft(id, revision), change, { session })).modifiedCount === 1;
    },
    async makeCurrent(id, session) {
      const published = { _id: id, state: 'published' as const, current: false };
      const change = { $set: { current: true } };
      return (await model.updateOne(published, change, { session })).modifiedCount === 1;
    },
    async endCurrent(id, session) {
      const change = { $set: { current: false } };
      const { modifiedCount } = await model.updateOne({ _id: id, current: true }, change, {
        session,
      });
      return modifiedCount === 1;
    },
    async remove(id, revision, session) {
      return (await model.deleteOne(draft(id, revision), { session })).deletedCount === 1;
    },
  };
}
