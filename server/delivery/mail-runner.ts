// Sends what is queued: one mail after the other, one process at a time, by a lease, at most so
// many a minute. Each is recorded as being sent before it leaves, and its fate after the answer.
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../core/clock.ts';
import type { HeldLease, Leases } from '../core/lease.ts';
import type { Logger } from '../core/logger.ts';
import type { Mail, Skip } from './mail-model.ts';
import type { Fate, MailStore } from './mail-store.ts';
import type { Answer, Letter, Post } from './smtp-post.ts';

/** A dead process's mails are taken over after so long; a living one renews, also while it waits. */
const LEASE_MS = 10_000;
const RENEW_MS = 3_000;
const LOOK_MS = 2_000;
/** After so many attempts that the server put off, it counts as refused. */
const ATTEMPTS_MAX = 5;
const PATIENCE_MS = 60_000;
/** Mails read ahead; each is written and recorded only when its turn has come. */
const BATCH = 50;

export interface MailRunner {
  start(): void;
  wake(): void;
  /** Ends after the mail that is being sent. */
  stop(): Promise<void>;
}

export interface MailRunnerParts {
  store: MailStore;
  post: Post;
  /** The mail as it is now; a string says why none is sent. */
  write: (mail: Mail) => Promise<Letter | Skip>;
  leases: Leases;
  perMinute: number;
  time: { clock: Clock; logger: Logger };
}

/** The runner of one process. */
export function createMailRunner(parts: MailRunnerParts): MailRunner {
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> | undefined;
  const look = () => {
    if (ending.signal.aborted) return;
    working ??= workOff(parts, ending.signal)
      .catch((error: unknown) => {
        const told = { error: String(error) };
        parts.time.logger.warn(told, 'Mails are not sent yet; tried again');
      })
      .finally(() => {
        working = undefined;
      });
  };
  return {
    start() {
      timer = setInterval(look, LOOK_MS);
      timer.unref();
      look();
    },
    wake: look,
    async stop() {
      ending.abort();
      clearInterval(timer);
      await working;
    },
  };
}

async function workOff(parts: MailRunnerParts, ended: AbortSignal): Promise<void> {
  const lease = await parts.leases.take('delivery', LEASE_MS);
  if (!lease) return;
  const kept = keep(lease);
  try {
    // Whoever was sending these holds the lease no more: it has died, or its answer comes late.
    await parts.store.markLost(parts.time.clock.now());
    await sendAll(parts, lease.epoch, () => ended.aborted || kept.isLost(), ended);
  } finally {
    kept.end();
    await lease.release();
  }
}

/** Renews until the end or until somebody else has taken it; an unanswered renewal counts as lost. */
function keep(lease: HeldLease): { isLost(): boolean; end(): void } {
  let lost = false;
  const renew = async () => {
    lost ||= !(await lease.renew().catch(() => false));
  };
  const timer = setInterval(() => void renew(), RENEW_MS);
  timer.unref();
  return { isLost: () => lost, end: () => clearInterval(timer) };
}

async function sendAll(
  parts: MailRunnerParts,
  epoch: number,
  isOver: () => boolean,
  ended: AbortSignal,
): Promise<void> {
  while (!isOver()) {
    const due = await parts.store.listDue(parts.time.clock.now(), BATCH);
    if (due.length === 0) return;
    for (const mail of due) {
      if (isOver()) return;
      await sendOne(parts, mail, epoch, ended);
    }
  }
}

/**
 * One mail at a time, also where the server would take more: of a process that dies, no more than
 * one mail's fate is unknown.
 */
async function sendOne(
  { post, store, time, perMinute, write }: MailRunnerParts,
  mail: Mail,
  epoch: number,
  ended: AbortSignal,
): Promise<void> {
  const letter = await write(mail).catch((error: unknown) => {
    time.logger.warn({ error: nameOf(error) }, 'A mail could not be written');
    return undefined;
  });
  const at = time.clock.now();
  const attempts = mail.attempts + 1;
  if (!letter) {
    // Nothing has left: it is certain that nobody got it.
    return store.setAside(mail._id, fateOf({ attempts }, NOT_WRITTEN, at));
  }
  if (typeof letter === 'string') {
    return store.setAside(mail._id, { state: 'skipped', answer: letter, at });
  }
  // Its address too: whoever gets it may end mail to themselves, and it counts as theirs.
  if (!(await store.begin(mail._id, { epoch, email: letter.to, at }))) return;
  // From one start to the next, so that the time of handing over is no pause on top of it. Whole
  // milliseconds, rounded up: never more than the rate.
  const gap = pause(Math.ceil(60_000 / perMinute), undefined, { signal: ended }).catch(() => {
    // Stopping waits for no rate.
  });
  try {
    const answer = await post.send(letter);
    await store.settle(mail._id, epoch, fateOf({ attempts }, answer, time.clock.now()));
  } finally {
    await gap;
  }
}

/** Stands where a server's answer would. */
const NOT_WRITTEN: Answer = { outcome: 'later', words: 'Surel belum dapat disusun.' };
/** Its words might hold a code or an address. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** What is recorded after an answer; the server's patience is asked for with growing pauses. */
export function fateOf({ attempts }: Pick<Mail, 'attempts'>, answer: Answer, at: Date): Fate {
  const { outcome, words } = answer;
  if (outcome !== 'later') return { state: outcome, answer: words, at };
  if (attempts >= ATTEMPTS_MAX) return { state: 'refused', answer: words, at };
  const dueAt = new Date(at.getTime() + PATIENCE_MS * 2 ** (attempts - 1));
  return { state: 'queued', answer: words, at, dueAt };
}
