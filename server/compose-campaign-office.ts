// The campaign office: its pages, and what a clone takes over from each domain.
import { join } from 'node:path';
import {
  type ClonePart,
  cloneSessions,
  createCampaignOfficeRoutes,
  createEmblemService,
  createIdentityService,
  createMakeService,
  createNoteService,
  createPlaceService,
  createRegionSets,
} from './campaign-office/index.ts';
import { copyTemplates, createTemplateStore } from './certificate-templates/index.ts';
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import { addSeats, plannedSeats } from './compose-samples.ts';
import { coordinatorTarget, createContactStore } from './contacts/index.ts';
import { newId } from './core/ids.ts';
import {
  copyLibrary,
  copyReporting,
  createLibraryStore,
  createReportingStore,
} from './follow-up/index.ts';
import { isOver, isRunning } from './protocol/session-names.ts';
import { createRegionSetStore } from './regions/index.ts';
import type { SessionDocument } from './sessions/index.ts';
import { copyRoster, createRosterStore } from './stage/index.ts';

export type CampaignOffice = ReturnType<typeof composeCampaignOffice>;

/** Builds the services and their routes; `others` are parts of a clone from composed domains. */
export function composeCampaignOffice(
  base: Base,
  domains: Domains,
  { others, canPrint }: { others: readonly ClonePart[]; canPrint(text: string): boolean },
) {
  const { database, catalogue, clock, root, random } = base;
  const { audit, live, stores } = domains;
  const store = stores.campaigns;
  const sessionsOf = (campaign: string) =>
    live.list().filter((session) => session.campaign === campaign);
  followCampaigns(base, domains);
  const identity = createIdentityService({
    ...{ database, store, audit, clock },
    sessions: stores.sessions,
  });
  const services = {
    campaigns: store,
    sessionsOf,
    regionSets: createRegionSets({
      ...{ database, audit, clock },
      stores: { ...stores, sets: createRegionSetStore(database.connection) },
      folder: join(root, 'server/regions/data'),
    }),
    make: createMakeService({
      ...{ database, store, audit },
      parts: [...clonePartsOf(base, domains), ...others],
    }),
    identity,
    places: composePlaces(base, domains, { identity, sessionsOf }),
    emblems: createEmblemService({
      ...{ store: stores.emblems, identity, clock },
      newId: () => newId(random),
    }),
    notes: createNoteService({
      ...{ database, store: stores.campaignNotes, audit, clock },
      newId: () => newId(random),
    }),
    canPrint,
    catalogue,
    clock,
  };
  return { ...services, routes: createCampaignOfficeRoutes(services) };
}

/** Regions and offices, and what follows them: seats, and what others keep of those that go. */
const composePlaces = (
  { database, random }: Base,
  { stores, regionsOf, invitations }: Domains,
  campaigns: Pick<Parameters<typeof createPlaceService>[0], 'identity' | 'sessionsOf'>,
) => {
  const contacts = createContactStore(database.connection);
  return createPlaceService({
    ...campaigns,
    sessions: stores.sessions,
    registeredOf: stores.registrations.countByOffice,
    async replan(session, campaign, transaction) {
      const options = { regionsOf, newId: () => newId(random) };
      const known = (await invitations.list(session._id)).length;
      const planned = await plannedSeats(session, campaign, options, known);
      return invitations.replan(session._id, planned, transaction);
    },
    async forget({ _id }, campaign, gone, transaction) {
      const kept = new Set((await regionsOf(campaign)).map(({ code }) => code));
      const left = new Set(gone.flatMap(({ region }) => (region === null ? [] : [region])));
      const regions = [...left].filter((code) => !kept.has(code));
      const seats = gone.map((seat) => seat._id);
      const targets = [...seats, ...regions.map(coordinatorTarget)];
      await contacts.forget(_id, targets, transaction);
      await stores.coordinators.forget(_id, { regions, seats }, transaction);
    },
  });
};

/** Other regions or seats: what this process has read of a session that has not begun is old. */
const followCampaigns = ({ logger }: Base, { campaigns, live, boards }: Domains): void => {
  const isWaiting = ({ status }: SessionDocument) =>
    !isRunning(status.session) && !isOver(status.session);
  campaigns.onChange(({ _id }) => {
    const waiting = live.list().filter((one) => one.campaign === _id && isWaiting(one));
    for (const session of waiting) {
      boards.readAnew(session._id).catch((error: unknown) => {
        logger.warn({ error: String(error) }, 'A board could not be read anew');
      });
    }
  });
};

/**
 * What a clone takes over, one entry a domain, in this order; sessions first, because others belong
 * to them. The campaign's own document (seats, texts, rules, colours, region set) goes by itself.
 */
const clonePartsOf = (base: Base, domains: Domains): ClonePart[] => {
  const { database, clock, random, keys } = base;
  const { invitations, regionsOf, stores } = domains;
  const id = () => newId(random);
  const templates = createTemplateStore(database.connection);
  const rosters = { store: createRosterStore(database.connection), secret: keys.code };
  return [
    cloneSessions({
      store: stores.sessions,
      newId: id,
      addSeats: (session, campaign, transaction) =>
        addSeats(session, campaign, { invitations, regionsOf, newId: id }, { transaction }),
    }),
    {
      name: 'stage rosters',
      async copy(_from, _to, session, { sessions }) {
        for (const pair of sessions) await copyRoster(rosters, pair, session);
      },
    },
    {
      name: 'wordings of certificates',
      copy: (from, to, session, { by }) =>
        copyTemplates(
          { store: templates, newId: id },
          { from: from._id, to: to._id },
          { actor: by.actor, at: clock.now() },
          session,
        ),
    },
    {
      name: 'law library',
      copy: (from, to, session, { by }) =>
        copyLibrary(
          { store: createLibraryStore(database.connection), newId: id },
          { from, to },
          { at: clock.now(), by: by.actor },
          session,
        ),
    },
    {
      name: 'offices of Bawaslu',
      copy: (from, to, session, { by }) =>
        copyReporting(
          createReportingStore(database.connection),
          { from, to },
          { at: clock.now(), by: by.actor },
          session,
        ),
    },
  ];
};
