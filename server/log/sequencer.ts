// The sequencer: every process has one, and the lease says whose turn it is. It holds everything in
// memory while it is, and forgets everything as soon as any write is refused.
import type { HeldLease, Leases } from '../core/lease.ts';
import type { Logger } from '../core/logger.ts';
import { type AppendDependencies, appendPending, LeaseLostError } from './append.ts';
import { repeat } from './repeat.ts';
import { LogBrokenError, loadState, type SessionState } from './session-state.ts';

export interface SequencerOptions extends AppendDependencies {
  leases: Leases;
  /** Sessions in which signing is open (or just was): they are looked at in every turn. */
  openSessions(): string[];
  logger: Logger;
  timing?: Partial<SequencerTiming>;
}

export interface SequencerTiming {
  leaseMs: number;
  /** Pause between two turns. */
  turnMs: number;
  /** All sessions are looked at this often. */
  allMs: number;
}

export interface Sequencer {
  /** One turn; the number of leaves added, or undefined when it is another's turn. */
  turn(): Promise<number | undefined>;
  /** True while this process holds the lease, as far as it knows. */
  isLeading(): boolean;
  start(): void;
  /** Ends the turns and gives the lease back. */
  stop(): Promise<void>;
}

export const LOG_LEASE = 'log';
/** After a crash the log stands for as long as the lease; a shorter pause of a process costs a turn. */
const TIMING: SequencerTiming = { leaseMs: 3_000, turnMs: 500, allMs: 3_000 };

/** A process's term of office: its lease and what it has read since. */
interface Term {
  lease: HeldLease;
  states: Map<string, SessionState>;
  /** Sessions whose stored log is broken: said once, then left alone. */
  broken: Set<string>;
  lookedAt: number;
  /** Renews the lease when a third of it has passed; LeaseLostError when somebody took it. */
  keepAlive(): Promise<void>;
}

/** A sequencer that does nothing until it is started or told to take a turn. */
export function createSequencer(options: SequencerOptions): Sequencer {
  const timing = { ...TIMING, ...options.timing };
  let term: Term | undefined;
  const drop = async () => {
    const { lease } = term ?? {};
    term = undefined;
    // A database that is away can't hear it: the lease then runs out by itself.
    await lease?.release().catch(() => undefined);
  };

  const turn = async () => {
    try {
      if (term) await term.keepAlive();
      else term = await beginTerm(options, timing);
      return term && (await work(options, term, timing));
    } catch (error) {
      options.logger.warn({ error: String(error) }, 'The log drops what it held in memory');
      await drop();
      return undefined;
    }
  };
  const { start, stop } = repeat(turn, () => timing.turnMs);
  return {
    turn,
    isLeading: () => term !== undefined,
    start,
    async stop() {
      await stop();
      await drop();
    },
  };
}

async function beginTerm(
  { leases }: SequencerOptions,
  { leaseMs }: SequencerTiming,
): Promise<Term | undefined> {
  let renewedAt = performance.now();
  const lease = await leases.take(LOG_LEASE, leaseMs);
  if (!lease) return undefined;
  return {
    lease,
    states: new Map(),
    broken: new Set(),
    lookedAt: Number.NEGATIVE_INFINITY,
    async keepAlive() {
      const now = performance.now();
      if (now - renewedAt < leaseMs / 3) return;
      if (!(await lease.renew())) throw new LeaseLostError();
      renewedAt = now;
    },
  };
}

async function work(
  options: SequencerOptions,
  term: Term,
  { allMs }: SequencerTiming,
): Promise<number> {
  const open = options.openSessions();
  const now = performance.now();
  const all = now - term.lookedAt >= allMs;
  if (all) term.lookedAt = now;
  const sessions = all ? new Set([...open, ...(await options.source.sessions())]) : open;
  let added = 0;
  for (const session of sessions) added += await workOn(options, term, session, all);
  return added;
}

async function workOn(
  options: SequencerOptions,
  term: Term,
  session: string,
  all: boolean,
): Promise<number> {
  if (term.broken.has(session)) return 0;
  await term.keepAlive();
  const isNew = !term.states.has(session);
  const state = await stateOf(options, term, session);
  if (!state) return 0;
  // Leaves are never deleted: when there are as many as the log knows, it knows all of them.
  const isFull = all && (await options.source.count(session)) === state.sources.size;
  const isDone = isFull && state.head?.size === state.tree.size;
  if (isDone || (isFull && state.tree.size === 0)) return 0;
  return appendPending(options, state, term.lease, { all: all || isNew });
}

/** What is in memory, or read; undefined when what is stored is no log. */
async function stateOf(
  { store, logger }: SequencerOptions,
  { states, broken, keepAlive }: Term,
  session: string,
): Promise<SessionState | undefined> {
  const known = states.get(session);
  if (known) return known;
  try {
    const state = await loadState(store, session, keepAlive);
    states.set(session, state);
    return state;
  } catch (error) {
    if (!(error instanceof LogBrokenError)) throw error;
    broken.add(session);
    logger.error({ error: error.message }, 'A log is broken: compare it with the last backup');
    return undefined;
  }
}
