// Looks at the keys once a day: renews what is a year old, and says aloud what will end.
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import type { KeyRow, SealKeys } from '../keys/index.ts';

export interface KeyWatchParts {
  keys: Pick<SealKeys, 'renew' | 'keepCrl' | 'status'>;
  tsaRoots: readonly Buffer[];
  /** False where several processes hold copies of the keys: there a person renews them. */
  renews: boolean;
  clock: Clock;
  logger: Logger;
}

export interface KeyWatch {
  /** One look; errors are logged, not thrown. */
  look(): Promise<void>;
  start(): void;
  stop(): void;
}

const DAY_MS = 86_400_000;

/** Nothing runs before `start`; its first look is at once. */
export function createKeyWatch(parts: KeyWatchParts): KeyWatch {
  let timer: NodeJS.Timeout | undefined;
  const look = () =>
    lookOnce(parts).catch((error: unknown) =>
      parts.logger.error({ err: error }, 'the keys could not be looked after'),
    );
  return {
    look,
    start() {
      void look();
      timer ??= setInterval(() => void look(), DAY_MS).unref();
    },
    stop: () => clearInterval(timer),
  };
}

async function lookOnce({ keys, tsaRoots, renews, clock, logger }: KeyWatchParts): Promise<void> {
  const now = clock.now();
  if (renews) {
    const renewed = await keys.renew(now);
    if (renewed.length > 0) logger.info({ renewed }, 'keys renewed');
  }
  await keys.keepCrl(now);
  for (const row of keys.status(now, tsaRoots)) report(logger, row);
}

/** An ERROR means that a person must act now. */
function report(logger: Logger, { role, state, until, fingerprint }: KeyRow): void {
  const facts = { role, state, until, fingerprint };
  if (state === 'expired') logger.error(facts, 'a certificate has expired');
  if (state === 'soon') logger.warn(facts, 'a certificate expires within 90 days');
  if (state === 'due') logger.warn(facts, 'a key is more than a year old and was not renewed');
}
