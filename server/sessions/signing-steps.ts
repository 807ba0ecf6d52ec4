// The steps of the signing window, the late window and the closing moment.
import {
  CLOSING_GRACE_MS,
  SEAL_SETTLE_MS,
  SIGNING_EXTENSION_MS,
  SIGNING_LEFT_MAX_MS,
  SIGNING_LEFT_MIN_MS,
} from '../protocol/limits.ts';
import type { SessionAction, SessionStatus } from '../protocol/session.ts';
import { timeLeft } from '../protocol/signing-window.ts';
import {
  iso,
  type MachineContext,
  never,
  type RefusalReason,
  type Step,
  unless,
} from './machine-step.ts';

const MINUTE_MS = 60_000;

const at = (moment: string, plus = 0): string => new Date(Date.parse(moment) + plus).toISOString();
const later = (moment: string | null, ms: number): string | null => moment && at(moment, ms);

/** No window: what every step out of signing leaves behind. */
export const NO_WINDOW = {
  signingEndsAt: null,
  signingPausedAt: null,
  extendedFrom: null,
} as const satisfies Partial<SessionStatus>;

/** A window that begins now with this length; null: it has no end of its own. */
export const windowOf = (context: MachineContext, ms: number | null): Partial<SessionStatus> => ({
  ...NO_WINDOW,
  signingEndsAt: ms === null ? null : iso(context, ms),
  closesAt: null,
});

/** The window's length by the session's rule. */
export const ruledLength = ({ signing }: MachineContext): number | null =>
  signing.minutes === null ? null : signing.minutes * MINUTE_MS;

/** Signing is open and its time has not run out, written down or not. */
const inWindow = (status: SessionStatus, { now }: MachineContext): RefusalReason | undefined => {
  const left = timeLeft(status, now.getTime());
  return unless(status.ceremony === 'signing') ?? unless(!left || left.ms > 0, 'window-over');
};

/** Signatures that were on their way are taken; after a pause there are none. */
const closedAt = (status: SessionStatus, { now }: MachineContext): string => {
  if (status.signingPausedAt) return now.toISOString();
  const end = status.signingEndsAt ? Date.parse(status.signingEndsAt) : Number.POSITIVE_INFINITY;
  return new Date(Math.min(now.getTime(), end) + CLOSING_GRACE_MS).toISOString();
};

const lateEnd = (status: SessionStatus, { signing, now }: MachineContext): string =>
  at(status.closesAt ?? now.toISOString(), signing.lateMinutes * MINUTE_MS);

/** The last moment at which anything was taken lies far enough back. */
const isSettled = ({ closesAt, lateUntil }: SessionStatus, { now }: MachineContext): boolean => {
  const ends = [closesAt, later(lateUntil, CLOSING_GRACE_MS)];
  return ends.every((end) => end === null || now.getTime() >= Date.parse(end) + SEAL_SETTLE_MS);
};

type SigningAction = Extract<
  SessionAction,
  | 'pause-signing'
  | 'resume-signing'
  | 'extend-signing'
  | 'undo-extension'
  | 'close-signing'
  | 'reopen-signing'
  | 'open-late'
  | 'close-late'
  | 'seal'
>;

const isPaused = ({ ceremony, signingPausedAt }: SessionStatus): boolean =>
  ceremony === 'signing' && signingPausedAt !== null;

