// The run of show beside the real times: what is left, what runs over, and how late the event is.
import { type RunOfShow, type RunRow, runOfShow } from '../../server/protocol/run-of-show.ts';
import { isOver, isRunning } from '../../server/protocol/session-names.ts';
import { setHidden, setText } from '../lib/dom.ts';
import { number, text } from '../lib/page-data.ts';
import { icon } from '../lib/symbols.ts';
import type { ControlState } from './control-state.ts';

const MARKS = { now: 'putar', past: 'cek' } as const;
const CLASSES = { now: 'kini', past: 'lalu', coming: '' } as const;
const MINUTE_MS = 60_000;

/** "10.27", Indonesian western time. */
export const clockOf = (moment: number): string =>
  new Date(moment)
    .toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Jakarta' })
    .replace(':', '.');

const pad = (value: number): string => String(Math.floor(value)).padStart(2, '0');

/** `m.ss`, or `h.mm.ss` from an hour on. */
export function spanOf(ms: number): string {
  const seconds = Math.max(Math.floor(ms / 1000), 0);
  const rest = `${pad((seconds % 3600) / 60)}.${pad(seconds % 60)}`;
  return seconds < 3600 ? rest : `${Math.floor(seconds / 3600)}.${rest}`;
}

/** How long something ran over, in words. */
export function overText(ms: number): string {
  if (ms < MINUTE_MS)
    return text('run.overSeconds', { seconds: Math.max(Math.floor(ms / 1000), 1) });
  return text('run.over', { minutes: number(Math.floor(ms / MINUTE_MS)) });
}

/** How late the event is, in words; empty before it began. */
export function delayText({ delayMs }: Pick<RunOfShow, 'delayMs'>): string {
  if (delayMs === undefined) return '';
  const minutes = Math.round(Math.abs(delayMs) / MINUTE_MS);
  if (minutes === 0) return text('run.onTime');
  return text(delayMs > 0 ? 'run.late' : 'run.early', { minutes: number(minutes) });
}

const noteOf = ({ state, leftMs }: RunRow, minutes: number): string => {
  if (state === 'past') return text('run.done');
  if (leftMs === undefined) return text('run.minutes', { minutes });
  return leftMs >= 0 ? text('run.left', { time: spanOf(leftMs) }) : overText(-leftMs);
};

const realOf = ({ state, began, ended }: RunRow): string => {
  if (state === 'coming' || began === undefined) return '';
  if (ended === undefined) return text('run.since', { from: clockOf(began) });
  return text('run.real', { from: clockOf(began), to: clockOf(ended) });
};

function markRow(row: HTMLElement, { state, leftMs = 0 }: RunRow): void {
  if (state === 'now') row.setAttribute('aria-current', 'step');
  else row.removeAttribute('aria-current');
  const sign = leftMs < 0 ? 'awas' : state === 'coming' ? '' : MARKS[state];
  const shown = `${CLASSES[state]}${leftMs < 0 ? ' lewat' : ''}`;
  if (row.dataset.tampil === shown) return;
  row.dataset.tampil = shown;
  row.className = shown;
  row.querySelector('.k-tanda')?.replaceChildren(...(sign ? [icon(sign)] : []));
}

/** The server's moment, in milliseconds, as far as the page knows it. */
export const serverNow = ({ offsetMs }: Pick<ControlState, 'offsetMs'>): number =>
  Date.now() + offsetMs;

/** Draws the agenda; called at every frame and once a second. */
export function drawRun(state: ControlState): void {
  const { data, status, figures } = state;
  const now = serverNow(state);
  const over = isOver(status.session);
  const run = runOfShow({
    agenda: data.agenda,
    date: data.date,
    moments: figures?.itemMoments ?? [],
    current: status.agendaItem,
    over,
    now,
  });
  run.rows.forEach((row, index) => {
    const element = document.querySelector<HTMLElement>(`[data-acara="${CSS.escape(row.id)}"]`);
    const item = data.agenda[index];
    if (!element || !item) return;
    markRow(element, row);
    setText(element.querySelector('[data-catatan]'), noteOf(row, item.minutes));
    setText(element.querySelector('[data-nyata]'), realOf(row));
  });
  drawHeading(state, run, now);
  drawRemaining(run);
}

const drawHeading = ({ status }: ControlState, run: RunOfShow, now: number): void => {
  const stage = text(`states.${status.session}`);
  const said = status.session === 'live' ? delayText(run) || stage : stage;
  const words = isRunning(status.session) ? text('run.clock', { time: clockOf(now), said }) : said;
  setText(document.querySelector('[data-tahap]'), words);
  setHidden(document.querySelector('[data-lain-hari]'), !run.shifted);
};

const drawRemaining = ({ rows }: RunOfShow): void => {
  const left = rows.find(({ state }) => state === 'now')?.leftMs;
  const box = document.querySelector('[data-sisa]');
  setHidden(box?.parentElement, left === undefined);
  if (left === undefined) return;
  box?.parentElement?.classList.toggle('lewat', left < 0);
  setText(
    document.querySelector('[data-sisa-judul]'),
    text(left < 0 ? 'run.overTitle' : 'run.leftTitle'),
  );
  setText(box, spanOf(Math.abs(left)));
};
