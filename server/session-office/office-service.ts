// The sessions of a campaign: made, chosen as the one that the front page leads to, and deleted as
// long as nobody was invited. Each with its audit event in the same transaction.
import type { Audit } from '../audit/index.ts';
import type { Campaign } from '../campaigns/index.ts';
import { AppError } from '../core/app-error.ts';
import { type ClientSession, type Database, isDuplicateKey } from '../core/database.ts';
import type { Actor } from '../invitations/index.ts';
import type { LiveSessions, SessionDocument, SessionStore } from '../sessions/index.ts';
import { type NewSession, newSession, sessionSlug, type UsualTitles } from './new-session.ts';
import type { SessionTexts } from './text-service.ts';
import type { TraceStore } from './trace-store.ts';

export interface OfficeService {
  /** Makes a session with its seats; throws NOT_FOUND and STATE_CHANGED. */
  create(
    campaign: string,
    given: NewSession,
    titles: UsualTitles,
    by: Actor,
  ): Promise<SessionDocument>;
  /** Leads the front page to this session and to no other. Throws NOT_FOUND, STATE_CHANGED. */
  makeDefault(session: string, by: Actor): Promise<void>;
  /** Why a session can't be deleted; undefined when it can. */
  whyKept(session: SessionDocument): Promise<'begun' | 'default' | 'invited' | undefined>;
  /** Deletes a session that nobody was invited to. Throws NOT_FOUND, SESSION_INVITED, STATE_CHANGED. */
  remove(session: string, by: Actor): Promise<void>;
}

export interface OfficeDependencies {
  database: Database;
  store: SessionStore;
  live: LiveSessions;
  audit: Audit;
  traces: TraceStore;
  texts: SessionTexts;
  findCampaign(id: string): Promise<Campaign | undefined>;
  newId(): string;
  /** Makes the seats of a new session with their first codes. */
  addSeats(session: SessionDocument, campaign: Campaign, transaction: ClientSession): Promise<void>;
}

/** The service on its stores. */
export function createOfficeService(deps: OfficeDependencies): OfficeService {
  const { store, traces } = deps;
  const get = async (id: string) => {
    const session = await store.find(id);
    if (!session) throw new AppError('NOT_FOUND');
    return session;
  };
  const whyKept: OfficeService['whyKept'] = async (session) => {
    if (session.status.session !== 'scheduled' && session.status.session !== 'draft')
      return 'begun';
    if (session.isDefault) return 'default';
    return (await traces.hasTraces(session._id)) ? 'invited' : undefined;
  };
  return {
    whyKept,
    create: (campaign, given, titles, by) => create({ campaign, given, titles, by }, deps),
    makeDefault: async (id, by) => makeDefault(await get(id), by, deps),
    async remove(id, by) {
      const session = await get(id);
      if (await whyKept(session)) throw new AppError('SESSION_INVITED');
      await remove(session, by, deps);
    },
  };
}

async function create(
  asked: { campaign: string; given: NewSession; titles: UsualTitles; by: Actor },
  deps: OfficeDependencies,
): Promise<SessionDocument> {
  const { database, store, live, audit, texts } = deps;
  const campaign = await deps.findCampaign(asked.campaign);
  if (!campaign) throw new AppError('NOT_FOUND');
  const all = await store.list();
  const names = {
    _id: deps.newId(),
    slug: sessionSlug(asked.given.date, new Set(all.map(({ slug }) => slug))),
  };
  const model = all.findLast((one) => one.campaign === campaign._id && one.kind === 'official');
  const planned = newSession(names, campaign, asked.given, { model, titles: asked.titles });
  const session = { ...planned, ...(await texts.textsFor(planned)) };
  const data = { campaign: campaign._id };
  await once(() =>
    database.transaction(async (transaction) => {
      await store.insert(session, transaction);
      await deps.addSeats(session, campaign, transaction);
      const event = { event: 'session.created' as const, data, session: session._id };
      await audit.write({ ...event, ...asked.by }, transaction);
    }),
  );
  live.put(session);
  return session;
}

/** Two who make a session of the same day at once: the second is told. */
const once = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    throw isDuplicateKey(error) ? new AppError('STATE_CHANGED', {}, error) : error;
  }
};

async function makeDefault(session: SessionDocument, by: Actor, deps: OfficeDependencies) {
  const { database, store, live, audit } = deps;
  if (session.isDefault) return;
  const before = (await store.list()).filter(({ isDefault }) => isDefault);
  const set = async (one: SessionDocument, isDefault: boolean, transaction: ClientSession) => {
    const won = await store.replacePlan(one._id, one.status.version, { isDefault }, transaction);
    if (!won) throw new AppError('STATE_CHANGED');
  };
  await database.transaction(async (transaction) => {
    for (const one of before) await set(one, false, transaction);
    await set(session, true, transaction);
    const data = { campaign: session.campaign };
    const event = { event: 'session.made-default' as const, data, session: session._id };
    await audit.write({ ...event, ...by }, transaction);
  });
  const changed = (one: SessionDocument, isDefault: boolean) => ({
    ...one,
    isDefault,
    status: { ...one.status, version: one.status.version + 1 },
  });
  live.put(changed(session, true));
  for (const one of before) live.put(changed(one, false));
}

async function remove(session: SessionDocument, by: Actor, deps: OfficeDependencies) {
  const { database, store, live, audit, traces } = deps;
  const { _id: id, campaign, slug, status } = session;
  await database.transaction(async (transaction) => {
    if (await traces.hasTraces(id, transaction)) throw new AppError('SESSION_INVITED');
    if (!(await store.remove(id, status.version, transaction))) throw new AppError('STATE_CHANGED');
    await traces.clear(id, transaction);
    const event = { event: 'session.deleted' as const, data: { campaign, slug }, session: id };
    await audit.write({ ...event, ...by }, transaction);
  });
  live.remove(id);
}
