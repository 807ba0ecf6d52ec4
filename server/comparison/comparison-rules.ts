// A campaign's sessions side by side, region by region. Pure: from the seats, who was there and who
// signed, to what each region did in each session.
import { boardRow } from '../board/index.ts';
import type { RegionRules } from '../campaigns/index.ts';

/** What a region did in a session; `uninvited`: it has no seat there. */
export const STANDINGS = ['uninvited', 'absent', 'came', 'complete', 'signed'] as const;
export type Standing = (typeof STANDINGS)[number];

/** In how many of the sessions that invited it a region came. */
export const GROUPS = ['all', 'some', 'none'] as const;
export type Group = (typeof GROUPS)[number];

/** A seat of a region; of seats outside regions nothing is compared. */
export interface ComparedSeat {
  _id: string;
  session: string;
  region: string;
  required: boolean;
}

/** Seats on which somebody ever was, and was at the session's end (or is now). */
export interface SeatStay {
  seat: string;
  present: boolean;
}

export interface ComparedSession {
  id: string;
  /** Milliseconds; undefined: signing was not opened. */
  signingOpenedAt: number | undefined;
}

/** One read of each collection, over all sessions. */
export interface ComparedFacts {
  sessions: readonly ComparedSession[];
  regions: readonly { code: string; name: string; province: string; provinceCode: string }[];
  rules: RegionRules;
  seats: readonly ComparedSeat[];
  stays: readonly SeatStay[];
  /** When the holder of a seat checked in. */
  checkedIn: ReadonlyMap<string, Date>;
  signed: ReadonlySet<string>;
}

export interface ComparedRegion {
  code: string;
  name: string;
  province: string;
  provinceCode: string;
  /** In the order of the sessions. */
  standings: Standing[];
  /** undefined: no session invited it. */
  group: Group | undefined;
}

export interface SessionCounts {
  id: string;
  invited: number;
  came: number;
  /** Complete at the end (or now), those that signed among them. */
  complete: number;
  signed: number;
}

export interface Comparison {
  regions: ComparedRegion[];
  sessions: SessionCounts[];
  groups: Record<Group, number>;
}

const COMPLETE = 2;
const SIGNED = 3;

/** Every region in each session, and what that adds up to. */
export function compareSessions(facts: ComparedFacts): Comparison {
  const standingOf = standingsOf(facts);
  const regions = facts.regions.map(({ code, name, province, provinceCode }): ComparedRegion => {
    const standings = facts.sessions.map((session) => standingOf(session, code));
    return { code, name, province, provinceCode, standings, group: groupOf(standings) };
  });
  return { regions, ...countsOf(regions, facts.sessions) };
}

/** Counts of these regions alone: of a province, or of all. */
export function countsOf(
  regions: readonly ComparedRegion[],
  sessions: readonly ComparedSession[],
): Omit<Comparison, 'regions'> {
  const least = (place: number, standing: Standing): number =>
    regions.filter((one) => rankOf(one.standings[place]) >= rankOf(standing)).length;
  return {
    sessions: sessions.map(({ id }, place) => ({
      id,
      invited: least(place, 'absent'),
      came: least(place, 'came'),
      complete: least(place, 'complete'),
      signed: least(place, 'signed'),
    })),
    groups: {
      all: regions.filter(({ group }) => group === 'all').length,
      some: regions.filter(({ group }) => group === 'some').length,
      none: regions.filter(({ group }) => group === 'none').length,
    },
  };
}

const rankOf = (standing: Standing = 'uninvited'): number => STANDINGS.indexOf(standing);

const groupOf = (standings: readonly Standing[]): Group | undefined => {
  const invited = standings.filter((one) => one !== 'uninvited');
  const came = invited.filter((one) => one !== 'absent').length;
  if (invited.length === 0) return undefined;
  if (came === 0) return 'none';
  return came === invited.length ? 'all' : 'some';
};

/** What a region did in a session, by the board's own rules. */
function standingsOf({ seats, stays, checkedIn, signed, rules }: ComparedFacts) {
  const stayOf = new Map(stays.map((one) => [one.seat, one]));
  const own = new Map<string, ComparedSeat[]>();
  for (const seat of seats) {
    const key = `${seat.session} ${seat.region}`;
    const list = own.get(key);
    if (list) list.push(seat);
    else own.set(key, [seat]);
  }
  return ({ id, signingOpenedAt }: ComparedSession, code: string): Standing => {
    const here = own.get(`${id} ${code}`) ?? [];
    if (here.length === 0) return 'uninvited';
    const idsOf = (holds: (seat: ComparedSeat) => boolean): Set<string> =>
      new Set(here.filter(holds).map(({ _id }) => _id));
    const wasObliged = ({ _id }: ComparedSeat): boolean => {
      const at = checkedIn.get(_id)?.getTime();
      return signingOpenedAt !== undefined && at !== undefined && at <= signingOpenedAt;
    };
    const sets = {
      all: idsOf(() => true),
      required: idsOf(({ required }) => required),
      present: idsOf(({ _id }) => stayOf.get(_id)?.present === true),
      signed: idsOf(({ _id }) => signed.has(_id)),
      obliged: idsOf(wasObliged),
    };
    const [, state] = boardRow(code, sets, rules);
    if (state === SIGNED) return 'signed';
    if (state === COMPLETE) return 'complete';
    return here.some(({ _id }) => stayOf.has(_id) || signed.has(_id)) ? 'came' : 'absent';
  };
}
