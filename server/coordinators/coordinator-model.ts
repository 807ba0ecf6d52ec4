// A region's coordinator (its personnel agency's link), and whom they named for their seats.
import { type Connection, type Model, Schema } from 'mongoose';
import type { ActingStatus } from '../registrations/index.ts';

/** One a region and session; `_id` is `<session>:<region>`. */
export interface Coordinator {
  _id: string;
  session: string;
  region: string;
  /** Which issue of the link is valid; negative when that issue was withdrawn. */
  issue: number;
  /** The valid code's lookup hash, and those of earlier ones. */
  code: string;
  replaced: string[];
  openedAt: Date | null;
}

/** Who is to fill a seat, as the coordinator named them; `_id` is the seat. */
export interface Nomination {
  _id: string;
  session: string;
  region: string;
  name: string;
  acting: ActingStatus;
  contact: string;
  at: Date;
}

const text = { type: String, required: true } as const;
const coordinatorSchema = new Schema<Coordinator>(
  {
    _id: text,
    session: text,
    region: text,
    issue: { type: Number, required: true },
    code: text,
    replaced: { type: [String], default: [] },
    openedAt: { type: Date, default: null },
  },
  { collection: 'coordinators', versionKey: false },
);
coordinatorSchema.index({ session: 1, region: 1 }, { unique: true });
coordinatorSchema.index({ code: 1 }, { unique: true });
coordinatorSchema.index({ replaced: 1 });

const nominationSchema = new Schema<Nomination>(
  {
    _id: text,
    session: text,
    region: text,
    name: text,
    acting: { type: String, default: '' },
    contact: text,
    at: { type: Date, required: true },
  },
  { collection: 'nominations', versionKey: false },
);
nominationSchema.index({ session: 1, region: 1 });

export const coordinatorModel = (connection: Connection): Model<Coordinator> =>
  connection.models.Coordinator ?? connection.model<Coordinator>('Coordinator', coordinatorSchema);
export const nominationModel = (connection: Connection): Model<Nomination> =>
  connection.models.Nomination ?? connection.model<Nomination>('Nomination', nominationSchema);
