// Programs: what the API asks of the domains, and its document over the whole route table.
import {
  createCampaignApi,
  createCertificateApi,
  createContactApi,
  createDocumentRoutes,
  createPeopleApi,
  createSessionApi,
} from './api/index.ts';
import type { Certificates } from './certificates/index.ts';
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import type { InvitationParts } from './compose-invitations.ts';
import type { AnyRoute } from './http/define-route.ts';
import type { ReportService } from './reports/index.ts';

/** The routes below /api/v1 that belong to no one domain. */
export function apiRoutes(
  { live, stores, regionsOf, signatures }: Domains,
  parts: {
    certificates: Pick<Certificates, 'store'>;
    contacts: InvitationParts['contacts'];
    reports: Pick<ReportService, 'seatsOf'>;
  },
): AnyRoute[] {
  const { campaigns, seats, registrations } = stores;
  const { store, imports } = parts.contacts;
  return [
    ...createCampaignApi({ campaigns, regionsOf, live }),
    ...createSessionApi({ live, seats, registrations, signatures }),
    ...createPeopleApi({ live, seats, reports: parts.reports }),
    ...createCertificateApi({ live, certificates: parts.certificates.store }),
    ...createContactApi({ live, imports, store }),
  ];
}

/** All routes with the document of those that programs call. */
export function withApiDocument(
  { catalogue, config: { publicUrl } }: Base,
  routes: readonly AnyRoute[],
): AnyRoute[] {
  const all: AnyRoute[] = [];
  all.push(...routes, ...createDocumentRoutes({ routes: () => all, catalogue, publicUrl }));
  return all;
}
