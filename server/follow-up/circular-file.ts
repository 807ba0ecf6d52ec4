// Is this PDF one that everybody can read, and that does nothing by itself? A search over its bytes:
// nothing is parsed, inflated or followed. What hides in compressed objects stays unseen; that is why
// files are served to be saved, under a policy that lets them do nothing on this site.
import { AppError } from '../core/app-error.ts';
import { isPdf } from '../sealing/index.ts';

/** The trailer of an encrypted PDF names its rules in clear (ISO 32000-1, 7.5.5 and 7.6.1). */
const ENCRYPTED = '/Encrypt';
/** Actions that run something, and files within the file (12.6.4, 7.11.4). */
const ACTIVE = ['/JavaScript', '/Launch', '/EmbeddedFile', '/RichMedia'];

/** Throws NOT_A_PDF, PDF_ENCRYPTED or PDF_ACTIVE. */
export function requirePlainPdf(bytes: Buffer): void {
  if (!isPdf(bytes)) throw new AppError('NOT_A_PDF');
  if (bytes.includes(ENCRYPTED)) throw new AppError('PDF_ENCRYPTED');
  if (ACTIVE.some((name) => bytes.includes(name))) throw new AppError('PDF_ACTIVE');
}
