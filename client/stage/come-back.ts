// Everybody hears in the same instant that the broadcast is back: they return spread over some
// seconds, so that an engine that has just started is not asked by all at once.
import type { StreamState } from '../../server/protocol/session.ts';

/** The longest wait before a return, in milliseconds. */
export const SPREAD_MS = 5_000;

export interface ComeBack<M> {
  /** What is wanted in this state of the stream; undefined: nothing. */
  follow(wanted: M | undefined, stream: StreamState): void;
}

/** `want` is called at once, and with a pause after the stream was down. */
export function createComeBack<M>(options: {
  want: (mode: M | undefined) => void;
  random: () => number;
  later: (run: () => void, ms: number) => () => void;
}): ComeBack<M> {
  let wasDown = false;
  let wanted: M | undefined;
  let callOff: (() => void) | undefined;
  return {
    follow(next, stream) {
      wanted = next;
      if (stream === 'down') wasDown = true;
      if (next === undefined) {
        callOff?.();
        callOff = undefined;
        return options.want(undefined);
      }
      // Between `down` and a picture lies `off`: the pause begins with what can be received.
      if (wasDown) {
        wasDown = false;
        callOff = options.later(() => {
          callOff = undefined;
          options.want(wanted);
        }, options.random() * SPREAD_MS);
      }
      if (!callOff) options.want(next);
    },
  };
}

/** The same with the browser's own chance and timers. */
export const createPageComeBack = <M>(want: (mode: M | undefined) => void): ComeBack<M> =>
  createComeBack({
    want,
    random: Math.random,
    later(run, ms) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
