// The certificates' wordings: their versions, the thread that draws previews, and their pages.
import { join } from 'node:path';
import {
  createNameCheckService,
  createNameCheckStore,
  createTemplateRoutes,
  createTemplateService,
  createTemplateStore,
  loadTemplateKinds,
  type TemplateEvent,
} from './certificate-templates/index.ts';
import {
  builtInWording,
  type CertificateDoors,
  createPreviewMaker,
  type WordingOf,
} from './certificates/index.ts';
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import type { SealKeys } from './keys/index.ts';

export type Templates = Awaited<ReturnType<typeof composeTemplates>>;

/** Builds the domain; the preview thread starts when it is first needed. */
export async function composeTemplates(
  base: Base,
  domains: Domains,
  keys: SealKeys,
  long: CertificateDoors['long'],
) {
  const { database, time, logger, catalogue, clock, config } = base;
  const folder = join(base.templatesDir, 'certificates');
  const store = createTemplateStore(database.connection);
  await store.ensureIndexes();
  const kinds = await loadTemplateKinds(folder);
  const templates = createTemplateService({
    database,
    store,
    kinds,
    audit: domains.audit,
    time,
    builtIn: (kind) => builtInWording(folder, kind),
  });
  const event: TemplateEvent = {
    ...domains,
    findRegistration: domains.stores.registrations.find,
    listHolders: domains.stores.registrations.listByIds,
    people: domains.stores.registrations.listActive,
    long,
  };
  const setup = {
    publicUrl: config.publicUrl,
    rootFingerprint: keys.rootFingerprint,
    sealLevel: keys.signer.level,
  };
  const previews = createPreviewMaker(folder);
  const checks = createNameCheckService({
    store: createNameCheckStore(database.connection),
    previews,
    event,
    audit: domains.audit,
    setup,
    time,
    logger,
  });
  const wordingOf: WordingOf = (session, kind) => {
    const campaign = domains.live.find(session)?.campaign;
    return campaign === undefined
      ? builtInWording(folder, kind)
      : templates.wordingOf(campaign, kind);
  };
  const words = { catalogue, clock, setup };
  const services = { templates, kinds, previews, checks, event, words };
  return {
    templates,
    checks,
    kinds,
    /** What a wording is tried with before it is printed. */
    trial: services,
    wordingOf,
    routes: createTemplateRoutes(services),
    async stop() {
      await checks.stop();
      await previews.stop();
    },
  };
}
