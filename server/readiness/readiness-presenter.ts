// The list's items in words, and the view of the page.
import type { Catalogue } from '../http/catalogue.ts';
import type { Language } from '../http/language.ts';
import { formatNumber } from '../http/views/index.ts';
import { countReady, HAND_ITEMS, type ReadyItem } from '../protocol/readiness.ts';
import type { ReadyFact } from './readiness-rules.ts';

const hands: readonly string[] = HAND_ITEMS;

const formatted = (values: ReadyFact['values'], language: Language) =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      typeof value === 'number' ? formatNumber(value, language) : value,
    ]),
  );

/** The sentence of an item. */
export const readyWords = (
  { id, said, values }: Pick<ReadyFact, 'id' | 'said' | 'values'>,
  catalogue: Catalogue,
  language: Language,
): string => catalogue.text(language, `readiness.items.${id}.${said}`, formatted(values, language));

/** The view of templates/pages/readiness.hbs. */
export function readyView(items: readonly ReadyItem[], catalogue: Catalogue, language: Language) {
  return {
    ...countReady(items),
    items: items.map(({ id, state, words, path }) => ({
      id,
      state,
      path,
      name: catalogue.text(language, `readiness.items.${id}.name`),
      words,
      byHand: hands.includes(id),
      isTicked: state === 'ok',
    })),
  };
}
