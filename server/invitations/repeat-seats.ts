// More seats than a campaign has, for rehearsals only: every office a second time, a third, until
// there are enough. They count for no region being complete.
import type { Seat } from './seat-model.ts';

type PlannedSeat = Omit<Seat, 'issue'>;

/** The seats that lack to `wanted`; none when there are enough. All regions get them in turns. */
export function repeatSeats(
  planned: readonly PlannedSeat[],
  wanted: number,
  newId: () => string,
): PlannedSeat[] {
  const inRegions = planned.filter(({ region }) => region !== null);
  const offices = [...new Set(inRegions.map(({ office }) => office))];
  // Every region's first office, then every region's second: the new seats spread evenly.
  const source = offices.flatMap((office) => inRegions.filter((seat) => seat.office === office));
  const lacking = source.length === 0 ? 0 : Math.max(0, wanted - planned.length);
  return Array.from({ length: lacking }, (_, index) => {
    const turn = 2 + Math.floor(index / source.length);
    const seat = source[index % source.length] as PlannedSeat; // the list is not empty here
    return {
      ...seat,
      _id: newId(),
      office: `${seat.office}-${turn}`,
      title: `${seat.title} ${turn}`,
      required: false,
      ordinal: planned.length + index,
    };
  });
}
