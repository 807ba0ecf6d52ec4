// What the pages of Bawaslu's offices and of the law read and call, in one place.
import type { Campaign } from '../campaigns/index.ts';
import { isAppError } from '../core/app-error.ts';
import type { Catalogue } from '../http/catalogue.ts';
import type { Language } from '../http/language.ts';
import type { Region } from '../regions/index.ts';
import type { LiveSessions } from '../sessions/index.ts';
import type { LibraryService } from './library-service.ts';
import type { LibraryStore } from './library-store.ts';
import type { ReportingService } from './reporting-service.ts';
import type { ReportingStore } from './reporting-store.ts';

export interface FollowUpServices {
  /** Throws NOT_FOUND. */
  campaign(id: string): Promise<Campaign>;
  regionsOf(campaign: Campaign): Promise<Region[]>;
  live: Pick<LiveSessions, 'list'>;
  catalogue: Catalogue;
  reporting: { store: ReportingStore; service: ReportingService };
  library: { store: LibraryStore; service: LibraryService };
}

export type Words = (key: string, parameters?: Record<string, string | number>) => string;

/** Texts below an area, in the visitor's language. */
export const wordsOf =
  (catalogue: Catalogue, language: Language, area: 'reporting' | 'library' | 'law'): Words =>
  (key, parameters) =>
    catalogue.text(language, `${area}.${key}`, parameters);

/** A refusal that the page tells beside its form; undefined for what is the error page's. */
export function refusalOf(
  error: unknown,
  catalogue: Catalogue,
  language: Language,
): { text: string; status: number } | undefined {
  if (!isAppError(error) || error.status >= 500 || error.code === 'NOT_FOUND') return undefined;
  const text = catalogue.text(language, `errors.${error.code}.detail`, error.params);
  return { text, status: error.status };
}
