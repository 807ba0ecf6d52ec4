// The campaign office: its pages, and what a clone takes over from each domain.
import { join } from 'node:path';
import {
  type ClonePart,
  cloneSessions,
  createCampaignOfficeRoutes,
  createIdentityService,
  createMakeService,
  createRegionSets,
} from './campaign-office/index.ts';
import { copyTemplates, createTemplateStore } from './certificate-templates/index.ts';
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import { addSeats } from './compose-samples.ts';
import { newId } from './core/ids.ts';
import { copyRoster, createRosterStore } from './stage/index.ts';

export type CampaignOffice = ReturnType<typeof composeCampaignOffice>;

/** Builds the services and their routes; `others` are parts of a clone from composed domains. */
export function composeCampaignOffice(
  base: Base,
  domains: Domains,
  others: readonly ClonePart[] = [],
) {
  const { database, catalogue, clock, root } = base;
  const { audit, live, stores } = domains;
  const store = stores.campaigns;
  const sessionsOf = (campaign: string) =>
    live.list().filter((session) => session.campaign === campaign);
  const services = {
    campaigns: store,
    sessionsOf,
    regionSets: createRegionSets({
      campaigns: store,
      regions: stores.regions,
      folder: join(root, 'server/regions/data'),
    }),
    make: createMakeService({
      ...{ database, store, audit },
      parts: [...clonePartsOf(base, domains), ...others],
    }),
    identity: createIdentityService({ database, store, audit, clock, sessionsOf }),
    catalogue,
    clock,
  };
  return { ...services, routes: createCampaignOfficeRoutes(services) };
}

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
  ];
};
