// The session's and the ceremony's machines as pure functions: who may go where, and why not.
// docs/ARCHITECTURE.md keeps the same table in words; a test compares the two.
import type { SessionAction, SessionStatus } from '../protocol/session.ts';
import { isRunning } from '../protocol/session-names.ts';
import {
  iso,
  type MachineContext,
  never,
  type RefusalReason,
  type Step,
  unless,
} from './machine-step.ts';
import { NO_WINDOW, ruledLength, signingSteps, windowOf } from './signing-steps.ts';

export type { LogStand, MachineContext, RefusalReason } from './machine-step.ts';

export type MachineResult =
  | { kind: 'changed'; status: SessionStatus }
  | { kind: 'same' }
  | { kind: 'refused'; reason: RefusalReason };

const itemIndex = (status: SessionStatus, context: MachineContext) =>
  context.agenda.indexOf(status.agendaItem ?? '');

const sessionSteps: Record<
  'open-doors' | 'close-doors' | 'go-live' | 'pause' | 'resume' | 'end',
  Step
> = {
  'open-doors': {
    done: (status) => status.session === 'doors',
    refusal: (status) => unless(['draft', 'scheduled'].includes(status.session)),
    effect: () => ({ session: 'doors' }),
  },
  'close-doors': {
    done: (status) => status.session === 'scheduled',
    refusal: (status) => unless(status.session === 'doors'),
    effect: () => ({ session: 'scheduled' }),
  },
  'go-live': {
    done: (status) => status.session === 'live',
    refusal: (status) => unless(status.session === 'doors'),
    effect: (status, context) => ({
      session: 'live',
      liveAt: status.liveAt ?? iso(context),
      agendaItem: status.agendaItem ?? context.agenda[0] ?? null,
    }),
  },
  pause: {
    done: (status) => status.session === 'paused',
    refusal: (status) => unless(status.session === 'live'),
    effect: () => ({ session: 'paused' }),
  },
  resume: {
    done: (status) => status.session === 'live',
    refusal: (status) => unless(status.session === 'paused'),
    effect: () => ({ session: 'live' }),
  },
  end: {
    done: (status) => status.session === 'ended',
    refusal: (status) =>
      unless(['live', 'paused'].includes(status.session)) ??
      unless(!['reading', 'signing'].includes(status.ceremony), 'ceremony-open'),
    effect: (_status, context) => ({ session: 'ended', endedAt: iso(context) }),
  },
};

/** The run of show goes on to the signing with the window, when that is what comes next. */
const withSigning = (status: SessionStatus, context: MachineContext): Partial<SessionStatus> => {
  const following = context.agenda[itemIndex(status, context) + 1];
  const isNext = following !== undefined && following === context.signingItem;
  return isNext ? { agendaItem: following } : {};
};

/** Taken back, it returns to what was before the signing. */
const beforeSigning = (status: SessionStatus, context: MachineContext): Partial<SessionStatus> => {
  const before = context.agenda[itemIndex(status, context) - 1];
  const isThere = status.agendaItem !== null && status.agendaItem === context.signingItem;
  return isThere && before !== undefined ? { agendaItem: before } : {};
};

const reading = (status: SessionStatus) =>
  unless(status.ceremony === 'reading') ?? unless(status.session === 'live', 'session-not-live');

const ceremonySteps: Record<
  | 'start-reading'
  | 'next-clause'
  | 'previous-clause'
  | 'cancel-reading'
  | 'open-signing'
  | 'reopen-reading',
  Step
> = {
  'start-reading': {
    done: (status) => status.ceremony === 'reading',
    refusal: (status, context) =>
      unless(context.clauses > 0, 'no-declaration') ??
      unless(status.session === 'live', 'session-not-live') ??
      unless(status.ceremony === 'idle'),
    effect: () => ({ ceremony: 'reading', clause: 0 }),
  },
  'next-clause': {
    done: never,
    refusal: (status, context) =>
      reading(status) ?? unless(status.clause <= context.clauses, 'at-the-end'),
    effect: (status) => ({ clause: status.clause + 1 }),
  },
  'previous-clause': {
    done: never,
    refusal: (status) => reading(status) ?? unless(status.clause > 0, 'at-the-start'),
    effect: (status) => ({ clause: status.clause - 1 }),
  },
  'cancel-reading': {
    done: (status) => status.ceremony === 'idle',
    refusal: (status) => unless(status.ceremony === 'reading'),
    effect: () => ({ ceremony: 'idle', clause: 0 }),
  },
  'open-signing': {
    done: (status) => status.ceremony === 'signing',
    refusal: (status, context) =>
      reading(status) ?? unless(status.clause > context.clauses, 'clauses-not-read'),
    effect: (status, context) => ({
      ceremony: 'signing',
      signingOpenedAt: status.signingOpenedAt ?? iso(context),
      ...windowOf(context, ruledLength(context)),
      ...withSigning(status, context),
    }),
  },
  'reopen-reading': {
    done: (status) => status.ceremony === 'reading',
    refusal: (status, context) =>
      unless(status.ceremony === 'signing') ?? unless(context.signatures === 0, 'already-signed'),
    effect: (status, context) => ({
      ...{ ...NO_WINDOW, ceremony: 'reading', signingOpenedAt: null },
      ...beforeSigning(status, context),
    }),
  },
};

const agendaSteps: Record<'next-item' | 'previous-item', Step> = {
  'next-item': {
    done: never,
    refusal: (status, context) =>
      unless(isRunning(status.session)) ??
      unless(itemIndex(status, context) < context.agenda.length - 1, 'at-the-end'),
    effect: (status, context) => ({
      agendaItem: context.agenda[itemIndex(status, context) + 1] ?? null,
    }),
  },
  'previous-item': {
    done: never,
    refusal: (status, context) =>
      unless(isRunning(status.session)) ?? unless(itemIndex(status, context) > 0, 'at-the-start'),
    effect: (status, context) => ({
      agendaItem: context.agenda[itemIndex(status, context) - 1] ?? null,
    }),
  },
};

const steps: Record<SessionAction, Step> = {
  ...sessionSteps,
  ...ceremonySteps,
  ...signingSteps,
  ...agendaSteps,
};

/** What `action` does to `status`: the next status, nothing (repeated), or a refusal. */
export function applyAction(
  status: SessionStatus,
  action: SessionAction,
  context: MachineContext,
): MachineResult {
  const step = steps[action];
  if (step.done(status)) return { kind: 'same' };
  const reason = step.refusal(status, context);
  if (reason) return { kind: 'refused', reason };
  const next = { ...status, ...step.effect(status, context), version: status.version + 1 };
  return { kind: 'changed', status: next };
}

/** For each action: undefined when it would change something now, else why it is not possible. */
export function allowedActions(
  status: SessionStatus,
  context: MachineContext,
): Record<SessionAction, RefusalReason | 'done' | undefined> {
  const answer = (action: SessionAction) => {
    const result = applyAction(status, action, context);
    if (result.kind === 'refused') return result.reason;
    return result.kind === 'same' ? 'done' : undefined;
  };
  const entries = Object.keys(steps).map((key) => {
    const action = key as SessionAction; // the keys of a record of actions
    return [action, answer(action)] as const;
  });
  return Object.fromEntries(entries) as ReturnType<typeof allowedActions>;
}
