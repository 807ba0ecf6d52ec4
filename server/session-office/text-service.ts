// Versions of a campaign's declaration: begun, saved, published and thrown away, each with its audit
// event; and which of them a session signs.
import type { Audit, AuditAct } from '../audit/index.ts';
import type { Campaign, CampaignStore } from '../campaigns/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { type ClientSession, type Database, isDuplicateKey } from '../core/database.ts';
import type { Actor } from '../invitations/index.ts';
import { isOver } from '../protocol/session-names.ts';
import type { LiveSessions, SessionDocument, SessionStore } from '../sessions/index.ts';
import type { CampaignText, TextWords } from './text-model.ts';
import { bindWords, NO_WORDS, problemsOfWords, textsOf, wordsOfCampaign } from './text-rules.ts';
import type { TextStore } from './text-store.ts';

/** What a session signs, as its agenda and its campaign say. */
export interface SessionTexts {
  /** The texts that a session points to; those of one that has begun never change. */
  textsFor(session: SessionDocument): Promise<Pick<SessionDocument, 'declaration' | 'consent'>>;
}

export interface TextService extends SessionTexts {
  /** Newest first; what the campaign came with is its first version. */
  list(campaign: Campaign): Promise<CampaignText[]>;
  /** Throws NOT_FOUND. */
  get(campaign: Campaign, number: number): Promise<CampaignText>;
  /** Begins a draft with the words of the newest version; throws TEXT_DRAFT_EXISTS. */
  start(campaign: Campaign, by: Actor): Promise<CampaignText>;
  /** Keeps a draft, also an unfinished one. Throws NOT_FOUND, TEXT_PUBLISHED, TEXT_CHANGED. */
  save(request: SaveText): Promise<CampaignText>;
  /**
   * Publishes the draft as it is stored: sessions that have not begun sign it from now on. Throws
   * NOT_FOUND, TEXT_PUBLISHED, TEXT_CHANGED, TEXT_INCOMPLETE, TEMPLATE_UNDRAWABLE, STATE_CHANGED.
   */
  publish(request: Omit<SaveText, 'words'>): Promise<CampaignText>;
  /** Throws NOT_FOUND, TEXT_PUBLISHED, TEXT_CHANGED. */
  remove(request: Omit<SaveText, 'words'>): Promise<void>;
}

export interface SaveText {
  campaign: Campaign;
  number: number;
  /** The revision that was edited. */
  revision: number;
  words: TextWords;
  by: Actor;
}

export interface TextDependencies {
  database: Database;
  store: TextStore;
  campaigns: Pick<CampaignStore, 'find' | 'replaceTexts'>;
  sessions: Pick<SessionStore, 'list' | 'replacePlan'>;
  live: Pick<LiveSessions, 'put'>;
  audit: Audit;
  clock: Clock;
  /**
   * Draws declarations of a session with the campaign's words; throws TEMPLATE_UNDRAWABLE when they
   * can't be printed. What is signed is never changed, so that nobody could mend it afterwards.
   */
  requireDrawable(campaign: Campaign, session: SessionDocument): Promise<void>;
}

/** Nothing of it can have been read or signed: its texts may still be replaced. */
export const hasBegun = ({ status }: Pick<SessionDocument, 'status'>): boolean =>
  status.liveAt !== null || isOver(status.session);

const isCeremony = ({ agenda }: Pick<SessionDocument, 'agenda'>): boolean =>
  agenda.some(({ kind }) => kind === 'declaration') &&
  agenda.some(({ kind }) => kind === 'signing');

/** The service on its stores. */
export function createTextService(deps: TextDependencies): TextService {
  const { store } = deps;
  const get = async (campaign: Campaign, number: number) => {
    const found = (await listAll(campaign, store)).find((one) => one.number === number);
    if (!found) throw new AppError('NOT_FOUND');
    return found;
  };
  return {
    get,
    list: (campaign) => listAll(campaign, store),
    async textsFor(session) {
      const { declaration, consent } = session;
      if (hasBegun(session)) return { declaration, consent };
      const campaign = await deps.campaigns.find(session.campaign);
      return campaign && isCeremony(session) ? pointersOf(campaign) : NO_TEXTS;
    },
    start: (campaign, by) => start(campaign, by, deps),
    save: (request) => save(request, deps),
    publish: (request) => publish(request, deps),
    async remove({ campaign, number, revision, by }) {
      const draft = await getDraft(campaign, number, store);
      await change(
        deps,
        by,
        { event: 'text.removed', data: { campaign: campaign._id, number } },
        (tx) => requireWon(store.remove(draft._id, revision, tx)),
      );
    },
  };
}

const NO_TEXTS = { declaration: null, consent: null };

const pointersOf = (
  campaign: Pick<Campaign, 'declaration' | 'consent' | 'declarationSha256' | 'consentSha256'>,
): Pick<SessionDocument, 'declaration' | 'consent'> => {
  const { declaration, consent, declarationSha256, consentSha256 } = campaign;
  if (!declaration || !consent || !declarationSha256 || !consentSha256) return NO_TEXTS;
  return {
    declaration: { version: declaration.version, sha256: declarationSha256 },
    consent: { version: consent.version, sha256: consentSha256 },
  };
};

