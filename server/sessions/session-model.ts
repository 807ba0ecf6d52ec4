// A session as it is stored: what was planned, and the status that every screen follows.
import { type Connection, type Model, Schema } from 'mongoose';
import type { CampaignIdentity } from '../campaigns/index.ts';
import type { AttendanceRule } from '../protocol/attendance.ts';
import type { CertificateRule } from '../protocol/certificate-rule.ts';
import type { ItemMoment } from '../protocol/run-of-show.ts';
import type { SessionAction, SessionStatus } from '../protocol/session.ts';
import type { SigningRule } from '../protocol/signing-rule.ts';

export interface AgendaItem {
  id: string;
  /** Local time of the host, HH:MM (WIB). */
  time: string;
  minutes: number;
  title: string;
  speakerOffice: string | null;
  kind: string;
}
export interface Speaker {
  code: string;
  office: string;
  role: 'reader' | 'speaker';
}

/** A step that changed the status, and the version that it made. */
export interface LastStep {
  version: number;
  action: SessionAction;
  /** As the control room names them. */
  by: string;
}

/** Times are ISO strings in UTC inside `status`; `date` and agenda times are the host's local. */
export interface SessionDocument {
  _id: string;
  schemaVersion: number;
  campaign: string;
  slug: string;
  title: string;
  kind: 'official' | 'rehearsal';
  mode: string;
  place: string;
  date: string;
  startsAt: string;
  endsAt: string;
  isDefault: boolean;
  /** True while the agenda's times are ours and not yet the host's. */
  timesArePlaceholders: boolean;
  attendanceRule: AttendanceRule;
  /** How long signatures are taken, and whether late ones are. */
  signingRule: SigningRule;
  /** Who gets a certificate of participation; sessions of before this follow the usual rule. */
  certificateRule?: CertificateRule;
  agenda: AgendaItem[];
  speakers: Speaker[];
  /** The declaration that this session signs: exactly one version. */
  declaration: { version: string; sha256: string } | null;
  consent: { version: string; sha256: string } | null;
  status: Omit<SessionStatus, 'id'>;
  /** When items of the agenda really began and ended; sessions of before this have none. */
  itemMoments?: ItemMoment[];
  /** Counts the changes of what is planned; 1 where nobody has changed it. */
  planVersion?: number;
  /** Who the campaign was when this session ended; only where it has become another since. */
  identity?: CampaignIdentity;
  /** The last step that somebody took, for who decided on an older picture. */
  lastStep?: LastStep;
}

const schema = new Schema<SessionDocument>(
  {
    _id: { type: String, required: true },
    schemaVersion: { type: Number, required: true },
    campaign: { type: String, required: true },
    slug: { type: String, required: true },
    title: { type: String, required: true },
    kind: { type: String, enum: ['official', 'rehearsal'], required: true },
    mode: { type: String, required: true },
    place: { type: String, required: true },
    date: { type: String, required: true },
    startsAt: { type: String, required: true },
    endsAt: { type: String, required: true },
    isDefault: { type: Boolean, required: true },
    timesArePlaceholders: { type: Boolean, default: false },
    attendanceRule: { type: Schema.Types.Mixed, required: true },
    signingRule: { type: Schema.Types.Mixed, required: true },
    certificateRule: { type: Schema.Types.Mixed },
    agenda: { type: Schema.Types.Mixed, required: true },
    speakers: { type: Schema.Types.Mixed, required: true },
    declaration: { type: Schema.Types.Mixed, default: null },
    consent: { type: Schema.Types.Mixed, default: null },
    status: { type: Schema.Types.Mixed, required: true },
    itemMoments: { type: Schema.Types.Mixed },
    planVersion: { type: Number },
    identity: { type: Schema.Types.Mixed },
    lastStep: { type: Schema.Types.Mixed },
  },
  { collection: 'sessions', versionKey: false, minimize: false },
);
schema.index({ slug: 1 }, { unique: true });
schema.index({ campaign: 1 });

/** The sessions' model on this connection. */
export const sessionModel = (connection: Connection): Model<SessionDocument> =>
  connection.models.Session ?? connection.model<SessionDocument>('Session', schema);
