// Counters of the regions, how the parts are in words, the last events and the clock of the event.
import { countStates } from '../../server/protocol/board-words.ts';
import { make, setHidden, setText } from '../lib/dom.ts';
import { number, text } from '../lib/page-data.ts';
import { setSymbol } from '../lib/symbols.ts';
import type { ControlState } from './control-state.ts';

interface Health {
  good: boolean;
  word: string;
  detail: string;
}

const streamHealth = ({ status, figures }: ControlState): Health => {
  const good = status.stream === 'on air' || status.stream === 'test';
  const standard = good ? 'okDetail' : status.stream === 'off' ? 'offDetail' : 'downDetail';
  const detail = (!good && figures?.streamReason) || text(`health.stream.${standard}`);
  return {
    good: good || status.stream === 'off',
    word: text(`health.stream.${status.stream}`),
    detail,
  };
};

const SLOW_MS = 250;
const databaseHealth = ({ figures }: ControlState): Health => {
  const ms = figures?.databaseMs ?? null;
  if (ms === null) {
    return {
      good: false,
      word: text('health.database.down'),
      detail: text('health.database.downDetail'),
    };
  }
  const word = text(`health.database.${ms > SLOW_MS ? 'slow' : 'ok'}`);
  return { good: ms <= SLOW_MS, word, detail: text('health.database.detail', { ms }) };
};

const queueHealth = ({ figures }: ControlState): Health => {
  const count = figures?.pendingSignatures ?? 0;
  const word = text(`health.queue.${count > 0 ? 'busy' : 'empty'}`);
  return { good: true, word, detail: text('health.queue.detail', { count: number(count) }) };
};

const onlineHealth = ({ figures, connected }: ControlState): Health => {
  if (!connected) {
    return {
      good: false,
      word: text('health.online.lost'),
      detail: text('health.online.lostDetail'),
    };
  }
  const count = figures?.online ?? 0;
  const word = text(`health.online.${count > 0 ? 'ok' : 'none'}`);
  const waiting = figures?.waiting ?? 0;
  const detail = text(`health.online.${waiting > 0 ? 'waitingDetail' : 'detail'}`, {
    count: number(count),
    waiting: number(waiting),
  });
  return { good: true, word, detail };
};

/** Says in words how each part is; the same in the header and in the phone's list. */
export function drawHealth(state: ControlState): void {
  const all = {
    stream: streamHealth(state),
    database: databaseHealth(state),
    queue: queueHealth(state),
    online: onlineHealth(state),
  };
  for (const [name, { good, word, detail }] of Object.entries(all)) {
    for (const item of document.querySelectorAll(`[data-sehat="${name}"]`)) {
      item.classList.toggle('awas', !good);
      const sign = item.querySelector('svg');
      if (sign) setSymbol(sign, good ? 'i-cek' : 'i-awas');
      setText(item.querySelector('b span'), `${text(`health.${name}.name`)}: ${word}`);
      setText(item.querySelector(':scope > span'), detail);
    }
  }
  setText(document.querySelector('[data-online]'), number(state.figures?.online ?? 0));
}

/** Counts by state, and the row outside the regions. */
export function drawCounters({ board }: ControlState): void {
  if (!board) return;
  countStates(board.rows.map((row) => row[1])).forEach((count, state) => {
    setText(document.querySelector(`[data-jumlah="${state}"]`), number(count));
  });
  setText(document.querySelector('[data-luar]'), text('outside', { ...board.counters.outside }));
}

const clockOf = (iso: string): string =>
  new Date(iso)
    .toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Jakarta' })
    .replace(':', '.');

/** The last events, newest first. */
export function drawEvents({ figures }: ControlState): void {
  const list = document.querySelector('[data-kejadian]');
  if (!list || !figures) return;
  const items = figures.events.map(({ at, text: words }) => {
    const item = make('li');
    const time = make('time', clockOf(at));
    time.dateTime = at;
    item.append(time, make('span', words));
    return item;
  });
  list.replaceChildren(...(items.length > 0 ? items : [make('li', text('noEvents'), 'kosong')]));
}

const pad = (value: number): string => String(Math.floor(value)).padStart(2, '0');

/** How long the event has been live, as `mm.ss` or `h.mm.ss`; it stands still after the end. */
export function drawElapsed({ status }: ControlState, now: number): void {
  const box = document.querySelector('[data-lama]');
  setHidden(box?.parentElement, status.liveAt === null);
  if (status.liveAt === null) return;
  const end = status.endedAt ? Date.parse(status.endedAt) : now;
  const seconds = Math.max((end - Date.parse(status.liveAt)) / 1000, 0);
  const hours = Math.floor(seconds / 3600);
  const rest = `${pad((seconds % 3600) / 60)}.${pad(seconds % 60)}`;
  setText(box, hours > 0 ? `${hours}.${rest}` : rest);
}
