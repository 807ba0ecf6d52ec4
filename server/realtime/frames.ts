// Collects what is new per session and sends it in rounds: one frame to each client, at most four a
// second, with what is their own in it. A round that lasts is followed by the next; meanwhile news are merged, so that no version
// ever comes to a client before the one it follows, and none is lost.
import { setImmediate as immediate } from 'node:timers/promises';
import type { Boards } from '../board/index.ts';
import type { TickCounts } from '../ceremony/index.ts';
import { type PackedFigures, packFigures } from '../protocol/board-wire.ts';
import type { CallMark } from '../protocol/call-list.ts';
import { FRAME_INTERVAL_MS, NATIONAL_INTERVAL_MS } from '../protocol/limits.ts';
import type { SessionStatus } from '../protocol/session.ts';
import type { ControlFigures } from '../protocol/socket-events.ts';
import { mergeTalk } from '../protocol/talk.ts';
import { type LiveSessions, statusOf } from '../sessions/index.ts';
import { type StageFacts, stageDeskOf, stageViewOf } from '../stage/index.ts';
import type { TalkFeed } from '../talk/index.ts';
import type { AudienceKind, Audiences } from './audiences.ts';
import { addFlush, type News, noNews, sendingsOf } from './frame-news.ts';
import type { PersonalFrames } from './personal-frames.ts';
import { createRefresher, type Refresher } from './refresher.ts';
import { sendRound } from './send-round.ts';

/** Rooms of a person's devices, of somebody's lectern and of a shared room's screens. */
export const rooms = {
  person: (registration: string) => `p:${registration}`,
  lectern: (session: string, person: string) => `l:${session}:${person}`,
  screens: (room: string) => `s:${room}`,
};

export interface Frames {
  /** The control room's figures changed, or may have. */
  touchControl(session: string): void;
  /** All that only staff see may have changed. */
  touchStaff(session: string): void;
  stop(): void;
}

/** Who of the staff called which region. */
export interface CallNews {
  marks(session: string): Promise<CallMark[]>;
  onChange(listener: (session: string) => void): void;
}

export interface FrameOptions {
  boards: Pick<Boards, 'onFlush'>;
  live: Pick<LiveSessions, 'onChange'>;
  calls: CallNews;
  talk: Pick<TalkFeed, 'onChange'>;
  tickCounts: Pick<TickCounts, 'onChange'>;
  stage: { onChange(listener: (facts: StageFacts) => void): void };
  audiences: Audiences;
  /** What is new for single people; it joins the round. */
  people: Pick<PersonalFrames, 'isWaiting' | 'begin'>;
  /** The control room's figures; asked once for all its screens, and only when there are any. */
  controlFigures(session: string): Promise<ControlFigures>;
  /** Between two rounds; FRAME_INTERVAL_MS unless the bench measures with another. */
  intervalMs?: number;
  /** Milliseconds of any clock that only runs forward. */
  now(): number;
  onError(error: unknown): void;
}

interface State {
  news: Map<string, News>;
  national: Map<string, National>;
  stage: Map<string, StageTurn>;
}

/** The stage: at once when somebody came or left, once a second when only hands went up or down. */
interface StageTurn {
  waiting: StageFacts | undefined;
  version: number;
  sentAt: number;
}

/** The figures for officials: the latest ones, until it is their turn. */
interface National {
  waiting: PackedFigures | undefined;
  sentAt: number;
}

/** Starts the frames' one timer. */
export function createFrames(options: FrameOptions): Frames {
  const { audiences, people, onError } = options;
  const state: State = { news: new Map(), national: new Map(), stage: new Map() };
  const refresh = listen(state, options);
  let isSending = false;
  const timer = setInterval(() => {
    if (isSending) return;
    const batch = takeNews(state, options.now());
    if (batch.length === 0 && !people.isWaiting()) return;
    isSending = true;
    audiences.begin();
    const sendings = batch.flatMap(([session, news]) => [...sendingsOf(session, news, audiences)]);
    const { send, end } = people.begin();
    sendRound(sendings, { ...options, send, pause: () => immediate() })
      .finally(end)
      .catch(onError)
      .finally(() => {
        audiences.end();
        isSending = false;
      });
  }, options.intervalMs ?? FRAME_INTERVAL_MS);
  return {
    touchControl: refresh.control,
    touchStaff(session) {
      refresh.control(session);
      refresh.marks(session);
    },
    stop: () => clearInterval(timer),
  };
}

