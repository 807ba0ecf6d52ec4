// The coordinators of regions: what they ask of seats, registrations and shared rooms.
import type { Audit } from './audit/index.ts';
import type { Certificates } from './certificates/index.ts';
import type { Base } from './compose-base.ts';
import type { DomainOptions, Domains } from './compose-domains.ts';
import type { Stores } from './compose-stores.ts';
import {
  coordinatorActor,
  createCoordinatorDesk,
  createCoordinatorLinks,
  createCoordinatorRoutes,
  createCoordinatorStaffRoutes,
} from './coordinators/index.ts';
import { AppError } from './core/app-error.ts';
import type { RegistrationService } from './registrations/index.ts';
import type { LiveSessions } from './sessions/index.ts';
import { joinRefusal, type SharedRoomService } from './shared-rooms/index.ts';

interface Places {
  stores: Stores;
  audit: Audit;
  live: LiveSessions;
  registrations: RegistrationService;
  sharedRooms: SharedRoomService;
}

/** Their links, and the desk where they name, plan and vouch. */
export function createCoordinators({ database, keys, time }: DomainOptions, places: Places) {
  const { stores, audit, live, registrations, sharedRooms } = places;
  const { clock } = time;
  const store = stores.coordinators;
  const coordinatorLinks = createCoordinatorLinks({
    database,
    store,
    audit,
    clock,
    secret: keys.code,
  });
  const coordinatorDesk = createCoordinatorDesk({
    database,
    store,
    audit,
    clock,
    people: {
      findSeat: stores.seats.find,
      findHolder: registrations.findOfSeat,
      registerVouched: registrations.registerVouched,
      async requireJoinable(id, pass, reason) {
        const room = await sharedRooms.getOpen(id);
        const state = live.find(room.session)?.status.session ?? 'archived';
        const refusal = joinRefusal(
          room,
          state,
          { ...pass, active: true },
          { how: 'vouched', reason },
        );
        if (refusal) throw new AppError(refusal);
      },
      async joinVouched(room, holder, reason, { pass, address }) {
        const by = coordinatorActor(pass);
        await sharedRooms.join(room, holder._id, { how: 'vouched', reason, by, address });
      },
    },
  });
  return { coordinatorLinks, coordinatorDesk };
}

/** The coordinator's pages, and staff's list of their links. */
export const coordinatorRoutes = (base: Base, domains: Domains, { documents }: Certificates) => {
  const services = {
    links: domains.coordinatorLinks,
    desk: domains.coordinatorDesk,
    rooms: domains.sharedRooms,
    region: { ...domains, registrations: domains.stores.registrations },
    site: {
      ...base,
      codeLimit: base.rateLimits.code,
      publicUrl: base.config.publicUrl,
      openObjections: domains.objections.countOpen,
      canPrint: documents.canPrint,
      regionDocument: documents.regionDocument,
    },
  };
  return [...createCoordinatorRoutes(services), ...createCoordinatorStaffRoutes(services)];
};
