// What is new in a session, and which frame each audience gets of it.
import type { BoardFlush } from '../board/index.ts';
import type { BoardDelta } from '../protocol/board.ts';
import type { PackedFigures } from '../protocol/board-wire.ts';
import type { MatrixDelta } from '../protocol/matrix.ts';
import type { AgreedCount, SessionStatus } from '../protocol/session.ts';
import type { DelegationRow, Frame } from '../protocol/socket-events.ts';
import type { StageDesk, StageView } from '../protocol/stage.ts';
import type { TalkView } from '../protocol/talk.ts';
import { type Audiences, ROOM_MAX } from './audiences.ts';
import { inBatches, type Sending } from './send-round.ts';

/** What happened in one session since its last round. */
export interface News {
  status?: SessionStatus;
  delta?: BoardDelta;
  pack?: BoardFlush['pack'];
  matrix?: MatrixDelta;
  /** For officials, when it is their turn. */
  national?: PackedFigures;
  /** By region's code, empty for Pusat dan Kanreg. */
  delegations: Map<string, DelegationRow[]>;
  control?: NonNullable<Frame['control']>;
  /** The control room's status comes together with what the machines then allow. */
  controlStatus?: SessionStatus;
  calls?: NonNullable<Frame['calls']>;
  /** Who has agreed to the clause at hand, for the screens that lead the reading. */
  agreed?: AgreedCount;
  /** Of the talk around the stage; who hears how much of it is decided here. */
  talk?: TalkView;
  stage?: { view: StageView; desk: StageDesk };
}

/** No news. */
export const noNews = (): News => ({ delegations: new Map() });

/** Adds the flush of a board to what is new. */
export function addFlush(news: News, { delta, pack, matrix, delegations }: BoardFlush): void {
  if (delta) news.delta = news.delta ? mergeDeltas(news.delta, delta) : delta;
  if (matrix) news.matrix = news.matrix ? mergeDeltas(news.matrix, matrix) : matrix;
  news.pack = pack;
  for (const [region, rows] of delegations) news.delegations.set(region ?? '', rows);
}

/**
 * The frames of one round, watchers first; each is made once for all who get the same, and sent to
 * at most `most` sockets at a time.
 */
export function* sendingsOf(
  session: string,
  news: News,
  audiences: Pick<Audiences, 'list'>,
  most = ROOM_MAX,
): Generator<Sending> {
  const all = audiences.list(session);
  const watchers = watcherFrames(news);
  for (const { audience, rooms } of all) {
    if (audience.kind === 'region' || audience.kind === 'guest') continue;
    const frame = watchers[audience.kind];
    if (isEmpty(frame)) continue;
    for (const batch of inBatches(rooms, most)) yield { rooms: batch, frame };
  }
  const { common, ofRegion } = officialFrames(news);
  const guest: Frame = { ...common, ...agreedIn(news) };
  const others = all.filter(({ audience: { kind, region = '' } }) => {
    return kind === 'region' && !ofRegion.has(region);
  });
  const guests = isEmpty(guest) ? [] : all.filter(({ audience }) => audience.kind === 'guest');
  for (const { rooms } of guests) {
    for (const batch of inBatches(rooms, most)) yield { rooms: batch, frame: guest };
  }
  for (const { audience, rooms } of all) {
    const frame = audience.kind === 'region' ? ofRegion.get(audience.region ?? '') : undefined;
    if (frame) for (const batch of inBatches(rooms, most)) yield { rooms: batch, frame };
  }
  if (isEmpty(common)) return;
  const rooms = others.flatMap((other) => other.rooms);
  for (const batch of inBatches(rooms, most)) yield { rooms: batch, frame: common };
}

const agreedIn = ({ agreed }: News): Pick<Frame, 'agreed'> => (agreed ? { agreed } : {});

const isEmpty = (frame: Frame): boolean => Object.keys(frame).length === 0;

const watcherFrames = (news: News): Record<'board' | 'control' | 'matrix', Frame> => {
  const { status, delta, pack, matrix, control, controlStatus, calls, stage, talk } = news;
  const packed = delta && pack?.(delta);
  const tiles: Frame = packed ? { board: packed } : {};
  const board: Frame = { ...(status && { status }), ...tiles, ...announced(talk) };
  return {
    board: { ...board, ...agreedIn(news) },
    control: {
      ...(controlStatus && { status: controlStatus }),
      ...tiles,
      // Its list of regions to call is made from the cells.
      ...(matrix && { matrix }),
      ...(calls && { calls }),
      ...(control && { control }),
      ...(talk && { talk }),
      ...agreedIn(news),
      ...(stage && { stage: { ...stage.view, desk: stage.desk } }),
    },
    matrix: { ...board, ...(calls && { calls }), ...(matrix && { matrix }) },
  };
};

/** Boards and lists show an announcement, and nothing else of the talk. */
const announced = (talk: TalkView | undefined): Pick<Frame, 'talk'> =>
  talk?.announcement === undefined ? {} : { talk: { announcement: talk.announcement } };

/** Everything but what only the moderators' desk asks about. */
const onStage = (talk: TalkView | undefined): Pick<Frame, 'talk'> => {
  const { desk: _, ...heard } = talk ?? {};
  return Object.keys(heard).length === 0 ? {} : { talk: heard };
};

/** Regions with news of their own get one frame with both; the others share one. */
const officialFrames = ({ status, delta, national, delegations, stage, talk }: News) => {
  const common: Frame = {
    ...(status && { status }),
    ...(national && { national }),
    ...(stage && { stage: stage.view }),
    ...onStage(talk),
  };
  const tiles = new Map((delta?.rows ?? []).map((row) => [row[0], row]));
  const ofRegion = new Map<string, Frame>();
  for (const code of new Set([...delegations.keys(), ...tiles.keys()])) {
    const region = delegations.get(code);
    const tile = tiles.get(code);
    ofRegion.set(code, { ...common, ...(region && { region }), ...(tile && { tile }) });
  }
  return { common, ofRegion };
};

interface Delta<R> {
  from: number;
  rows: R[];
}

/** Two deltas in a row as one; the later row of a region wins. */
function mergeDeltas<R extends readonly [string, ...unknown[]], D extends Delta<R>>(
  first: D,
  second: D,
): D {
  const rows = new Map([...first.rows, ...second.rows].map((row) => [row[0], row]));
  return { ...second, from: first.from, rows: [...rows.values()] };
}
