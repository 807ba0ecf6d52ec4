// Makes campaigns: from nothing, or from an earlier one, each in one transaction, so that none is
// ever half made.
import type { Audit } from '../audit/index.ts';
import type { Campaign, CampaignStore } from '../campaigns/index.ts';
import { AppError } from '../core/app-error.ts';
import { type ClientSession, type Database, isDuplicateKey } from '../core/database.ts';
import type { Actor } from '../invitations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { cloneOf, type NewCampaignForm, newCampaign } from './new-campaign-rules.ts';

/** What a copying knows beside the two campaigns. */
export interface CloneContext {
  by: Actor;
  /** Each session of the earlier campaign with its copy; empty until `sessions` was copied. */
  sessions: { from: SessionDocument; to: SessionDocument }[];
  /** Day of the clone's first session, YYYY-MM-DD. */
  firstDay: string;
}

/** What one domain keeps of a campaign and gives to its clone. It may be repeated. */
export interface ClonePart {
  name: string;
  /** Writes only inside the transaction, and nothing that happened: no person, no code, no moment. */
  copy(from: Campaign, to: Campaign, session: ClientSession, context: CloneContext): Promise<void>;
}

export interface MakeService {
  /** Throws CAMPAIGN_TAKEN. */
  create(form: NewCampaignForm, from: NewParts, by: Actor): Promise<Campaign>;
  /** Throws NOT_FOUND for an unknown source, CAMPAIGN_TAKEN. */
  clone(source: string, form: NewCampaignForm, by: Actor): Promise<Campaign>;
}

export type NewParts = Parameters<typeof newCampaign>[1];

interface Options {
  database: Database;
  store: CampaignStore;
  audit: Audit;
  /** In the order in which they are copied. */
  parts: readonly ClonePart[];
}

const TURNS_MAX = 3;

/** The service; `form` is tidy and without problems. */
export function createMakeService({ database, store, audit, parts }: Options): MakeService {
  const inOne = async (made: Campaign, work: (session: ClientSession) => Promise<void>) => {
    for (let turn = 1; ; turn += 1) {
      try {
        await database.transaction(async (session) => {
          await store.insert(made, session);
          await work(session);
        });
        return made;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        if (await store.find(made._id)) throw new AppError('CAMPAIGN_TAKEN', {}, error);
        // A session that somebody made at the same moment has its address: the next one is free.
        if (turn === TURNS_MAX) throw error;
      }
    }
  };
  return {
    create(form, from, by) {
      const made = newCampaign(form, from);
      return inOne(made, (session) =>
        audit.write({ event: 'campaign.created', data: { campaign: made._id }, ...by }, session),
      );
    },
    async clone(id, form, by) {
      const source = await store.find(id);
      if (!source) throw new AppError('NOT_FOUND');
      const made = cloneOf(source, form);
      return inOne(made, async (session) => {
        const context: CloneContext = { by, sessions: [], firstDay: form.date };
        for (const part of parts) await part.copy(source, made, session, context);
        const data = { campaign: made._id, from: source._id };
        await audit.write({ event: 'campaign.cloned', data, ...by }, session);
      });
    },
  };
}
