// The wording that comes with the platform: what is printed until somebody publishes their own.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CertificateKind } from './certificate-data.ts';
import type { WordingSource } from './wording.ts';

/** Raised whenever a file of `templates/certificates` changes what is printed. */
const BUILT_IN = 3;

/** Reads a kind's template (`templates` is the folder of the .hbs files). */
export const builtInWording = async (
  templates: string,
  kind: CertificateKind,
): Promise<WordingSource> => ({
  version: `bawaan/${kind}/${BUILT_IN}`,
  source: await readFile(join(templates, `${kind}.hbs`), 'utf8'),
});
