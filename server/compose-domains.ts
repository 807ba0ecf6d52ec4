// The domains in the order of the chain: each is made from the ones before it.
import { createAttendanceService } from './attendance/index.ts';
import { createAudit } from './audit/index.ts';
import { type Boards, createBoards } from './board/index.ts';
import { createCampaignDirectory } from './campaigns/index.ts';
import { createCeremonyService } from './ceremony/index.ts';
import { countTicks, keepWindows, logStandIn } from './compose-ceremony.ts';
import { createCoordinators } from './compose-coordinators.ts';
import { createRooms } from './compose-rooms.ts';
import { addSamples, addSeats, type SampleFolders } from './compose-samples.ts';
import { boardSourcesOf, createLookups, createStores, regionsIn } from './compose-stores.ts';
import { type Clock, systemClock } from './core/clock.ts';
import { createClockWatch } from './core/clock-watch.ts';
import type { Database } from './core/database.ts';
import { newId } from './core/ids.ts';
import type { Logger } from './core/logger.ts';
import type { RandomSource } from './core/random.ts';
import type { SecretKeys } from './core/secret-keys.ts';
import { createInvitationService } from './invitations/index.ts';
import { createObjectionService } from './objections/index.ts';
import { createCallService } from './presence-matrix/index.ts';
import {
  createHolderMemory,
  createPinHasher,
  createRegistrationService,
  createSeatDesk,
  type RegistrationService,
} from './registrations/index.ts';
import {
  createLiveSessions,
  createRehearsalService,
  createSessionService,
} from './sessions/index.ts';
import { createSignatureService } from './signatures/index.ts';
import { createTalk } from './talk/index.ts';
import { createWitnessService } from './witness/index.ts';

export interface DomainOptions {
  database: Database;
  keys: SecretKeys;
  time: {
    clock: Clock;
    random: RandomSource;
    /** What the clock is compared with; a clock that was handed in is taken for MongoDB's too. */
    databaseTime?: () => Promise<Date>;
  };
  logger: Logger;
  /** undefined loads none. */
  samples: SampleFolders | undefined;
  boardIntervalMs?: number;
}

export type Domains = Awaited<ReturnType<typeof createDomains>>;

/** Builds stores and services; what runs by itself is undone by `stop`, in reverse. */
export async function createDomains(options: DomainOptions) {
  const places = await createPlaces(options);
  const event = createEvent(options, places);
  const people = createPeople(options, places, event);
  const { stores, live } = places;
  const { time, logger, database } = options;
  const rooms = await createRooms(options, { ...places, ...people });
  const coordinators = createCoordinators(options, { ...places, ...people, ...rooms });
  const attendance = await createAttendanceService({
    database,
    stores: { ...stores, findRegistration: stores.registrations.find },
    live,
    audit: places.audit,
    time: { ...time, watch: places.clockWatch },
    logger,
  });
  const witness = createWitnessService({
    store: stores.mediaEvents,
    clock: time.clock,
    people: stores.registrations.listActive,
    attendance,
  });
  const objections = createObjectionService({
    database,
    store: stores.objections,
    audit: places.audit,
    time,
    correct: attendance.correct,
  });
  const boardSources = boardSourcesOf(stores, places);
  const boards = await createBoards({
    connection: database.connection,
    live,
    clock: time.clock,
    logger,
    sources: boardSources,
    ...(options.boardIntervalMs && { intervalMs: options.boardIntervalMs }),
  });
  const registrations = rememberHolders(people.registrations, boards);
  const regionCalls = await createCallService({
    ...{ database, time, logger },
    store: stores.regionCalls,
    audit: places.audit,
  });
  const talk = await createTalk({
    ...{ database, time, logger, live },
    linkSecret: options.keys.token,
    audit: places.audit,
    findSeat: places.invitations.find,
  });
  const windows = keepWindows(options, { ...places, ...event });
  const tickCounts = countTicks(options, places);
  const stop = async () => {
    await windows.stop();
    await tickCounts.stop();
    await talk.stop();
    await regionCalls.stop();
    await event.signatures.drain();
    await rooms.roomWatch.stop();
    await boards.stop();
    await attendance.stop();
    await live.stop();
    await places.campaigns.stop();
  };
  const all = { ...places, ...event, ...people, ...rooms, ...coordinators, ...registrations };
  const beside = { witness, objections, boardSources, regionCalls, talk, tickCounts };
  return { ...all, ...beside, attendance, boards, stop };
}

