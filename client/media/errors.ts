// Why a camera, microphone or screen can't be used; the caller has the text for each.

export type MediaProblem =
  /** The visitor or the system refused. */
  | 'refused'
  /** There is no such device. */
  | 'not-found'
  /** Another program holds the device. */
  | 'busy'
  /** The page was not opened over HTTPS (or localhost): browsers give no devices there. */
  | 'insecure'
  /** The broadcast is not there, or ended while starting. */
  | 'no-stream'
  | 'unknown';

/** Carries the problem's kind; `cause` is what the browser said. */
export class MediaError extends Error {
  readonly problem: MediaProblem;

  constructor(problem: MediaProblem, cause?: unknown) {
    super(problem, { cause });
    this.name = 'MediaError';
    this.problem = problem;
  }
}

// Names of DOMException in Media Capture and Streams, and of older browsers.
const problemOf: Record<string, MediaProblem> = {
  NotAllowedError: 'refused',
  PermissionDeniedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'not-found',
  DevicesNotFoundError: 'not-found',
  OverconstrainedError: 'not-found',
  NotReadableError: 'busy',
  TrackStartError: 'busy',
  AbortError: 'busy',
};

/** Turns whatever the browser or LiveKit threw into a MediaError. */
export function toMediaError(cause: unknown): MediaError {
  if (cause instanceof MediaError) return cause;
  const name = cause instanceof Error ? cause.name : '';
  return new MediaError(problemOf[name] ?? 'unknown', cause);
}
