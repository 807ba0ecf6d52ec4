// The captions' list: lines in their order, corrected in place; the style says how many stand.
import { type CaptionLine, joinCaptions } from '../../server/protocol/talk.ts';
import { part } from '../realtime/dom.ts';

export interface CaptionList {
  add(lines: readonly CaptionLine[]): void;
}

const itemOf = ({ number, text }: CaptionLine): HTMLLIElement => {
  const item = document.createElement('li');
  item.dataset.baris = String(number);
  item.textContent = text;
  return item;
};

/** An empty list; `isRead` tells whether new lines are to be read aloud. */
export function createCaptionList(root: ParentNode, isRead: () => boolean): CaptionList {
  const place = part(root, 'takarir');
  const list = part(root, 'takarir-baris');
  let lines: CaptionLine[] = [];
  return {
    add(fresh) {
      if (!list) return;
      const before = new Map(lines.map((line) => [line.number, line]));
      lines = joinCaptions(lines, fresh);
      // Beside the sound a reader of screens would speak over it.
      list.setAttribute('aria-live', isRead() ? 'polite' : 'off');
      const items = new Map(
        [...list.querySelectorAll<HTMLElement>('li')].map((item) => [
          Number(item.dataset.baris),
          item,
        ]),
      );
      // What stands already stays: only new words are read.
      for (const [number, item] of items) {
        if (!lines.some((line) => line.number === number)) item.remove();
      }
      for (const line of lines) {
        const item = items.get(line.number);
        if (!item) list.append(itemOf(line));
        else if (before.get(line.number)?.version !== line.version) item.replaceWith(itemOf(line));
      }
      place?.toggleAttribute('hidden', lines.length === 0);
    },
  };
}
