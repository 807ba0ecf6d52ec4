// What a step of the session's machines is: its repeat, its guard and its effect, as pure functions.
import type { SessionStatus } from '../protocol/session.ts';
import type { SigningRule } from '../protocol/signing-rule.ts';

/** What a guard may look at beside the status. */
export interface MachineContext {
  /** Number of the declaration's commitments; 0 where the campaign has no declaration. */
  clauses: number;
  /** Ids of the agenda's items in their order. */
  agenda: string[];
  /** The agenda's item that is the signing, if there is one: it begins with the window. */
  signingItem?: string | undefined;
  /** Signatures stored so far. */
  signatures: number;
  /** How long this session takes signatures. */
  signing: SigningRule;
  /** The log's newest head, and how many leaves it does not cover; looked up for sealing only. */
  log: LogStand | undefined;
  now: Date;
}

export interface LogStand {
  root: string;
  size: number;
  /** Leaves that no head covers yet. */
  pending: number;
}

/** Why an action is refused: a key of the catalogue under `machine.refusal`. */
export type RefusalReason =
  | 'not-in-this-state'
  | 'no-declaration'
  | 'session-not-live'
  | 'clauses-not-read'
  | 'already-signed'
  | 'ceremony-open'
  | 'at-the-end'
  | 'at-the-start'
  | 'already-taken-back'
  | 'window-over'
  | 'window-without-end'
  | 'long-enough'
  | 'not-extended'
  | 'too-late-to-shorten'
  | 'no-late-rule'
  | 'late-over'
  | 'session-over'
  | 'late-open'
  | 'nobody-signed'
  | 'settling'
  | 'log-behind';

export interface Step {
  /** True when the action's effect is already there: repeating it changes nothing. */
  done: (status: SessionStatus) => boolean;
  refusal: (status: SessionStatus, context: MachineContext) => RefusalReason | undefined;
  effect: (status: SessionStatus, context: MachineContext) => Partial<SessionStatus>;
}

/** The reason unless the condition holds. */
export const unless = (
  condition: boolean,
  reason: RefusalReason = 'not-in-this-state',
): RefusalReason | undefined => (condition ? undefined : reason);

/** For steps that do something more each time. */
export const never = (): boolean => false;

/** The context's moment, or one later by milliseconds, as the status keeps moments. */
export const iso = (context: Pick<MachineContext, 'now'>, plus = 0): string =>
  new Date(context.now.getTime() + plus).toISOString();
