// What the media engine reported: who entered and left a room by video or audio. A second witness
// beside presence, never the record.
import { type Connection, type Model, Schema } from 'mongoose';

/** `_id` is the engine's own id of the event: a report that comes twice is kept once. */
export interface MediaEvent {
  _id: string;
  session: string;
  registration: string;
  /** One connection of a person; a person may have several. */
  connection: string;
  kind: 'joined' | 'left';
  /** When it happened, by the engine's clock. */
  at: Date;
  /** When this connection had joined, as a report of leaving says too; null where it doesn't. */
  joinedAt: Date | null;
  receivedAt: Date;
}

const text = { type: String, required: true } as const;
const schema = new Schema<MediaEvent>(
  {
    _id: text,
    session: text,
    registration: text,
    connection: text,
    kind: { type: String, enum: ['joined', 'left'], required: true },
    at: { type: Date, required: true },
    joinedAt: { type: Date, default: null },
    receivedAt: { type: Date, required: true },
  },
  { collection: 'media_events', versionKey: false },
);
schema.index({ session: 1, registration: 1 });

/** The media events' model on this connection. */
export const mediaEventModel = (connection: Connection): Model<MediaEvent> =>
  connection.models.MediaEvent ?? connection.model<MediaEvent>('MediaEvent', schema);
