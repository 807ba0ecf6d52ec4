// Notices: the one in force, the one somebody was shown, and writing the next version.
import type { Audit } from '../audit/index.ts';
import type { Campaign } from '../campaigns/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { type ClientSession, type Database, isDuplicateKey } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import type { Catalogue } from '../http/catalogue.ts';
import type { Language } from '../http/language.ts';
import type { Actor } from '../invitations/index.ts';
import type { Notice, NoticeText } from './notice-model.ts';
import { builtInNotice, noticeHash, type ShownNotice } from './notice-rules.ts';
import type { NoticeStore } from './notice-store.ts';
import { noticeIn, type SaidNotice } from './notice-words.ts';

export interface NoticeService {
  /** The newest version, or the built-in one. */
  current(campaign: Campaign): Promise<ShownNotice>;
  /** That version; the current one for a version that never was. */
  ofVersion(campaign: Campaign, version: number): Promise<ShownNotice>;
  /** The notice as a visitor of that language reads it. */
  said(notice: ShownNotice, campaign: Campaign, language: Language): SaidNotice;
  /** The newest, as a visitor of that language reads it. */
  shownIn(language: Language, campaign: Campaign): Promise<SaidNotice & { version: number }>;
  /** Newest first, the built-in one last. */
  list(campaign: Campaign): Promise<ShownNotice[]>;
  /** Writes the version after `seen`. Throws NOTICE_CHANGED when somebody was first. */
  save(campaign: Campaign, text: NoticeText, seen: number, by: Actor): Promise<Notice>;
  /** A new campaign begins with the newest notice of the one that it was cloned from. */
  copy(from: string, to: string, by: Actor['actor'], transaction: ClientSession): Promise<void>;
}

export interface NoticeDependencies {
  database: Pick<Database, 'transaction'>;
  store: NoticeStore;
  audit: Pick<Audit, 'write'>;
  catalogue: Catalogue;
  time: { clock: Clock; random: RandomSource };
}

/** The service on its store; it keeps nothing. */
export function createNoticeService(deps: NoticeDependencies): NoticeService {
  const { store, catalogue, time } = deps;
  // What is shown at check-in is what binds: the campaign's own language.
  const builtIn = (campaign: Campaign) =>
    builtInNotice(campaign, (key, words) => catalogue.text('id', `privacy.${key}`, words));
  const current = async (campaign: Campaign): Promise<ShownNotice> =>
    (await store.findNewest(campaign._id)) ?? builtIn(campaign);
  const said: NoticeService['said'] = (notice, campaign, language) =>
    noticeIn({ notice, campaign }, { catalogue, language });
  const made = (text: NoticeText, of: Pick<Notice, 'campaign' | 'version' | 'by'>): Notice => ({
    _id: newId(time.random),
    schemaVersion: 1,
    ...of,
    ...{ lines: text.lines, basis: text.basis, text: text.text },
    sha256: noticeHash(text),
    at: time.clock.now(),
  });
  return {
    current,
    async ofVersion(campaign, version) {
      if (version === 0) return builtIn(campaign);
      return (await store.find(campaign._id, version)) ?? current(campaign);
    },
    said,
    async shownIn(language, campaign) {
      const notice = await current(campaign);
      return { version: notice.version, ...said(notice, campaign, language) };
    },
    list: async (campaign) => [...(await store.list(campaign._id)), builtIn(campaign)],
    async save({ _id: campaign }, text, seen, { actor, address }) {
      const newest = (await store.findNewest(campaign))?.version ?? 0;
      if (newest !== seen) throw new AppError('NOTICE_CHANGED');
      const notice = made(text, { campaign, version: seen + 1, by: actor });
      const data = { campaign, version: notice.version };
      const event = { event: 'privacy.notice-saved' as const, data, actor, address };
      try {
        await deps.database.transaction(async (transaction) => {
          await store.insert(notice, transaction);
          await deps.audit.write(event, transaction);
        });
      } catch (error) {
        if (isDuplicateKey(error)) throw new AppError('NOTICE_CHANGED', {}, error);
        throw error;
      }
      return notice;
    },
    async copy(from, to, by, transaction) {
      const newest = await store.findNewest(from);
      if (newest) await store.insert(made(newest, { campaign: to, version: 1, by }), transaction);
    },
  };
}
