// How a Node process of our own reads TypeScript, whatever folder it is started from.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** The argument for node that loads tsx. */
export function typescriptLoader(): string {
  return `--import=${pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href}`;
}
