// One-time links that were used; kept until the link's own end has long passed.
import { type Connection, type Model, Schema } from 'mongoose';

/** `_id` is the link's jti. */
export interface UsedLink {
  _id: string;
  account: string;
  usedAt: Date;
  forgetAt: Date;
}

const schema = new Schema<UsedLink>(
  {
    _id: { type: String, required: true },
    account: { type: String, required: true },
    usedAt: { type: Date, required: true },
    forgetAt: { type: Date, required: true },
  },
  { collection: 'used_links', versionKey: false },
);
schema.index({ forgetAt: 1 }, { expireAfterSeconds: 0 });

/** The used links' model on this connection. */
export const usedLinkModel = (connection: Connection): Model<UsedLink> =>
  connection.models.UsedLink ?? connection.model<UsedLink>('UsedLink', schema);