/** Gathers the news; what has to be asked for travels when the answer is there. */
const listen = (state: State, options: FrameOptions): Record<'control' | 'marks', Refresher> => {
  const { boards, live, calls, talk, tickCounts, audiences, controlFigures, onError } = options;
  const newsOf = (session: string): News => {
    const known = state.news.get(session) ?? noNews();
    state.news.set(session, known);
    return known;
  };
  const isHeard = (session: string, ...kinds: AudienceKind[]) =>
    kinds.some((kind) => audiences.has(session, kind));
  const statuses = new Map<string, SessionStatus>();
  const control = createRefresher(async (session) => {
    if (!isHeard(session, 'control')) return;
    const status = statuses.get(session);
    statuses.delete(session);
    try {
      const figures = await controlFigures(session);
      newsOf(session).control = figures;
    } finally {
      // Without an answer the status has to do alone.
      if (status) newsOf(session).controlStatus = status;
    }
  }, onError);
  const marks = createRefresher(async (session) => {
    if (!isHeard(session, 'control', 'matrix')) return;
    const all = await calls.marks(session);
    newsOf(session).calls = all;
  }, onError);
  live.onChange((session) => {
    const status = statusOf(session);
    newsOf(session._id).status = status;
    statuses.set(session._id, status);
    control(session._id);
  });
  calls.onChange(marks);
  tickCounts.onChange((session, agreed) => {
    newsOf(session).agreed = agreed;
  });
  talk.onChange((session, fresh) => {
    const news = newsOf(session);
    news.talk = mergeTalk(news.talk, fresh);
  });
  options.stage.onChange((facts) => {
    const { version, sentAt } = state.stage.get(facts.session) ?? {
      version: -1,
      sentAt: Number.NEGATIVE_INFINITY,
    };
    state.stage.set(facts.session, { waiting: facts, version, sentAt });
    if (facts.state.version !== version) control(facts.session);
  });
  boards.onFlush((flush) => {
    addFlush(newsOf(flush.session), flush);
    if (!flush.delta) return;
    const { sentAt } = state.national.get(flush.session) ?? { sentAt: Number.NEGATIVE_INFINITY };
    state.national.set(flush.session, { waiting: packFigures(flush.delta.counters), sentAt });
    control(flush.session);
  });
  return { control, marks };
};

const takeStages = ({ news, stage }: State, now: number): void => {
  for (const [session, { waiting, version, sentAt }] of stage) {
    const isHandsOnly = waiting?.state.version === version;
    if (!waiting || (isHandsOnly && now - sentAt < NATIONAL_INTERVAL_MS)) continue;
    const entry = news.get(session) ?? noNews();
    const told = { view: stageViewOf(waiting), desk: stageDeskOf(waiting) };
    news.set(session, { ...entry, stage: told });
    stage.set(session, { waiting: undefined, version: waiting.state.version, sentAt: now });
  }
};

/** What is to be sent now; the national figures join in at most once a second. */
const takeNews = (state: State, now: number): [string, News][] => {
  const { news, national } = state;
  takeStages(state, now);
  for (const [session, figures] of national) {
    if (!figures.waiting || now - figures.sentAt < NATIONAL_INTERVAL_MS) continue;
    const entry = news.get(session) ?? noNews();
    news.set(session, { ...entry, national: figures.waiting });
    national.set(session, { waiting: undefined, sentAt: now });
  }
  const batch = [...news];
  news.clear();
  return batch;
};
