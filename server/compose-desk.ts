// The certificate desk: what it asks of certificates and people, its runner and its pages.
import {
  createDeskRoutes,
  createFailureStore,
  createIssueDesk,
  createIssueRunner,
  createJobStore,
  createRevocationList,
  createRevocationRoutes,
} from './certificate-desk/index.ts';
import type { Certificates } from './certificates/index.ts';
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import { newId } from './core/ids.ts';
import { createLeases } from './core/lease.ts';
import type { AnyRoute } from './http/define-route.ts';
import type { SealKeys } from './keys/index.ts';

export type CertificateDesk = Awaited<ReturnType<typeof composeDesk>>;

/** Builds the desk; its runner is not yet started. */
export async function composeDesk(
  base: Pick<Base, 'database' | 'time' | 'logger' | 'catalogue'>,
  domains: Pick<Domains, 'audit' | 'live' | 'campaignOf' | 'regionsOf' | 'stores'>,
  certificates: Pick<Certificates, 'store' | 'service' | 'pending' | 'longDesk'>,
  keys: Pick<SealKeys, 'evidence'>,
) {
  const { database, time, logger, catalogue } = base;
  const { audit, live, stores: domainStores } = domains;
  const { connection } = database;
  const jobs = createJobStore(connection);
  const failures = createFailureStore(connection);
  await Promise.all([jobs.ensureIndexes(), failures.ensureIndexes()]);
  const { store, pending: issuer } = certificates;
  const stores = { jobs, failures, certificates: store };
  const desk = createIssueDesk({ database, stores, issuer, audit, time });
  const leases = createLeases({ connection, node: newId(time.random) });
  const runner = createIssueRunner({
    ...{ desk, stores, issuer, live, leases },
    time: { clock: time.clock, logger },
  });
  const people = {
    campaignOf: domains.campaignOf,
    regionsOf: domains.regionsOf,
    seats: domainStores.seats.list,
    holders: domainStores.registrations.listOfSeats,
  };
  const list = createRevocationList({ certificates: store, keys, clock: time.clock });
  const services = { desk, certificates, people, live, catalogue, audit, wake: runner.wake };
  const routes: AnyRoute[] = [
    ...createDeskRoutes(services),
    ...createRevocationRoutes({ certificates, live, catalogue, list, clock: time.clock }),
  ];
  return { desk, runner, revocations: list, keys, routes };
}
