// The only user of the texts' model.
import type { ClientSession, Connection } from '../core/database.ts';
import { type CampaignText, textModel } from './text-model.ts';

export interface TextStore {
  ensureIndexes(): Promise<void>;
  insert(text: CampaignText, transaction: ClientSession): Promise<void>;
  find(campaign: string, number: number): Promise<CampaignText | undefined>;
  /** Newest first. */
  list(campaign: string): Promise<CampaignText[]>;
  /** A published version with that declaration or consent; the hash says which words it has. */
  findBound(part: 'declaration' | 'consent', sha256: string): Promise<CampaignText | undefined>;
  /** Saves a draft at that revision and counts it up; false when somebody was faster. */
  save(
    id: string,
    revision: number,
    fields: Pick<CampaignText, 'words' | 'by' | 'at'>,
    transaction: ClientSession,
  ): Promise<boolean>;
  /** Publishes a draft at that revision; false when it is none any more. */
  publish(
    id: string,
    revision: number,
    fields: Pick<CampaignText, 'declaration' | 'consent' | 'publishedBy' | 'publishedAt'>,
    transaction: ClientSession,
  ): Promise<boolean>;
  /** Removes a draft at that revision; false when it is none. */
  remove(id: string, revision: number, transaction: ClientSession): Promise<boolean>;
}

/** The store on this connection. */
export function createTextStore(connection: Connection): TextStore {
  const model = textModel(connection);
  const draft = (_id: string, revision: number) => ({ _id, revision, state: 'draft' as const });
  return {
    ensureIndexes: () => model.createIndexes(),
    async insert(text, session) {
      await model.insertMany([text], { session });
    },
    find: async (campaign, number) =>
      (await model.findById(`${campaign}/${number}`).lean()) ?? undefined,
    list: (campaign) => model.find({ campaign }).sort({ number: -1 }).lean(),
    async findBound(part, sha256) {
      const filter = { state: 'published' as const, [`${part}.sha256`]: sha256 };
      return (await model.findOne(filter).lean()) ?? undefined;
    },
    async save(id, revision, fields, session) {
      const change = { $set: fields, $inc: { revision: 1 } };
      return (await model.updateOne(draft(id, revision), change, { session })).modifiedCount === 1;
    },
    async publish(id, revision, fields, session) {
      const change = { $set: { ...fields, state: 'published' as const } };
      return (await model.updateOne(draft(id, revision), change, { session })).modifiedCount === 1;
    },
    async remove(id, revision, session) {
      return (await model.deleteOne(draft(id, revision), { session })).deletedCount === 1;
    },
  };
}
