// The log beside the chain: the sequencer that every process tries to be, and what it tells.
import { type Certificates, isPersonal, NotIssuableError } from './certificates/index.ts';
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import { newId } from './core/ids.ts';
import { createLeases } from './core/lease.ts';
import type { SealKeys } from './keys/index.ts';
import {
  amendedSignatures,
  createAmendmentDesk,
  createAmendmentService,
  createAmendmentStore,
  createLeafSource,
  createLogRoutes,
  createLogService,
  createLogStore,
  createLogTrees,
  createSequencer,
  createTimestampSweep,
  type HeadSigner,
  type HeadTimestamper,
} from './log/index.ts';

/** What was received in the last moment may be written a little later. */
const AFTERWARDS_MS = 15_000;

export type Log = Awaited<ReturnType<typeof composeLog>>;

/** Builds it with its indexes; nothing runs before `start`. */
export async function composeLog(
  { database, logger, clock, time }: Pick<Base, 'database' | 'logger' | 'clock' | 'time'>,
  domains: Pick<Domains, 'live' | 'stores' | 'signatures'>,
  keys: Pick<SealKeys, 'evidence'>,
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
  const sequencer = createSequencer({ ...shared, source, signer: signerOf(keys), time });
  const sweep = timestamper && createTimestampSweep({ ...shared, timestamper, clock });
  return {
    service,
    amendments,
    amendedSignatures: amendedSignatures(domains.signatures, service),
    /** When somebody's signature was withdrawn; undefined while it stands, and where there is none. */
    async withdrawnAt(registration: string) {
      const signature = await domains.signatures.find(registration);
      return signature && (await service.standingOf(signature._id))?.withdrawnAt;
    },
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

/** Asked anew for every head: the key is renewed yearly, also while this process runs. */
const signerOf = (keys: Pick<SealKeys, 'evidence'>): HeadSigner => ({
  get keyId() {
    return keys.evidence.keyId;
  },
  sign: (bytes) => keys.evidence.sign(bytes),
});

/** The staff's way to amend a signature, with what follows for its certificates. */
export function composeAmendments(
  { database, time, clock, logger }: Pick<Base, 'database' | 'time' | 'clock' | 'logger'>,
  { audit, signatures, stores }: Pick<Domains, 'audit' | 'signatures' | 'stores'>,
  { amendments: store }: Log,
  { service, documents, store: held }: Pick<Certificates, 'service' | 'documents' | 'store'>,
) {
  const people = {
    findSignature: signatures.find,
    rename: stores.registrations.rename,
    canPrint: documents.canPrint,
  };
  const amendments = createAmendmentService({ database, store, audit, time, people });
  const certificates = {
    revoke: service.revoke,
    /** One that is no longer due, as after a correction of minutes, is revoked alone. */
    replace: (code: string, by: Parameters<typeof service.replace>[1]) =>
      service.replace(code, by).catch((error) => {
        if (!(error instanceof NotIssuableError)) throw error;
        return service.revoke(code, by);
      }),
    dropReserved: held.dropReserved,
    async certificatesOf(registration: string) {
      const found = await service.certificatesOf(registration);
      return found.flatMap(({ code, kind, data }) => {
        if (!isPersonal(data)) return [];
        const { name, acting } = data.holder;
        return [{ code, kind, holder: { name, acting: acting ?? '' } }];
      });
    },
  };
  return createAmendmentDesk({ amendments, store, certificates, clock, logger });
}

type LiveSession = ReturnType<Domains['live']['list']>[number];

const openAt =
  ({ now }: Base['clock']) =>
  ({ status: { ceremony, closesAt, lateUntil } }: LiveSession): boolean =>
    ceremony === 'signing' ||
    ceremony === 'late' ||
    [closesAt, lateUntil].some(
      (end) => end !== null && now().getTime() < Date.parse(end) + AFTERWARDS_MS,
    );
