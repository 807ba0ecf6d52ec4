// What the programs' routes of this folder take and ask of the other domains.
import { z } from 'zod';
import type { Campaign, CampaignStore } from '../campaigns/index.ts';
import { AppError } from '../core/app-error.ts';
import { ID_PATTERN } from '../core/ids.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';

export const sessionParams = z.strictObject({ id: z.string().regex(ID_PATTERN) });
export const campaignParams = z.strictObject({ campaign: z.string().regex(/^[a-z0-9-]{1,80}$/) });

/** Throws NOT_FOUND. */
export function getSession(live: Pick<LiveSessions, 'find'>, id: string): SessionDocument {
  const session = live.find(id);
  if (!session) throw new AppError('NOT_FOUND');
  return session;
}

/** Throws NOT_FOUND. */
export async function getCampaign(
  campaigns: Pick<CampaignStore, 'find'>,
  id: string,
): Promise<Campaign> {
  const campaign = await campaigns.find(id);
  if (!campaign) throw new AppError('NOT_FOUND');
  return campaign;
}
