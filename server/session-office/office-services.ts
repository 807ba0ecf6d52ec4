// What the session office's pages read and call, and their words.
import type { Campaign, CampaignStore } from '../campaigns/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Catalogue } from '../http/catalogue.ts';
import type { RouteContext } from '../http/define-route.ts';
import { isHost, isOwner, type Visitor } from '../http/visitor.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import type { NoteService } from './note-service.ts';
import type { OfficeService } from './office-service.ts';
import type { PlanService } from './plan-service.ts';
import type { TextService } from './text-service.ts';

export interface OfficeServices {
  campaigns: Pick<CampaignStore, 'find'>;
  live: Pick<LiveSessions, 'findBySlug' | 'list'>;
  office: OfficeService;
  plans: PlanService;
  notes: NoteService;
  texts: TextService;
  catalogue: Catalogue;
  /** How many have signed in a session. */
  countSignatures(session: string): Promise<number>;
  /** Whether the certificates' fonts have every character: titles and places stand in the minutes. */
  canPrint(text: string): boolean;
}

/** What every page of the office is asked with. */
export type Asking = Pick<RouteContext, 'language' | 'visitor'>;

/** Texts of an area, in the visitor's language. */
export type Say = (key: string, parameters?: Record<string, string | number>) => string;
export const sayOf = (
  { catalogue }: Pick<OfficeServices, 'catalogue'>,
  { language }: Pick<Asking, 'language'>,
  area = 'session-office',
): Say => {
  return (key, parameters) => catalogue.text(language, `${area}.${key}`, parameters);
};

/** The campaign of a path. Throws NOT_FOUND. */
export async function getCampaign(
  { campaigns }: Pick<OfficeServices, 'campaigns'>,
  id: string,
): Promise<Campaign> {
  const campaign = await campaigns.find(id);
  if (!campaign) throw new AppError('NOT_FOUND');
  return campaign;
}

/** The campaign and one of its own sessions, as the database has it. Throws NOT_FOUND. */
export async function getPlace(
  services: OfficeServices,
  { kampanye, sesi }: { kampanye: string; sesi: string },
): Promise<{ campaign: Campaign; session: SessionDocument }> {
  const campaign = await getCampaign(services, kampanye);
  const known = services.live.findBySlug(sesi);
  if (known?.campaign !== campaign._id) throw new AppError('NOT_FOUND');
  return { campaign, session: await services.plans.get(known._id) };
}

/** What the visitor may do: hosts plan, owners also publish. */
export const rightsOf = (visitor: Visitor) => ({
  isOwner: isOwner(visitor),
  canPlan: isHost(visitor),
});

export const pathOf = (campaign: string, session?: string): string =>
  `/kendali/kampanye/${campaign}/acara${session === undefined ? '' : `/${session}`}`;
