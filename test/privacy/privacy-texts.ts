// An area of the Indonesian catalogue as it is stored.
import { readFileSync } from 'node:fs';

/** The area's texts. */
export const readCatalogueFile = (area: string): Record<string, object> =>
  JSON.parse(
    readFileSync(new URL(`../../templates/catalogue/id/${area}.json`, import.meta.url), 'utf8'),
  );
