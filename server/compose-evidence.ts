// Evidence bundles: what they read of the log, the certificates, the campaigns and the keys.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCertificateArchive } from './certificates/index.ts';
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import type { IndependentTime } from './compose-keys.ts';
import type { Log } from './compose-log.ts';
import { createEvidenceService, createEvidenceStore } from './evidence/index.ts';
import type { SealKeys } from './keys/index.ts';

export type Evidence = Awaited<ReturnType<typeof composeEvidence>>;

/** Builds it with its indexes; nothing runs by itself. */
export async function composeEvidence(
  { database, time, templatesDir }: Pick<Base, 'database' | 'time' | 'templatesDir'>,
  { audit, campaignOf }: Pick<Domains, 'audit' | 'campaignOf'>,
  {
    log,
    keys,
    roots,
  }: { log: Pick<Log, 'service'>; keys: SealKeys } & Pick<IndependentTime, 'roots'>,
) {
  const store = createEvidenceStore(database.connection);
  await store.ensureIndexes();
  const service = createEvidenceService({
    database,
    store,
    audit,
    sources: {
      log: log.service,
      archive: createCertificateArchive(database.connection),
      keys,
      tsaRoots: roots,
      campaignOf,
    },
    readme: readFileSync(join(templatesDir, 'evidence/README.txt'), 'utf8'),
    time,
  });
  return { service };
}
