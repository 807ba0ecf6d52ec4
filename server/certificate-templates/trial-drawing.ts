// Before a wording is printed: it is drawn with the worst that the data allow, as a sample and as it
// would be issued, so that what can't be drawn is refused here and not in the middle of an issuing.
import type { Campaign } from '../campaigns/index.ts';
import { type CertificateData, isPersonalKind, type WordingSource } from '../certificates/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Language } from '../http/language.ts';
import { sayIn } from '../official/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { wordingOfTemplate } from './edit-page.ts';
import type { EditableKind } from './template-fields.ts';
import type { CertificateTemplate } from './template-model.ts';
import { previewDataFor, type TemplateServices } from './template-services.ts';
import { drawingText } from './template-words.ts';

/** The longest first: it is what fails. Documents of many rows are tried with the session's own. */
const SUBJECTS = ['terpanjang', 'contoh'] as const;

/** Everything to try a kind's wording with. */
export async function trialData(
  services: Pick<TemplateServices, 'event' | 'words'>,
  kind: EditableKind,
  session: SessionDocument,
): Promise<CertificateData[]> {
  const subjects = isPersonalKind(kind) ? SUBJECTS : SUBJECTS.slice(1);
  const samples = await Promise.all(
    subjects.map((subject) => previewDataFor(services, kind, session, { subject, person: '' })),
  );
  // Never shown and never kept, so that it may be drawn without CONTOH; only an issuer can issue it.
  const issued = samples.filter(({ issuer }) => issuer !== null);
  return [...samples, ...issued.map((data) => ({ ...data, sample: false }))];
}

/** Throws TEMPLATE_UNDRAWABLE with the reason in words. */
export async function requireDrawable(
  services: Pick<TemplateServices, 'event' | 'words' | 'previews'>,
  template: CertificateTemplate,
  session: SessionDocument,
  language: Language,
): Promise<void> {
  const data = await trialData(services, template.kind, session);
  await requireAll(services, { data, wording: wordingOfTemplate(template) }, language);
}

/** The same for the words of a declaration: `campaign` has them, the wording is the one in force. */
export async function requireDrawableWords(
  services: Pick<TemplateServices, 'event' | 'words' | 'previews'>,
  campaign: Campaign,
  { session, wording }: { session: SessionDocument; wording: WordingSource },
  language: Language,
): Promise<void> {
  const event = { ...services.event, campaignOf: async () => campaign };
  const data = await trialData({ ...services, event }, 'declaration', session);
  await requireAll(services, { data, wording }, language);
}

async function requireAll(
  { previews, words }: Pick<TemplateServices, 'words' | 'previews'>,
  { data, wording }: { data: CertificateData[]; wording: WordingSource },
  language: Language,
): Promise<void> {
  const results = await previews.tryAll(data, wording);
  const problem = results.find((one) => one !== undefined);
  if (!problem) return;
  const because = drawingText(sayIn(words.catalogue, language), problem);
  throw new AppError('TEMPLATE_UNDRAWABLE', { because });
}
