// The shared rooms: their service on what the chain before it gives, and the stream of changes.
import type { Audit } from './audit/index.ts';
import type { DomainOptions } from './compose-domains.ts';
import type { Stores } from './compose-stores.ts';
import type { RegistrationService } from './registrations/index.ts';
import type { LiveSessions } from './sessions/index.ts';
import { createSharedRoomService, watchRooms } from './shared-rooms/index.ts';

/** Builds the service and opens the stream; `roomWatch.stop` ends it. */
export async function createRooms(
  { database, keys, time, logger }: DomainOptions,
  {
    stores,
    audit,
    live,
    registrations,
  }: { stores: Stores; audit: Audit; live: LiveSessions; registrations: RegistrationService },
) {
  const sharedRooms = createSharedRoomService({
    database,
    store: stores.sharedRooms,
    audit,
    live,
    people: { checkIn: registrations.checkIn, find: stores.registrations.find },
    seats: stores.seats,
    secrets: keys,
    time,
    logger,
  });
  const roomWatch = await watchRooms({ connection: database.connection, logger });
  return { sharedRooms, roomWatch };
}
