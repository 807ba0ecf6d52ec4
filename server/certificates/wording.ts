// The certificates' wording: Handlebars text in named blocks, so that words change without code.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Handlebars from 'handlebars';

/** What templates may name; every field is always there. */
export interface WordingFields {
  sample: boolean;
  certified: boolean;
  host: string;
  issuer: string;
  campaign: string;
  theme: string;
  eventDate: string;
  name: string;
  office: string;
  region: string;
  number: string;
  printedCode: string;
  verifyAddress: string;
  issuedDate: string;
  emblemText: string;
  minutes: string;
  signedAt: string;
  clauseCount: string;
}

/** Gives a block's text, filled in; throws for a block that the file lacks. */
export type Wording = (block: string, fields: WordingFields) => string;

/**
 * Reads a template: `[name]` on a line of its own starts a block, each of its lines is a line
 * on the page, `{{!-- --}}` is a comment. A field that does not exist throws when it is drawn.
 */
export async function loadWording(folder: string, files: string[]): Promise<Wording> {
  const blocks = new Map<string, Handlebars.TemplateDelegate<WordingFields>>();
  for (const file of files) {
    const source = await readFile(join(folder, `${file}.hbs`), 'utf8');
    for (const [name, text] of parseBlocks(source)) {
      // Plain text, so nothing is escaped; `strict` turns a misspelt field into an error.
      blocks.set(name, Handlebars.compile(text, { noEscape: true, strict: true }));
    }
  }
  return (block, fields) => {
    const template = blocks.get(block);
    if (!template) throw new Error(`The certificate template has no block [${block}]`);
    return template(fields).trim();
  };
}

/** The blocks of a template, in order. */
export function parseBlocks(source: string): [name: string, text: string][] {
  const [, ...parts] = source.replace(/\{\{!--.*?--\}\}/gs, '').split(/^\[([a-z-]+)\][ \t]*$/m);
  const blocks: [string, string][] = [];
  for (let i = 0; i < parts.length; i += 2) {
    blocks.push([parts[i] ?? '', (parts[i + 1] ?? '').trim()]);
  }
  return blocks;
}
