// The list of regions to call; each leads to its seats, where the contacts are.
import { make, setHidden, setText } from '../lib/dom.ts';
import { number, text } from '../lib/page-data.ts';
import { icon, tile } from '../lib/symbols.ts';
import { type Call, callsOf } from './calls.ts';
import type { ControlState } from './control-state.ts';

const FIRST = 6;
const ALL = 270;

export interface CallList {
  draw(state: ControlState): void;
}

const itemOf = (call: Call, name: string, province: string, session: string): HTMLLIElement => {
  const item = make('li');
  const words = make('div');
  const { required, present, signed } = call;
  const detail = text(`calls.${call.reason}`, { province, required, present, signed });
  words.append(make('b', name), make('small', detail));
  const link = make('a', '', 'tombol ringkas');
  link.href = `/kendali/kursi?${new URLSearchParams({ sesi: session, cari: name })}`;
  link.append(icon('telepon'), make('span', text('calls.call')));
  link.append(make('span', `: ${name}`, 'baca-layar'));
  item.append(tile(call.state), words, link);
  return item;
};

/** Keeps the list; it is rebuilt only when its content changed, so that the focus stays. */
export function createCallList(): CallList {
  const list = document.querySelector('[data-telepon]');
  const more = document.querySelector<HTMLButtonElement>('[data-telepon-semua]');
  let isOpen = false;
  let shown = '';
  let last: ControlState | undefined;

  const draw = (state: ControlState): void => {
    last = state;
    if (!state.board || !list) return;
    const calls = callsOf(state.board.rows, state.board.phase);
    const count = text('calls.count', { count: number(calls.length) });
    setText(document.querySelector('[data-jumlah-telepon]'), count);
    setHidden(more, calls.length <= FIRST);
    const rest = number(calls.length - FIRST);
    if (more) setText(more, isOpen ? text('calls.less') : text('calls.all', { count: rest }));
    more?.setAttribute('aria-expanded', String(isOpen));
    const some = calls.slice(0, isOpen ? ALL : FIRST);
    const key = JSON.stringify([state.board.phase, some]);
    if (key === shown) return;
    shown = key;
    const names = new Map(state.data.regions.map((region) => [region[0], region]));
    const items = some.map((call) => {
      const [, name, province] = names.get(call.code) ?? ['', call.code, ''];
      return itemOf(call, name, province, state.data.session);
    });
    const focused = list.contains(document.activeElement)
      ? document.activeElement?.getAttribute('href')
      : undefined;
    list.replaceChildren(
      ...(items.length > 0
        ? items
        : [
            make('li', text(`calls.${state.board.phase === 'frozen' ? 'over' : 'none'}`), 'kosong'),
          ]),
    );
    // A list that changes twice a second must not take the focus from who is about to press.
    if (focused) list.querySelector<HTMLElement>(`[href="${CSS.escape(focused)}"]`)?.focus();
  };

  more?.addEventListener('click', () => {
    isOpen = !isOpen;
    if (last) draw(last);
  });
  return { draw };
}
