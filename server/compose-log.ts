// The log beside the chain: the sequencer that every process tries to be, and what it tells.
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import { newId } from './core/ids.ts';
import { createLeases } from './core/lease.ts';
import type { SealKeys } from './keys/index.ts';
import {
  createAmendmentStore,
  createLeafSource,
  createLogRoutes,
  createLogService,
  createLogStore,
  createLogTrees,
  createSequencer,
  createTimestampSweep,
  type HeadTimestamper,
} from './log/index.ts';

/** What was received in the last moment may be written a little later. */
const AFTERWARDS_MS = 15_000;

export type Log = Awaited<ReturnType<typeof composeLog>>;

/** Builds it with its indexes; nothing runs before `start`. */
export async function composeLog(
  { database, logger, clock, time }: Base,
  domains: Pick<Domains, 'live' | 'stores'>,
  { evidence }: Pick<SealKeys, 'evidence'>,
  timestamper: HeadTimestamper | undefined,
) {
  const { live, stores } = domains;
  const store = createLogStore(database.connection);
  const amendments = createAmendmentStore(database.connection);
  await store.ensureIndexes();
  await amendments.ensureIndexes();
  const source = createLeafSource(stores.signatures, amendments);
  const service = createLogService({ store, amendments, source, trees: createLogTrees(store) });
  const leases = createLeases({ connection: database.connection, node: newId(time.random) });
  const isOpen = openAt(clock);
  const openSessions = () =>
    live
      .list()
      .filter(isOpen)
      .map(({ _id }) => _id);
  const shared = { store, leases, logger, openSessions };
  const sequencer = createSequencer({ ...shared, source, signer: evidence, time });
  const sweep = timestamper && createTimestampSweep({ ...shared, timestamper, clock });
  return {
    service,
    leases,
    routes: createLogRoutes({ log: service, isSession: (id) => live.find(id) !== undefined }),
    start() {
      sequencer.start();
      sweep?.start();
    },
    async stop() {
      await sweep?.stop();
      await sequencer.stop();
    },
  };
}

type LiveSession = ReturnType<Domains['live']['list']>[number];

const openAt =
  ({ now }: Base['clock']) =>
  ({ status: { ceremony, closesAt } }: LiveSession): boolean =>
    ceremony === 'signing' ||
    (closesAt !== null && now().getTime() < Date.parse(closesAt) + AFTERWARDS_MS);
