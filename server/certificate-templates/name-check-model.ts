// The last trial run of a session and kind: whose certificate can't be drawn with a wording, and why.
import { type Connection, type Model, Schema } from 'mongoose';

/** EMPTY_FIELD: the wording prints a field that is empty for this person; `detail` is its name. */
export type NameProblemReason =
  | 'MISSING_GLYPH'
  | 'DOES_NOT_FIT'
  | 'INVALID_DATA'
  | 'TOO_SLOW'
  | 'INTERNAL'
  | 'EMPTY_FIELD';

/** No name is stored here: the page reads it where it belongs. */
export interface NameProblem {
  registration: string;
  seat: string;
  reason: NameProblemReason;
  detail: string;
}

/** One document a session and kind; a new run takes the place of the one before. */
export interface NameCheck {
  /** `<session>/<kind>`. */
  _id: string;
  session: string;
  kind: string;
  /** Tells one run from the next. */
  run: string;
  /** The version that was tried, as certificates remember it, and how people know it. */
  wording: { version: string; name: string };
  state: 'running' | 'done' | 'stopped';
  total: number;
  done: number;
  /** At most PROBLEMS_MAX; `problemCount` is how many there are. */
  problems: NameProblem[];
  problemCount: number;
  startedAt: Date;
  /** Last sign of life of the process that runs it. */
  touchedAt: Date;
}

const text = { type: String, required: true } as const;
const count = { type: Number, required: true } as const;
const moment = { type: Date, required: true } as const;
const schema = new Schema<NameCheck>(
  {
    _id: text,
    session: text,
    kind: text,
    run: text,
    wording: { type: Schema.Types.Mixed, required: true },
    state: { type: String, enum: ['running', 'done', 'stopped'], required: true },
    total: count,
    done: count,
    problems: { type: Schema.Types.Mixed, default: [] },
    problemCount: count,
    startedAt: moment,
    touchedAt: moment,
  },
  { collection: 'certificate_checks', versionKey: false },
);

/** The model on this connection. */
export const nameCheckModel = (connection: Connection): Model<NameCheck> =>
  connection.models.NameCheck ?? connection.model<NameCheck>('NameCheck', schema);
