// Routes of all domains, and the HTTP server that answers them.
import { type Accounts, createAccountRoutes } from './accounts/index.ts';
import { createApp } from './app.ts';
import type { Certificates } from './certificates/index.ts';
import type { Base } from './compose-base.ts';
import type { ControlParts } from './compose-control.ts';
import { coordinatorRoutes } from './compose-coordinators.ts';
import type { CertificateDesk } from './compose-desk.ts';
import type { Domains } from './compose-domains.ts';
import type { Evidence } from './compose-evidence.ts';
import { lineTestRoutes } from './compose-line-test.ts';
import type { Log } from './compose-log.ts';
import { composeReports } from './compose-reports.ts';
import type { Stage } from './compose-stage.ts';
import { stageRoutes } from './compose-stage-lines.ts';
import type { Stream } from './compose-stream.ts';
import { talkRoutes } from './compose-talk.ts';
import { createControlRoutes } from './control/index.ts';
import { AppError } from './core/app-error.ts';
import type { AnyRoute } from './http/define-route.ts';
import { isBearer } from './http/machine.ts';
import type { Metrics } from './http/metrics.ts';
import { createPageRenderer, type FindLetterhead } from './http/page-renderer.ts';
import { createSharedPages } from './http/shared-pages.ts';
import type { AmendmentDesk } from './log/index.ts';
import { createMinutesRoutes } from './minutes/index.ts';
import { createOfficialRoutes } from './official/index.ts';
import { createPresenceMatrixRoutes, type MatrixData } from './presence-matrix/index.ts';
import { createRoomPageRoutes } from './room-pages/index.ts';
import { createRehearsalRoutes, type SessionDocument } from './sessions/index.ts';
import { createApiRoutes, createHealthRoutes, createSiteRoutes } from './site/index.ts';
import { createWitnessRoutes } from './witness/index.ts';

export interface HttpParts {
  base: Base;
  domains: Domains;
  accounts: Accounts;
  certificates: Certificates;
  keyDesk: { routes: AnyRoute[] };
  log: Log;
  amendments: AmendmentDesk;
  evidence: Pick<Evidence, 'routes'>;
  desk: CertificateDesk;
  stage: Stage;
  stream: Stream;
  control: ControlParts;
}

/** Every route of the platform, in the order in which paths are tried. */
export function createRoutes({
  base,
  domains,
  accounts,
  certificates,
  keyDesk,
  log,
  amendments,
  evidence,
  desk,
  control,
  stage,
}: HttpParts): AnyRoute[] {
  const { tokens, catalogue, clock, rateLimits } = base;
  const { publicUrl } = base.config;
  const official = {
    visitors: { tokens, codeLimit: rateLimits.code, catalogue, clock },
    people: { ...domains, nominationOf: domains.coordinatorDesk.nominationOf },
    event: { ...domains, ownStage: stage.ownStage },
    pledge: domains,
    documents: documentsOf(certificates, log),
    talk: domains.talk,
  };
  return [
    ...siteRoutes(base, domains),
    ...lineTestRoutes(base),
    ...createOfficialRoutes(official),
    ...createRoomPageRoutes({
      official,
      rooms: domains.sharedRooms,
      holders: domains.stores.registrations,
      limits: { byAddress: rateLimits.code, byPerson: rateLimits.roomCode },
      publicUrl,
    }),
    ...createAccountRoutes({ accounts, catalogue, publicUrl }),
    // Before the certificates': theirs takes whatever code is left below /api/v1/certificates.
    ...desk.routes,
    ...keyDesk.routes,
    ...certificates.routes,
    ...log.routes,
    ...evidence.routes,
    ...createWitnessRoutes({ ...base, witness: domains.witness, onEgress: control.onEgress }),
    ...coordinatorRoutes(base, domains, certificates),
    ...createRehearsalRoutes({ ...domains, publicUrl, attendedOf: attendedIn(domains) }),
    ...composeReports(base, domains).routes,
    ...createMinutesRoutes({
      official,
      attendance: domains.attendance,
      objections: domains.objections,
      rooms: domains.stores.sharedRooms,
      log: log.service,
      amendments,
      findRegistration: domains.stores.registrations.find,
    }),
    ...talkRoutes(base, domains),
    ...createPresenceMatrixRoutes({ data: matrixData(domains), catalogue, clock }),
    ...control.routes,
    ...stageRoutes(base, domains, stage),
    ...createControlRoutes({ data: controlData(domains), catalogue, publicUrl }),
  ];
}

