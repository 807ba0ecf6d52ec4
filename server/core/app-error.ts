// The one error that people and programs are told about: a stable code, never an inner detail.
import { type ErrorCode, errorStatus } from '../protocol/error-codes.ts';

/** What the catalogue's sentence for the code needs, for example a name's maximal length. */
export type ErrorParams = Record<string, string | number>;

/**
 * A refusal that says why. `code` picks status and sentence (catalogue `errors.<code>`);
 * `params` fill the sentence; `cause` goes to the log only.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, params: ErrorParams = {}, cause?: unknown) {
    super(code, { cause });
    this.name = 'AppError';
    this.code = code;
    this.status = errorStatus[code];
    this.params = params;
  }
}

/** True for an error that carries a code of ours. */
export const isAppError = (error: unknown): error is AppError => error instanceof AppError;
