// All campaigns in memory, kept true by a change stream: few, rarely changed, asked for by every page.
import { AppError } from '../core/app-error.ts';
import { keepStream } from '../core/keep-stream.ts';
import type { Logger } from '../core/logger.ts';
import type { Campaign } from './campaign-model.ts';
import type { CampaignStore } from './campaign-store.ts';

export interface CampaignDirectory {
  /** Throws NOT_FOUND. */
  get(id: string): Promise<Campaign>;
  /** What is known without a read; undefined for a campaign that was never asked for. */
  peek(id: string): Campaign | undefined;
  /** Called with each campaign that was changed, whichever process did it. */
  onChange(listener: (campaign: Campaign) => void): void;
  stop(): Promise<void>;
}

/** Opens the stream, then reads everything; what the stream has not brought yet is read when asked. */
export async function createCampaignDirectory(options: {
  store: CampaignStore;
  logger: Logger;
}): Promise<CampaignDirectory> {
  const { store, logger } = options;
  const known = new Map<string, Campaign>();
  const listeners: ((campaign: Campaign) => void)[] = [];
  const put = (campaign: Campaign) => {
    const before = known.get(campaign._id);
    if (before && before.version >= campaign.version) return;
    known.set(campaign._id, campaign);
    if (before) for (const listener of listeners) listener(campaign);
  };
  const watching = await keepStream({
    open: () => store.watch(put),
    async onOpen() {
      for (const campaign of await store.list()) put(campaign);
    },
    onBreak: (error) =>
      logger.warn(
        { error: String(error) },
        'The stream of campaign changes broke; it is opened anew',
      ),
  });
  return {
    peek: (id) => known.get(id),
    async get(id) {
      const campaign = known.get(id) ?? (await store.find(id));
      if (!campaign) throw new AppError('NOT_FOUND');
      put(campaign);
      return campaign;
    },
    onChange: (listener) => {
      listeners.push(listener);
    },
    stop: watching.stop,
  };
}
