// How much one socket may say: what a person's clicks never reach, and what only a flood does.

/** Events that a socket may send at once, and how many more each second. */
const EVENTS_BURST = 60;
const EVENTS_PER_SECOND = 20;
/** Packets within one second after which a line is cut off. */
const FLOOD_PACKETS = 500;

export interface EventBudget {
  /** True when one more event may be run; false when it is to be refused. */
  take(): boolean;
}

/** A full budget; `now` gives milliseconds of a clock that never goes back. */
export function createEventBudget(now: () => number): EventBudget {
  let left = EVENTS_BURST;
  let at = now();
  return {
    take() {
      const moment = now();
      left = Math.min(EVENTS_BURST, left + ((moment - at) / 1000) * EVENTS_PER_SECOND);
      at = moment;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}

/** Counts packets; `isFlood` is asked for each and is true from the first one too many on. */
export function createFloodWatch(now: () => number): { isFlood(): boolean } {
  let since = now();
  let packets = 0;
  return {
    isFlood() {
      const moment = now();
      if (moment - since >= 1000) {
        since = moment;
        packets = 0;
      }
      packets += 1;
      return packets > FLOOD_PACKETS;
    },
  };
}
