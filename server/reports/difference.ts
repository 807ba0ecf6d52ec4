// Who came to the session before and who to this one; people are compared by their seat (region
// and office), because whoever holds an office may have changed.
import type { SessionDocument } from '../sessions/index.ts';
import { OUTSIDE, type SeatPlace } from './report-shapes.ts';
import { seatKey } from './session-totals.ts';

/** `gone`: came to the earlier session only. */
export type Change = 'both' | 'new' | 'gone' | 'neither';
export const CHANGES = ['both', 'new', 'gone', 'neither'] as const;

const changeOf = (then: boolean, now: boolean): Change =>
  then ? (now ? 'both' : 'gone') : now ? 'new' : 'neither';

export interface SeatChange {
  place: SeatPlace;
  change: Change;
  /** The change of its region: somebody came, of whatever office. */
  regionChange: Change;
}

export interface RegionChange {
  code: string;
  name: string;
  province: string;
  change: Change;
}

export interface Difference {
  earlier: SessionDocument;
  seats: SeatChange[];
  regions: RegionChange[];
  seatCounts: Record<Change, number>;
  regionCounts: Record<Change, number>;
}

/**
 * What a session is compared with: of the official sessions of its campaign the last one before
 * its date. A rehearsal is compared with the official session of its own date, which it was
 * modelled on, else like any other.
 */
export function earlierSession(
  session: SessionDocument,
  all: readonly SessionDocument[],
): SessionDocument | undefined {
  const official = all
    .filter(({ campaign, kind }) => campaign === session.campaign && kind === 'official')
    .sort((a, b) => a.date.localeCompare(b.date) || a._id.localeCompare(b._id));
  const model = official.find(({ date }) => date === session.date);
  if (session.kind === 'rehearsal' && model) return model;
  return official.findLast(({ date }) => date < session.date);
}

/** Compares two sets of seat keys over `places`: the seats of either session, each once. */
export function differenceOf(
  earlier: SessionDocument,
  places: readonly SeatPlace[],
  then: ReadonlySet<string>,
  now: ReadonlySet<string>,
): Difference {
  const cameThen = regionsOf(places, then);
  const cameNow = regionsOf(places, now);
  const regionChangeOf = (code: string) => changeOf(cameThen.has(code), cameNow.has(code));
  const seats = places.map((place) => ({
    place,
    change: changeOf(then.has(seatKey(place)), now.has(seatKey(place))),
    regionChange: regionChangeOf(place.regionCode),
  }));
  const regions = [...new Map(places.map((place) => [place.regionCode, place])).values()]
    .filter(({ regionCode }) => regionCode !== OUTSIDE)
    .map(({ regionCode: code, region: name, province }) => ({
      code,
      name,
      province,
      change: regionChangeOf(code),
    }));
  return {
    earlier,
    seats,
    regions,
    seatCounts: countsOf(seats),
    regionCounts: countsOf(regions),
  };
}

const regionsOf = (places: readonly SeatPlace[], came: ReadonlySet<string>): Set<string> =>
  new Set(places.filter((place) => came.has(seatKey(place))).map(({ regionCode }) => regionCode));

const countsOf = (changes: readonly { change: Change }[]): Record<Change, number> => {
  const counts = { both: 0, new: 0, gone: 0, neither: 0 };
  for (const { change } of changes) counts[change] += 1;
  return counts;
};
