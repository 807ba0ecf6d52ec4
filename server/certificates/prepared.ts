// What personal and long documents are both drawn with: faces, words, packed line work.
import type { CertificateData } from './certificate-data.ts';
import type { Faces } from './drawing/face-memory.ts';
import type { Sheet, SheetForms } from './drawing/sheet.ts';
import type { TaggedPage } from './drawing/tagged-page.ts';
import type { Wording } from './wording.ts';

/** Bytes to keep for a seal of our own, or 0 when a service seals the whole PDF. */
export type SealField = number;

/** What a process prepares once for all files. */
export interface Prepared {
  faces: Faces;
  words: Wording;
  formsOf: (data: CertificateData, ring: string, mark: string) => SheetForms;
}

/** What both ways of drawing draw on. */
export const sheetOf = (
  data: CertificateData,
  page: TaggedPage,
  words: Sheet['words'],
  { formsOf }: Pick<Prepared, 'formsOf'>,
): Sheet => ({
  page,
  words,
  forms: formsOf(data, words('ring'), words('sample-mark')),
  sample: data.sample,
  accent: data.colours.accent,
  qr: data.statement ? `${data.verifyUrl}#${data.statement}` : data.verifyUrl,
});
