// The intervals of one's own attendance as this browser knows them between two answers of the
// server: those it was given go on, and so does the page's own connection while it holds.
import {
  type Attendance,
  type AttendanceRule,
  attendanceWindow,
  evaluateAttendance,
  type PresenceInterval,
} from '../../server/protocol/attendance.ts';
import type { SessionStatus } from '../../server/protocol/session.ts';

/** What the server hands in; `now` is its moment, in milliseconds since the epoch. */
export interface OwnMinutes {
  now: number;
  status: SessionStatus;
  date: string;
  rule: AttendanceRule;
  planned: number;
  correction: Attendance['correction'];
  stays: PresenceInterval[];
}

export interface OwnClock {
  /** The server has answered anew. */
  take(answer: OwnMinutes): void;
  connected(): void;
  /** Nothing is known from here on: the figure stands still until the next connection. */
  lost(): void;
  follow(status: SessionStatus): void;
  status(): SessionStatus;
  facts(): OwnMinutes;
  /** The attendance as of now. */
  evaluate(): { attendance: Attendance; now: number };
}

const momentOf = (iso: string | null): number | null => (iso === null ? null : Date.parse(iso));

const ended = (stay: PresenceInterval, moment: number): PresenceInterval => ({
  ...stay,
  end: Math.max(stay.end, moment),
  endedBy: 'left',
});

/** `clock` is this device's, in milliseconds; its difference to the server's is taken out. */
export function createOwnClock(first: OwnMinutes, clock: () => number): OwnClock {
  let given = first;
  let ahead = first.now - clock();
  let status = first.status;
  let own: { start: number; end: number | null }[] = [];
  let lostAt: number | null = null;
  const now = () => lostAt ?? clock() + ahead;
  const intervalsAt = (moment: number): PresenceInterval[] => [
    ...given.stays.map((stay) =>
      stay.endedBy === null ? { ...stay, end: Math.max(stay.end, moment) } : stay,
    ),
    ...own.map(({ start, end }) => ({
      start,
      end: end ?? moment,
      endedBy: end === null ? null : ('left' as const),
    })),
  ];
  return {
    take(answer) {
      given = answer;
      ahead = answer.now - clock();
      if (answer.status.version >= status.version) status = answer.status;
      // The answer knows this page's own connections too, those that last and those that ended.
      own = [];
    },
    connected() {
      lostAt = null;
      own.push({ start: now(), end: null });
    },
    lost() {
      if (lostAt !== null) return;
      const moment = now();
      lostAt = moment;
      own = own.map(({ start, end }) => ({ start, end: end ?? moment }));
      // Another device may go on; the next answer says so.
      const stays = given.stays.map((stay) => (stay.endedBy === null ? ended(stay, moment) : stay));
      given = { ...given, stays };
    },
    follow(next) {
      if (next.version >= status.version) status = next;
    },
    status: () => status,
    facts: () => given,
    evaluate() {
      const moment = now();
      const times = {
        date: given.date,
        liveAt: momentOf(status.liveAt),
        endedAt: momentOf(status.endedAt),
      };
      const window = attendanceWindow(given.rule, times, moment);
      const intervals = intervalsAt(moment);
      const attendance = evaluateAttendance(intervals, window, given.rule, given.correction);
      return { attendance, now: Math.min(moment, times.endedAt ?? moment) };
    },
  };
}
