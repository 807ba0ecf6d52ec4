// A recording of a session: who asked for it, what the recorder answered, and its file.
import { type Connection, type Model, Schema } from 'mongoose';
import type { RecordingState } from '../protocol/recording.ts';

/** What the recorder says of a finished file. */
export interface RecordedFile {
  place: string;
  bytes: number;
  ms: number;
}

export interface Recording {
  _id: string;
  session: string;
  /** The recorder's own id; null before it answered. */
  egress: string | null;
  state: RecordingState;
  startedAt: Date;
  startedBy: string;
  /** When it was asked to stop. */
  stoppedAt: Date | null;
  file: RecordedFile | null;
  problem: string;
  /** True while it may run; at most one of a session (the index). */
  open?: boolean;
}

const text = { type: String, required: true } as const;
const schema = new Schema<Recording>(
  {
    _id: text,
    session: text,
    egress: { type: String, default: null },
    state: text,
    startedAt: { type: Date, required: true },
    startedBy: text,
    stoppedAt: { type: Date, default: null },
    file: { type: Schema.Types.Mixed, default: null },
    problem: { type: String, default: '' },
    open: { type: Boolean },
  },
  { collection: 'recordings', versionKey: false, minimize: false },
);
schema.index({ session: 1, startedAt: -1 });
schema.index(
  { session: 1, open: 1 },
  { unique: true, partialFilterExpression: { open: true }, name: 'one_open' },
);

/** The recordings' model on this connection. */
export const recordingModel = (connection: Connection): Model<Recording> =>
  connection.models.Recording ?? connection.model<Recording>('Recording', schema);
