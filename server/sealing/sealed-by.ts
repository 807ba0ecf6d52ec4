// Which of several known certificates sealed a PDF, told from the certificates inside its seal.
import { findSeal } from './byte-range.ts';

/** The place of the certificate (DER) in `candidates`; -1 when none lies in the file's seal. */
export function sealedBy(pdf: Buffer, candidates: readonly Buffer[]): number {
  const { contents } = findSeal(pdf);
  return contents ? candidates.findIndex((der) => contents.includes(der)) : -1;
}