/** What pages read of checked-in officials, their connections then find in memory. */
const rememberHolders = (registrations: RegistrationService, boards: Boards) => {
  const { findByToken: read } = registrations;
  const holders = createHolderMemory({ read, isTold: boards.isReady });
  boards.onHolderEnded(holders.end);
  boards.onReadAnew(holders.clear);
  return { holders, registrations: { ...registrations, findByToken: holders.read } };
};

const databaseTimeOf = (database: Database, clock: Clock) =>
  clock === systemClock ? database.now : async () => clock.now();

type Places = Awaited<ReturnType<typeof createPlaces>>;
type Event = ReturnType<typeof createEvent>;

/** Where it happens: campaigns, sessions and seats, the shipped ones loaded first. */
const createPlaces = async ({ database, keys, time, logger, samples }: DomainOptions) => {
  const audit = createAudit({ connection: database.connection, ...time });
  const clockWatch = await createClockWatch({
    clock: time.clock,
    databaseTime: time.databaseTime ?? databaseTimeOf(database, time.clock),
    logger,
  });
  const stores = await createStores(database.connection);
  const invitations = createInvitationService({
    database,
    store: stores.seats,
    audit,
    secret: keys.code,
  });
  const regionsOf = regionsIn(stores);
  const id = () => newId(time.random);
  if (samples) await addSamples(samples, { stores, regionsOf, invitations, newId: id });
  const campaigns = await createCampaignDirectory({ store: stores.campaigns, logger });
  const live = await createLiveSessions({ store: stores.sessions, logger });
  return {
    audit,
    clockWatch,
    stores,
    invitations,
    campaigns,
    live,
    ...createLookups({ campaigns, texts: stores.campaignTexts }, regionsOf),
  };
};

/** What happens: the session, its ceremony and its signatures, and rehearsals of it. */
const createEvent = ({ database, time }: DomainOptions, places: Places) => {
  const { stores, live, audit, clausesOf, campaignOf, regionsOf, invitations } = places;
  const { clock, random } = time;
  const { isTrusted: isClockTrusted, now } = places.clockWatch;
  const store = stores.sessions;
  const ceremony = createCeremonyService({
    store: stores.readings,
    clock,
    clausesOf,
    isClockTrusted,
  });
  const signatures = createSignatureService({
    store: stores.signatures,
    clock,
    random,
    momentsOf: ceremony.momentsOf,
    clausesOf,
    isClockTrusted,
  });
  const log = logStandIn(database.connection, stores.signatures);
  const facts = { clauses: clausesOf, signatures: signatures.count, log };
  // Everybody's minutes hang on when the session began and ended: the watched time says when.
  const sessions = createSessionService({ database, store, live, audit, clock: { now }, facts });
  const id = () => newId(random);
  const rehearsals = createRehearsalService({
    store,
    live,
    sessions,
    audit,
    newId: id,
    addSeats: async (session, wanted) =>
      addSeats(
        session,
        await campaignOf(session),
        { invitations, regionsOf, newId: id },
        { wanted },
      ),
  });
  return { ceremony, signatures, sessions, rehearsals };
};

/** Who takes part, and what staff do for them. */
const createPeople = (
  { database, keys, time }: DomainOptions,
  { stores, audit }: Places,
  { signatures }: Event,
) => {
  const store = stores.registrations;
  const registrations = createRegistrationService({
    database,
    store,
    audit,
    pins: createPinHasher(keys.pin),
    attempts: stores.pinAttempts,
    seats: stores.seats,
    time,
  });
  const { clock } = time;
  const barFromSigning = signatures.bar;
  const seatDesk = createSeatDesk({
    database,
    store,
    audit,
    clock,
    attempts: stores.pinAttempts,
    barFromSigning,
    endMembership: stores.sharedRooms.endOfRegistration,
  });
  return { registrations, seatDesk };
};
