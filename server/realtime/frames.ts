// Collects what is new per session and sends it as one frame to each kind of screen: a region's
// officials, the board's watchers, the control room. Serialised once a room, not once a socket.
import type { BoardFlush, Boards } from '../board/index.ts';
import type { BoardDelta } from '../protocol/board.ts';
import { packFigures } from '../protocol/board-wire.ts';
import type { CallMark } from '../protocol/call-list.ts';
import { FRAME_INTERVAL_MS } from '../protocol/limits.ts';
import type { MatrixDelta } from '../protocol/matrix.ts';
import type { SessionStatus } from '../protocol/session.ts';
import type { ControlFigures, DelegationRow, Frame } from '../protocol/socket-events.ts';
import { type LiveSessions, statusOf } from '../sessions/index.ts';

/** Rooms of a session. `region` is a code, or empty for Pusat dan Kanreg. */
export const rooms = {
  officials: (session: string) => `o:${session}`,
  region: (session: string, region: string) => `r:${session}:${region}`,
  person: (registration: string) => `p:${registration}`,
  watchers: (session: string) => `b:${session}`,
  control: (session: string) => `c:${session}`,
  /** The screens of a shared room. */
  screens: (room: string) => `s:${room}`,
  matrix: (session: string) => `m:${session}`,
};

/** Sends a frame to everybody in `room`, leaving out who is in one of `except`. */
export type SendFrame = (room: string, frame: Frame, except?: string[]) => void;

export interface Frames {
  /** The control room's figures changed, or may have. */
  touchControl(session: string): void;
  stop(): void;
}

interface News {
  status?: SessionStatus;
  delta?: BoardDelta;
  pack?: BoardFlush['pack'];
  matrix?: MatrixDelta;
  /** By region's code, empty for Pusat dan Kanreg. */
  delegations: Map<string, DelegationRow[]>;
  control: boolean;
  /** A region was called. */
  calls: boolean;
}

/** Who of the staff called which region. */
export interface CallNews {
  marks(session: string): Promise<CallMark[]>;
  onChange(listener: (session: string) => void): void;
}

interface Options {
  boards: Boards;
  live: LiveSessions;
  calls: CallNews;
  send: SendFrame;
  /** The control room's figures; asked once per frame and session, not per screen. */
  controlFigures(session: string): Promise<ControlFigures>;
  onError(error: unknown): void;
}

/** Starts the frames' one timer; what happens between two ticks travels together. */
export function createFrames(options: Options): Frames {
  const { boards, live, onError } = options;
  const news = new Map<string, News>();
  const newsOf = (session: string): News => {
    const known = news.get(session) ?? { delegations: new Map(), control: false, calls: false };
    news.set(session, known);
    return known;
  };
  live.onChange((session) => {
    const entry = newsOf(session._id);
    entry.status = statusOf(session);
    entry.control = true;
  });
  options.calls.onChange((session) => {
    newsOf(session).calls = true;
  });
  boards.onFlush(({ session, delta, pack, matrix, delegations }) => {
    const entry = newsOf(session);
    if (delta) entry.delta = entry.delta ? mergeDeltas(entry.delta, delta) : delta;
    entry.pack = pack;
    if (matrix) entry.matrix = entry.matrix ? mergeDeltas(entry.matrix, matrix) : matrix;
    for (const [region, rows] of delegations) entry.delegations.set(region ?? '', rows);
  });
  const timer = setInterval(() => {
    const batch = [...news];
    news.clear();
    for (const [session, entry] of batch) sendNews(session, entry, options).catch(onError);
  }, FRAME_INTERVAL_MS);
  return {
    touchControl: (session) => {
      newsOf(session).control = true;
    },
    stop: () => clearInterval(timer),
  };
}

const sendNews = async (session: string, news: News, options: Options): Promise<void> => {
  const { status, delta, matrix, control } = news;
  const board = delta && news.pack?.(delta);
  const { send } = options;
  sendToOfficials(session, news, send);
  const forWatchers: Frame = { ...(status && { status }), ...(board && { board }) };
  if (status || delta) send(rooms.watchers(session), forWatchers);
  const hasNews = Boolean(status || delta || matrix || news.calls);
  const calls = news.calls ? await options.calls.marks(session) : undefined;
  const forStaff: Frame = { ...forWatchers, ...(matrix && { matrix }), ...(calls && { calls }) };
  if (hasNews) send(rooms.matrix(session), forStaff);
  if (!hasNews && !control) return;
  const figures = await options.controlFigures(session);
  send(rooms.control(session), { ...forStaff, control: figures });
};

/** Regions with news of their own get one frame with both; the others share one. */
const sendToOfficials = (session: string, news: News, send: SendFrame): void => {
  const { status, delta, delegations } = news;
  const common: Frame = {
    ...(status && { status }),
    ...(delta && { national: packFigures(delta.counters) }),
  };
  const tiles = new Map((delta?.rows ?? []).map((row) => [row[0], row]));
  const dirty = new Set([...delegations.keys(), ...tiles.keys()]);
  const dirtyRooms = [...dirty].map((region) => rooms.region(session, region));
  if (status || delta) send(rooms.officials(session), common, dirtyRooms);
  for (const code of dirty) {
    const region = delegations.get(code);
    const tile = tiles.get(code);
    send(rooms.region(session, code), {
      ...common,
      ...(region && { region }),
      ...(tile && { tile }),
    });
  }
};

/** Two deltas in a row as one; the later row of a region wins. */
export function mergeDeltas<R extends readonly [string, ...unknown[]], D extends Delta<R>>(
  first: D,
  second: D,
): D {
  const rows = new Map([...first.rows, ...second.rows].map((row) => [row[0], row]));
  return { ...second, from: first.from, rows: [...rows.values()] };
}

interface Delta<R> {
  from: number;
  rows: R[];
}
