// The only user of the campaigns' model.
import type { Connection } from 'mongoose';
import { type Campaign, campaignModel } from './campaign-model.ts';
import { DEFAULT_REGION_RULES } from './region-rules.ts';

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
    async find(id) {
      const found = await model.findById(id).lean();
      return found ? withRules(found) : undefined;
    },
    list: async () => (await model.find().sort({ _id: 1 }).lean()).map(withRules),
    count: () => model.countDocuments(),
  };
}

/** Campaigns that were stored before there were rules to choose from follow the default ones. */
const withRules = (campaign: Campaign): Campaign => ({
  ...campaign,
  regionRules: campaign.regionRules ?? DEFAULT_REGION_RULES,
});
