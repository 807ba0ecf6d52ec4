// The list "Siap?" before the doors open; its ticks by hand go over the socket.
import { countReady, type HandItem, type ReadyItem } from '../../server/protocol/readiness.ts';
import { make, setHidden, setText } from '../lib/dom.ts';
import { ask, type LiveSocket } from '../lib/live.ts';
import type { Messages } from '../lib/messages.ts';
import { text } from '../lib/page-data.ts';
import { setSymbol } from '../lib/symbols.ts';
import type { ControlState } from './control-state.ts';

const SIGNS = { ok: 'i-cek', look: 'i-info', bad: 'i-awas', todo: 'i-jam' } as const;

export interface ReadyList {
  draw(state: ControlState): void;
}

function drawItem(row: Element, item: ReadyItem): void {
  const { state, words, path } = item;
  row.className = state;
  const sign = row.querySelector('.k-tanda svg');
  if (sign) setSymbol(sign, SIGNS[state]);
  setText(row.querySelector('[data-siap-kata]'), words);
  setText(row.querySelector('[data-siap-keadaan]'), `: ${text(`ready.states.${state}`)}`);
  const link = row.querySelector<HTMLAnchorElement>('[data-siap-jalan]');
  // What is in order needs no way to mend it.
  setHidden(link, path === null || state === 'ok');
  const way = text(`ready.${state === 'bad' ? 'mend' : 'open'}`);
  setText(link?.querySelector('[data-siap-cara]'), way);
  if (link && path !== null && link.getAttribute('href') !== path) link.href = path;
  const button = row.querySelector('[data-siap-tandai]');
  const isTicked = state === 'ok';
  button?.toggleAttribute('data-sudah', isTicked);
  setText(button?.querySelector('span'), text(`ready.${isTicked ? 'untick' : 'tick'}`));
}

const drawItems = (items: readonly ReadyItem[]): void => {
  for (const item of items) {
    const row = document.querySelector(`[data-siap-butir="${item.id}"]`);
    if (row) drawItem(row, item);
  }
  const { ready, bad, total } = countReady(items);
  const count = text('ready.count', { ready, total });
  const said = bad > 0 ? `${count}, ${text('ready.bad', { bad })}` : count;
  setText(document.querySelector('[data-siap-jumlah]'), said);
};

/** Wires the buttons of `[data-siap]`. */
export function createReadyList(socket: LiveSocket, messages: Messages): ReadyList {
  const box = document.querySelector('[data-siap]');
  for (const button of document.querySelectorAll<HTMLElement>('[data-siap-tandai]')) {
    const name = button.closest('li')?.querySelector('b')?.firstChild?.textContent ?? '';
    button.append(make('span', `: ${name}`, 'baca-layar'));
    let isBusy = false;
    button.addEventListener('click', async () => {
      if (isBusy) return;
      isBusy = true;
      // The server refuses whatever is no item of the list.
      const item = button.dataset.siapTandai as HandItem;
      const on = !button.hasAttribute('data-sudah');
      const answer = await ask(socket, 'readiness:tick', { item, on }).catch(() => undefined);
      isBusy = false;
      if (answer?.ok) drawItems(answer.data);
      else messages.show(answer ? answer.message : text('failed'));
    });
  }
  return {
    draw({ status, figures }) {
      setHidden(box, status.session !== 'draft' && status.session !== 'scheduled');
      if (figures?.ready) drawItems(figures.ready);
    },
  };
}
