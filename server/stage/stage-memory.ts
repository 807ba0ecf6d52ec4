// Each session's stage as this process knows it: read when it is first asked for, kept true by a
// change stream. Hot paths read no document.
import type { Clock } from '../core/clock.ts';
import { keepStream } from '../core/keep-stream.ts';
import type { Logger } from '../core/logger.ts';
import { isOver } from '../protocol/session-names.ts';
import type { LiveSessions } from '../sessions/index.ts';
import type { Roster } from './roster-service.ts';
import type { Arrival, Hand, StagePerson, StageState } from './stage-model.ts';
import { emptyStage } from './stage-rules.ts';
import type { StageStore } from './stage-store.ts';

export interface StageFacts {
  session: string;
  state: StageState;
  /** The roster, without those whose link was withdrawn. */
  people: StagePerson[];
  /** By code: pages of the roster that are open. */
  here: Map<string, Pick<Arrival, 'camera' | 'microphone'>>;
  /** The first hands in their order. */
  hands: Hand[];
  handCount: number;
}

export type StageListener = (facts: StageFacts, before: StageFacts | undefined) => void;

export interface StageMemory {
  /** A session's stage; read now when it is not known yet. Nobody has the floor after the end. */
  get(session: string): Promise<StageFacts>;
  /** Reads it now, whatever is known; who listens is told when something is new. */
  refresh(session: string): Promise<StageFacts>;
  onChange(listener: StageListener): void;
  stop(): Promise<void>;
}

export interface MemoryOptions {
  store: StageStore;
  roster: Pick<Roster, 'list'>;
  live: Pick<LiveSessions, 'find' | 'onChange'>;
  clock: Clock;
  logger: Logger;
}

/** How often it is looked whether a page was left without a word (its process was killed). */
const LOOK_MS = 4_000;

/** Opens the stream; nothing is read before it is asked for. */
export async function createStageMemory(options: MemoryOptions): Promise<StageMemory> {
  const { store, logger } = options;
  const known = new Map<string, StageFacts>();
  const listeners: StageListener[] = [];
  const onError = (error: unknown) =>
    logger.warn({ error: String(error) }, 'A stage could not be read anew');

  let started = 0;
  const takenOf = new Map<string, number>();

  /** `reading` counts the readings: one that was overtaken by a later one says nothing new. */
  const take = (facts: StageFacts, reading: number): void => {
    const before = known.get(facts.session);
    if (reading < (takenOf.get(facts.session) ?? 0)) return;
    takenOf.set(facts.session, reading);
    known.set(facts.session, facts);
    if (before && printOf(before) === printOf(facts)) return;
    for (const listener of listeners) listener(facts, before);
  };
  const refresh = async (session: string): Promise<StageFacts> => {
    started += 1;
    const reading = started;
    const facts = await read(session, options);
    take(facts, reading);
    return facts;
  };
  const soon = createSoon((session) => refresh(session).catch(onError));
  const watching = await keepStream({
    open: () => store.watch((session) => known.has(session) && soon(session)),
    onOpen: () => {
      for (const session of known.keys()) soon(session);
    },
    onBreak: onError,
  });
  options.live.onChange(({ _id, status }, before) => {
    const isNew = status.session !== before?.status.session;
    if (isNew && isOver(status.session) && known.has(_id)) soon(_id);
  });
  const look = setInterval(() => {
    for (const [session, { here }] of known) if (here.size > 0) soon(session);
  }, LOOK_MS);
  return {
    get: async (session) => known.get(session) ?? refresh(session),
    refresh,
    onChange: (listener) => {
      listeners.push(listener);
    },
    async stop() {
      clearInterval(look);
      await watching.stop();
    },
  };
}

const read = async (
  session: string,
  { store, roster, live, clock }: MemoryOptions,
): Promise<StageFacts> => {
  const document = live.find(session);
  const [state, people, arrivals, hands] = await Promise.all([
    store.findState(session),
    document ? roster.list(document) : [],
    store.listArrivals(session),
    store.listHands(session),
  ]);
  const now = clock.now();
  const stage = state ?? emptyStage(session);
  // With the event every turn is over, whoever's it was when it ended.
  const isDone = document !== undefined && isOver(document.status.session);
  return {
    session,
    state: isDone ? { ...stage, floor: null } : stage,
    people: people.filter(({ issue }) => issue > 0),
    here: new Map(
      arrivals
        .filter(({ until }) => until > now)
        .map(({ code, camera, microphone }) => [code, { camera, microphone }]),
    ),
    ...(isDone ? { hands: [], handCount: 0 } : { hands: hands.first, handCount: hands.count }),
  };
};

/** What makes one reading differ from another to those who look at it. */
const printOf = ({ here, ...rest }: StageFacts): string => JSON.stringify([rest, [...here].sort()]);

/** Between two readings that changes ask for: hundreds of hands at once are a few readings. */
const PAUSE_MS = 100;

/** Runs once at a time for each key, and once more, after a pause, when it was asked for meanwhile. */
const createSoon = (run: (key: string) => Promise<unknown>): ((key: string) => void) => {
  const running = new Map<string, boolean>();
  const soon = (key: string): void => {
    if (running.has(key)) {
      running.set(key, true);
      return;
    }
    running.set(key, false);
    const rest = () => {
      const again = running.get(key);
      running.delete(key);
      if (again) soon(key);
    };
    void run(key).finally(() => setTimeout(rest, PAUSE_MS).unref());
  };
  return soon;
};
