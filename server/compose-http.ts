// Routes of all domains.
import { type Accounts, createAccountRoutes, type EndedSignIns } from './accounts/index.ts';
import type { Certificates } from './certificates/index.ts';
import { apiRoutes } from './compose-api.ts';
import type { Base } from './compose-base.ts';
import { comparisonRoutes } from './compose-comparison.ts';
import type { ControlParts } from './compose-control.ts';
import { coordinatorRoutes } from './compose-coordinators.ts';
import type { CertificateDesk } from './compose-desk.ts';
import type { Domains } from './compose-domains.ts';
import type { Evidence } from './compose-evidence.ts';
import { withOpenings } from './compose-invitations.ts';
import { lineTestRoutes } from './compose-line-test.ts';
import type { Log } from './compose-log.ts';
import type { OfficeParts } from './compose-office.ts';
import { composeReports } from './compose-reports.ts';
import type { Stage } from './compose-stage.ts';
import { stageRoutes } from './compose-stage-lines.ts';
import type { Stream } from './compose-stream.ts';
import { talkRoutes } from './compose-talk.ts';
import { createControlRoutes } from './control/index.ts';
import { AppError } from './core/app-error.ts';
import type { AnyRoute } from './http/define-route.ts';
import type { AmendmentDesk } from './log/index.ts';
import { createMinutesRoutes } from './minutes/index.ts';
import { createOfficialRoutes } from './official/index.ts';
import { createPresenceMatrixRoutes, type MatrixData } from './presence-matrix/index.ts';
import { createRoomPageRoutes } from './room-pages/index.ts';
import { createRehearsalRoutes, type SessionDocument } from './sessions/index.ts';
import { createApiRoutes, createHealthRoutes, createSiteRoutes } from './site/index.ts';
import { createWitnessRoutes } from './witness/index.ts';

export interface HttpParts extends OfficeParts {
  base: Base;
  domains: Domains;
  accounts: Accounts;
  signIns: EndedSignIns;
  certificates: Certificates;
  keyDesk: { routes: AnyRoute[] };
  log: Log;
  amendments: AmendmentDesk;
  evidence: Pick<Evidence, 'routes'>;
  dossier: { routes: AnyRoute[] };
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
  dossier,
  desk,
  control,
  invitations,
  stage,
  privacy,
  campaignOffice,
  sessionOffice,
  circulars,
}: HttpParts): AnyRoute[] {
  const { tokens, catalogue, clock, rateLimits } = base;
  const { publicUrl } = base.config;
  const official = {
    visitors: { tokens, codeLimit: rateLimits.code, catalogue, clock },
    people: {
      ...domains,
      invitations: withOpenings(domains.invitations, invitations.onOpened),
      nominationOf: domains.coordinatorDesk.nominationOf,
      notices: privacy.notices,
    },
    event: { ...domains, ownStage: stage.ownStage },
    pledge: domains,
    documents: documentsOf(certificates, log),
    talk: domains.talk,
  };
  return [
    ...siteRoutes(base, domains),
    ...lineTestRoutes(base),
    ...createOfficialRoutes(official),
    ...privacy.routes(official),
    ...createRoomPageRoutes({
      official,
      rooms: domains.sharedRooms,
      holders: domains.stores.registrations,
      limits: { byAddress: rateLimits.code, byPerson: rateLimits.roomCode },
      publicUrl,
    }),
    ...createAccountRoutes({ accounts, catalogue, publicUrl, campaigns: domains.stores.campaigns }),
    // Before the certificates': theirs takes whatever code is left below /api/v1/certificates.
    ...desk.routes,
    ...keyDesk.routes,
    ...certificates.routes,
    ...log.routes,
    ...evidence.routes,
    ...dossier.routes,
    ...createWitnessRoutes({ ...base, witness: domains.witness, onEgress: control.onEgress }),
    // Before the coordinator's link, which takes any word below /koordinator.
    ...circulars.routes,
    ...coordinatorRoutes(base, domains, certificates),
    ...createRehearsalRoutes({ ...domains, publicUrl, attendedOf: attendedIn(domains) }),
    ...reportRoutes(base, domains, { certificates, contacts: invitations.contacts }),
    ...comparisonRoutes(base, domains),
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
    ...invitations.routes,
    ...control.routes,
    ...stageRoutes(base, domains, stage),
    ...campaignOffice.routes,
    ...sessionOffice.routes,
    ...createControlRoutes({ data: controlData(domains), catalogue, publicUrl }),
  ];
}

/** The reports, and what programs read and start. */
const reportRoutes = (
  base: Base,
  domains: Domains,
  parts: Omit<Parameters<typeof apiRoutes>[1], 'reports'>,
): AnyRoute[] => {
  const { routes, reports } = composeReports(base, domains);
  return [...routes, ...apiRoutes(domains, { ...parts, reports })];
};

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

const matrixData = ({ stores, live, boards, ...domains }: Domains): MatrixData => ({
  places: { live, campaignOf: domains.campaignOf, regions: stores.regions },
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
  calls: domains.regionCalls,
  openObjections: domains.objections.countOpen,
});

const controlData = (domains: Domains) => ({
  live: domains.live,
  boards: domains.boards,
  campaigns: domains.stores.campaigns,
  regions: domains.stores.regions,
  campaignOf: domains.campaignOf,
  makeRehearsal: (model: { _id: string }, by: Parameters<Domains['rehearsals']['create']>[0]) =>
    domains.rehearsals.create(by, model._id),
  seats: { ...domains, desk: domains.seatDesk },
  openObjections: domains.objections.countOpen,
});
