// Whom or what a document speaks of: one active document of a kind for each subject of a session.
import { type CertificateKind, isPersonalKind } from './certificate-data.ts';

/** The subject of the roll and the minutes: the session as a whole. */
export const SESSION_SUBJECT = 'session';
const REGION = 'region:';

/** The subject of a region's declaration, by the region's code. */
export const regionSubject = (code: string): string => `${REGION}${code}`;

/** The region's code of a subject; undefined for every other subject. */
export const regionOfSubject = (subject: string): string | undefined =>
  subject.startsWith(REGION) ? subject.slice(REGION.length) : undefined;

/** True when documents of the kind have subjects of this shape. */
export function fitsKind(kind: CertificateKind, subject: string): boolean {
  if (kind === 'region') return Boolean(regionOfSubject(subject));
  if (isPersonalKind(kind)) return subject !== SESSION_SUBJECT && !subject.startsWith(REGION);
  return subject === SESSION_SUBJECT;
}
