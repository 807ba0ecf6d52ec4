// The reports: what they read of the other domains, their page and files, and the API.
import { evaluate } from './attendance/index.ts';
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import type { AnyRoute } from './http/define-route.ts';
import {
  createReportApi,
  createReportRoutes,
  createReportService,
  type ReportSources,
} from './reports/index.ts';

/** Routes and service; nothing runs by itself. */
export function composeReports(base: Base, domains: Domains) {
  const { live, audit, witness: media } = domains;
  const { database, clock, catalogue } = base;
  const openObjections = domains.objections.countOpen;
  const sources = reportSourcesOf(domains);
  const reports = createReportService({ sources, database, live, clock, media });
  const routes: AnyRoute[] = [
    ...createReportRoutes({ reports, sources, live, audit, catalogue, openObjections }),
    ...createReportApi({ live, reports }),
  ];
  return { reports, routes };
}

/** What reports read; each read may be bound to one moment of the database. */
export const reportSourcesOf = ({
  stores,
  campaignOf,
  regionsOf,
}: Pick<Domains, 'stores' | 'campaignOf' | 'regionsOf'>): ReportSources => ({
  campaignOf,
  regionsOf,
  seats: stores.seats.list,
  eachSeat: stores.seats.each,
  holders: stores.registrations.listOfSeats,
  intervals: stores.presence.streamOf,
  signings: stores.signatures.signingsOf,
  async evaluator(session) {
    const stored = await stores.corrections.listOfSession(session._id);
    // They come in their order: of a person's several the last one stays.
    const last = new Map(stored.map((one) => [one.registration, one]));
    return (registration, presence, now) => {
      const correction = last.get(registration);
      const corrections = correction ? [correction] : [];
      return evaluate({ presence, corrections }, session, now);
    };
  },
  rooms: async (session) => ({
    places: await stores.sharedRooms.placesOf(session),
    vouched: await stores.sharedRooms.vouchedOf(session),
  }),
});
