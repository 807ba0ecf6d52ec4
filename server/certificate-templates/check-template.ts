// A wording before it is published: its blocks are those of the kind, and each holds only what it may.
import type { CertificateKind } from '../certificates/index.ts';
import { parseBlocks, withoutComments } from '../certificates/index.ts';
import { checkTree } from './check-tree.ts';
import { nearName } from './near-name.ts';
import type { FieldType } from './template-fields.ts';
import { BLOCK_MAX, SOURCE_MAX, TAGS_MAX } from './template-limits.ts';
import type { ProblemCode, TemplateProblem } from './template-problem.ts';

/** What a kind's wording consists of; the built-in wording's own blocks are the measure. */
export interface KindSpec {
  kind: CertificateKind;
  /** Names and built-in texts, in the order of the page. */
  blocks: readonly (readonly [name: string, text: string])[];
  fields: ReadonlyMap<string, FieldType>;
}

/** Control, format, surrogate, private and unassigned characters, but for the end of a line. */
const CONTROL = /[^\P{C}\n]/u;

const whole = (code: ProblemCode, block = '', token = '', suggestion = ''): TemplateProblem => ({
  code,
  block,
  line: 0,
  token,
  suggestion,
});

/** All that is wrong with a wording's source, in the order of its blocks; none: it may be printed. */
export function checkTemplate(source: string, spec: KindSpec): TemplateProblem[] {
  if (Buffer.byteLength(source) > SOURCE_MAX) return [whole('TOO_LARGE')];
  if (source.split('{{').length - 1 > TAGS_MAX) return [whole('TOO_MANY_TAGS')];
  // The renderer's own reading: what is checked is what is printed.
  const blocks = parseBlocks(source);
  return [...checkNames(source, blocks, spec), ...blocks.flatMap((one) => checkBlock(one, spec))];
}

function checkNames(source: string, blocks: [string, string][], spec: KindSpec): TemplateProblem[] {
  const found: TemplateProblem[] = [];
  const wanted = spec.blocks.map(([name]) => name);
  const seen = new Set<string>();
  const before = withoutComments(source).split(/^\[[a-z-]+\][ \t]*$/m)[0] ?? '';
  if (before.trim() !== '') found.push(whole('STRAY_TEXT', '', before.trim().slice(0, 40)));
  for (const [name] of blocks) {
    if (!wanted.includes(name)) {
      found.push(whole('BLOCK_UNKNOWN', name, `[${name}]`, nearName(name, wanted)));
    } else if (seen.has(name)) found.push(whole('BLOCK_TWICE', name, `[${name}]`));
    seen.add(name);
  }
  const missing = wanted.filter((name) => !seen.has(name));
  return [...found, ...missing.map((name) => whole('BLOCK_MISSING', name, `[${name}]`))];
}

function checkBlock([block, text]: [string, string], { fields }: KindSpec): TemplateProblem[] {
  if (text === '') return [whole('BLOCK_EMPTY', block)];
  if (text.length > BLOCK_MAX) return [whole('BLOCK_TOO_LONG', block)];
  const strange = CONTROL.exec(text);
  if (strange) {
    const line = text.slice(0, strange.index).split('\n').length;
    const code = strange[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    return [{ ...whole('CHARACTERS', block, `U+${code}`), line }];
  }
  return checkTree(text, fields).map((problem) => ({ ...problem, block }));
}

/** A wording's source from its blocks, as the files of the built-in ones are written. */
export const sourceOf = (blocks: Iterable<readonly [name: string, text: string]>): string =>
  [...blocks].map(([name, text]) => `[${name}]\n${tidy(text)}\n`).join('\n');

/** One kind of line end, no space at the ends of lines, composed letters. */
export const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    // Not by a pattern: one that looks for spaces at an end takes minutes over a paste of them.
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();

/** The texts of a kind's blocks in a source; empty where a block is missing. */
export function textsOf(source: string, spec: KindSpec): [name: string, text: string][] {
  const texts = new Map(parseBlocks(source));
  return spec.blocks.map(([name]) => [name, texts.get(name) ?? '']);
}
