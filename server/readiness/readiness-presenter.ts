// From the list's items to the view of templates/partials/control-ready.hbs, in words.
import type { Catalogue } from '../http/catalogue.ts';
import type { Language } from '../http/language.ts';
import { formatNumber } from '../http/views/index.ts';
import { countReady, HAND_ITEMS, type ReadyItem } from '../protocol/readiness.ts';

const hands: readonly string[] = HAND_ITEMS;

const formatted = (values: ReadyItem['values'], language: Language) =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      typeof value === 'number' ? formatNumber(value, language) : value,
    ]),
  );

/** The view of the list; `language` decides its sentences. */
export function readyView(items: readonly ReadyItem[], catalogue: Catalogue, language: Language) {
  const say = (id: string, said: string, values: ReadyItem['values']) =>
    catalogue.text(language, `readiness.client.ready.${id}.${said}`, formatted(values, language));
  const { ready, bad, total } = countReady(items);
  return {
    ready,
    bad,
    total,
    items: items.map(({ id, state, said, values, path }) => ({
      id,
      state,
      path,
      name: say(id, 'name', {}),
      words: say(id, said, values),
      byHand: hands.includes(id),
      isTicked: state === 'ok',
    })),
  };
}
