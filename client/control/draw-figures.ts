// Counters of the regions, the last events and how long the event has lasted.
import { countStates } from '../../server/protocol/board-words.ts';
import { make, setHidden, setText } from '../lib/dom.ts';
import { number, text } from '../lib/page-data.ts';
import type { ControlState } from './control-state.ts';
import { clockOf, spanOf } from './draw-run.ts';

/** Counts by state, and the row outside the regions. */
export function drawCounters({ board, figures }: ControlState): void {
  setText(document.querySelector('[data-online]'), number(figures?.online ?? 0));
  if (!board) return;
  countStates(board.rows.map((row) => row[1])).forEach((count, state) => {
    setText(document.querySelector(`[data-jumlah="${state}"]`), number(count));
  });
  setText(document.querySelector('[data-luar]'), text('outside', { ...board.counters.outside }));
}

/** The last events, newest first. */
export function drawEvents({ figures }: ControlState): void {
  const list = document.querySelector('[data-kejadian]');
  if (!list || !figures) return;
  const items = figures.events.map(({ at, text: words }) => {
    const item = make('li');
    const time = make('time', clockOf(Date.parse(at)));
    time.dateTime = at;
    item.append(time, make('span', words));
    return item;
  });
  list.replaceChildren(...(items.length > 0 ? items : [make('li', text('noEvents'), 'kosong')]));
}

/** How long the event has been live; it stands still after the end. */
export function drawElapsed({ status }: ControlState, now: number): void {
  const box = document.querySelector('[data-lama]');
  setHidden(box, status.liveAt === null);
  if (status.liveAt === null) return;
  const end = status.endedAt ? Date.parse(status.endedAt) : now;
  setText(box, text('elapsed', { time: spanOf(end - Date.parse(status.liveAt)) }));
}
