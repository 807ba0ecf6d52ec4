// The only user of the campaigns' model.
import type { Connection } from 'mongoose';
import { type Campaign, campaignModel } from './campaign-model.ts';

export interface CampaignStore {
  /** Stores a campaign unless its slug exists. */
  insertIfMissing(campaign: Campaign): Promise<void>;
  find(id: string): Promise<Campaign | undefined>;
  list(): Promise<Campaign[]>;
  count(): Promise<number>;
}

export function createCampaignStore(connection: Connection): CampaignStore {
  const model = campaignModel(connection);
  return {
    async insertIfMissing({ _id, ...rest }) {
      await model.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true });
    },
    find: async (id) => (await model.findById(id).lean()) ?? undefined,
    list: () => model.find().sort({ _id: 1 }).lean(),
    count: () => model.countDocuments(),
  };
}
