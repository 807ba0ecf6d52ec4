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
  const { store, time, perMinute } = parts;
  while (!isOver()) {
    const mail = await store.claim(time.clock.now(), epoch);
    if (!mail) return;
    await store.settle(mail._id, epoch, await sendOne(parts, mail));
    await pause(60_000 / perMinute, undefined, { signal: ended }).catch(() => undefined);
  }
}

async function sendOne(parts: MailRunnerParts, mail: Mail): Promise<Fate> {
  const { post, store, time } = parts;
  let letter: Letter | Skip;
  try {
    letter = await parts.write(mail);
    if (typeof letter !== 'string' && letter.to !== mail.email) {
      // Before it leaves: whoever gets it may end mail to themselves, and it counts as theirs.
      await store.readdress(mail._id, mail.epoch, letter.to);
    }
  } catch (error) {
    // Nothing has left: it is certain that nobody got it.
    time.logger.warn({ error: nameOf(error) }, 'A mail could not be written');
    return fateOf(mail, { outcome: 'later', words: NOT_WRITTEN }, time.clock.now());
  }
  if (typeof letter === 'string') return { state: 'skipped', answer: letter, at: time.clock.now() };
  return fateOf(mail, await post.send(letter), time.clock.now());
}

/** Stands where a server's answer would. */
const NOT_WRITTEN = 'Surel belum dapat disusun.';
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
