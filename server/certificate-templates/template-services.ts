// What the pages of wordings work with, and what they ask of other domains.
import {
  type CertificateData,
  type CertificateDoors,
  collectFacts,
  isPersonalKind,
  longPreviewData,
  type PreviewMaker,
  type PreviewPlace,
  previewData,
  previewHolderOf,
} from '../certificates/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Catalogue } from '../http/catalogue.ts';
import type { Registration } from '../registrations/index.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import { exampleHolder } from './example-holder.ts';
import type { NameCheckService } from './name-check-service.ts';
import type { EditableKind } from './template-fields.ts';
import type { TemplateKinds } from './template-kinds.ts';
import type { TemplateService } from './template-service.ts';

/** The event whose people a preview may show. */
export interface TemplateEvent extends CertificateDoors {
  live: CertificateDoors['live'] & Pick<LiveSessions, 'findBySlug' | 'findDefault'>;
  invitations: CertificateDoors['invitations'] & {
    list(session: string): Promise<{ title: string; place: string }[]>;
  };
  people(session: string): Promise<Pick<Registration, '_id' | 'name' | 'seat' | 'office'>[]>;
}

export interface TemplateServices {
  templates: TemplateService;
  kinds: TemplateKinds;
  previews: PreviewMaker;
  checks: NameCheckService;
  event: TemplateEvent;
  words: { catalogue: Catalogue; clock: Clock; setup: PreviewPlace['setup'] };
}

export const SUBJECTS = ['contoh', 'terpanjang', 'orang'] as const;
export type PreviewSubject = (typeof SUBJECTS)[number];

/** Whose data a preview shows; `orang` names a registration. */
export interface PreviewChoice {
  subject: PreviewSubject;
  person: string;
}

/**
 * Data to look at a wording with; documents of many rows show the session's own. Throws NOT_FOUND
 * for somebody who is not in the session, and where there is no declaration to show.
 */
export async function previewDataFor(
  { event, words }: Pick<TemplateServices, 'event' | 'words'>,
  kind: EditableKind,
  session: SessionDocument,
  { subject, person }: PreviewChoice,
): Promise<CertificateData> {
  const campaign = await event.campaignOf(session);
  const place = { campaign, session, setup: words.setup, now: words.clock.now() };
  const lacksText = !campaign.declaration || (!isPersonalKind(kind) && !session.declaration);
  if (OF_DECLARATION.includes(kind) && lacksText) throw new AppError('NOT_FOUND');
  if (!isPersonalKind(kind)) return longPreviewData(event, kind, place);
  if (subject === 'orang') {
    const facts = await collectFacts(event, person);
    if (facts?.session._id !== session._id) throw new AppError('NOT_FOUND');
    return previewData(kind, place, previewHolderOf(facts));
  }
  const seats = await event.invitations.list(session._id);
  return previewData(kind, place, exampleHolder(subject, seats));
}

/** The kinds that the session issues: without a declaration there is none to sign. */
export const kindsOf = (
  { kinds }: Pick<TemplateServices, 'kinds'>,
  { declaration }: SessionDocument,
): EditableKind[] =>
  [...kinds.keys()].filter((kind) => declaration !== null || !OF_DECLARATION.includes(kind));
const OF_DECLARATION: EditableKind[] = ['declaration', 'region', 'roll'];