/** A withdrawn signature gets no declaration: the refusal says why. */
const documentsOf = ({ documents }: Certificates, { withdrawnAt }: Log) => ({
  ...documents,
  withdrawnAt,
  async ensureDeclaration(registration: string) {
    if (await withdrawnAt(registration)) throw new AppError('SIGNATURE_WITHDRAWN');
    return documents.ensureDeclaration(registration);
  },
});

/** What each seat's holder attended, for rehearsals. */
const attendedIn =
  ({ attendance, stores }: Domains) =>
  async (session: SessionDocument) => {
    const attended = await attendance.attendanceOfAll(session);
    const holders = await stores.registrations.listActive(session._id);
    return holders.map(({ _id, seat }) => {
      const own = attended.get(_id);
      const stretches = own?.attended ?? [];
      const attendedMs = stretches.reduce((sum, { start, end }) => sum + end - start, 0);
      return { seat, attendedMs, minutes: own?.measuredMinutes ?? 0 };
    });
  };

const siteRoutes = (base: Base, domains: Domains): AnyRoute[] => {
  const { stores, boards } = domains;
  const { catalogue, clock, layoutOf, database, engine } = base;
  const registeredByRegion = stores.registrations.countByRegion;
  const site = { ...domains, layoutOf, registeredByRegion, catalogue, clock };
  const health = {
    pingDatabase: database.ping,
    boardsReady: boards.isReady,
    clockTrusted: domains.clockWatch.isTrusted,
    streamState: () => engine.status().state,
  };
  return [...createSiteRoutes(site), ...createApiRoutes(site), ...createHealthRoutes(health)];
};

const matrixData = ({ stores, live, boards, regionCalls, objections }: Domains): MatrixData => ({
  places: { live, campaigns: stores.campaigns, regions: stores.regions },
  boards,
  people: {
    seats: stores.seats.list,
    seatsOfRegion: stores.seats.listOfRegion,
    holders: (session, region) =>
      region === undefined
        ? stores.registrations.listActive(session)
        : stores.registrations.listActiveOfRegion(session, region),
    intervals: stores.presence.streamOf,
  },
  calls: regionCalls,
  openObjections: objections.countOpen,
});

const controlData = (domains: Domains) => ({
  live: domains.live,
  boards: domains.boards,
  campaigns: domains.stores.campaigns,
  regions: domains.stores.regions,
  makeRehearsal: (model: { _id: string }, by: Parameters<Domains['rehearsals']['create']>[0]) =>
    domains.rehearsals.create(by, model._id),
  seats: { ...domains, desk: domains.seatDesk },
  openObjections: domains.objections.countOpen,
});

/** The HTTP server with all routes; not yet listening. */
export function createHttp(
  { base, domains, accounts, stream }: HttpParts,
  routes: AnyRoute[],
  letterhead: FindLetterhead,
  metrics: Metrics,
) {
  const { views, csrf, tokens, secure, localToken, config, distDir } = base;
  const { connectSources } = stream;
  const { announcement } = domains.talk.feed;
  return createApp({
    routes,
    router: {
      tokens,
      findStaff: accounts.findStaff,
      csrf,
      sharedPages: createSharedPages({ clock: base.clock, csrf }),
      renderPage: createPageRenderer({ views, csrf, letterhead, announcement }),
      secure,
      isMachine: async (authorization) =>
        isBearer(authorization, localToken) || accounts.programs.accepts(authorization),
    },
    errorText: base.errorText,
    logger: base.logger,
    trustProxy: config.TRUST_PROXY,
    metrics: { figures: metrics, token: config.METRICS_TOKEN },
    client: { distDir, connectSources },
  }).http;
}
