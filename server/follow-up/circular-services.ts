// What the pages of circulars and reminders read and call, in groups.
import type { Audit } from '../audit/index.ts';
import type { Campaign } from '../campaigns/index.ts';
import { AppError, isAppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Catalogue } from '../http/catalogue.ts';
import type { Language } from '../http/language.ts';
import type { CoordinatorToken } from '../http/visitor.ts';
import type { Region } from '../regions/index.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import type { CircularService } from './circular-service.ts';
import type { CircularStore } from './circular-store.ts';
import type { ReminderServices } from './reminder-services.ts';

export interface CircularServices {
  places: {
    /** Throws NOT_FOUND. */
    campaign(id: string): Promise<Campaign>;
    regionsOf(campaign: Campaign): Promise<Region[]>;
    live: Pick<LiveSessions, 'list' | 'find'>;
  };
  circulars: { store: CircularStore; service: CircularService };
  reminders: ReminderServices;
  /** Throws NOT_SIGNED_IN, COORDINATOR_LINK_ENDED. */
  requireCoordinator(pass: CoordinatorToken | undefined): Promise<CoordinatorToken>;
  audit: Pick<Audit, 'write'>;
  site: { catalogue: Catalogue; clock: Clock };
}

export type Say = (key: string, parameters?: Record<string, string | number>) => string;

/** Texts below `follow-up`, in the visitor's language. */
export const sayOf =
  ({ site }: Pick<CircularServices, 'site'>, language: Language): Say =>
  (key, parameters) =>
    site.catalogue.text(language, `follow-up.${key}`, parameters);

/** Refusals whose general sentence speaks of certificates to be verified. */
const OWN_WORDS = ['NOT_A_PDF', 'PDF_TOO_COMPLEX', 'PDF_TOO_SLOW', 'STATE_CHANGED'];

/** A refusal that the page tells beside its form; undefined for what is the error page's. */
export function refusalText(
  error: unknown,
  { site }: Pick<CircularServices, 'site'>,
  language: Language,
): { text: string; status: number } | undefined {
  if (!isAppError(error) || error.status === 500 || error.code === 'NOT_FOUND') return undefined;
  const key = OWN_WORDS.includes(error.code)
    ? `follow-up.refused.${error.code}`
    : `errors.${error.code}.detail`;
  return { text: site.catalogue.text(language, key, error.params), status: error.status };
}

/** The region of a campaign; throws REGION_UNKNOWN. */
export async function getRegion(
  { places }: Pick<CircularServices, 'places'>,
  campaign: Campaign,
  code: string,
): Promise<Region> {
  const region = (await places.regionsOf(campaign)).find((one) => one.code === code);
  if (!region) throw new AppError('REGION_UNKNOWN');
  return region;
}

/** The campaign's newest official session whose signing was opened; undefined before. */
export const signedSession = (
  { places }: Pick<CircularServices, 'places'>,
  campaign: string,
): SessionDocument | undefined =>
  places.live
    .list()
    .filter(
      ({ campaign: own, kind, status }) =>
        own === campaign && kind === 'official' && status.signingOpenedAt !== null,
    )
    .sort((a, b) => (`${a.date} ${a.startsAt}` < `${b.date} ${b.startsAt}` ? 1 : -1))[0];
