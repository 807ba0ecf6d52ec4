// The queue in front of a crowded process: so many are let in each second, and everybody else has
// a place that nobody overtakes. Places are numbers; who holds one proves it by a ticket.
import { WAIT_MAX_MS } from '../protocol/admission.ts';

export type Admission =
  | { kind: 'in' }
  /** `number` is the place, `position` how many are let in until it is its turn. */
  | { kind: 'wait'; number: number; position: number; waitMs: number };

export interface AdmissionQueue {
  /** Somebody asks to be let in, with the place they hold, if any; unknown places queue anew. */
  ask(number: number | undefined): Admission;
  /** The handshake of somebody who was let in has ended, well or not. */
  ended(): void;
  /** How many hold a place whose turn has not come. */
  waiting(): number;
}

export interface AdmissionOptions {
  /** How many are let in each second. */
  perSecond: number;
  /** Most handshakes that are being read at once. */
  handshakesMax: number;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Numbers from 0 up to 1. */
  random(): number;
}

interface Place {
  number: number;
  /** When its holder was told to come back. */
  backAt: number;
}

/** A place, and a turn that has come, are kept so long for a holder who is late. */
const KEPT_MS = 90_000;
/** Added to each wait at random, and a tenth of the wait itself. */
const JITTER_MS = 500;
/** The share of a second's admissions that may come in the same instant. */
const BURST_SHARE = 1;

/** An empty queue. */
export function createAdmissionQueue(options: AdmissionOptions): AdmissionQueue {
  const { perSecond, handshakesMax, now, random } = options;
  const line = createLine(perSecond, now());
  let inProgress = 0;
  const letIn = (): Admission => {
    inProgress += 1;
    return { kind: 'in' };
  };
  const wait = (index: number, moment: number): Admission => {
    const position = index + 1;
    const due = (position / perSecond) * 1000;
    const spread = due * (1 + random() / 10) + random() * JITTER_MS;
    const waitMs = Math.round(Math.min(spread, WAIT_MAX_MS));
    return { kind: 'wait', number: line.tell(index, moment + waitMs), position, waitMs };
  };
  return {
    ask(number) {
      const moment = now();
      line.advance(moment);
      const isFull = inProgress >= handshakesMax;
      if (number !== undefined && line.takeTurn(number)) {
        // The turn has come; where the doorway is full, back to the place ahead of all others.
        return isFull ? wait(line.putBack(number), moment) : letIn();
      }
      const index = number === undefined ? -1 : line.find(number);
      if (index >= 0) return wait(index, moment);
      return !isFull && line.takeUnused() ? letIn() : wait(line.append(), moment);
    },
    ended() {
      inProgress -= 1;
    },
    waiting() {
      line.advance(now());
      return line.length();
    },
  };
}

/** The places in order, and the turns that come at `perSecond`; moments in milliseconds. */
const createLine = (perSecond: number, from: number) => {
  const places: Place[] = [];
  /** Places whose turn has come, and until when they are kept; the oldest first. */
  const turns = new Map<number, number>();
  const burst = Math.max(1, perSecond * BURST_SHARE);
  let budget = burst;
  let at = from;
  let last = 0;
  return {
    ...placesIn(places),
    length: () => places.length,
    /** Gives the turns that are due; who stayed away for long loses theirs to the next. */
    advance(moment: number): void {
      budget += ((moment - at) / 1000) * perSecond;
      at = moment;
      for (const [number, until] of turns) {
        if (until >= moment) break;
        turns.delete(number);
      }
      while (budget >= 1 && places.length > 0) {
        const place = places.shift();
        if (!place || place.backAt + KEPT_MS < moment) continue;
        turns.set(place.number, moment + KEPT_MS);
        budget -= 1;
      }
      // What nobody waited for is not saved up for a later crowd.
      budget = Math.min(burst, budget);
    },
    /** True when the turn of `number` had come; it is used up. */
    takeTurn: (number: number): boolean => turns.delete(number),
    /** True when nobody waits and one more may come in. */
    takeUnused(): boolean {
      if (places.length > 0 || budget < 1) return false;
      budget -= 1;
      return true;
    },
    /** A turn that could not be used; returns the index of its place. */
    putBack(number: number): number {
      budget += 1;
      const index = placeOf(number, places);
      places.splice(index, 0, { number, backAt: at });
      return index;
    },
    /** A new place at the end; returns its index. */
    append(): number {
      last += 1;
      return places.push({ number: last, backAt: at }) - 1;
    },
  };
};

const placesIn = (places: Place[]) => ({
  /** Index of the place with this number, or -1. */
  find(number: number): number {
    const index = placeOf(number, places);
    return places[index]?.number === number ? index : -1;
  },
  /** Its holder is told to come back at `backAt`; returns the number of the place. */
  tell(index: number, backAt: number): number {
    const place = places[index];
    if (!place) throw new Error(`No place ${index}`);
    place.backAt = backAt;
    return place.number;
  },
});

/** Index of the first place that is not before `number` (the line is in order). */
const placeOf = (number: number, places: Place[]): number => {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.number ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
};
