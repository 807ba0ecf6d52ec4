// A whole event straight in the collections, as if the day were over: people who came and signed.
import type { mongo } from 'mongoose';
import { leafHash } from '../../server/proofs/index.ts';

const HOUR = 3_600_000;
type Document = mongo.Document & { _id: string };

export interface EventOptions {
  people: number;
  /** Of those who signed, this many left too early for a participation certificate. */
  brief?: number;
  endedAt: Date;
  /** Also moves the session to its end; a running server hears of it and issues by itself. */
  ends?: boolean;
  /** Id of the session; without it the default one. */
  session?: string;
}

/** Which session: by its id, or the default one. */
const sessionFilter = (session: string | undefined) =>
  session === undefined ? { isDefault: true } : { _id: session };

/** Fills the first seats of the session and ends it; gives the registrations' ids. */
export async function writeEndedEvent(db: mongo.Db, options: EventOptions): Promise<string[]> {
  const { people, brief = 0, endedAt } = options;
  const session = await db.collection<Document>('sessions').findOne(sessionFilter(options.session));
  if (!session) throw new Error('There is no such session');
  const seats = await db
    .collection<Document>('seats')
    .find({ session: session._id })
    .sort({ _id: 1 })
    .limit(people)
    .toArray();
  const from = new Date(endedAt.getTime() - 2 * HOUR);
  const holders = seats.map((seat, place) => ({
    _id: `uji${String(place).padStart(13, '0')}`,
    ...{ schemaVersion: 1, session: session._id, seat: seat._id },
    ...{ region: seat.region, office: seat.office, required: seat.required },
    name: `Pejabat Uji ${place + 1}`,
    ...{ acting: 'Plt.', contact: '0800', identifiedBy: 'link', pinHash: null, generation: 1 },
    ...{ active: true, registeredAt: from, checkedInAt: from, ended: null },
  }));
  const presence = holders.map(({ _id, seat, region }, place) => ({
    _id: `hadir${_id}`,
    ...{ session: session._id, registration: _id, seat, region, kind: 'socket', device: 'phone' },
    ...{ room: null, node: 'uji', startedAt: from, renewedAt: null, endedBy: 'left' },
    endedAt: place < brief ? new Date(from.getTime() + 60_000) : endedAt,
  }));
  const signatures = holders.map(({ _id, seat, region, name, acting }, place) => ({
    _id: `ttd0${_id.slice(4)}`,
    ...{ schemaVersion: 1, kind: 'signature', session: session._id, registration: _id },
    ...{ seat, region, signedAt: new Date(from.getTime() + place * 100) },
    ...{ leaf: `{"uji":${place}}`, leafHash: leafHash(`{"uji":${place}}`) },
    personal: { name, acting, salt: '', mark: { method: 'typed', text: name } },
  }));
  const write = (name: string, documents: object[]) =>
    db.collection(name).insertMany(documents, { ordered: false });
  await write('registrations', holders);
  await write('presence', presence);
  await write('signatures', signatures);
  if (options.ends !== false) await endSession(db, { ...options, from, endedAt });
  return holders.map(({ _id }) => _id);
}

/** Ends the session as if it had lasted from `from`. */
export async function endSession(
  db: mongo.Db,
  { from, endedAt, session }: { from: Date; endedAt: Date; session?: string },
): Promise<void> {
  const moment = endedAt.toISOString();
  await db.collection<Document>('sessions').updateOne(sessionFilter(session), {
    $set: {
      'status.session': 'ended',
      'status.ceremony': 'closed',
      'status.liveAt': from.toISOString(),
      'status.signingOpenedAt': from.toISOString(),
      'status.closesAt': moment,
      'status.endedAt': moment,
    },
    $inc: { 'status.version': 1 },
  });
}
