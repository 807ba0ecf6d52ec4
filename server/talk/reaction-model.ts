// How often officials tapped, by second: one document a session and second, added to by all processes.
import { type Connection, type Model, Schema } from 'mongoose';
import type { ReactionCounts } from '../protocol/talk.ts';

export interface ReactionSecond {
  /** `<session>:<second since the epoch>`. */
  _id: string;
  session: string;
  second: Date;
  counts: Partial<ReactionCounts>;
}

const schema = new Schema<ReactionSecond>(
  {
    _id: { type: String, required: true },
    session: { type: String, required: true },
    second: { type: Date, required: true },
    counts: { type: Schema.Types.Mixed, required: true },
  },
  { collection: 'reaction_seconds', versionKey: false, minimize: false },
);
schema.index({ session: 1, second: 1 });

/** The model of counted reactions on this connection. */
export const reactionModel = (connection: Connection): Model<ReactionSecond> =>
  connection.models.ReactionSecond ?? connection.model<ReactionSecond>('ReactionSecond', schema);
