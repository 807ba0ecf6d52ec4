// Notes on a campaign, each with its audit event in one transaction.
import type { Audit } from '../audit/index.ts';
import type { CampaignNote, CampaignNoteStore } from '../campaigns/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { Actor } from '../invitations/index.ts';

/** Most characters of a note. */
export const NOTE_MAX = 2_000;

export interface NoteService {
  list(campaign: string): Promise<CampaignNote[]>;
  /** Throws TEXT_EMPTY, NOTE_TOO_LONG, NOTE_CONTROL_CHARACTERS. */
  add(campaign: string, text: string, by: Actor): Promise<void>;
}

/** Anything but line breaks that nobody can see. */
const CONTROL = /[^\P{C}\n]/u;

/** The service on its store. */
export const createNoteService = (options: {
  database: Database;
  store: CampaignNoteStore;
  audit: Audit;
  clock: Clock;
  newId(): string;
}): NoteService => {
  const { database, store, audit, clock, newId } = options;
  return {
    list: store.list,
    async add(campaign, typed, by) {
      const text = typed.normalize('NFC').replaceAll('\r\n', '\n').trim();
      if (text === '') throw new AppError('TEXT_EMPTY');
      if ([...text].length > NOTE_MAX) throw new AppError('NOTE_TOO_LONG', { limit: NOTE_MAX });
      if (CONTROL.test(text)) throw new AppError('NOTE_CONTROL_CHARACTERS');
      const note = { _id: newId(), campaign, text, by: by.actor.label, at: clock.now() };
      await database.transaction(async (transaction) => {
        await store.insert(note, transaction);
        const data = { campaign, note: note._id };
        await audit.write({ event: 'campaign.noted', data, ...by }, transaction);
      });
    },
  };
};
