// The certificates' wording: Handlebars text in named blocks, so that words change without code.
import { compileText } from './wording-engine.ts';

/** What every template may name; every field is always there. */
export interface SharedFields {
  sample: boolean;
  certified: boolean;
  host: string;
  issuer: string;
  campaign: string;
  theme: string;
  eventDate: string;
  number: string;
  printedCode: string;
  verifyAddress: string;
  issuedDate: string;
  emblemText: string;
  /** SHA-256 of the platform's root certificate in groups of four digits; empty on older data. */
  rootFingerprint: string;
}

/** What a person's templates may name. */
export interface WordingFields extends SharedFields {
  name: string;
  office: string;
  region: string;
  minutes: string;
  signedAt: string;
  clauseCount: string;
}

/**
 * A template's text and its version: what a job carries to the thread that draws, and what is
 * stored with the file. The same version always means the same text.
 */
export interface WordingSource {
  version: string;
  source: string;
}

/** Gives a block's text, filled in; throws for a block that the file lacks. */
export interface Wording {
  (block: string, fields: SharedFields): string;
  /** All words of the template, their fields not filled in. */
  raw: string;
}

/**
 * Compiles templates' texts; a later one's block stands for an earlier one's. `[name]` on a line
 * of its own starts a block, each of its lines is a line on the page, `{{!-- --}}` is a comment.
 * A field that does not exist throws when it is drawn.
 */
export function compileWording(sources: string[]): Wording {
  const blocks = new Map<string, (fields: SharedFields) => string>();
  const raw: string[] = [];
  for (const source of sources) {
    for (const [name, text] of parseBlocks(source)) {
      raw.push(text);
      blocks.set(name, compileText(text));
    }
  }
  const words = (block: string, fields: SharedFields): string => {
    const template = blocks.get(block);
    if (!template) throw new Error(`The certificate template has no block [${block}]`);
    return template(fields);
  };
  return Object.assign(words, { raw: raw.join('\n') });
}

/** Texts remembered by their version; a process that ran through this many starts anew. */
const MEMORY = 40;

/** Compiles each version once, with the words that all templates share in front. */
export function createWordingMemory(shared: string): (wording: WordingSource) => Wording {
  const known = new Map<string, { source: string; words: Wording }>();
  return ({ version, source }) => {
    const found = known.get(version);
    // A draft's preview may come under one version with ever new text.
    if (found?.source === source) return found.words;
    if (known.size >= MEMORY) known.clear();
    const words = compileWording([shared, source]);
    known.set(version, { source, words });
    return words;
  };
}

const OPEN = '{{!--';
const CLOSE = '--}}';

/** The source without its closed comments, in one pass however many are left open. */
export function withoutComments(source: string): string {
  let text = '';
  let at = 0;
  for (;;) {
    const open = source.indexOf(OPEN, at);
    const close = open < 0 ? -1 : source.indexOf(CLOSE, open + OPEN.length);
    if (close < 0) return text + source.slice(at);
    text += source.slice(at, open);
    at = close + CLOSE.length;
  }
}

/** The blocks of a template, in order. */
export function parseBlocks(source: string): [name: string, text: string][] {
  const [, ...parts] = withoutComments(source).split(/^\[([a-z-]+)\][ \t]*$/m);
  const blocks: [string, string][] = [];
  for (let i = 0; i < parts.length; i += 2) {
    blocks.push([parts[i] ?? '', (parts[i + 1] ?? '').trim()]);
  }
  return blocks;
}
