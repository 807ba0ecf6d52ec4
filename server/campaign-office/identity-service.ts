// Changes a campaign: one conditional write on the version that its editor saw, with its audit event.
// Sessions that are over keep the identity that it had until then.
import type { Audit } from '../audit/index.ts';
import {
  type Campaign,
  type CampaignChange,
  type CampaignStore,
  identityNow,
} from '../campaigns/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { ClientSession, Database } from '../core/database.ts';
import type { Actor } from '../invitations/index.ts';
import type { SessionStore } from '../sessions/index.ts';
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
   * What pages and documents of its past sessions say stays as it is.
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
  sessions: Pick<SessionStore, 'listOf' | 'keepIdentity'>;
}

/** The service on its store. */
export const createIdentityService = (options: Options): IdentityService => ({
  async change({ _id, version }, change, { part, fields }, by, also) {
    const { database, store, sessions, audit, clock } = options;
    const before = await store.find(_id);
    const changed = { by: by.actor.label, at: clock.now() };
    await database.transaction(async (transaction) => {
      if (isPastCampaign(await sessions.listOf(_id, transaction))) {
        throw new AppError('CAMPAIGN_PAST');
      }
      if (before?.version !== version) throw new AppError('STATE_CHANGED');
      if (!(await store.save(_id, version, { ...change, changed }, transaction))) {
        throw new AppError('STATE_CHANGED');
      }
      if (part === 'identity' || part === 'emblem') {
        await sessions.keepIdentity(_id, identityNow(before), transaction);
      }
      await also?.(transaction);
      const data = { campaign: _id, part, fields };
      await audit.write({ event: 'campaign.changed', data, ...by }, transaction);
    });
  },
});
