// The most urgent regions to call; each leads to its page with contacts, and all to the full list.
import { statesOf } from '../../server/protocol/board-words.ts';
import { type Call, callStage, callsOf } from '../../server/protocol/call-list.ts';
import { make, setHidden, setText } from '../lib/dom.ts';
import { number, text } from '../lib/page-data.ts';
import { icon, tile } from '../lib/symbols.ts';
import type { ControlState } from './control-state.ts';

const FIRST = 6;

export interface CallList {
  draw(state: ControlState): void;
}

interface Place {
  name: string;
  province: string;
  /** 0 absent .. 3 signed. */
  state: number;
}

const itemOf = (call: Call, { name, province, state }: Place, session: string): HTMLLIElement => {
  const item = make('li');
  const words = make('div');
  const { reason, held, required, present, awaited, mark } = call;
  const detail = text(`reasons.${reason}`, { held, required, present, awaited });
  words.append(make('b', name), make('small', `${province}. ${detail}`));
  if (mark) words.append(make('small', text('calls.called', { by: mark.by })));
  const link = make('a', '', 'tombol ringkas');
  link.href = `/kendali/hadir/${call.code}?${new URLSearchParams({ sesi: session })}`;
  link.append(icon('telepon'), make('span', text('calls.call')));
  link.append(make('span', `: ${name}`, 'baca-layar'));
  item.append(tile(state), words, link);
  return item;
};

/** Keeps the list; it is rebuilt only when its content changed, so that the focus stays. */
export function createCallList(): CallList {
  const list = document.querySelector('[data-telepon]');
  const more = document.querySelector('[data-telepon-semua]');
  let shown = '';

  return {
    draw({ data, status, board, rows, marks }) {
      if (!board || rows.length === 0 || !list) return;
      const states = statesOf(board.rows);
      const stage = callStage(status);
      const calls = callsOf(rows, stage, { states, marks, now: Date.now() });
      const count = text('calls.count', { count: number(calls.length) });
      setText(document.querySelector('[data-jumlah-telepon]'), count);
      setHidden(more, calls.length === 0);
      const some = calls.slice(0, FIRST);
      const key = JSON.stringify([stage, some]);
      if (key === shown) return;
      shown = key;
      const names = new Map(data.regions.map((region) => [region[0], region]));
      const items = some.map((call) => {
        const [, name, province] = names.get(call.code) ?? ['', call.code, ''];
        return itemOf(call, { name, province, state: states.get(call.code) ?? 0 }, data.session);
      });
      const focused = list.contains(document.activeElement)
        ? document.activeElement?.getAttribute('href')
        : undefined;
      list.replaceChildren(
        ...(items.length > 0 ? items : [make('li', text(`none.${stage}`), 'kosong')]),
      );
      // A list that changes twice a second must not take the focus from who is about to press.
      if (focused) list.querySelector<HTMLElement>(`[href="${CSS.escape(focused)}"]`)?.focus();
    },
  };
}
