// Invitations on their way: contacts and their import, letters, mail, texts and reminders.
import type { Base } from './compose-base.ts';
import { composeDelivery } from './compose-delivery.ts';
import type { Domains } from './compose-domains.ts';
import {
  createContactRoutes,
  createContactStore,
  createImportRunner,
  createImportService,
} from './contacts/index.ts';
import { newId } from './core/ids.ts';
import { createLeases } from './core/lease.ts';
import type { SessionDocument } from './sessions/index.ts';

export type InvitationParts = Awaited<ReturnType<typeof composeInvitations>>;

/** Builds all of it; nothing runs before `start`. */
export async function composeInvitations(base: Base, domains: Domains) {
  const { database, time, logger, catalogue } = base;
  const { audit, live } = domains;
  const store = createContactStore(database.connection);
  await store.ensureIndexes();
  const leases = createLeases({ connection: database.connection, node: newId(time.random) });
  const seatsOf = domains.stores.seats.list;
  const regionsOf = async (session: SessionDocument) =>
    domains.regionsOf(await domains.campaignOf(session));
  const imports = createImportService({ database, store, audit, time, seatsOf, regionsOf });
  const runner = createImportRunner({
    ...{ database, store, leases },
    time: { clock: time.clock, logger },
  });
  const people = { seatsOf, regionsOf, openObjections: domains.objections.countOpen };
  const delivery = await composeDelivery(base, domains, { contacts: store, leases });
  const wake = () => void runner.runOnce();
  return {
    contacts: { store, imports, runner },
    delivery,
    routes: [
      ...createContactRoutes({ store, imports, people, live, catalogue, wake }),
      ...delivery.routes,
    ],
    /** An official has opened their link. */
    onOpened: (seat: { _id: string; session: string }) =>
      delivery.store.markOpened(seat._id, seat.session, base.clock.now()),
    start() {
      runner.start();
      delivery.start();
    },
    async stop() {
      await delivery.stop();
      await runner.stop();
    },
  };
}

/** Reminders ask who has not opened their link yet. */
export const withOpenings = (
  invitations: Domains['invitations'],
  onOpened: InvitationParts['onOpened'],
): Domains['invitations'] => ({
  ...invitations,
  async open(typed) {
    const seat = await invitations.open(typed);
    await onOpened(seat);
    return seat;
  },
});