/** What the campaign came with, as its first version. */
function firstOf(campaign: Campaign): CampaignText | undefined {
  const words = wordsOfCampaign(campaign);
  if (!words) return undefined;
  const { declaration, consent } = pointersOf(campaign);
  const at = new Date(0);
  return {
    ...{ _id: `${campaign._id}/1`, schemaVersion: 1, campaign: campaign._id, number: 1 },
    ...{ state: 'published', revision: 1, words, declaration, consent, by: null, at },
    ...{ publishedBy: null, publishedAt: null },
  };
}

async function listAll(campaign: Campaign, store: TextStore): Promise<CampaignText[]> {
  const stored = await store.list(campaign._id);
  if (stored.some(({ state }) => state === 'published')) return stored;
  return [...stored, ...[firstOf(campaign)].flatMap((one) => one ?? [])];
}

/** A change and its audit event; what was unique meanwhile is told. */
async function change(
  { database, audit }: Pick<TextDependencies, 'database' | 'audit'>,
  by: Actor,
  act: Extract<AuditAct, { event: `text.${string}` }>,
  work: (transaction: ClientSession) => Promise<void>,
): Promise<void> {
  try {
    await database.transaction(async (transaction) => {
      await work(transaction);
      await audit.write({ ...act, ...by }, transaction);
    });
  } catch (error) {
    if (isDuplicateKey(error)) throw new AppError('TEXT_DRAFT_EXISTS', {}, error);
    throw error;
  }
}

const requireWon = async (won: Promise<boolean>): Promise<void> => {
  if (!(await won)) throw new AppError('TEXT_CHANGED');
};

async function getDraft(campaign: Campaign, number: number, store: TextStore) {
  const found = (await listAll(campaign, store)).find((one) => one.number === number);
  if (!found) throw new AppError('NOT_FOUND');
  if (found.state === 'published') throw new AppError('TEXT_PUBLISHED');
  return found;
}

async function start(campaign: Campaign, by: Actor, deps: TextDependencies): Promise<CampaignText> {
  const { store, clock } = deps;
  const [newest] = await listAll(campaign, store);
  if (newest?.state === 'draft') throw new AppError('TEXT_DRAFT_EXISTS');
  const first = firstOf(campaign);
  // Labels of a campaign's own file may be numbers too: the next one is above them all.
  const labels = [campaign.declaration?.version, campaign.consent?.version].map(Number);
  const number = Math.max(newest?.number ?? 0, ...labels.filter(Number.isInteger)) + 1;
  const draft: CampaignText = {
    ...{ _id: `${campaign._id}/${number}`, schemaVersion: 1, campaign: campaign._id, number },
    ...{ state: 'draft', revision: 1, words: newest?.words ?? NO_WORDS },
    ...{ declaration: null, consent: null, by: by.actor, at: clock.now() },
    ...{ publishedBy: null, publishedAt: null },
  };
  const data = { campaign: campaign._id, number };
  await change(deps, by, { event: 'text.started', data }, async (tx) => {
    // What the campaign came with is kept before anything can replace it.
    if (first && newest?._id === first._id && !(await store.find(campaign._id, 1))) {
      await store.insert(first, tx);
    }
    await store.insert(draft, tx);
  });
  return draft;
}

async function save(
  { campaign, number, revision, words, by }: SaveText,
  deps: TextDependencies,
): Promise<CampaignText> {
  const draft = await getDraft(campaign, number, deps.store);
  const fields = { words, by: by.actor, at: deps.clock.now() };
  const data = { campaign: campaign._id, number };
  await change(deps, by, { event: 'text.saved', data }, (tx) =>
    requireWon(deps.store.save(draft._id, revision, fields, tx)),
  );
  return { ...draft, ...fields, revision: revision + 1 };
}

async function publish(
  { campaign, number, revision, by }: Omit<SaveText, 'words'>,
  deps: TextDependencies,
): Promise<CampaignText> {
  const { store, clock } = deps;
  const draft = await getDraft(campaign, number, store);
  if (draft.revision !== revision) throw new AppError('TEXT_CHANGED');
  if (problemsOfWords(draft.words).size > 0) throw new AppError('TEXT_INCOMPLETE');
  const before = (await listAll(campaign, store)).find(({ state }) => state === 'published');
  const bound = bindWords(draft, before);
  const fields = { ...bound, publishedBy: by.actor, publishedAt: clock.now() };
  const texts = textsOf({ words: draft.words, ...bound });
  // The newest plan of each session, read outside: a step meanwhile refuses the whole.
  const all = await deps.sessions.list();
  const own = all.filter((one) => one.campaign === campaign._id);
  const waiting = own.filter((one) => !hasBegun(one) && isCeremony(one));
  const [example] = [...waiting, ...own, ...all];
  if (example) await deps.requireDrawable({ ...campaign, ...texts }, example);
  const data = { campaign: campaign._id, number, sessions: waiting.length };
  await change(deps, by, { event: 'text.published', data }, async (tx) => {
    await requireWon(store.publish(draft._id, revision, fields, tx));
    await deps.campaigns.replaceTexts(campaign._id, texts, tx);
    for (const { _id, status } of waiting) {
      const moved = await deps.sessions.replacePlan(_id, status.version, pointersOf(texts), tx);
      if (!moved) throw new AppError('STATE_CHANGED');
    }
  });
  for (const session of waiting) {
    const status = { ...session.status, version: session.status.version + 1 };
    deps.live.put({ ...session, ...pointersOf(texts), status });
  }
  return { ...draft, ...fields, state: 'published' };
}
