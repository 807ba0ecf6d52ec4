// All campaigns in memory: few, rarely changed, and asked for by every page.
import { AppError } from '../core/app-error.ts';
import type { Campaign } from './campaign-model.ts';
import type { CampaignStore } from './campaign-store.ts';

export interface CampaignDirectory {
  /** Throws NOT_FOUND. */
  get(id: string): Promise<Campaign>;
  /** What is known without a read; undefined for a campaign that was never asked for. */
  peek(id: string): Campaign | undefined;
}

/** Reads all campaigns once; one that is added later is read when it is first asked for. */
export async function createCampaignDirectory(store: CampaignStore): Promise<CampaignDirectory> {
  const known = new Map((await store.list()).map((campaign) => [campaign._id, campaign]));
  return {
    peek: (id) => known.get(id),
    async get(id) {
      const campaign = known.get(id) ?? (await store.find(id));
      if (!campaign) throw new AppError('NOT_FOUND');
      known.set(id, campaign);
      return campaign;
    },
  };
}
