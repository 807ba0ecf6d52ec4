// What the public pages and the API for programs read.
import type { Boards } from '../board/index.ts';
import type { Campaign, CampaignDirectory } from '../campaigns/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Catalogue } from '../http/catalogue.ts';
import type { BoardLayout } from '../protocol/board-layout.ts';
import type { Region } from '../regions/index.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import type { Talk } from '../talk/index.ts';

export interface SiteServices {
  live: LiveSessions;
  boards: Boards;
  campaigns: Pick<CampaignDirectory, 'peek'>;
  campaignOf(session: SessionDocument): Promise<Campaign>;
  regionsOf(campaign: Campaign): Promise<Region[]>;
  layoutOf(campaign: Campaign): (BoardLayout & { id: string }) | null;
  /** Active registrations by region code. */
  registeredByRegion(session: string): Promise<Map<string, number>>;
  /** Announcements stand over the board too. */
  talk: Pick<Talk, 'feed'>;
  catalogue: Catalogue;
  clock: Clock;
}

/** The session of an id; throws NOT_FOUND. */
export function getSessionById(live: LiveSessions, id: string): SessionDocument {
  const session = live.find(id);
  if (!session) throw new AppError('NOT_FOUND');
  return session;
}
