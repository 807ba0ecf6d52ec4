// The strip that says what is wrong with the connection and what that means; and the clock.
import { text } from '../lib/page-data.ts';
import type { LinkState } from './official-link.ts';

/** "09.14 WIB" of this device's clock. */
export const wibNow = (): string => {
  const options = { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Jakarta' } as const;
  return `${new Date().toLocaleTimeString('en-GB', options).replace(':', '.')} WIB`;
};

/** Keeps the letterhead's clock true. */
export function keepClock(root: ParentNode, { bare = false } = {}): void {
  const clock = root.querySelector('[data-jam]');
  if (!clock) return;
  setInterval(() => {
    clock.textContent = bare ? wibNow().replace(' WIB', '') : wibNow();
  }, 5_000);
}

export interface Notice {
  /** Shows a sentence until the next one; `undefined` takes it away. */
  say(sentence: string | undefined): void;
  /** Says that a click waits on this device, and says it again for as long as the line is lost. */
  kept(): void;
  /** Tells the truth about presence: it is counted up to the moment the connection broke. */
  link(state: LinkState, place?: string): void;
}

const BACK_MS = 8_000;

/** The notice inside `root`'s `[data-kabar]`, which is a live region. */
export function createNotice(root: ParentNode): Notice {
  const strip = root.querySelector<HTMLElement>('[data-kabar] .p-putus');
  const words = strip?.querySelector('span');
  let lostAt: string | undefined;
  /** Each failed attempt says "lost" again: it must not wipe away that a click is kept. */
  let hasKept = false;
  /** What a waiting official was last told. */
  let wait = '';
  const say = (sentence: string | undefined): void => {
    if (words) words.textContent = sentence ?? '';
    strip?.toggleAttribute('hidden', sentence === undefined);
  };
  const back = (): void => {
    if (!lostAt) return;
    lostAt = undefined;
    const sentence = text('back');
    say(sentence);
    setTimeout(() => {
      if (words?.textContent === sentence) say(undefined);
    }, BACK_MS);
  };
  return {
    say,
    kept() {
      hasKept = true;
      say(text('kept'));
    },
    link(state, place = '') {
      if (state === 'good') {
        hasKept = false;
        if (wait && words?.textContent === wait) say(undefined);
        wait = '';
        back();
      }
      if (state === 'refused') say(text('signedOut'));
      if (state === 'waiting') {
        wait = place;
        say(place);
      }
      if (state !== 'lost') return;
      lostAt ??= wibNow();
      say(hasKept ? text('kept') : text('lost', { time: lostAt }));
    },
  };
}
