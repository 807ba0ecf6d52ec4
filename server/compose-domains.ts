// The domains in the order of the chain: each is made from the ones before it.
import { createAttendanceService, createPresenceStore } from './attendance/index.ts';
import { createAudit } from './audit/index.ts';
import { type BoardSources, createBoards } from './board/index.ts';
import { createCampaignDirectory, createCampaignStore, loadSamples } from './campaigns/index.ts';
import { createCeremonyService, createReadingStore } from './ceremony/index.ts';
import type { Clock } from './core/clock.ts';
import type { Database } from './core/database.ts';
import { newId } from './core/ids.ts';
import type { Logger } from './core/logger.ts';
import type { RandomSource } from './core/random.ts';
import type { SecretKeys } from './core/secret-keys.ts';
import type { RateLimits } from './http/rate-limits.ts';
import { createInvitationService, createSeatStore, planSeats } from './invitations/index.ts';
import { createRegionStore, parseRegions } from './regions/index.ts';
import {
  createPinHasher,
  createRegistrationService,
  createRegistrationStore,
  createSeatDesk,
} from './registrations/index.ts';
import {
  createLiveSessions,
  createRehearsalService,
  createSessionService,
  createSessionStore,
  type SessionDocument,
  sessionFromFile,
} from './sessions/index.ts';
import { createSignatureService, createSignatureStore } from './signatures/index.ts';

export interface DomainOptions {
  database: Database;
  keys: SecretKeys;
  time: { clock: Clock; random: RandomSource };
  logger: Logger;
  rateLimits: RateLimits;
  /** Folders of the shipped campaigns and region sets; undefined loads none. */
  samples: { campaignsDir: string; regionsDir: string } | undefined;
}

export type Domains = Awaited<ReturnType<typeof createDomains>>;

/** Builds stores and services; what runs by itself is undone by `stop`, in reverse. */
export async function createDomains(options: DomainOptions) {
  const { database, keys, time, logger, rateLimits } = options;
  const { connection } = database;
  const { clock, random } = time;
  const id = () => newId(random);

  const audit = createAudit({ connection, clock, random });
  const stores = {
    regions: createRegionStore(connection),
    campaigns: createCampaignStore(connection),
    sessions: createSessionStore(connection),
    seats: createSeatStore(connection),
    registrations: createRegistrationStore(connection),
    presence: createPresenceStore(connection),
    readings: createReadingStore(connection),
    signatures: createSignatureStore(connection),
  };
  for (const store of Object.values(stores)) {
    if ('ensureIndexes' in store) await store.ensureIndexes();
  }
  const invitations = createInvitationService({
    database,
    store: stores.seats,
    audit,
    secret: keys.code,
  });
  const regionsOf = (campaign: { regionSet: { file: string } }) =>
    stores.regions.list(campaign.regionSet.file);

  if (options.samples) {
    await loadSamples(options.samples, {
      campaigns: stores.campaigns,
      importRegions: (set, csv) => stores.regions.importSet(set, parseRegions(csv)),
      async addSession(campaign, file) {
        if (await stores.sessions.findBySlug(file.slug)) return;
        const isFirst = file.isDefault && !(await stores.sessions.list()).some((s) => s.isDefault);
        const session = sessionFromFile(id(), campaign, file, isFirst);
        await invitations.addSeats(planSeats(session._id, campaign, await regionsOf(campaign), id));
        await stores.sessions.insertIfMissing(session);
      },
    });
  }

  const campaigns = await createCampaignDirectory(stores.campaigns);
  const campaignOf = (session: SessionDocument) => campaigns.get(session.campaign);
  const clausesOf = async (session: SessionDocument) =>
    (await campaignOf(session)).declaration?.clauses.length ?? 0;
  const live = await createLiveSessions({ store: stores.sessions, logger });
  const ceremony = createCeremonyService({ store: stores.readings, clock, clausesOf });
  const signatures = createSignatureService({
    store: stores.signatures,
    clock,
    random,
    findRegistrations: stores.registrations.findMany,
    momentsOf: ceremony.momentsOf,
    clausesOf,
  });
  const sessions = createSessionService({
    database,
    store: stores.sessions,
    live,
    audit,
    clock,
    facts: { clauses: clausesOf, signatures: signatures.count },
  });
  const registrations = createRegistrationService({
    database,
    store: stores.registrations,
    audit,
    pins: createPinHasher(keys.pin),
    pinLimit: rateLimits.pin,
    time,
  });
  const seatDesk = createSeatDesk({
    database,
    store: stores.registrations,
    audit,
    clock,
    barFromSigning: signatures.bar,
  });
  const rehearsals = createRehearsalService({
    store: stores.sessions,
    live,
    sessions,
    audit,
    newId: id,
    async addSeats(session) {
      const campaign = await campaignOf(session);
      await invitations.addSeats(planSeats(session._id, campaign, await regionsOf(campaign), id));
    },
  });
  const attendance = await createAttendanceService({
    store: stores.presence,
    clock,
    random,
    logger,
  });
  const boardSources: BoardSources = {
    regions: async (session) =>
      (await regionsOf(await campaignOf(session))).map((region) => region.code),
    seats: (session) => stores.seats.list(session),
    registrations: (session) => stores.registrations.listActive(session),
    presence: (session, endedAt) =>
      endedAt ? stores.presence.listCovering(session, endedAt) : stores.presence.listOpen(session),
    signedSeats: (session) => stores.signatures.signedSeats(session),
  };
  const boards = await createBoards({ connection, sources: boardSources, live, clock, logger });

  return {
    audit,
    stores,
    campaigns,
    campaignOf,
    regionsOf,
    clausesOf,
    live,
    invitations,
    sessions,
    registrations,
    seatDesk,
    rehearsals,
    ceremony,
    signatures,
    attendance,
    boards,
    boardSources,
    async stop() {
      await signatures.drain();
      await boards.stop();
      await attendance.stop();
      await live.stop();
    },
  };
}
