// Which regions have signed, from the stored facts and by the board's own rule: letters and mails must
// not depend on how far this process's board has come. Pure.
import { boardRow } from '../board/index.ts';
import type { RegionRules } from '../campaigns/index.ts';
import { groupBy } from '../core/group-by.ts';
import type { Seat } from '../invitations/index.ts';

export interface SigningFacts {
  seats: readonly Pick<Seat, '_id' | 'region' | 'required'>[];
  /** Seats with a signature. */
  signed: ReadonlySet<string>;
  /** When the holder of a seat checked in. */
  checkedIn: ReadonlyMap<string, Date>;
  /** ISO; null: signing was never opened. */
  signingOpenedAt: string | null;
  rules: RegionRules;
}

const SIGNED = 3;
const NOBODY: ReadonlySet<string> = new Set();

/** Codes of the regions that have signed. */
export function signedRegions(facts: SigningFacts): Set<string> {
  const { seats, signed, checkedIn, signingOpenedAt, rules } = facts;
  if (signingOpenedAt === null) return new Set();
  const openedAt = Date.parse(signingOpenedAt);
  const inside = seats.flatMap((seat) =>
    seat.region === null ? [] : [{ ...seat, region: seat.region }],
  );
  const codes = [...groupBy(inside, ({ region }) => region)].filter(([code, own]) => {
    const idsOf = (holds: (seat: SigningFacts['seats'][number]) => boolean): Set<string> =>
      new Set(own.filter(holds).map(({ _id }) => _id));
    const wasObliged = ({ _id }: { _id: string }): boolean => {
      const at = checkedIn.get(_id)?.getTime();
      return at !== undefined && at <= openedAt;
    };
    const sets = {
      ...{ all: idsOf(() => true), required: idsOf(({ required }) => required) },
      ...{ signed: idsOf(({ _id }) => signed.has(_id)), obliged: idsOf(wasObliged) },
      present: NOBODY,
    };
    return boardRow(code, sets, rules)[1] === SIGNED;
  });
  return new Set(codes.map(([code]) => code));
}
