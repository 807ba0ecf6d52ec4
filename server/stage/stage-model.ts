// Who may come on a session's stage, how the stage stands, whose hands are up, who is waiting.
import { type Connection, type Model, Schema } from 'mongoose';
import { STAGE_ROLES, type StageRole } from '../protocol/stage.ts';

/** Somebody of the roster, by office and without a name; `_id` is `<session>:<code>`. */
export interface StagePerson {
  _id: string;
  session: string;
  code: string;
  role: StageRole;
  title: string;
  order: number;
  /** Which issue of the link is valid; negative when that issue was withdrawn. */
  issue: number;
  /** The valid link's lookup hash, and those of earlier ones. */
  hash: string;
  replaced: string[];
}

/** Who spoke from the audience, as screens name them. */
export interface StageGuest {
  who: string;
  title: string;
  place: string;
}

/** One a session; `_id` is the session. `version` counts the changes, 0 before the first. */
export interface StageState {
  _id: string;
  version: number;
  director: { account: string; name: string } | null;
  /** Codes of the roster in the order in which they came. */
  onStage: { code: string; muted: boolean }[];
  /** The code of who is shown large. */
  shown: string | null;
  floor: (StageGuest & { muted: boolean }) | null;
  blocked: StageGuest[];
}

/** A raised hand; `_id` is `<session>:<who>`, so that nobody has two. */
export interface Hand extends StageGuest {
  _id: string;
  session: string;
  number: number;
  at: Date;
}

/** A page of the roster that is open, as long as `until` is renewed; `_id` as in the roster. */
export interface Arrival {
  _id: string;
  session: string;
  code: string;
  until: Date;
  camera: boolean;
  microphone: boolean;
}

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;
const mixed = { type: Schema.Types.Mixed, default: null } as const;
const options = (collection: string) =>
  ({ collection, versionKey: false, minimize: false }) as const;

const personSchema = new Schema<StagePerson>(
  {
    _id: text,
    session: text,
    code: text,
    role: { type: String, enum: STAGE_ROLES, required: true },
    title: text,
    order: number,
    issue: number,
    hash: text,
    replaced: { type: [String], default: [] },
  },
  options('stage_people'),
);
personSchema.index({ session: 1, order: 1 });
personSchema.index({ hash: 1 }, { unique: true });
personSchema.index({ replaced: 1 });

const stateSchema = new Schema<StageState>(
  {
    _id: text,
    version: number,
    director: mixed,
    onStage: { type: Schema.Types.Mixed, required: true },
    shown: { type: String, default: null },
    floor: mixed,
    blocked: { type: Schema.Types.Mixed, required: true },
  },
  options('stage_states'),
);

const handSchema = new Schema<Hand>(
  { _id: text, session: text, who: text, number, title: text, place: text, at: Date },
  options('stage_hands'),
);
handSchema.index({ session: 1, number: 1 }, { unique: true });

const countSchema = new Schema<{ _id: string; hands: number }>(
  { _id: text, hands: number },
  options('stage_counts'),
);

const arrivalSchema = new Schema<Arrival>(
  {
    _id: text,
    session: text,
    code: text,
    until: { type: Date, required: true },
    camera: { type: Boolean, default: false },
    microphone: { type: Boolean, default: false },
  },
  options('stage_arrivals'),
);
arrivalSchema.index({ session: 1 });

const modelOf = <T>(connection: Connection, name: string, schema: Schema<T>): Model<T> =>
  // Mongoose forgets the document's type in its list of models.
  (connection.models[name] as Model<T> | undefined) ?? connection.model<T>(name, schema);

/** The five models on this connection. */
export const stageModels = (connection: Connection) => ({
  people: modelOf(connection, 'StagePerson', personSchema),
  states: modelOf(connection, 'StageState', stateSchema),
  hands: modelOf(connection, 'StageHand', handSchema),
  counts: modelOf(connection, 'StageCount', countSchema),
  arrivals: modelOf(connection, 'StageArrival', arrivalSchema),
});
