// Gives a campaign the picture of its emblem: picture, campaign and audit event in one transaction.
import type { Campaign, Emblem, EmblemStore } from '../campaigns/index.ts';
import type { Clock } from '../core/clock.ts';
import type { Actor } from '../invitations/index.ts';
import type { IdentityService } from './identity-service.ts';
import type { Picture } from './png-rules.ts';

export interface EmblemService {
  find(id: string): Promise<Emblem | undefined>;
  /** Throws CAMPAIGN_PAST, STATE_CHANGED. */
  put(campaign: Pick<Campaign, '_id' | 'version'>, picture: Picture, by: Actor): Promise<void>;
}

/** The service on its store. */
export const createEmblemService = (options: {
  store: EmblemStore;
  identity: IdentityService;
  clock: Clock;
  newId(): string;
}): EmblemService => {
  const { store, identity, clock, newId } = options;
  return {
    find: store.find,
    async put(campaign, picture, by) {
      const emblem: Emblem = {
        ...{ _id: newId(), campaign: campaign._id, at: clock.now() },
        ...picture,
      };
      const what = { part: 'emblem' as const, fields: ['emblem'] };
      const keep = (transaction: Parameters<EmblemStore['insert']>[1]) =>
        store.insert(emblem, transaction);
      await identity.change(campaign, { emblem: emblem._id }, what, by, keep);
    },
  };
};
