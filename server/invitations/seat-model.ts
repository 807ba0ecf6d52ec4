// Seats of a session, and the codes that were issued for them.
import { type Connection, type Model, Schema } from 'mongoose';

/** An office in a region (`region` set) or outside regions (`group` set). */
export interface Seat {
  _id: string;
  session: string;
  region: string | null;
  group: string | null;
  /** The office's short code within the campaign, e.g. `sekda`. */
  office: string;
  /** The office as people read it, e.g. `Sekretaris Daerah`. */
  title: string;
  /** Where: the region's name, or the institution's. */
  place: string;
  /** Counts for its region being complete. */
  required: boolean;
  /** Which issue of the code is valid now; negative when that issue was withdrawn. */
  issue: number;
  ordinal: number;
  /** How often it was taken: each registration writes it, so that none outlives the seat. */
  claims?: number;
}

export type CodeState = 'active' | 'replaced' | 'withdrawn';
/** `_id` is the code's lookup hash. */
export interface InvitationCode {
  _id: string;
  session: string;
  seat: string;
  issue: number;
  state: CodeState;
}

const text = { type: String, required: true } as const;
const seatSchema = new Schema<Seat>(
  {
    _id: text,
    session: text,
    region: { type: String, default: null },
    group: { type: String, default: null },
    office: text,
    title: text,
    place: text,
    required: { type: Boolean, required: true },
    issue: { type: Number, required: true },
    ordinal: { type: Number, required: true },
    claims: { type: Number },
  },
  { collection: 'seats', versionKey: false },
);
seatSchema.index({ session: 1, region: 1, office: 1 }, { unique: true });
seatSchema.index({ session: 1, ordinal: 1 });

const codeSchema = new Schema<InvitationCode>(
  {
    _id: text,
    session: text,
    seat: text,
    issue: { type: Number, required: true },
    state: { type: String, enum: ['active', 'replaced', 'withdrawn'], required: true },
  },
  { collection: 'invitation_codes', versionKey: false },
);
codeSchema.index({ seat: 1, issue: 1 }, { unique: true });

export const seatModel = (connection: Connection): Model<Seat> =>
  connection.models.Seat ?? connection.model<Seat>('Seat', seatSchema);
export const codeModel = (connection: Connection): Model<InvitationCode> =>
  connection.models.InvitationCode ??
  connection.model<InvitationCode>('InvitationCode', codeSchema);