const windowSteps = {
  'pause-signing': {
    done: isPaused,
    refusal: inWindow,
    effect: (_status, context) => ({ signingPausedAt: iso(context) }),
  },
  'resume-signing': {
    done: (status) => status.ceremony === 'signing' && !isPaused(status),
    refusal: (status) => unless(status.ceremony === 'signing'),
    effect: (status, { now }) => {
      const ms = now.getTime() - Date.parse(status.signingPausedAt ?? now.toISOString());
      return {
        signingPausedAt: null,
        signingEndsAt: later(status.signingEndsAt, ms),
        extendedFrom: later(status.extendedFrom, ms),
      };
    },
  },
  'extend-signing': {
    done: never,
    refusal: (status, context) =>
      inWindow(status, context) ??
      unless(status.signingEndsAt !== null, 'window-without-end') ??
      unless(
        (timeLeft(status, context.now.getTime())?.ms ?? 0) <= SIGNING_LEFT_MAX_MS,
        'long-enough',
      ),
    effect: ({ signingEndsAt }) => ({
      signingEndsAt: later(signingEndsAt, SIGNING_EXTENSION_MS),
      extendedFrom: signingEndsAt,
    }),
  },
  'undo-extension': {
    done: never,
    refusal: (status, context) => {
      const before = { ...status, signingEndsAt: status.extendedFrom };
      const left = timeLeft(before, context.now.getTime())?.ms ?? 0;
      return (
        inWindow(status, context) ??
        unless(status.extendedFrom !== null, 'not-extended') ??
        unless(left >= SIGNING_LEFT_MIN_MS, 'too-late-to-shorten')
      );
    },
    effect: ({ extendedFrom }) => ({ signingEndsAt: extendedFrom, extendedFrom: null }),
  },
  'close-signing': {
    done: (status) => status.ceremony === 'closed',
    refusal: (status) => unless(status.ceremony === 'signing'),
    effect: (status, context) => ({
      ...NO_WINDOW,
      ceremony: 'closed',
      closesAt: closedAt(status, context),
    }),
  },
  'reopen-signing': {
    done: (status) => status.ceremony === 'signing',
    refusal: (status) =>
      unless(status.ceremony === 'closed') ??
      unless(status.session === 'live', 'session-not-live') ??
      unless(!status.reopened, 'already-taken-back'),
    effect: (_status, context) => ({
      ...windowOf(context, ruledLength(context) && SIGNING_EXTENSION_MS),
      ceremony: 'signing',
      lateUntil: null,
      reopened: true,
    }),
  },
} satisfies Partial<Record<SigningAction, Step>>;

const isGoingOn = ({ session }: SessionStatus): boolean =>
  session === 'live' || session === 'paused';

const endingSteps = {
  'open-late': {
    done: (status) => status.ceremony === 'late',
    refusal: (status, context) =>
      unless(status.ceremony === 'closed') ??
      unless(context.signing.lateMinutes > 0, 'no-late-rule') ??
      unless(isGoingOn(status), 'session-over') ??
      unless(context.now.getTime() < Date.parse(lateEnd(status, context)), 'late-over'),
    effect: (status, context) => ({ ceremony: 'late', lateUntil: lateEnd(status, context) }),
  },
  'close-late': {
    done: (status) => status.ceremony === 'closed' && status.lateUntil !== null,
    refusal: (status) => unless(status.ceremony === 'late'),
    effect: ({ lateUntil }, { now }) => ({
      ceremony: 'closed',
      lateUntil: new Date(
        Math.min(now.getTime(), Date.parse(lateUntil ?? now.toISOString())),
      ).toISOString(),
    }),
  },
  seal: {
    done: (status) => status.ceremony === 'sealed',
    refusal: (status, context) =>
      unless(status.ceremony !== 'late', 'late-open') ??
      unless(status.ceremony !== 'signing', 'ceremony-open') ??
      unless(status.ceremony === 'closed') ??
      unless(context.signatures > 0, 'nobody-signed') ??
      unless(isSettled(status, context), 'settling') ??
      unless(context.log !== undefined && context.log.pending === 0, 'log-behind'),
    effect: (_status, context) => ({
      ceremony: 'sealed',
      sealed: {
        root: context.log?.root ?? '',
        size: context.log?.size ?? 0,
        signatures: context.signatures,
        at: iso(context),
      },
    }),
  },
} satisfies Partial<Record<SigningAction, Step>>;

export const signingSteps: Record<SigningAction, Step> = { ...windowSteps, ...endingSteps };

/** What the clock alone asks for: the step that is due at `now`, by whichever process. */
export function dueAction(
  status: Pick<SessionStatus, 'ceremony' | 'signingEndsAt' | 'signingPausedAt' | 'lateUntil'>,
  now: number,
): 'close-signing' | 'close-late' | undefined {
  const { ceremony, signingEndsAt, signingPausedAt, lateUntil } = status;
  const hasPassed = (moment: string | null) => moment !== null && Date.parse(moment) <= now;
  if (ceremony === 'signing' && !signingPausedAt && hasPassed(signingEndsAt))
    return 'close-signing';
  return ceremony === 'late' && hasPassed(lateUntil) ? 'close-late' : undefined;
}
