// Which seats of a session stay, come and go when its campaign's offices or regions change.
import type { Seat } from './seat-model.ts';

type PlannedSeat = Omit<Seat, 'issue'>;

export interface SeatChanges {
  add: PlannedSeat[];
  /** Seats that stay, with their own id and code, as they are planned now. */
  change: PlannedSeat[];
  remove: Seat[];
}

const keyOf = ({ region, office }: Pick<Seat, 'region' | 'office'>): string =>
  `${region ?? ''}|${office}`;

/** Compares what there is with what is planned, by region and office. */
export function replanSeats(
  existing: readonly Seat[],
  planned: readonly PlannedSeat[],
): SeatChanges {
  const known = new Map(existing.map((seat) => [keyOf(seat), seat]));
  const wanted = new Set(planned.map(keyOf));
  return {
    add: planned.filter((seat) => !known.has(keyOf(seat))),
    change: planned.flatMap((seat) => {
      const before = known.get(keyOf(seat));
      return before && differs(before, seat) ? [{ ...seat, _id: before._id }] : [];
    }),
    remove: existing.filter((seat) => !wanted.has(keyOf(seat))),
  };
}

const differs = (before: Seat, after: PlannedSeat): boolean =>
  (['title', 'place', 'group', 'required', 'ordinal'] as const).some(
    (field) => before[field] !== after[field],
  );
