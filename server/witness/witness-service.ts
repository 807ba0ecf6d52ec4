// The second witness: keeps what the media engine reports, and says where it and presence differ.
import { type AttendanceService, windowOf } from '../attendance/index.ts';
import type { Clock } from '../core/clock.ts';
import { groupBy } from '../core/group-by.ts';
import type { Interval } from '../protocol/attendance.ts';
import type { Registration } from '../registrations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { MediaEvent } from './media-event-model.ts';
import type { MediaEventStore } from './media-event-store.ts';
import { compareWitnesses, type Difference, disagrees, mediaIntervals } from './witness-rules.ts';

/** A person about whom the two witnesses disagree; intervals and lengths in milliseconds. */
export interface Disagreement extends Difference {
  registration: string;
  seat: string;
  region: string | null;
  presence: Interval[];
  media: Interval[];
}

export interface WitnessService {
  /** Keeps a report; false when it was kept before. */
  keep(event: MediaEvent): Promise<boolean>;
  /** Everybody who chose video or audio and about whom the two differ by more than a minute. */
  disagreements(session: SessionDocument): Promise<Disagreement[]>;
}

interface Options {
  store: MediaEventStore;
  clock: Clock;
  /** Everybody who holds a seat of the session. */
  people(session: string): Promise<Pick<Registration, '_id' | 'seat' | 'region'>[]>;
  attendance: Pick<AttendanceService, 'attendanceOfAll'>;
}

/** The service on its store. */
export function createWitnessService(options: Options): WitnessService {
  return {
    keep: (event) => options.store.insertOnce(event),
    disagreements: (session) => disagreementsOf(session, options),
  };
}

const disagreementsOf = async (
  session: SessionDocument,
  { store, clock, people, attendance }: Options,
): Promise<Disagreement[]> => {
  const [reports, holders, attendances] = await Promise.all([
    store.listOfSession(session._id),
    people(session._id),
    attendance.attendanceOfAll(session),
  ]);
  // What the rule does not look at is in nobody's attendance: it must not speak against them.
  const window = windowOf(session, clock.now());
  const reportsOf = groupBy(reports, ({ registration }) => registration);
  return holders.flatMap(({ _id: registration, seat, region }) => {
    const media = mediaIntervals(reportsOf.get(registration) ?? [], window.end);
    const presence = attendances.get(registration)?.attended ?? [];
    const difference = compareWitnesses(presence, media, window);
    if (!disagrees(difference)) return [];
    return [{ registration, seat, region, presence, media, ...difference }];
  });
};
