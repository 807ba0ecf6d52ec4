// The reports' texts in the reader's language; after the end some words are others.
import type { Catalogue } from '../http/catalogue.ts';
import type { Language } from '../http/language.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { Words } from './report-columns.ts';

/** The texts below `area`. */
export const wordsOf =
  (catalogue: Catalogue, language: Language, area: string): Words =>
  (key, parameters) =>
    catalogue.text(language, `${area}.${key}`, parameters);

/** After the end some words are others: "hadir" is what was so at the end. */
export const reportWords = (
  catalogue: Catalogue,
  language: Language,
  { status }: Pick<SessionDocument, 'status'>,
): Words => {
  const words = wordsOf(catalogue, language, 'reports');
  const after = (key: string) => status.endedAt && catalogue.has(`reports.ended.${key}`);
  return (key, parameters) => words(after(key) ? `ended.${key}` : key, parameters);
};
