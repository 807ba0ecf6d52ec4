// The official's own ticks: each clause once, in order, as the reader leads them.
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { createGroupCommit } from '../core/group-commit.ts';
import type { Registration } from '../registrations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { tickedClauses, tickRefusal } from './ceremony-rules.ts';
import type { ReadingStore, Tick } from './reading-store.ts';

export interface CeremonyService {
  /**
   * Ticks a clause and answers with all ticked ones. Throws NOT_CHECKED_IN, CLAUSE_NOT_READ_YET,
   * CLAUSES_UNREAD (one before is missing), SIGNING_CLOSED, INVALID_INPUT.
   */
  tick(registration: Registration, session: SessionDocument, clause: number): Promise<number[]>;
  /** The ticked clauses of one person. */
  ticksOf(registration: string): Promise<number[]>;
  /** Clause number -> moment, for many people from one read; used when leaves are made. */
  momentsOf(registrations: string[]): Promise<Map<string, Record<string, Date>>>;
}

export function createCeremonyService(options: {
  store: ReadingStore;
  clock: Clock;
  /** How many clauses the session's declaration has. */
  clausesOf(session: SessionDocument): Promise<number>;
}): CeremonyService {
  const { store, clock, clausesOf } = options;
  const commit = createGroupCommit<Tick, true>({
    async write(ticks) {
      await store.tickMany(ticks);
      return ticks.map(() => true as const);
    },
  });
  const ticksOf = async (registration: string) =>
    tickedClauses((await store.find(registration))?.ticks);

  return {
    ticksOf,
    async tick(registration, session, clause) {
      if (!registration.checkedInAt) throw new AppError('NOT_CHECKED_IN');
      const at = clock.now();
      const ticked = await ticksOf(registration._id);
      if (ticked.includes(clause)) return ticked;
      const refusal = tickRefusal(session.status, await clausesOf(session), ticked, clause);
      if (refusal) throw new AppError(refusal);
      await commit.add({ registration: registration._id, session: session._id, clause, at });
      return [...ticked, clause].sort((a, b) => a - b);
    },
    async momentsOf(registrations) {
      const readings = await store.findMany(registrations);
      return new Map(readings.map((reading) => [reading._id, reading.ticks]));
    },
  };
}
