// The official's own ticks: each clause once, in order, as the reader leads them.
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { createGroupCommit } from '../core/group-commit.ts';
import type { Registration } from '../registrations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { tickedClauses, tickRefusal } from './ceremony-rules.ts';
import type { ReadingStore, Tick } from './reading-store.ts';
import { createTickMemory, isWhole, type Moments, type TickMemory } from './tick-memory.ts';

export interface CeremonyService {
  /**
   * Ticks a clause and answers with all ticked ones. Throws NOT_CHECKED_IN, CLAUSE_NOT_READ_YET,
   * CLAUSES_UNREAD (one before is missing), SIGNING_CLOSED, INVALID_INPUT, CLOCK_WRONG.
   */
  tick(registration: Registration, session: SessionDocument, clause: number): Promise<number[]>;
  /** The ticked clauses of one person. */
  ticksOf(registration: string): Promise<number[]>;
  /**
   * Clause number -> stored moment, for many people (registration -> how many clauses they need);
   * used when leaves are made. Only who is not known here to have ticked them all is read.
   */
  momentsOf(wanted: Map<string, number>): Promise<Map<string, Moments>>;
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
  const readMoments = async (registration: string): Promise<Moments | undefined> => {
    const reading = await store.find(registration);
    if (reading) memory.keep([reading]);
    return reading?.ticks;
  };

  return {
    ticksOf: async (registration) => tickedClauses(await readMoments(registration)),
    async tick(registration, session, clause) {
      if (!registration.checkedInAt) throw new AppError('NOT_CHECKED_IN');
      const at = clock.now();
      const clauses = await clausesOf(session);
      const refusalOf = (ticked: number[]) => tickRefusal(session.status, clauses, ticked, clause);
      let ticked = tickedClauses(memory.find(registration._id));
      // What is missing here may have been ticked through another process.
      if (!ticked.includes(clause) && refusalOf(ticked)) {
        ticked = tickedClauses(await readMoments(registration._id));
      }
      if (ticked.includes(clause)) return ticked;
      const refusal = refusalOf(ticked);
      if (refusal) throw new AppError(refusal);
      if (!isClockTrusted()) throw new AppError('CLOCK_WRONG');
      return commit.add({ registration: registration._id, session: session._id, clause, at });
    },
    async momentsOf(wanted) {
      const found = new Map<string, Moments>();
      for (const [registration, clauses] of wanted) {
        const known = memory.find(registration);
        if (isWhole(known, clauses)) found.set(registration, known);
      }
      const missing = [...wanted.keys()].filter((registration) => !found.has(registration));
      const readings = missing.length > 0 ? await store.findMany(missing) : [];
      memory.keep(readings);
      for (const { _id, ticks } of readings) found.set(_id, ticks);
      return found;
    },
  };
}

/** Ticks of many people share a write and a read, which tells whose tick of a clause was first. */
const createTickCommit = (store: ReadingStore, memory: TickMemory) =>
  createGroupCommit<Tick, number[]>({
    async write(ticks) {
      await store.tickMany(ticks);
      const people = [...new Set(ticks.map(({ registration }) => registration))];
      const readings = await store.findMany(people);
      memory.keep(readings);
      const stored = new Map(readings.map((reading) => [reading._id, reading.ticks]));
      return ticks.map(({ registration }) => tickedClauses(stored.get(registration)));
    },
  });
