// Who fills a seat: one active holder at a time, with the history of those before.
import { type Connection, type Model, Schema } from 'mongoose';
import type { ActingStatus } from './registration-rules.ts';

/** How the platform came to believe that this is the person: see the leaf's `identified`. */
export type IdentifiedBy = 'link' | 'pin' | 'vouched';

export interface Registration {
  _id: string;
  schemaVersion: number;
  session: string;
  seat: string;
  region: string | null;
  office: string;
  required: boolean;
  name: string;
  acting: ActingStatus;
  contact: string;
  identifiedBy: IdentifiedBy;
  /** argon2id with the platform's pepper; null after a reset, until a new PIN is set. */
  pinHash: string | null;
  /** Counts up when the PIN is reset: older cookies end. */
  generation: number;
  active: boolean;
  registeredAt: Date;
  checkedInAt: Date | null;
  ended: { at: Date; how: 'released' | 'handed-over'; reason: string } | null;
  /** The privacy notice that was shown with the form; version 0 is the built-in one. */
  notice?: { version: number; sha256: string };
  /** When the personal values were erased: nobody comes back to it. */
  erasedAt?: Date;
}

const text = { type: String, required: true } as const;
const schema = new Schema<Registration>(
  {
    _id: text,
    schemaVersion: { type: Number, required: true },
    session: text,
    seat: text,
    region: { type: String, default: null },
    office: text,
    required: { type: Boolean, required: true },
    name: text,
    acting: { type: String, default: '' },
    contact: text,
    identifiedBy: { type: String, enum: ['link', 'pin', 'vouched'], required: true },
    pinHash: { type: String, default: null },
    generation: { type: Number, required: true },
    active: { type: Boolean, required: true },
    registeredAt: { type: Date, required: true },
    checkedInAt: { type: Date, default: null },
    ended: { type: Schema.Types.Mixed, default: null },
    notice: { type: Schema.Types.Mixed },
    erasedAt: { type: Date },
  },
  { collection: 'registrations', versionKey: false },
);
schema.index({ seat: 1 }, { unique: true, partialFilterExpression: { active: true } });
schema.index({ session: 1, active: 1 });
// Reports go through the seats in their order, with all who held them.
schema.index({ seat: 1, registeredAt: 1 });

/** The registrations' model on this connection. */
export const registrationModel = (connection: Connection): Model<Registration> =>
  connection.models.Registration ?? connection.model<Registration>('Registration', schema);
