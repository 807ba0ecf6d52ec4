// Searching among names as people type them: without accents, capitals or the right order.

/** Without accents, in small letters, with single spaces: as people type it. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** The words of what was typed; none for an empty search. */
export const wordsOf = (typed: string): string[] => fold(typed).split(' ').filter(Boolean);

/** Makes the test whether a text holds every word that was typed; an empty search finds all. */
export function searchOf(typed: string): (text: string) => boolean {
  const words = wordsOf(typed);
  return (text) => {
    const folded = fold(text);
    return words.every((word) => folded.includes(word));
  };
}
