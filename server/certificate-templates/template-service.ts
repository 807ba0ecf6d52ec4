// Versions of a campaign's wordings: begun, saved, published and taken back, each with its audit event.
import { createHash } from 'node:crypto';
import type { Audit, AuditAct } from '../audit/index.ts';
import type { CertificateKind, WordingSource } from '../certificates/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { type ClientSession, type Database, isDuplicateKey } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import type { Actor } from '../invitations/index.ts';
import { checkTemplate, sourceOf, textsOf } from './check-template.ts';
import { EDITABLE_KINDS, type EditableKind } from './template-fields.ts';
import { kindOf, type TemplateKinds } from './template-kinds.ts';
import { DRAFTS_MAX, TITLE_MAX } from './template-limits.ts';
import type { CertificateTemplate } from './template-model.ts';
import type { TemplateProblem } from './template-problem.ts';
import type { TemplateEntry, TemplateStore } from './template-store.ts';

/** Who changes something, from where, in which session's control room. */
export type TemplateActor = Actor & { session: string };

export interface SaveRequest {
  id: string;
  /** The revision that was edited. */
  revision: number;
  name: string;
  blocks: readonly (readonly [name: string, text: string])[];
  by: TemplateActor;
}

/** `replaces` is the id that was current when its publisher looked; empty for the built-in one. */
export interface PublishRequest {
  id: string;
  replaces: string;
  by: TemplateActor;
}

export interface TemplateService {
  /** Begins a draft with a text; throws TEMPLATE_TOO_MANY, or STATE_CHANGED for two at once. */
  start(
    begin: Pick<CertificateTemplate, 'campaign' | 'kind' | 'name' | 'source'>,
    by: TemplateActor,
  ): Promise<CertificateTemplate>;
  find(id: string): Promise<CertificateTemplate | undefined>;
  /** Newest first, without their texts. */
  list(campaign: string): Promise<TemplateEntry[]>;
  /**
   * Keeps a draft, also one with mistakes in it. Throws NOT_FOUND, TEMPLATE_PUBLISHED,
   * TEMPLATE_TOO_LARGE, and STATE_CHANGED when somebody saved it meanwhile.
   */
  save(request: SaveRequest): Promise<CertificateTemplate>;
  /** Throws NOT_FOUND, TEMPLATE_PUBLISHED, TEMPLATE_BROKEN, STATE_CHANGED. */
  publish(request: PublishRequest & { revision: number }): Promise<void>;
  /** Prints a version that was published before. Throws NOT_FOUND, STATE_CHANGED. */
  useAgain(request: PublishRequest): Promise<void>;
  /** Prints the built-in wording instead of that version. Throws STATE_CHANGED. */
  useBuiltIn(request: Omit<PublishRequest, 'replaces'>): Promise<void>;
  /** Throws away a draft. Throws NOT_FOUND, TEMPLATE_PUBLISHED, STATE_CHANGED. */
  remove(id: string, revision: number, by: TemplateActor): Promise<void>;
  problemsOf(template: Pick<CertificateTemplate, 'kind' | 'source'>): TemplateProblem[];
  /** What is printed for a kind: the published wording, else the built-in. */
  wordingOf(campaign: string, kind: CertificateKind): Promise<WordingSource>;
}

export interface TemplateDependencies {
  database: Database;
  store: TemplateStore;
  kinds: TemplateKinds;
  audit: Audit;
  time: { clock: Clock; random: RandomSource };
  /** The wording of the kinds that nobody can change. */
  builtIn(kind: CertificateKind): Promise<WordingSource>;
}

/** The name under which a certificate remembers its wording; the same name is always the same text. */
export const wordingVersion = ({
  campaign,
  kind,
  version,
}: Pick<CertificateTemplate, 'campaign' | 'kind' | 'version'>): string =>
  `${campaign}/${kind}/${version}`;

export const isEditable = (kind: string): kind is EditableKind =>
  EDITABLE_KINDS.some((one) => one === kind);

const sha256 = (source: string) => createHash('sha256').update(source).digest('hex');

/** The service on its store; it keeps nothing. */
export function createTemplateService(deps: TemplateDependencies): TemplateService {
  const { store, kinds } = deps;
  const problemsOf: TemplateService['problemsOf'] = ({ kind, source }) =>
    checkTemplate(source, kindOf(kinds, kind).spec);
  return {
    problemsOf,
    find: store.find,
    list: store.list,
    start: (begin, by) => start(begin, by, deps),
    save: (request) => save(request, deps),
    publish: (request) => publish(request, problemsOf, deps),
    useAgain: (request) => useAgain(request, deps),
    useBuiltIn: ({ id, by }) =>
      change(deps, by, { event: 'template.ended', data: { template: id } }, (tx) =>
        endCurrent(store, id, tx),
      ),
    remove: async (id, revision, by) => {
      await getDraft(store, id);
      await change(deps, by, { event: 'template.removed', data: { template: id } }, async (tx) => {
        if (!(await store.remove(id, revision, tx))) throw new AppError('STATE_CHANGED');
      });
    },
    async wordingOf(campaign, kind) {
      const found = isEditable(kind) ? await store.findCurrent(campaign, kind) : undefined;
      if (!found) return deps.builtIn(kind);
      return { version: wordingVersion(found), source: found.source };
    },
  };
}

