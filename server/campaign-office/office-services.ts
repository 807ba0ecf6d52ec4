// What the pages of campaigns read and call: the doors of other domains, in one place.
import type { CampaignStore } from '../campaigns/index.ts';
import { AppError, isAppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Catalogue } from '../http/catalogue.ts';
import type { Language } from '../http/language.ts';
import { roleIn } from '../http/staff-roles.ts';
import { staffOf, type Visitor } from '../http/visitor.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { EmblemService } from './emblem-service.ts';
import type { IdentityService } from './identity-service.ts';
import type { MakeService } from './make-service.ts';
import type { NoteService } from './note-service.ts';
import type { PlaceService } from './place-service.ts';
import type { RegionSets } from './region-sets.ts';
import type { Problem, Problems } from './text-rules.ts';

export interface OfficeServices {
  campaigns: CampaignStore;
  /** The sessions of a campaign, rehearsals too, as they are now. */
  sessionsOf(campaign: string): SessionDocument[];
  regionSets: RegionSets;
  make: MakeService;
  identity: IdentityService;
  places: PlaceService;
  emblems: EmblemService;
  notes: NoteService;
  /** True when certificates can write the text: their fonts know all of its characters. */
  canPrint(text: string): boolean;
  catalogue: Catalogue;
  clock: Clock;
}

/** Texts of the area `campaigns`, in the visitor's language. */
export type Words = (key: string, parameters?: Record<string, string | number>) => string;
export const wordsOf =
  (catalogue: Catalogue, language: Language): Words =>
  (key, parameters) =>
    catalogue.text(language, `campaigns.${key}`, parameters);

/** A problem as a sentence. */
export const problemText = ({ key, ...parameters }: Problem, words: Words): string =>
  words(`problems.${key}`, { ...parameters });

/** A form's fields for the page: what was typed, and what is wrong with it. */
export const fieldsOf = <F extends object>(form: F, problems: Problems, words: Words) =>
  Object.fromEntries(
    Object.entries(form).map(([name, value]) => {
      const problem = problems[name];
      return [
        name,
        { name, value: String(value), problem: problem && problemText(problem, words) },
      ];
    }),
  );

/** The campaign of a path; throws NOT_FOUND. */
export async function getCampaign({ campaigns }: Pick<OfficeServices, 'campaigns'>, id: string) {
  const campaign = await campaigns.find(id);
  if (!campaign) throw new AppError('NOT_FOUND');
  return campaign;
}

/** A refusal as the page's own; anything else goes on. */
export function refusalOf(
  { catalogue }: Pick<OfficeServices, 'catalogue'>,
  error: unknown,
  language: Language,
): { refused: string; status: number } {
  if (!isAppError(error) || error.status >= 500) throw error;
  const refused = catalogue.text(language, `errors.${error.code}.detail`, error.params);
  return { refused, status: error.status };
}

/** Whether the visitor has a role in the campaign. */
export const hasRoleIn = (visitor: Visitor, campaign: string): boolean =>
  roleIn(staffOf(visitor).grants, campaign) !== null;
