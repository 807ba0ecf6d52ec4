// What staff type into a form, made fit to be stored and printed, and why it can't be.

/** The key of a sentence below `campaigns.problems`, and what it needs. */
export interface Problem {
  key: string;
  max?: number;
  value?: string;
}
/** What is wrong, by field; a field that is in order has none. */
export type Problems = Partial<Record<string, Problem>>;

const CONTROL = /\p{C}/u;

/** As it is printed: composed (NFC), white space joined, trimmed. */
export const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

/** Why a tidy line of text can't be taken; undefined when it can. */
export function lineProblem(
  text: string,
  { max, isOptional = false }: { max: number; isOptional?: boolean },
): Problem | undefined {
  if (text === '') return isOptional ? undefined : { key: 'empty' };
  if (CONTROL.test(text)) return { key: 'characters' };
  return [...text].length > max ? { key: 'long', max } : undefined;
}

/** Lower-case words with dashes between them, at most 60 characters; empty for no letters. */
export const slugFrom = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{ASCII}]/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-|-$/g, '');

/** Only the entries that hold something. */
export const onlyReal = (problems: Record<string, Problem | undefined>): Problems =>
  Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem !== undefined));

/** True when nothing is wrong. */
export const isFine = (problems: Problems): boolean => Object.keys(problems).length === 0;