/** A change and its audit event; what was unique meanwhile is told as STATE_CHANGED. */
async function change(
  { database, audit }: TemplateDependencies,
  by: TemplateActor,
  act: Extract<AuditAct, { event: `template.${string}` }>,
  work: (transaction: ClientSession) => Promise<void>,
): Promise<void> {
  try {
    await database.transaction(async (transaction) => {
      await work(transaction);
      await audit.write({ ...act, ...by }, transaction);
    });
  } catch (error) {
    if (isDuplicateKey(error)) throw new AppError('STATE_CHANGED', {}, error);
    throw error;
  }
}

async function getDraft(store: TemplateStore, id: string): Promise<CertificateTemplate> {
  const template = await store.find(id);
  if (!template) throw new AppError('NOT_FOUND');
  if (template.state === 'published') throw new AppError('TEMPLATE_PUBLISHED');
  return template;
}

const tidyName = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, TITLE_MAX);

async function start(
  {
    campaign,
    kind,
    name,
    source,
  }: Pick<CertificateTemplate, 'campaign' | 'kind' | 'name' | 'source'>,
  by: TemplateActor,
  deps: TemplateDependencies,
): Promise<CertificateTemplate> {
  const { store, time } = deps;
  const all = await store.list(campaign);
  const drafts = all.filter((one) => one.kind === kind && one.state === 'draft');
  if (drafts.length >= DRAFTS_MAX) throw new AppError('TEMPLATE_TOO_MANY', { limit: DRAFTS_MAX });
  const { spec } = kindOf(deps.kinds, kind);
  // Written anew from its blocks, so that comments of the gallery do not go along.
  const text = sourceOf(textsOf(source, spec));
  const template: CertificateTemplate = {
    _id: newId(time.random),
    schemaVersion: 1,
    campaign,
    kind,
    version: (await store.lastVersion(campaign, kind)) + 1,
    name: tidyName(name),
    source: text,
    sha256: sha256(text),
    state: 'draft',
    current: false,
    revision: 1,
    by: by.actor,
    at: time.clock.now(),
    publishedBy: null,
    publishedAt: null,
  };
  const data = { template: template._id, kind, version: template.version };
  await change(deps, by, { event: 'template.started', data }, (tx) => store.insert(template, tx));
  return template;
}

async function save(
  { id, revision, name, blocks, by }: SaveRequest,
  { store, kinds, time }: TemplateDependencies,
): Promise<CertificateTemplate> {
  const before = await getDraft(store, id);
  const given = new Map(blocks);
  const wanted = kindOf(kinds, before.kind).spec.blocks;
  const source = sourceOf(wanted.map(([block]) => [block, given.get(block) ?? '']));
  if (Buffer.byteLength(source) > SOURCE_STORED_MAX) throw new AppError('TEMPLATE_TOO_LARGE');
  const fields = {
    name: tidyName(name) || before.name,
    source,
    sha256: sha256(source),
    by: by.actor,
    at: time.clock.now(),
  };
  if (!(await store.save(id, revision, fields))) throw new AppError('STATE_CHANGED');
  return { ...before, ...fields, revision: revision + 1 };
}

/** A draft may be larger than what may be published, so that nothing typed is lost. */
const SOURCE_STORED_MAX = 60_000;

const endCurrent = async (store: TemplateStore, id: string, tx: ClientSession): Promise<void> => {
  if (id !== '' && !(await store.endCurrent(id, tx))) throw new AppError('STATE_CHANGED');
};

async function publish(
  { id, revision, replaces, by }: PublishRequest & { revision: number },
  problemsOf: TemplateService['problemsOf'],
  deps: TemplateDependencies,
): Promise<void> {
  const { store, time } = deps;
  const draft = await getDraft(store, id);
  if (draft.revision !== revision) throw new AppError('STATE_CHANGED');
  if (problemsOf(draft).length > 0) throw new AppError('TEMPLATE_BROKEN');
  const { kind, version } = draft;
  const fields = { publishedBy: by.actor, publishedAt: time.clock.now() };
  const act = { event: 'template.published' as const, data: { template: id, kind, version } };
  await change(deps, by, act, async (tx) => {
    await endCurrent(store, replaces, tx);
    // The revision that was checked is the one that is published.
    if (!(await store.publish(id, revision, fields, tx))) throw new AppError('STATE_CHANGED');
  });
}

async function useAgain(
  { id, replaces, by }: PublishRequest,
  deps: TemplateDependencies,
): Promise<void> {
  const { store } = deps;
  const template = await store.find(id);
  if (template?.state !== 'published') throw new AppError('NOT_FOUND');
  const { kind, version } = template;
  const act = { event: 'template.used-again' as const, data: { template: id, kind, version } };
  await change(deps, by, act, async (tx) => {
    await endCurrent(store, replaces, tx);
    if (!(await store.makeCurrent(id, tx))) throw new AppError('STATE_CHANGED');
  });
}
