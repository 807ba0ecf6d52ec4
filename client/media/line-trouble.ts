// Decides when a connection is bad enough to offer a lighter way of following: quality that stays
// poor, or media that had to reconnect twice within a minute.

export type LineQuality = 'good' | 'poor';

export interface LineTrouble {
  quality(quality: LineQuality): void;
  reconnecting(): void;
  /** Forgets everything, as after a choice of one's own. */
  clear(): void;
}

/** Quality must stay poor for so long, so that one bad second offers nothing. */
export const POOR_MS = 5_000;
const RECONNECTIONS = 2;
export const WITHIN_MS = 60_000;

/** `later` runs something after a pause and returns what calls it off; `now` in milliseconds. */
export function createLineTrouble(options: {
  now: () => number;
  later: (run: () => void, ms: number) => () => void;
  onTrouble: () => void;
}): LineTrouble {
  const { now, later, onTrouble } = options;
  let reconnections: number[] = [];
  let callOff: (() => void) | undefined;
  const stopWaiting = (): void => {
    callOff?.();
    callOff = undefined;
  };
  return {
    quality(quality) {
      if (quality === 'good') stopWaiting();
      if (quality !== 'poor' || callOff) return;
      callOff = later(() => {
        callOff = undefined;
        onTrouble();
      }, POOR_MS);
    },
    reconnecting() {
      reconnections = [...reconnections.filter((moment) => now() - moment < WITHIN_MS), now()];
      if (reconnections.length < RECONNECTIONS) return;
      reconnections = [];
      onTrouble();
    },
    clear() {
      stopWaiting();
      reconnections = [];
    },
  };
}
