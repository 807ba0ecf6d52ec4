// An erasure: asked for by a person or due by a campaign's rule, decided, carried out, and what it
// changed. It names ids and counts; nothing of what it erased.
import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../audit/index.ts';
import { ERASE_GROUPS, type EraseGroup } from './inventory-shape.ts';

/**
 * asked: waits for a decision. withdrawn: by the person. refused: with a reason. approved: decided or
 * due, and carried out from then on until it is `done`.
 */
export const ERASURE_STATES = ['asked', 'withdrawn', 'refused', 'approved', 'done'] as const;
export type ErasureState = (typeof ERASURE_STATES)[number];

export interface Erasure {
  _id: string;
  schemaVersion: number;
  campaign: string;
  session: string;
  /** Null: everybody of the session, by the campaign's rule. */
  registration: string | null;
  seat: string | null;
  region: string | null;
  rule: 'request' | 'retention';
  /** Of the rule of retention that it follows; null for a request. */
  revision: number | null;
  groups: EraseGroup[];
  state: ErasureState;
  /** True while it waits or is carried out: one of a person, by a unique index. */
  open?: boolean;
  /** Names the page where its state stays visible after the sign-in is gone. */
  receipt: string;
  askedAt: Date;
  decidedBy: AuditActor | null;
  decidedAt: Date | null;
  /** Why it was refused, for the person. */
  reason: string;
  startedAt: Date | null;
  /** How many values each step changed; written with the change itself. */
  counts: Record<string, number>;
  doneAt: Date | null;
}

const text = { type: String, required: true } as const;
const orNull = { type: String, default: null } as const;
const moment = { type: Date, default: null } as const;
const schema = new Schema<Erasure>(
  {
    _id: text,
    schemaVersion: { type: Number, required: true },
    campaign: text,
    session: text,
    registration: orNull,
    seat: orNull,
    region: orNull,
    rule: { type: String, enum: ['request', 'retention'], required: true },
    revision: { type: Number, default: null },
    groups: { type: [{ type: String, enum: ERASE_GROUPS }], required: true },
    state: { type: String, enum: ERASURE_STATES, required: true },
    open: { type: Boolean },
    receipt: text,
    askedAt: { type: Date, required: true },
    decidedBy: { type: Schema.Types.Mixed, default: null },
    decidedAt: moment,
    reason: { type: String, default: '' },
    startedAt: moment,
    counts: { type: Schema.Types.Mixed, required: true },
    doneAt: moment,
  },
  { collection: 'erasures', versionKey: false, minimize: false },
);
schema.index({ receipt: 1 }, { unique: true });
schema.index(
  { registration: 1 },
  {
    unique: true,
    partialFilterExpression: { open: true, registration: { $type: 'string' } },
    name: 'one_open',
  },
);
// A rule is carried out once a session, whichever process looks first.
schema.index(
  { session: 1, revision: 1 },
  { unique: true, partialFilterExpression: { rule: 'retention' }, name: 'one_by_rule' },
);
schema.index({ campaign: 1, askedAt: -1 });
schema.index({ state: 1, doneAt: 1 });

/** The erasures' model on this connection. */
export const erasureModel = (connection: Connection): Model<Erasure> =>
  connection.models.Erasure ?? connection.model<Erasure>('Erasure', schema);
