// Takes over what staff have begun: one process at an import, by a lease; another goes on when it
// dies. A row and its contact are written together, so that none is taken over twice.
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { HeldLease, Leases } from '../core/lease.ts';
import type { Logger } from '../core/logger.ts';
import type { ContactImport } from './contact-model.ts';
import type { ContactStore } from './contact-store.ts';

const LEASE_MS = 10_000;
const LOOK_MS = 2_000;
/** Rows of one transaction. */
const BATCH = 200;

export interface ImportRunner {
  start(): void;
  /** Looks for running imports now; resolves when there is nothing more to do here. */
  runOnce(): Promise<void>;
  /** Ends after the rows in the making. */
  stop(): Promise<void>;
}

export interface ImportRunnerParts {
  database: Pick<Database, 'transaction'>;
  store: ContactStore;
  leases: Leases;
  time: { clock: Clock; logger: Logger };
}

/** The runner of one process. */
export function createImportRunner(parts: ImportRunnerParts): ImportRunner {
  const { store, time } = parts;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let working: Promise<void> = Promise.resolve();

  const look = async () => {
    for (const one of await store.listRunning()) {
      if (!isStopped) await workOff(parts, one, () => isStopped);
    }
  };
  const runOnce = () => {
    working = working.then(look).catch((error: unknown) => {
      time.logger.warn({ error: String(error) }, 'Contacts are not imported yet; tried again');
    });
    return working;
  };
  return {
    start() {
      timer = setInterval(() => void runOnce(), LOOK_MS);
      timer.unref();
    },
    runOnce,
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await working;
    },
  };
}

async function workOff(
  { database, store, leases, time }: ImportRunnerParts,
  one: ContactImport,
  isStopped: () => boolean,
): Promise<void> {
  const lease: HeldLease | undefined = await leases.take(`contacts/${one._id}`, LEASE_MS);
  if (!lease) return;
  try {
    while (!isStopped()) {
      const due = await store.listDue(one._id, BATCH);
      if (due.length === 0) return await store.finish(one._id, time.clock.now());
      await database.transaction((transaction) =>
        store.takeOver(due, one, time.clock.now(), transaction),
      );
      if (!(await lease.renew())) return;
    }
  } finally {
    await lease.release();
  }
}
