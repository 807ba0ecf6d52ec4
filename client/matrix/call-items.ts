// The list of regions to call: kept true without pulling a row away under somebody's hand.
import { setHidden } from '../lib/dom.ts';
import { replacePart } from './live-parts.ts';

const canHover = matchMedia('(hover: hover)');
const LIST = '[data-daftar]';

const itemsOf = (root: ParentNode): Map<string, HTMLElement> =>
  new Map(
    [...root.querySelectorAll<HTMLElement>('[data-hubungi]')].map((item) => [
      item.dataset.hubungi ?? '',
      item,
    ]),
  );

/** Somebody reads, points at or writes in the list: its order must not change now. */
const isInUse = (list: Element): boolean =>
  list.contains(document.activeElement) || (canHover.matches && list.matches(':hover'));

const isTyping = (item: Element): boolean =>
  item.contains(document.activeElement) && document.activeElement?.matches('input') === true;

/** Everything of an item that may change under its reader; what they write stays. */
const patchItem = (item: HTMLElement, fresh: HTMLElement): void => {
  item.className = fresh.className;
  replacePart('.m-siapa', fresh, item);
  if (!item.querySelector('.m-orang')?.contains(document.activeElement)) {
    replacePart('.m-orang', fresh, item);
  }
  replacePart('.m-riwayat-akhir', fresh, item);
  const [seen, now] = [item, fresh].map((one) =>
    one.querySelector<HTMLInputElement>('[name=seen]'),
  );
  if (seen && now) seen.value = now.value;
};

/** Takes a freshly rendered page's list: as a whole, or row by row while the list is in use. */
export function patchCalls(fresh: Document, stale: Element | null): void {
  for (const part of ['[data-jumlah]', '[data-aturan]', '[data-halaman-daftar]']) {
    replacePart(part, fresh);
  }
  const list = document.querySelector(LIST);
  const next = fresh.querySelector(LIST);
  if (!list || !next) return;
  const [here, there] = [itemsOf(list), itemsOf(next)];
  const sameOrder = [...here.keys()].join() === [...there.keys()].join();
  if (!isInUse(list) && ![...here.values()].some(isTyping)) {
    if (list.innerHTML !== next.innerHTML) list.replaceChildren(...next.childNodes);
    setHidden(stale, true);
    return;
  }
  for (const [code, item] of here) {
    const one = there.get(code);
    if (one) patchItem(item, one);
  }
  setHidden(stale, sameOrder);
}
