// Reactions: one's own tap at most once a second, and the nation's figures of the last ten seconds.
import {
  addReactions,
  NO_REACTIONS,
  REACTION_PAUSE_MS,
  REACTIONS,
  type Reaction,
  type ReactionCounts,
} from '../../server/protocol/talk.ts';
import { ask, type LiveSocket } from '../lib/live.ts';
import { number } from '../lib/page-data.ts';
import { part } from '../realtime/dom.ts';

const WINDOW_MS = 10_000;
const REDRAW_MS = 1_000;

/** The figures of a window of time; `now` in milliseconds. */
export function createReactionWindow() {
  let heard: { at: number; counts: ReactionCounts }[] = [];
  return {
    add(counts: ReactionCounts, now: number): void {
      heard.push({ at: now, counts });
    },
    sum(now: number): ReactionCounts {
      heard = heard.filter(({ at }) => now - at < WINDOW_MS);
      return heard.reduce((all, { counts }) => addReactions(all, counts), NO_REACTIONS);
    },
  };
}

const draw = (place: HTMLElement, sums: ReactionCounts): void => {
  const most = Math.max(1, ...Object.values(sums));
  for (const kind of REACTIONS) {
    const button = place.querySelector(`[data-reaksi-jenis="${kind}"]`);
    const figure = button?.querySelector('small');
    const words = sums[kind] > 0 ? number(sums[kind]) : '';
    if (figure && figure.textContent !== words) figure.textContent = words;
    const share = `${Math.round((sums[kind] / most) * 100)}%`;
    button?.querySelector('rect')?.setAttribute('width', share);
  }
};

export interface Reactions {
  add(counts: ReactionCounts): void;
}

/** Wires `[data-reaksi]`. */
export function startReactions(root: ParentNode, socket: LiveSocket): Reactions {
  const place = part(root, 'reaksi');
  const window = createReactionWindow();
  let tappedAt = Number.NEGATIVE_INFINITY;
  place?.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('[data-reaksi-jenis]') : null;
    const reaction = REACTIONS.find((one) => one === button?.getAttribute('data-reaksi-jenis'));
    const now = performance.now();
    if (!button || !reaction || now - tappedAt < REACTION_PAUSE_MS || !socket.connected) return;
    tappedAt = now;
    button.classList.add('baru');
    setTimeout(() => button.classList.remove('baru'), REACTION_PAUSE_MS);
    // A tap that is lost is not worth a word.
    ask(socket, 'talk:react', { reaction: reaction satisfies Reaction }).catch(() => undefined);
  });
  if (place) setInterval(() => draw(place, window.sum(performance.now())), REDRAW_MS);
  return {
    add: (counts) => window.add(counts, performance.now()),
  };
}
