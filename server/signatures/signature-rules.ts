// When a signature is taken: a pure function of the ceremony's state and the moment of receipt.
import type { ErrorCode } from '../protocol/error-codes.ts';
import { type SigningWindow, type WindowStatus, windowAt } from '../protocol/signing-window.ts';

const REFUSALS: Record<SigningWindow, ErrorCode | undefined> = {
  before: 'SIGNING_NOT_OPEN',
  paused: 'SIGNING_PAUSED',
  closed: 'SIGNING_CLOSED',
  open: undefined,
  late: undefined,
};

/** Why a signature received at `at` is refused; undefined when it is taken. */
export const windowRefusal = (status: WindowStatus, at: Date): ErrorCode | undefined =>
  REFUSALS[windowAt(status, at.getTime())];
