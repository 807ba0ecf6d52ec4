// Carries erasures out: one process at one erasure, by a lease; another goes on when it dies. Every
// step is one transaction with its count, and an erasure is done only after a pass that found
// nothing left, so that nothing half-erased ever counts as done.
import { type Audit, SYSTEM_ACTOR } from '../audit/index.ts';
import type { CertificateEraser } from '../certificates/index.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { HeldLease, Leases } from '../core/lease.ts';
import type { Logger } from '../core/logger.ts';
import type { ValueEraser } from './erase-values.ts';
import type { Erasure } from './erasure-model.ts';
import { type ErasureScope, planErasure } from './erasure-plan.ts';
import type { ErasureStore } from './erasure-store.ts';
import { INVENTORY } from './inventory.ts';
import { ERASED_NAME } from './inventory-shape.ts';

const LEASE_MS = 15_000;
const LOOK_MS = 5_000;
/** A document that was being made meanwhile may come after the last pass: looked over so often. */
const AGAIN_EVERY_MS = 600_000;
/** And for so long. */
const AGAIN_MS = 3_600_000;

export interface ErasureRunner {
  start(): void;
  /** Carries out what is due now; resolves when there is nothing more to do here. */
  runOnce(): Promise<void>;
  /** Ends after the step in the making. */
  stop(): Promise<void>;
}

export interface ErasureRunnerParts {
  database: Pick<Database, 'transaction'>;
  store: ErasureStore;
  audit: Pick<Audit, 'write'>;
  erasers: { values: ValueEraser; certificates: CertificateEraser };
  /** What the erasure is about as of now. */
  scopeOf(erasure: Erasure): Promise<ErasureScope>;
  ground: {
    leases: Leases;
    clock: Clock;
    logger: Logger;
    /** Begins what a rule of retention makes due. */
    beginDue(): Promise<void>;
  };
}

/** The runner of one process. */
export function createErasureRunner(parts: ErasureRunnerParts): ErasureRunner {
  const { store, ground } = parts;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let lookedOverAt = 0;
  let working: Promise<void> = Promise.resolve();

  const look = async () => {
    if (isStopped) return;
    await ground.beginDue();
    const now = ground.clock.now().getTime();
    const isAgain = now - lookedOverAt >= AGAIN_EVERY_MS;
    if (isAgain) lookedOverAt = now;
    const since = new Date(isAgain ? now - AGAIN_MS : now + AGAIN_MS);
    for (const erasure of await store.listDue(since)) {
      if (isStopped) return;
      // One that can't be carried out holds up no other.
      await carryOut(parts, erasure, () => isStopped).catch((error: unknown) => {
        const told = { erasure: erasure._id, error: String(error) };
        ground.logger.warn(told, 'An erasure is not carried out yet; tried again');
      });
    }
  };
  const runOnce = () => {
    working = working.then(look).catch((error: unknown) => {
      ground.logger.warn({ error: String(error) }, 'Data is not erased yet; tried again');
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

async function carryOut(
  parts: ErasureRunnerParts,
  erasure: Erasure,
  isStopped: () => boolean,
): Promise<void> {
  const { store, ground } = parts;
  const lease = await ground.leases.take(`erasure/${erasure._id}`, LEASE_MS);
  if (!lease) return;
  try {
    await store.begin(erasure._id, ground.clock.now());
    const scope = await parts.scopeOf(erasure);
    let sum = 0;
    for (;;) {
      const changed = await pass(parts, { erasure, scope, lease }, isStopped);
      if (changed === undefined) return;
      if (changed === 0) break;
      sum += changed;
    }
    if (erasure.state === 'approved' || sum > 0) await finish(parts, erasure);
  } finally {
    await lease.release();
  }
}

interface Work {
  erasure: Erasure;
  scope: ErasureScope;
  lease: HeldLease;
}

/** Every step once; undefined when somebody else took over or the process stops. */
async function pass(
  parts: ErasureRunnerParts,
  { erasure, scope, lease }: Work,
  isStopped: () => boolean,
): Promise<number | undefined> {
  const { store, erasers, ground } = parts;
  let sum = 0;
  for (const step of planErasure(INVENTORY, scope, erasure.groups)) {
    for (;;) {
      if (isStopped() || !(await lease.renew())) return undefined;
      const changed = await erasers.values.run(step, ground.clock.now(), (count, transaction) =>
        store.count(erasure._id, step.name, count, transaction),
      );
      if (changed === 0) break;
      sum += changed;
    }
  }
  if (!erasure.groups.includes('identity')) return sum;
  for (;;) {
    if (isStopped() || !(await lease.renew())) return undefined;
    const changed = await eraseCertificates(parts, erasure, scope);
    if (changed === 0) return sum;
    sum += changed;
  }
}

const eraseCertificates = (
  { database, store, erasers, ground }: ErasureRunnerParts,
  { _id }: Erasure,
  scope: ErasureScope,
): Promise<number> =>
  database.transaction(async (transaction) => {
    const how = { at: ground.clock.now(), mark: ERASED_NAME };
    const changed = await erasers.certificates.eraseSome(scope, how, transaction);
    if (changed > 0) await store.count(_id, 'certificates', changed, transaction);
    return changed;
  });

/**
 * State and audit event stand or fall together; the event says what was erased by counts alone. What
 * came after the end is an event of its own.
 */
async function finish(
  { database, store, audit, ground }: ErasureRunnerParts,
  { _id, state, registration, rule, revision, groups, session }: Erasure,
): Promise<void> {
  await database.transaction(async (transaction) => {
    const isFirst = await store.finish(_id, ground.clock.now(), transaction);
    if (!isFirst && state !== 'done') return;
    const counts = (await store.find(_id))?.counts ?? {};
    const data = { erasure: _id, registration, rule, revision, groups, counts };
    const by = { actor: SYSTEM_ACTOR, address: '', session };
    await audit.write({ event: 'erasure.done', data, ...by }, transaction);
  });
}
