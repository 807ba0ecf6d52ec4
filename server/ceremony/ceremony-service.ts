// The official's own ticks: each clause once, in order, together with the reader or afterwards.
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { createGroupCommit } from '../core/group-commit.ts';
import type { Registration } from '../registrations/index.ts';
import { type SessionDocument, statusOf } from '../sessions/index.ts';
import { isTogether, type Ticked, tickedClauses, tickedOf, tickRefusal } from './ceremony-rules.ts';
import type { ReadingStore, Tick } from './reading-store.ts';
import { createTickMemory, isWhole, type TickMemory, type Ticks } from './tick-memory.ts';

export interface CeremonyService {
  /**
   * Ticks a clause and answers with all ticked ones. Throws NOT_CHECKED_IN, CLAUSE_NOT_READ_YET,
   * CLAUSES_UNREAD (one before is missing), SIGNING_CLOSED, INVALID_INPUT, CLOCK_WRONG.
   */
  tick(registration: Registration, session: SessionDocument, clause: number): Promise<Ticked>;
  /** The ticked clauses of one person. */
  ticksOf(registration: string): Promise<Ticked>;
  /** What is stored of one person's ticks, with its moments; undefined before the first. */
  readingOf(registration: string): Promise<Ticks | undefined>;
  /**
   * What is stored of many people's ticks (registration -> how many clauses they need); used when
   * leaves are made. Only who is not known here to have ticked them all is read.
   */
  momentsOf(wanted: Map<string, number>): Promise<Map<string, Ticks>>;
}

interface Options {
  store: ReadingStore;
  clock: Clock;
  /** How many clauses the session's declaration has. */
  clausesOf(session: SessionDocument): Promise<number>;
  /** False: this process can't say when a clause was ticked, so it takes no tick. */
  isClockTrusted(): boolean;
}

/** The service on its store. What it keeps in memory is only what is stored and can't change. */
export function createCeremonyService(options: Options): CeremonyService {
  const { store, clock, clausesOf, isClockTrusted } = options;
  const memory = createTickMemory();
  const commit = createTickCommit(store, memory);
  const read = async (registration: string): Promise<Ticks | undefined> => {
    const reading = await store.find(registration);
    if (reading) memory.keep([reading]);
    return reading;
  };

  return {
    ticksOf: async (registration) => tickedOf(await read(registration)),
    readingOf: read,
    async tick(registration, session, clause) {
      if (!registration.checkedInAt) throw new AppError('NOT_CHECKED_IN');
      const at = clock.now();
      const status = statusOf(session);
      const clauses = await clausesOf(session);
      const refusalOf = (known: Ticks | undefined) =>
        tickRefusal(status, { clauses, ticked: tickedClauses(known), clause, at });
      const has = (known: Ticks | undefined) => known?.ticks[clause] !== undefined;
      let known = memory.find(registration._id);
      // What is missing here may have been ticked through another process.
      if (!has(known) && refusalOf(known)) known = await read(registration._id);
      if (has(known)) return tickedOf(known);
      const refusal = refusalOf(known);
      if (refusal) throw new AppError(refusal);
      if (!isClockTrusted()) throw new AppError('CLOCK_WRONG');
      const together = isTogether(status, clauses, clause);
      const { _id } = registration;
      return commit.add({ registration: _id, session: session._id, clause, at, together });
    },
    momentsOf: (wanted) => momentsOf(wanted, store, memory),
  };
}

const momentsOf = async (
  wanted: Map<string, number>,
  store: ReadingStore,
  memory: TickMemory,
): Promise<Map<string, Ticks>> => {
  const found = new Map<string, Ticks>();
  for (const [registration, clauses] of wanted) {
    const known = memory.find(registration);
    if (isWhole(known, clauses)) found.set(registration, known);
  }
  const missing = [...wanted.keys()].filter((registration) => !found.has(registration));
  const readings = missing.length > 0 ? await store.findMany(missing) : [];
  memory.keep(readings);
  for (const reading of readings) found.set(reading._id, reading);
  return found;
};

/** Ticks of many people share a write and a read, which tells whose tick of a clause was first. */
const createTickCommit = (store: ReadingStore, memory: TickMemory) =>
  createGroupCommit<Tick, Ticked>({
    async write(ticks) {
      await store.tickMany(ticks);
      const people = [...new Set(ticks.map(({ registration }) => registration))];
      const readings = await store.findMany(people);
      memory.keep(readings);
      const stored = new Map(readings.map((reading) => [reading._id, reading]));
      return ticks.map(({ registration }) => tickedOf(stored.get(registration)));
    },
  });
