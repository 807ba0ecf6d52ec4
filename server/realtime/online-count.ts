// How many are connected: this process's sockets by page and session, and what the others said.
import type { AttendanceService, NodeFacts } from '../attendance/index.ts';
import type { SocketCaller } from './socket-caller.ts';

export interface OnlineCount {
  add(caller: SocketCaller): void;
  remove(caller: SocketCaller): void;
  /** Sockets of this process by kind of page. */
  byPage(): Record<SocketCaller['page'], number>;
  /** Officials' sockets of one session and arrivals that wait, over all processes. */
  total(session: string): { online: number; waiting: number };
  /** Asks again what the other processes said; without the database, what they said last holds. */
  refresh(): void;
}

/** Nobody yet. `waiting` is how many wait to be let into this process. */
export function createOnlineCount(
  attendance: Pick<AttendanceService, 'describeNode' | 'otherNodes'>,
  waiting: () => number,
): OnlineCount {
  const pages = { official: 0, board: 0, control: 0, lectern: 0, room: 0, matrix: 0, captions: 0 };
  const officials = new Map<string, number>();
  let others: NodeFacts[] = [];
  let isAsking = false;
  attendance.describeNode(() => ({ online: Object.fromEntries(officials), waiting: waiting() }));

  const change = ({ page, session }: SocketCaller, by: 1 | -1): void => {
    pages[page] += by;
    if (page !== 'official') return;
    const count = (officials.get(session) ?? 0) + by;
    if (count > 0) officials.set(session, count);
    else officials.delete(session);
  };
  return {
    add: (caller) => change(caller, 1),
    remove: (caller) => change(caller, -1),
    byPage: () => ({ ...pages }),
    total(session) {
      const all = [
        ...others,
        { online: { [session]: officials.get(session) ?? 0 }, waiting: waiting() },
      ];
      return {
        online: all.reduce((sum, { online }) => sum + (online[session] ?? 0), 0),
        waiting: all.reduce((sum, one) => sum + one.waiting, 0),
      };
    },
    refresh() {
      if (isAsking) return;
      isAsking = true;
      attendance
        .otherNodes()
        .then(
          (facts) => {
            others = facts;
          },
          () => undefined,
        )
        .finally(() => {
          isAsking = false;
        });
    },
  };
}
