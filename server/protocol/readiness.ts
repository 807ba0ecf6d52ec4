// The list "Siap?": what must be in order before the doors open, computed by the server or ticked.

/** What the server finds out by itself, in the order of the list. */
export const COMPUTED_ITEMS = [
  'keys',
  'seal',
  'database',
  'clock',
  'disk',
  'stream',
  'picture',
  'speakers',
  'recording',
  'invitations',
  'declaration',
  'issuer',
  'times',
] as const;
/** What only a person can know; ticked with their name. */
export const HAND_ITEMS = ['approved', 'letters', 'sound', 'desk'] as const;
export type HandItem = (typeof HAND_ITEMS)[number];
export type ReadyItemId = (typeof COMPUTED_ITEMS)[number] | HandItem;

/** ok; look: the event can be held, somebody should know; bad: mend it; todo: nobody ticked it. */
export type ReadyState = 'ok' | 'look' | 'bad' | 'todo';

export interface ReadyItem {
  id: ReadyItemId;
  state: ReadyState;
  /** Which sentence: a key of the catalogue below `readiness.items.<id>`. */
  said: string;
  /** The sentence; frames are made once for a whole room, so it is Indonesian there. */
  words: string;
  /** Where it is mended; null where the sentence says all. */
  path: string | null;
}

/** How many are in order, and how many must be mended. */
export const countReady = (items: readonly ReadyItem[]) => ({
  ready: items.filter(({ state }) => state === 'ok' || state === 'look').length,
  bad: items.filter(({ state }) => state === 'bad').length,
  total: items.length,
});
