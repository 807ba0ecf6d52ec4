// Pictures of emblems. One never changes: another picture is another document, so that whoever has
// its address may keep it for good.
import { type Connection, type Model, Schema } from 'mongoose';
import type { ClientSession } from '../core/database.ts';

/** A checked PNG; a clone may show that of the campaign it was made from. */
export interface Emblem {
  _id: string;
  campaign: string;
  bytes: Buffer;
  width: number;
  height: number;
  at: Date;
}

export interface EmblemStore {
  insert(emblem: Emblem, transaction: ClientSession): Promise<void>;
  find(id: string): Promise<Emblem | undefined>;
}

const number = { type: Number, required: true } as const;
const schema = new Schema<Emblem>(
  {
    _id: { type: String, required: true },
    campaign: { type: String, required: true },
    bytes: { type: Buffer, required: true },
    width: number,
    height: number,
    at: Date,
  },
  { collection: 'campaign_emblems', versionKey: false },
);

const emblemModel = (connection: Connection): Model<Emblem> =>
  connection.models.Emblem ?? connection.model<Emblem>('Emblem', schema);

/** The store on this connection; the only user of its model. */
export function createEmblemStore(connection: Connection): EmblemStore {
  const model = emblemModel(connection);
  return {
    async insert(emblem, session) {
      await model.insertMany([emblem], { session });
    },
    async find(id) {
      const found = await model.findById(id).lean();
      return found ? { ...found, bytes: bytesOf(found.bytes) } : undefined;
    },
  };
}

/** Read leanly, bytes come as the driver's Binary. */
const bytesOf = (stored: Buffer | { buffer: Uint8Array }): Buffer =>
  Buffer.isBuffer(stored) ? stored : Buffer.from(stored.buffer);

/** Where a campaign's picture is found; undefined without one. */
export const emblemPath = ({ emblem }: { emblem: string | null }): string | undefined =>
  emblem === null ? undefined : `/lambang/${emblem}.png`;
