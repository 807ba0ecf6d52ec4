// Looks after the keys: certificates shared every minute; once a day renewed, and said aloud what ends.
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import type { KeyRow, SealKeys } from '../keys/index.ts';
import { shareCertificates } from './share-certificates.ts';
import type { SharedCertificateStore } from './shared-certificate-store.ts';

export interface KeyWatchParts {
  keys: Pick<SealKeys, 'renew' | 'keepCrl' | 'status' | 'ownCertificates' | 'learn'>;
  store: SharedCertificateStore;
  tsaRoots: readonly Buffer[];
  clock: Clock;
  logger: Logger;
}

export interface KeyWatch {
  /** One look at the keys; errors are logged, not thrown. */
  look(): Promise<void>;
  /** One exchange of certificates; errors are logged, not thrown. */
  share(): Promise<void>;
  /** Looks and shares, then goes on doing so. */
  start(): Promise<void>;
  stop(): void;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Nothing runs before `start`. */
export function createKeyWatch(parts: KeyWatchParts): KeyWatch {
  const { keys, store, logger } = parts;
  const timers: NodeJS.Timeout[] = [];
  const told = new Set<string>();
  const look = () =>
    lookOnce(parts).catch((error: unknown) =>
      logger.error({ err: error }, 'the keys could not be looked after'),
    );
  const share = async () => {
    try {
      const learnt = await shareCertificates(keys, store, told);
      if (learnt > 0) logger.info({ learnt }, 'certificates of other processes learnt');
    } catch (error) {
      logger.warn({ err: error }, 'certificates could not be shared');
    }
  };
  return {
    look,
    share,
    async start() {
      await look();
      await share();
      timers.push(setInterval(() => void look(), DAY_MS).unref());
      timers.push(setInterval(() => void share(), MINUTE_MS).unref());
    },
    stop() {
      for (const timer of timers.splice(0)) clearInterval(timer);
    },
  };
}

async function lookOnce({ keys, tsaRoots, clock, logger }: KeyWatchParts): Promise<void> {
  const now = clock.now();
  const renewed = await keys.renew(now);
  if (renewed.length > 0) logger.info({ renewed }, 'keys renewed');
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
