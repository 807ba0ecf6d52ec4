// What an entry of the library may be, and the list that a campaign can begin with. Pure.

export interface TypedEntry {
  title: string;
  note: string;
  link: string;
}

/** Longest text of each field, in characters. */
export const ENTRY_MAX = { title: 240, note: 600, link: 400 } as const;
/** More are no list any more. */
export const ENTRIES_MAX = 60;

export const ENTRY_PROBLEMS = ['TITLE_MISSING', 'TOO_LONG', 'LINK_MALFORMED'] as const;
export type EntryProblem = (typeof ENTRY_PROBLEMS)[number];

/** White space joined. */
export function tidyEntry(typed: TypedEntry): TypedEntry {
  const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  return { title: tidy(typed.title), note: tidy(typed.note), link: tidy(typed.link) };
}

/** The first thing that is wrong with a tidy entry. */
export function entryProblem(entry: TypedEntry): EntryProblem | undefined {
  if (entry.title === '') return 'TITLE_MISSING';
  const fields = ['title', 'note', 'link'] as const;
  if (fields.some((field) => [...entry[field]].length > ENTRY_MAX[field])) return 'TOO_LONG';
  if (entry.link !== '' && !isWeb(entry.link)) return 'LINK_MALFORMED';
  return undefined;
}

const isWeb = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** Keys below `library.start` of the catalogue, in their order: titles and notes, no addresses. */
export const START_LIST = ['uu5', 'uu20', 'pp53', 'pp94', 'skb2020', 'skb2022'] as const;
