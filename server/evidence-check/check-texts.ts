// The declaration and the consent: the texts whose hashes the leaves hold.
import { sha256Hex } from '../core/canonical.ts';
import { consentFileSchema, declarationFileSchema, FILES, readCanonical } from './bundle-format.ts';
import type { Findings } from './findings.ts';
import type { OpenBundle } from './open-bundle.ts';

/** What every leaf of the bundle must be about. */
export interface BundleTexts {
  declaration: string | undefined;
  clauses: number;
  consent: string | undefined;
}

/** Reads both; a session without a declaration has none, and then no leaf either. */
export function checkTexts(bundle: OpenBundle, findings: Findings): BundleTexts {
  const group = findings.begin('texts');
  const read = (file: string) => {
    const bytes = bundle.small(file);
    if (bytes) group.looked();
    return bytes?.toString('utf8');
  };
  const declarationText = read(FILES.declaration);
  const consentText = read(FILES.consent);
  const declaration =
    declarationText === undefined
      ? undefined
      : readCanonical(declarationText, declarationFileSchema);
  if (declarationText !== undefined && !declaration) {
    group.lie('TEXT_FORM', { file: FILES.declaration });
  }
  if (consentText !== undefined && !readCanonical(consentText, consentFileSchema)) {
    group.lie('TEXT_FORM', { file: FILES.consent });
  }
  const needed = bundle.manifest.totals.leaves > 0;
  if (needed && !declarationText) group.lie('FILE_MISSING', { file: FILES.declaration });
  if (needed && !consentText) group.lie('FILE_MISSING', { file: FILES.consent });
  const texts = {
    declaration: declarationText === undefined ? undefined : sha256Hex(declarationText),
    clauses: declaration?.clauses.length ?? 0,
    consent: consentText === undefined ? undefined : sha256Hex(consentText),
  };
  group.end({ version: declaration?.version ?? '' });
  return texts;
}
