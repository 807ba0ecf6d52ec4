// The roll's rows as they are read: seats and their holders from the reports, a few hundred at a
// time, with what signatures, clauses and certificates add.
import { inGroups } from '../core/in-groups.ts';
import type { PersonRow, SeatPlace, SeatRecord } from '../reports/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { ClauseTicks, OwnCertificate, RollSources } from './dossier-sources.ts';

/** A person's row, or a seat's that nobody ever held. */
export interface RollRow {
  place: SeatPlace;
  person: PersonRow | undefined;
  ticks: ClauseTicks | undefined;
  leafHash: string | null;
  /** When the signature was withdrawn, in milliseconds; null: it counts, or there is none. */
  withdrawnAt: number | null;
  certificates: OwnCertificate[];
}

const SEATS_AT_ONCE = 250;

/** All rows in the order of seats; `records` are read as the rows are asked for. */
export async function* rollRows(
  sources: RollSources,
  session: SessionDocument,
  records: AsyncIterable<SeatRecord>,
): AsyncGenerator<RollRow, void, undefined> {
  const standings = await sources.standings(session._id);
  for await (const group of inGroups(records, SEATS_AT_ONCE)) {
    const ids = group.flatMap(({ people }) => people.map(({ registration }) => registration));
    const [ticks, leaves, certificates] = await Promise.all([
      sources.ticks(ids),
      sources.leaves(ids),
      sources.certificates(session._id, ids),
    ]);
    const ticksOf = new Map(ticks.map((one) => [one._id, one]));
    const own = bySubject(certificates);
    for (const { place, people } of group) {
      if (people.length === 0) yield emptySeat(place);
      for (const person of people) {
        const leaf = leaves.get(person.registration);
        yield {
          ...{ place, person, ticks: ticksOf.get(person.registration) },
          leafHash: leaf?.leafHash ?? null,
          withdrawnAt: (leaf && standings.get(leaf._id)?.withdrawnAt?.getTime()) ?? null,
          certificates: own.get(person.registration) ?? [],
        };
      }
    }
  }
}

const emptySeat = (place: SeatPlace): RollRow => ({
  ...{ place, person: undefined, ticks: undefined },
  ...{ leafHash: null, withdrawnAt: null, certificates: [] },
});

const bySubject = (certificates: OwnCertificate[]): Map<string, OwnCertificate[]> => {
  const own = new Map<string, OwnCertificate[]>();
  for (const one of certificates) {
    const list = own.get(one.subject) ?? [];
    list.push(one);
    own.set(one.subject, list);
  }
  return own;
};
