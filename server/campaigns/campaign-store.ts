// The only user of the campaigns' model.
import type { ClientSession, Connection } from '../core/database.ts';
import type { WatchedStream } from '../core/guard-stream.ts';
import { type Campaign, campaignModel } from './campaign-model.ts';
import { DEFAULT_REGION_RULES } from './region-rules.ts';

/** What a change may write; the version counts by itself. */
export type CampaignChange = Partial<Omit<Campaign, '_id' | 'slug' | 'schemaVersion' | 'version'>>;

export interface CampaignStore {
  /** Stores a campaign unless its slug exists. */
  insertIfMissing(campaign: Campaign): Promise<void>;
  /** Rejects with E11000 when its slug is taken. */
  insert(campaign: Campaign, transaction: ClientSession): Promise<void>;
  find(id: string): Promise<Campaign | undefined>;
  list(): Promise<Campaign[]>;
  /** Sets what is read and signed from now on; sessions that have begun keep their version. */
  replaceTexts(
    id: string,
    texts: Pick<Campaign, 'declaration' | 'consent' | 'declarationSha256' | 'consentSha256'>,
    transaction: ClientSession,
  ): Promise<void>;
  count(): Promise<number>;
  /** Changes a campaign that is still at that version, and counts it up; false when it is not. */
  save(
    id: string,
    version: number,
    change: CampaignChange,
    transaction: ClientSession,
  ): Promise<boolean>;
  /** Opens a stream that calls `onChange` with each new or changed campaign. */
  watch(onChange: (campaign: Campaign) => void): WatchedStream;
}

export function createCampaignStore(connection: Connection): CampaignStore {
  const model = campaignModel(connection);
  return {
    async insertIfMissing({ _id, ...rest }) {
      await model.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true });
    },
    async insert(campaign, session) {
      await model.insertMany([campaign], { session });
    },
    async find(id) {
      const found = await model.findById(id).lean();
      return found ? withRules(found) : undefined;
    },
    list: async () => (await model.find().sort({ _id: 1 }).lean()).map(withRules),
    async replaceTexts(id, texts, session) {
      await model.updateOne({ _id: id }, { $set: texts, $inc: { version: 1 } }, { session });
    },
    count: () => model.countDocuments(),
    async save(_id, version, change, session) {
      const update = { $set: change, $inc: { version: 1 } };
      return (await model.updateOne({ _id, version }, update, { session })).modifiedCount === 1;
    },
    watch(onChange) {
      const stream = model.watch([], { fullDocument: 'updateLookup' });
      stream.on('change', (event: { fullDocument?: Campaign }) => {
        if (event.fullDocument) onChange(withRules(event.fullDocument));
      });
      return stream;
    },
  };
}

/** Campaigns that were stored before there were rules to choose from follow the default ones. */
const withRules = (campaign: Campaign): Campaign => ({
  ...campaign,
  regionRules: campaign.regionRules ?? DEFAULT_REGION_RULES,
});
