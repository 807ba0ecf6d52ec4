// Evidence bundles: what they read of the log, the certificates, the campaigns and the keys.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCertificateArchive } from './certificates/index.ts';
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import type { IndependentTime } from './compose-keys.ts';
import type { Log } from './compose-log.ts';
import {
  createEvidenceRoutes,
  createEvidenceService,
  createEvidenceStore,
} from './evidence/index.ts';
import type { SealKeys } from './keys/index.ts';

export type Evidence = Awaited<ReturnType<typeof composeEvidence>>;

/** Builds it with its indexes; nothing runs by itself. */
export async function composeEvidence(
  base: Pick<Base, 'database' | 'time' | 'templatesDir' | 'catalogue'>,
  domains: Pick<Domains, 'audit' | 'campaignOf' | 'live' | 'objections'>,
  parts: {
    log: Pick<Log, 'service'>;
    keys: SealKeys;
    independentTime: Pick<IndependentTime, 'roots'>;
  },
) {
  const { database, time, templatesDir, catalogue } = base;
  const { audit, campaignOf, live, objections } = domains;
  const { keys, independentTime } = parts;
  const log = parts.log.service;
  const archive = createCertificateArchive(database.connection);
  const store = createEvidenceStore(database.connection);
  await store.ensureIndexes();
  const evidence = createEvidenceService({
    database,
    store,
    audit,
    sources: { log, archive, keys, tsaRoots: independentTime.roots, campaignOf },
    readme: readFileSync(join(templatesDir, 'evidence/README.txt'), 'utf8'),
    time,
  });
  const { rootFingerprint } = keys;
  const openObjections = objections.countOpen;
  return {
    service: evidence,
    routes: createEvidenceRoutes({
      ...{ evidence, log, live, rootFingerprint, catalogue, openObjections },
    }),
  };
}
