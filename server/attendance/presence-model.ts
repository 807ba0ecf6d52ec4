// Presence as leases: one document per connection and person, and one lease per server process.
import { type Connection, type Model, Schema } from 'mongoose';
import {
  DEVICES,
  type Device,
  ENDINGS,
  type EndedBy,
  PRESENCE_KINDS,
  type PresenceKind,
} from '../protocol/attendance.ts';

/** `endedAt` null: present now, as far as the node's lease (or a plain page's `renewedAt`) says. */
export interface PresenceDocument {
  _id: string;
  session: string;
  registration: string;
  seat: string;
  region: string | null;
  kind: PresenceKind;
  device: Device;
  /** The shared room whose screen carried the person; null: a connection of their own. */
  room: string | null;
  node: string;
  startedAt: Date;
  /** Plain pages only: the last refresh. */
  renewedAt: Date | null;
  endedAt: Date | null;
  endedBy: EndedBy;
}

/** What a process says of itself with each renewal of its lease. */
export interface NodeFacts {
  /** Officials' connections by session. */
  online: Record<string, number>;
  /** Arrivals that wait to be let in. */
  waiting: number;
}

/** A process's lease; once it has ended it is never renewed again. */
export interface NodeDocument {
  _id: string;
  startedAt: Date;
  renewedAt: Date;
  endedAt: Date | null;
  /** As of the last renewal; null when it said nothing yet. */
  facts: NodeFacts | null;
}

const text = { type: String, required: true } as const;
const presenceSchema = new Schema<PresenceDocument>(
  {
    _id: text,
    session: text,
    registration: text,
    seat: text,
    region: { type: String, default: null },
    kind: { type: String, enum: PRESENCE_KINDS, required: true },
    device: { type: String, enum: DEVICES, required: true },
    room: { type: String, default: null },
    node: text,
    startedAt: { type: Date, required: true },
    renewedAt: { type: Date, default: null },
    endedAt: { type: Date, default: null },
    endedBy: { type: String, enum: [...ENDINGS, null], default: null },
  },
  { collection: 'presence', versionKey: false },
);
presenceSchema.index({ session: 1, endedAt: 1 });
presenceSchema.index({ registration: 1, startedAt: 1 });
presenceSchema.index({ node: 1, endedAt: 1 });
// A person has one open plain interval: two refreshes at once renew the same one.
presenceSchema.index(
  { registration: 1, kind: 1 },
  { unique: true, partialFilterExpression: { kind: 'plain', endedAt: null } },
);

const nodeSchema = new Schema<NodeDocument>(
  {
    _id: text,
    startedAt: { type: Date, required: true },
    renewedAt: { type: Date, required: true },
    endedAt: { type: Date, default: null },
    facts: { type: Schema.Types.Mixed, default: null },
  },
  { collection: 'nodes', versionKey: false },
);

export const presenceModel = (connection: Connection): Model<PresenceDocument> =>
  connection.models.Presence ?? connection.model<PresenceDocument>('Presence', presenceSchema);
export const nodeModel = (connection: Connection): Model<NodeDocument> =>
  connection.models.Node ?? connection.model<NodeDocument>('Node', nodeSchema);
