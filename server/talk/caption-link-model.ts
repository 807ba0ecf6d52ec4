// Which issue of the stenographer's link is valid: nothing stored means the first.
import { type Connection, type Model, Schema } from 'mongoose';

export interface CaptionLinkIssue {
  /** The session's id. */
  _id: string;
  issue: number;
}

const schema = new Schema<CaptionLinkIssue>(
  { _id: { type: String, required: true }, issue: { type: Number, required: true } },
  { collection: 'caption_links', versionKey: false },
);

/** The model on this connection. */
export const captionLinkModel = (connection: Connection): Model<CaptionLinkIssue> =>
  connection.models.CaptionLink ?? connection.model<CaptionLinkIssue>('CaptionLink', schema);
