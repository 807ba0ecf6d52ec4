// Changes a campaign: one conditional write on the version that its editor saw, with its audit event.
import type { Audit } from '../audit/index.ts';
import type { Campaign, CampaignChange, CampaignStore } from '../campaigns/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { ClientSession, Database } from '../core/database.ts';
import type { Actor } from '../invitations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { isPastCampaign } from './list-page.ts';

/** Which part of a campaign was changed, and which of its fields. */
export interface ChangeOf {
  part: 'identity' | 'emblem' | 'regions' | 'seats';
  fields: string[];
}

export interface IdentityService {
  /**
   * Writes `change` on a campaign at `version`, and whatever `also` writes in the same transaction.
   * Throws CAMPAIGN_PAST when all its sessions are over, STATE_CHANGED when somebody was faster.
   */
  change(
    campaign: Pick<Campaign, '_id' | 'version'>,
    change: CampaignChange,
    what: ChangeOf,
    by: Actor,
    also?: (transaction: ClientSession) => Promise<void>,
  ): Promise<void>;
}

interface Options {
  database: Database;
  store: CampaignStore;
  audit: Audit;
  clock: Clock;
  sessionsOf(campaign: string): SessionDocument[];
}

/** The service on its store. */
export const createIdentityService = (options: Options): IdentityService => ({
  async change({ _id, version }, change, { part, fields }, by, also) {
    const { database, store, audit, clock, sessionsOf } = options;
    if (isPastCampaign(sessionsOf(_id))) throw new AppError('CAMPAIGN_PAST');
    const changed = { by: by.actor.label, at: clock.now() };
    await database.transaction(async (transaction) => {
      if (!(await store.save(_id, version, { ...change, changed }, transaction))) {
        throw new AppError('STATE_CHANGED');
      }
      await also?.(transaction);
      const data = { campaign: _id, part, fields };
      await audit.write({ event: 'campaign.changed', data, ...by }, transaction);
    });
  },
});
