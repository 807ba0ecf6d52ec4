// Notes on a campaign: added, never changed; the one thing that is still written when it is over.
import { type Connection, type Model, Schema } from 'mongoose';
import type { ClientSession } from '../core/database.ts';

export interface CampaignNote {
  _id: string;
  campaign: string;
  text: string;
  /** Who wrote it, as the control room names them. */
  by: string;
  at: Date;
}

export interface CampaignNoteStore {
  ensureIndexes(): Promise<void>;
  insert(note: CampaignNote, transaction: ClientSession): Promise<void>;
  /** The newest first. */
  list(campaign: string): Promise<CampaignNote[]>;
}

const text = { type: String, required: true } as const;
const schema = new Schema<CampaignNote>(
  { _id: text, campaign: text, text, by: text, at: { type: Date, required: true } },
  { collection: 'campaign_notes', versionKey: false },
);
schema.index({ campaign: 1, at: -1 });

const noteModel = (connection: Connection): Model<CampaignNote> =>
  connection.models.CampaignNote ?? connection.model<CampaignNote>('CampaignNote', schema);

/** Notes that a page shows. */
const SHOWN = 200;

/** The store on this connection; the only user of its model. */
export function createCampaignNoteStore(connection: Connection): CampaignNoteStore {
  const model = noteModel(connection);
  return {
    ensureIndexes: () => model.createIndexes(),
    async insert(note, session) {
      await model.insertMany([note], { session });
    },
    list: (campaign) => model.find({ campaign }).sort({ at: -1, _id: 1 }).limit(SHOWN).lean(),
  };
}
