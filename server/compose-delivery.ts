// Deliveries: what they ask of seats, people and links, the runner of mails, and their pages.
import { createLetterMaker } from './certificates/index.ts';
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import type { ContactStore } from './contacts/index.ts';
import type { Leases } from './core/lease.ts';
import {
  createDeliveryRoutes,
  createDeliveryService,
  createMailRunner,
  createMailStore,
  createMailWriter,
  createPost,
  createUnsignedDelivery,
  createUnsubscribeRoutes,
  type DeliverySources,
} from './delivery/index.ts';
import { createUnsignedWriter, type ReminderSources, signedRegions } from './follow-up/index.ts';
import type { SessionDocument } from './sessions/index.ts';

/** Builds it; nothing is sent before `start`, and nothing at all without SMTP_URL. */
export async function composeDelivery(
  base: Base,
  domains: Domains,
  { contacts, leases }: { contacts: ContactStore; leases: Leases },
) {
  const { database, time, clock, logger, config, keys } = base;
  const { audit, live } = domains;
  const store = createMailStore(database.connection);
  await store.ensureIndexes();
  const letters = createLetterMaker();
  const sources = sourcesOf(base, domains, { contacts, store, drawLetter: letters.draw });
  const { SMTP_URL: url, SMTP_FROM: from, MAIL_PER_MINUTE: perMinute } = config;
  const canSend = url !== undefined;
  const delivery = createDeliveryService({
    ...{ database, sources, audit, time, canSend },
    secret: keys.code,
  });
  const reminders: ReminderSources = {
    delivery: sources,
    signedRegions: signedRegionsOf(domains),
    signedSeats: (session) => domains.stores.signatures.signedSeatsOf([session]),
  };
  const post = url ? createPost({ url, from }) : undefined;
  const runner = post
    ? createMailRunner({
        ...{ store, leases, perMinute, time: { clock, logger }, post },
        write: createMailWriter({
          ...{ sources, delivery, live, clock },
          unsigned: createUnsignedWriter(reminders, clock.now),
        }),
      })
    : undefined;
  const openObjections = domains.objections.countOpen;
  const wake = () => runner?.wake();
  const site = { live, clock, canSend, perMinute, openObjections, wake };
  const services = { delivery, sources, audit, site };
  return {
    delivery,
    store,
    /** What is asked of those who have not signed: see compose-circulars.ts. */
    reminders: {
      ...{ sources: reminders, canSend, wake },
      mails: createUnsignedDelivery({ database, store, audit, time, canSend }),
    },
    routes: [...createDeliveryRoutes(services), ...createUnsubscribeRoutes(services)],
    start: () => runner?.start(),
    async stop() {
      await runner?.stop();
      post?.stop();
      await letters.stop();
    },
  };
}

/** Regions that have signed by the campaign's own rule, from the collections. */
const signedRegionsOf =
  ({ stores, campaignOf }: Pick<Domains, 'stores' | 'campaignOf'>) =>
  async (session: SessionDocument): Promise<Set<string>> => {
    const [seats, signed, checkedIn, { regionRules: rules }] = await Promise.all([
      stores.seats.list(session._id),
      stores.signatures.signedSeatsOf([session._id]),
      stores.registrations.checkInsOf([session._id]),
      campaignOf(session),
    ]);
    const { signingOpenedAt } = session.status;
    return signedRegions({ seats, signed, checkedIn, signingOpenedAt, rules });
  };

const sourcesOf = (
  { catalogue, config }: Base,
  domains: Domains,
  { contacts, ...own }: Pick<DeliverySources, 'store' | 'drawLetter'> & { contacts: ContactStore },
): DeliverySources => ({
  ...{ ...own, catalogue, publicUrl: config.publicUrl },
  contactsOf: contacts.list,
  findContact: contacts.find,
  findSeat: domains.invitations.find,
  seatsOf: domains.stores.seats.list,
  seatsOfRegion: domains.stores.seats.listOfRegion,
  ...progressSources(domains.stores),
  regionsOf: async (session: SessionDocument) =>
    domains.regionsOf(await domains.campaignOf(session)),
  campaignOf: domains.campaignOf,
  emblemOf: async ({ emblem }) =>
    emblem === null ? undefined : (await domains.stores.emblems.find(emblem))?.bytes,
  codeOf: domains.invitations.codeOf,
  findCoordinator: domains.stores.coordinators.find,
  coordinatorsOf: domains.coordinatorLinks.listOfSession,
  coordinatorCodeOf: domains.coordinatorLinks.codeOf,
});

/** Who has a seat, or a name for it from the region's coordinator. */
const progressSources = ({
  registrations,
  coordinators,
}: Domains['stores']): Pick<
  DeliverySources,
  'holdersOf' | 'namedOf' | 'filledOf' | 'progressOf'
> => ({
  holdersOf: registrations.listActive,
  namedOf: coordinators.listNamedSeats,
  async filledOf(session, region) {
    const [holders, names] = await Promise.all([
      registrations.listActiveOfRegion(session, region),
      coordinators.listNominations(session, region),
    ]);
    return new Set([...holders.map(({ seat }) => seat), ...names.map(({ _id }) => _id)]);
  },
  async progressOf(seat) {
    const [holder, name] = await Promise.all([
      registrations.findActiveOfSeat(seat),
      coordinators.findNomination(seat),
    ]);
    return {
      isRegistered: holder !== undefined || name !== undefined,
      isCheckedIn: Boolean(holder?.checkedInAt),
    };
  },
});
