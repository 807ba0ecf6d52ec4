// How the parts are, in words that somebody can act on: a word and a figure in the header, and one
// sentence each in the list below.
import { setText } from '../lib/dom.ts';
import { number, text } from '../lib/page-data.ts';
import { setSymbol } from '../lib/symbols.ts';
import type { ControlState } from './control-state.ts';

interface Health {
  good: boolean;
  word: string;
  /** A figure, a few words. */
  detail: string;
  /** What it means, and what to do. */
  advice: string;
}

const SLOW_MS = 250;
const LATE_MS = 3_000;
/** More signatures than that on their way at once: the disk or the database does not keep up. */
const CROWDED = 500;

const say = (
  part: string,
  state: string,
  good: boolean,
  figures: Record<string, string | number> = {},
): Health => ({
  good,
  word: text(`health.${part}.${state}.word`),
  detail: text(`health.${part}.${state}.detail`, figures),
  advice: text(`health.${part}.${state}.advice`, figures),
});

const streamHealth = ({ status, figures }: ControlState): Health => {
  const good = status.stream !== 'down' && status.stream !== 'fallback';
  const health = say('stream', status.stream === 'on air' ? 'onAir' : status.stream, good);
  const reason = figures?.streamReason;
  // Why there is none is the technician's business: it stands behind what it means.
  if (!reason || status.stream === 'on air') return health;
  return { ...health, advice: `${health.advice} (${reason})` };
};

const databaseHealth = ({ figures }: ControlState): Health => {
  const ms = figures?.databaseMs ?? null;
  if (ms === null) return say('database', 'down', false);
  return say('database', ms > SLOW_MS ? 'slow' : 'ok', ms <= SLOW_MS, { ms: number(ms) });
};

const queueHealth = ({ figures }: ControlState): Health => {
  const pending = figures?.pendingSignatures ?? 0;
  const waiting = figures?.waiting ?? 0;
  const counts = { count: number(pending), waiting: number(waiting) };
  if (pending > CROWDED) return say('queue', 'crowded', false, counts);
  if (waiting > 0) return say('queue', 'arrivals', true, counts);
  return say('queue', pending > 0 ? 'busy' : 'empty', true, counts);
};

const boardHealth = ({ figures }: ControlState): Health => {
  const ms = figures?.boardLagMs ?? null;
  if (ms === null) return say('board', 'down', false);
  const seconds = (ms / 1000).toLocaleString('id-ID', { maximumFractionDigits: 1 });
  return say('board', ms > LATE_MS ? 'late' : 'ok', ms <= LATE_MS, { seconds });
};

/** How each part is; without a connection nothing is known of any. */
export const healthOf = (state: ControlState): Record<string, Health> => {
  const parts = {
    stream: streamHealth,
    database: databaseHealth,
    queue: queueHealth,
    board: boardHealth,
  };
  const isKnown = state.connected && state.figures !== undefined;
  const entries = Object.entries(parts).map(([name, find]) => [
    name,
    isKnown ? find(state) : say('unknown', state.connected ? 'checking' : 'lost', state.connected),
  ]);
  return Object.fromEntries(entries);
};

/** Draws the header's items and the list. */
export function drawHealth(state: ControlState): void {
  for (const [name, { good, word, detail, advice }] of Object.entries(healthOf(state))) {
    for (const item of document.querySelectorAll(`[data-sehat="${name}"]`)) {
      item.classList.toggle('awas', !good);
      const sign = item.querySelector('svg');
      if (sign) setSymbol(sign, good ? 'i-cek' : 'i-awas');
      setText(item.querySelector('b span'), `${text(`health.${name}.name`)}: ${word}`);
      setText(item.querySelector('[data-rinci]'), detail);
      setText(item.querySelector('[data-nasihat]'), advice);
    }
  }
}
