// Personal data: notices, one's own page, requests and retention, and who carries them out.
import { X509Certificate } from 'node:crypto';
import type { ClonePart } from './campaign-office/index.ts';
import { type Certificates, createCertificateEraser } from './certificates/index.ts';
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import type { ClientSession } from './core/database.ts';
import { newId } from './core/ids.ts';
import { createLeases } from './core/lease.ts';
import type { AnyRoute } from './http/define-route.ts';
import type { SealKeys } from './keys/index.ts';
import type { OfficialServices } from './official/index.ts';
import {
  createErasureRunner,
  createErasureService,
  createErasureStore,
  createNoticeService,
  createNoticeStore,
  createPrivacyRoutes,
  createRetentionService,
  createRetentionStore,
  createScopeOf,
  createValueEraser,
} from './privacy/index.ts';

export type PrivacyParts = Awaited<ReturnType<typeof composePrivacy>>;

/** Builds it with its indexes; nothing is erased before `start`. */
export async function composePrivacy(
  base: Base,
  domains: Domains,
  { certificates, keys }: { certificates: Certificates; keys: SealKeys },
) {
  const { database, time, clock, logger, catalogue } = base;
  const { connection } = database;
  const { audit, live, stores } = domains;
  const noticeStore = createNoticeStore(connection);
  const erasureStore = createErasureStore(connection);
  await Promise.all([noticeStore.ensureIndexes(), erasureStore.ensureIndexes()]);
  const notices = createNoticeService({ database, store: noticeStore, audit, catalogue, time });
  const people = {
    findCampaign: stores.campaigns.find,
    sessions: live.list,
    findRegistration: stores.registrations.find,
    findSignature: domains.signatures.find,
    registrations: stores.registrations,
    hasSigningOpened: async (session: string, transaction: ClientSession) =>
      ((await stores.sessions.find(session, transaction))?.status.signingOpenedAt ?? null) !== null,
    canPrint: certificates.documents.canPrint,
    openObjections: domains.objections.countOpen,
  };
  const erasures = createErasureService({
    ...{ database, store: erasureStore, audit, time },
    findSession: live.find,
    findRegistration: stores.registrations.find,
  });
  const retention = createRetentionService({
    ...{ database, erasures: erasureStore, audit, time },
    store: createRetentionStore(connection),
    sessions: live.list,
  });
  const values = createValueEraser(database);
  const runner = createErasureRunner({
    ...{ database, store: erasureStore, audit },
    erasers: { values, certificates: certificateEraser(base, keys) },
    scopeOf: createScopeOf({ people }, values.importsOf),
    ground: {
      leases: createLeases({ connection, node: newId(time.random) }),
      ...{ clock, logger },
      beginDue: retention.beginDue,
    },
  });
  return {
    ...{ notices, erasures, retention, runner, store: erasureStore },
    /** A clone begins with its source's newest notice; its rule of retention is a choice anew. */
    clonePart: {
      name: 'notice on personal data',
      copy: (from, to, session, { by }) => notices.copy(from._id, to._id, by.actor, session),
    } satisfies ClonePart,
    routes: (official: OfficialServices): AnyRoute[] =>
      createPrivacyRoutes({
        ...{ official, catalogue, notices, erasures, erasureStore, retention, people },
        ground: { connection, database, audit, clock },
      }),
    start: runner.start,
    stop: runner.stop,
  };
}

/** Which key sealed a file is told by the certificates of all years, also those that come later. */
const certificateEraser = ({ database }: Base, keys: SealKeys) =>
  createCertificateEraser({
    connection: database.connection,
    sealCertificates: () => keys.sealCertificates.map((pem) => new X509Certificate(pem).raw),
  });
