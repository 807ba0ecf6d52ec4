// How far the issuing of a session's certificates has come, as the page and its script know it.

/** One kind of certificate; `total` is what is issued or due. */
export interface KindProgress {
  kind: string;
  issued: number;
  failed: number;
  revoked: number;
  total: number;
}

/**
 * idle: nobody has begun. waiting: begun, but no process has reported for a while; it goes on by
 * itself. done: all that was due is made or has failed.
 */
export type IssueState = 'idle' | 'running' | 'waiting' | 'done';

export interface IssueProgress {
  state: IssueState;
  kinds: KindProgress[];
  issued: number;
  failed: number;
  total: number;
  /** Documents a second since this run went on; null before the first. */
  perSecond: number | null;
  /** Seconds to go at that rate; null when nobody knows. */
  secondsLeft: number | null;
}

/** Says a text of the catalogue's area, its parameters filled in. */
type Say = (key: string, parameters?: Record<string, string | number>) => string;

/** What stands: for a screen reader too, so it changes seldom. */
export function stateLine(progress: IssueProgress, say: Say, number: Format): string {
  const { state, failed } = progress;
  const trouble = failed > 0 ? ` ${say('failed', { count: number(failed) })}` : '';
  const isRunning = state === 'running' || state === 'waiting';
  const key = !isRunning && isAllIssued(progress) ? 'complete' : state;
  return `${say(`states.${key}`)}${trouble}`;
}

/** Pace and time to go while it runs; empty while nobody knows. */
export function paceLine(
  { state, perSecond, secondsLeft }: IssueProgress,
  say: Say,
  number: Format,
): string {
  if (state !== 'running' || perSecond === null || secondsLeft === null) return '';
  const rate = say('pace', { rate: number(Math.max(1, Math.round(perSecond))) });
  return `${rate} ${timeLeft(secondsLeft, say, number)}`;
}

/** "1.020 dari 2.476 terbit". */
export const issuedLine = ({ issued, total }: IssueProgress, say: Say, number: Format): string =>
  say('issued', { issued: number(issued), total: number(total) });

/** True when everything that is due is there. */
export const isAllIssued = ({ issued, total }: IssueProgress): boolean =>
  total > 0 && issued >= total;

type Format = (value: number) => string;

const timeLeft = (seconds: number, say: Say, number: Format): string =>
  seconds < 90
    ? say('left.seconds', { count: number(Math.max(1, seconds)) })
    : say('left.minutes', { count: number(Math.round(seconds / 60)) });
