// The record that outlasts the event: log, certificates, keys and evidence, started and stopped as one.
import type { Base } from './compose-base.ts';
import { composeCertificates } from './compose-certificates.ts';
import { composeDesk } from './compose-desk.ts';
import type { Domains } from './compose-domains.ts';
import { composeDossier } from './compose-dossier.ts';
import { composeEvidence } from './compose-evidence.ts';
import { composeKeyDesk, type IndependentTime } from './compose-keys.ts';
import { composeAmendments, composeLog } from './compose-log.ts';
import type { FindLetterhead } from './http/page-renderer.ts';
import type { SealKeys } from './keys/index.ts';

/** Builds all of it; but for the watch over the keys, nothing runs before `start`. */
export async function composeRecord(
  base: Base,
  domains: Domains,
  { keys, independentTime }: { keys: SealKeys; independentTime: IndependentTime },
  letterhead: FindLetterhead,
) {
  // First, so that whatever takes a key gets this year's.
  const keyDesk = composeKeyDesk(base, keys, independentTime);
  await keyDesk.watch.start();
  const log = await composeLog(base, domains, keys, independentTime.timestamper);
  const certificates = await composeCertificates(
    base,
    { ...domains, signatures: log.amendedSignatures },
    { keys, independentTime, log: log.service },
    letterhead,
  );
  const desk = await composeDesk(base, domains, certificates, keys);
  const amendments = composeAmendments(base, domains, log, certificates);
  const evidence = await composeEvidence(base, domains, { log, keys, independentTime });
  const dossier = await composeDossier(base, domains, { certificates, evidence, log });
  return {
    parts: { log, certificates, desk, keyDesk, amendments, evidence, dossier },
    start() {
      desk.runner.start();
      log.start();
      amendments.start();
    },
    async stop() {
      keyDesk.watch.stop();
      await amendments.stop();
      await desk.runner.stop();
      await certificates.stop();
      await log.stop();
    },
  };
}
