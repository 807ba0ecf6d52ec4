// The dossier: what it reads of reports, clauses, signatures, certificates, the log and evidence.
import { type Certificates, SESSION_SUBJECT } from './certificates/index.ts';
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import type { Evidence } from './compose-evidence.ts';
import type { Log } from './compose-log.ts';
import { composeReports } from './compose-reports.ts';
import { createDossierRoutes, createDossierService, createDossierStore } from './dossier/index.ts';

/** Builds it with its indexes; nothing runs by itself. */
export async function composeDossier(
  base: Base,
  domains: Domains,
  {
    certificates,
    evidence,
    log,
  }: { certificates: Certificates; evidence: Evidence; log: Pick<Log, 'service'> },
) {
  const { database, time, catalogue } = base;
  const { audit, live, campaignOf, stores } = domains;
  const store = createDossierStore(database.connection);
  await store.ensureIndexes();
  const { longDesk, service } = certificates;
  const dossiers = createDossierService({
    ...{ database, store, audit, time },
    documents: {
      issueMinutes: (session) => longDesk.issue(session, 'minutes', SESSION_SUBJECT),
      fileOf: async (code) => (await service.getFile(code)).bytes,
      evidence: evidence.service,
    },
    roll: {
      reports: composeReports(base, domains).reports,
      campaignOf,
      ticks: stores.readings.findMany,
      leaves: stores.signatures.leavesOf,
      certificates: certificates.store.numbersOfSubjects,
      standings: log.service.standings,
    },
  });
  const routes = createDossierRoutes({
    ...{ dossiers, live, catalogue, documents: longDesk },
    openObjections: domains.objections.countOpen,
    correctedSince: stores.corrections.countPeopleSince,
  });
  return { dossiers, routes };
}
