// The first frame of a connection: everything its screen shows, so that it never has to ask.
import type { Boards } from '../board/index.ts';
import type { TickCounts } from '../ceremony/index.ts';
import type { ClockWatch } from '../core/clock-watch.ts';
import { packFigures } from '../protocol/board-wire.ts';
import type { ControlFigures, Frame } from '../protocol/socket-events.ts';
import type { StageView } from '../protocol/stage.ts';
import type { TalkView } from '../protocol/talk.ts';
import { type LiveSessions, statusOf } from '../sessions/index.ts';
import type { TalkFeed } from '../talk/index.ts';
import type { CallNews } from './frames.ts';
import type { SocketCaller } from './socket-caller.ts';

export interface FirstFrameServices {
  live: LiveSessions;
  boards: Boards;
  calls: Pick<CallNews, 'marks'>;
  talk: Pick<TalkFeed, 'ready' | 'view' | 'own'>;
  controlFigures(session: string): Promise<ControlFigures>;
  /** The time that windows end by. */
  clockWatch: Pick<ClockWatch, 'now'>;
  tickCounts: Pick<TickCounts, 'latest'>;
  /** How the stage stands and how the caller stands to it. */
  stageFor(caller: SocketCaller): Promise<StageView>;
}

/** Screens from which the reading is led, or on which everybody follows it. */
const LEADS: SocketCaller['page'][] = ['board', 'control', 'lectern'];

/**
 * Status and figures for all; an official's own region beside them, the control room's figures.
 * What takes time is asked first: once it resolves, nothing in the frame is older than this very
 * turn of the process, and who joins a room now misses nothing.
 */
export async function firstFrame(
  caller: SocketCaller,
  services: FirstFrameServices,
): Promise<Frame> {
  const { session: id, page, official, room } = caller;
  const { live, boards, calls, talk, controlFigures, clockWatch, tickCounts } = services;
  const frame: Frame = {};
  if (page === 'control' || page === 'matrix') frame.calls = await calls.marks(id);
  if (page === 'control') frame.control = await controlFigures(id);
  if (STAGE_PAGES.includes(page)) frame.stage = await services.stageFor(caller);
  await talk.ready(id);
  // A board that is not in memory is read now; from here on everything is.
  await boards.snapshot(id);
  const board = await boards.snapshot(id);
  frame.national = packFigures(board.counters);
  const own = official ?? room;
  if (own) frame.region = await boards.delegation(id, own.region);
  const tile = board.rows.find(([code]) => code === own?.region);
  if (tile) frame.tile = tile;
  const session = live.find(id);
  if (session) frame.status = statusOf(session);
  frame.talk = firstTalk(caller, talk);
  frame.clock = clockWatch.now().getTime();
  const agreed = LEADS.includes(page) ? tickCounts.latest(id) : undefined;
  if (agreed) frame.agreed = agreed;
  return frame;
}

/** Pages that show who stands on the stage. */
const STAGE_PAGES: SocketCaller['page'][] = ['official', 'room', 'lectern', 'control'];

/** What a page shows of the talk: all of it on the stage, on boards and lists the announcement. */
const firstTalk = (
  { session, page, official }: SocketCaller,
  talk: FirstFrameServices['talk'],
): TalkView => {
  const { desk, ...view } = talk.view(session);
  if (page === 'board' || page === 'matrix') return { announcement: view.announcement ?? null };
  if (page === 'control') return { ...view, ...(desk && { desk }) };
  return { ...view, ...(official && { own: talk.own(session, official._id) }) };
};
