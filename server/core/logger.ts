// The log: one JSON line an event, without secrets. An ERROR means that a person must act now.
import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Paths of a log record that may hold a secret or a person's data; their values are replaced. */
const SECRET_PATHS = [
  '*.code',
  '*.pin',
  '*.password',
  '*.token',
  '*.name',
  '*.contact',
  '*.cookie',
];

/** A logger that writes to standard output at `level` ('silent' turns it off). */
export const createLogger = (level: string): Logger =>
  pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET_PATHS, censor: '[disembunyikan]' },
  });
