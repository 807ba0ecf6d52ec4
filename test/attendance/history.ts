// Random histories of a person: joins and leaves of several devices and rooms, crashes of the
// server's processes, moves, and plain pages that are left; as the intervals that get stored.
import fc from 'fast-check';
import type { EndedBy, PresenceInterval } from '../../server/protocol/attendance.ts';

/** A step, `after` so many seconds; `place` is the device or room that it is about. */
export interface Event {
  after: number;
  place: number;
  what: 'join' | 'leave' | 'crash' | 'move' | 'expire';
}

const SECOND = 1000;
export const historyArbitrary: fc.Arbitrary<Event[]> = fc.array(
  fc.record({
    // Often about the lengths that are bridged.
    after: fc.oneof(
      fc.integer({ min: 0, max: 12 }),
      fc.integer({ min: 28, max: 32 }),
      fc.integer({ min: 118, max: 122 }),
      fc.integer({ min: 0, max: 300 }),
    ),
    place: fc.integer({ min: 0, max: 3 }),
    what: fc.constantFrom('join', 'join', 'leave', 'crash', 'move', 'expire'),
  }),
  { maxLength: 24 },
);

/** What the server stores of it; what still lasts ends with the history, as of its last moment. */
export function intervalsOf(history: Event[]): PresenceInterval[] {
  const open = new Map<number, number>();
  const stored: PresenceInterval[] = [];
  let now = 0;
  const close = (place: number, endedBy: EndedBy) => {
    const start = open.get(place);
    if (start === undefined) return;
    open.delete(place);
    stored.push({ start, end: now, endedBy });
  };
  for (const { after, place, what } of history) {
    now += after * SECOND;
    if (what === 'join' && !open.has(place)) open.set(place, now);
    if (what === 'leave') close(place, 'left');
    if (what === 'expire') close(place, 'expired');
    // Two processes: the places of one of them go together.
    if (what === 'crash') for (const one of [place % 2, (place % 2) + 2]) close(one, 'node');
    if (what === 'move' && open.has(place)) {
      close(place, 'moved');
      const other = (place + 1) % 4;
      if (!open.has(other)) open.set(other, now);
    }
  }
  for (const place of [...open.keys()]) close(place, null);
  return stored;
}
