// What a session that nobody was invited to has left in the collections of other domains. Their
// stores know sessions that stay; to look whether one has left a trace, and to take it away whole,
// is this file's alone.
import type { ClientSession, Connection } from '../core/database.ts';

/** Documents there mean that somebody was invited or has come. */
const TRACES = ['mails', 'invitation_openings', 'registrations', 'presence', 'signatures'];
/** Audit events that mean the same: codes were taken away or read, one was made for somebody. */
const TRACE_EVENTS = [
  'invitations.exported',
  'invitations.codes-shown',
  'seat.code-reissued',
  'coordinator.link-reissued',
];
/** What comes with a session by itself, or was prepared for it. */
const PREPARED = [
  'seats',
  'invitation_codes',
  'coordinators',
  'nominations',
  'contacts',
  'contact_imports',
  'readiness_ticks',
  'certificate_checks',
  'stage_states',
  'stage_people',
  'session_plans',
  'session_notes',
];

export interface TraceStore {
  /** True when somebody was invited to the session, or has come. */
  hasTraces(session: string, transaction?: ClientSession): Promise<boolean>;
  /** Takes away what was prepared for a session. */
  clear(session: string, transaction: ClientSession): Promise<void>;
}

/** The store on this connection. */
export function createTraceStore(connection: Connection): TraceStore {
  const has = async (name: string, filter: object, session?: ClientSession): Promise<boolean> =>
    (await connection
      .collection(name)
      .findOne(filter, { projection: { _id: 1 }, ...(session && { session }) })) !== null;
  return {
    async hasTraces(session, transaction) {
      for (const name of TRACES) if (await has(name, { session }, transaction)) return true;
      return has('audit', { session, event: { $in: TRACE_EVENTS } }, transaction);
    },
    async clear(session, transaction) {
      // Rows know their file and no session: without it nothing would lead to them any more.
      const files = await connection
        .collection('contact_imports')
        .find({ session }, { projection: { _id: 1 }, session: transaction })
        .toArray();
      const ofFiles = { import: { $in: files.map(({ _id }) => _id) } };
      await connection
        .collection('contact_import_rows')
        .deleteMany(ofFiles, { session: transaction });
      for (const name of PREPARED) {
        await connection.collection(name).deleteMany({ session }, { session: transaction });
      }
    },
  };
}
