// One message at the foot of the page, read aloud at once; it stays until the next step or a press.
import { make } from './dom.ts';
import { text } from './page-data.ts';
import { icon } from './symbols.ts';

export interface Messages {
  /** What went wrong. */
  show(words: string): void;
  /** What is to be known, and nothing is wrong. */
  tell(words: string): void;
  clear(): void;
}

/** Uses the page's `[data-pesan]` (role alert). */
export function createMessages(): Messages {
  const box = document.querySelector('[data-pesan]');
  const clear = () => box?.replaceChildren();
  const put = (symbol: string, words: string) => {
    const close = make('button', '', 'tombol ringkas polos');
    close.type = 'button';
    close.append(icon('silang'), make('span', text('close')));
    close.addEventListener('click', clear);
    box?.replaceChildren(icon(symbol), make('span', words), close);
  };
  return { show: (words) => put('awas', words), tell: (words) => put('info', words), clear };
}
