// Circulars of regions and reminders to those that have not signed: stores, services, pages.
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import type { CheckPdf } from './compose-follow-up.ts';
import type { InvitationParts } from './compose-invitations.ts';
import {
  type CircularServices,
  createCircularRoutes,
  createCircularService,
  createCircularStore,
} from './follow-up/index.ts';

/** Builds it with its indexes; nothing runs by itself. */
export async function composeCirculars(
  base: Pick<Base, 'database' | 'clock' | 'catalogue'>,
  domains: Domains,
  { invitations, checkPdf }: { invitations: InvitationParts; checkPdf: CheckPdf },
) {
  const { database, clock, catalogue } = base;
  const { audit, live, campaigns, regionsOf, coordinatorLinks } = domains;
  const store = createCircularStore(database.connection);
  await store.ensureIndexes();
  const service = createCircularService({ database, store, audit, clock, checkPdf });
  const services: CircularServices = {
    places: { campaign: campaigns.get, regionsOf, live },
    circulars: { store, service },
    reminders: invitations.delivery.reminders,
    requireCoordinator: coordinatorLinks.requireCurrent,
    ...{ audit, site: { catalogue, clock } },
  };
  return { store, service, routes: createCircularRoutes(services) };
}
