// Where the second witness and the record disagree, with seat and name beside it.
import type { SessionDocument } from '../sessions/index.ts';
import type { Disagreement } from '../witness/index.ts';
import { placesOf, type ReportSources } from './read-people.ts';
import type { SeatPlace } from './report-shapes.ts';

export interface WitnessRow extends Disagreement {
  place: SeatPlace;
  name: string;
}

/** The disagreements in the order of the seats. */
export async function witnessRows(
  session: SessionDocument,
  disagreements: Disagreement[],
  sources: ReportSources,
): Promise<WitnessRow[]> {
  const bySeat = new Map(disagreements.map((one) => [one.seat, one]));
  const holders = await sources.holders([...bySeat.keys()]);
  const names = new Map(holders.map(({ _id, name, acting }) => [_id, `${acting} ${name}`.trim()]));
  return (await placesOf(sources, session)).flatMap((place) => {
    const one = bySeat.get(place.seat);
    return one ? [{ ...one, place, name: names.get(one.registration) ?? '' }] : [];
  });
}
