// Has the newest heads stamped by an authority outside (RFC 3161), again and again until it did.
// While it doesn't, the log says so: no clock of our own ever stands in.
import { createHash } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { Leases } from '../core/lease.ts';
import type { Logger } from '../core/logger.ts';
import type { HeadDocument } from './log-model.ts';
import type { LogStore } from './log-store.ts';
import { repeat } from './repeat.ts';

/** Gives a checked DER TimeStampToken over a SHA-256; rejects for anything else. */
export interface HeadTimestamper {
  stamp(sha256: Buffer): Promise<Buffer>;
}

export interface SweepOptions {
  store: LogStore;
  leases: Leases;
  timestamper: HeadTimestamper;
  clock: Clock;
  logger: Logger;
  /** Sessions in which signing is open: their head is stamped at most every `whileOpenMs`. */
  openSessions(): string[];
  timing?: Partial<SweepTiming>;
}

export interface SweepTiming {
  /** Pause between two sweeps. */
  pauseMs: number;
  /** Pause after a sweep that failed. */
  failedMs: number;
  whileOpenMs: number;
}

export interface TimestampSweep {
  /** Stamps what is due; the number of heads stamped. A failure is logged, never thrown. */
  sweep(): Promise<number>;
  start(): void;
  stop(): Promise<void>;
}

const TIMING: SweepTiming = { pauseMs: 5_000, failedMs: 30_000, whileOpenMs: 30_000 };
/** Longer than an authority that answers at the last moment. */
const LEASE_MS = 90_000;

/** A sweep that does nothing until it is started or called. */
export function createTimestampSweep(options: SweepOptions): TimestampSweep {
  const timing = { ...TIMING, ...options.timing };
  let failed = false;
  const sweep = async () => {
    failed = false;
    try {
      const lease = await options.leases.take('log-timestamps', LEASE_MS);
      if (!lease) return 0;
      try {
        return await stampAll(options, timing);
      } finally {
        await lease.release();
      }
    } catch (error) {
      failed = true;
      options.logger.warn({ error: String(error) }, 'The log has no independent time yet');
      return 0;
    }
  };
  return { sweep, ...repeat(sweep, () => (failed ? timing.failedMs : timing.pauseMs)) };
}

async function stampAll(options: SweepOptions, timing: SweepTiming): Promise<number> {
  let stamped = 0;
  for (const session of await options.store.sessions()) {
    const head = await dueHead(options, session, timing);
    if (!head) continue;
    await stampHead(options, head);
    stamped += 1;
  }
  return stamped;
}

/** The newest head when it is to be stamped now. */
async function dueHead(
  { store, clock, openSessions }: SweepOptions,
  session: string,
  { whileOpenMs }: SweepTiming,
): Promise<HeadDocument | undefined> {
  const [head, stamp] = await Promise.all([
    store.newestHead(session),
    store.newestTimestamp(session),
  ]);
  if (!head || stamp?.size === head.size) return undefined;
  const isFresh = stamp && clock.now().getTime() - stamp.at.getTime() < whileOpenMs;
  return isFresh && openSessions().includes(session) ? undefined : head;
}

async function stampHead(
  { store, timestamper, clock }: SweepOptions,
  { _id, session, size, text }: HeadDocument,
): Promise<void> {
  const token = await timestamper.stamp(createHash('sha256').update(text, 'utf8').digest());
  await store.insertTimestamp({ _id, session, size, token, at: clock.now() });
}
