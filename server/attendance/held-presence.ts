// Whom this process holds present: each person of each connection has an interval while their
// session is open, and a new one when the process's lease had to be taken anew.
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import type { Device, EndedBy } from '../protocol/attendance.ts';
import { isOpen, type Registration } from '../registrations/index.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import type { Lease } from './node-lease.ts';
import type { PresenceDocument } from './presence-model.ts';
import { newPiece, type Piece, type PieceWriter } from './stored-pieces.ts';

export type Person = Pick<Registration, '_id' | 'session' | 'seat' | 'region'>;

/** How a person is connected; `room` is the shared room whose screen carries them. */
export interface Holding {
  kind: 'socket' | 'room';
  device: Device;
  room?: string;
}

/** A person's presence by one connection, whatever happens to lease, database and session. */
export interface Held {
  /** Ends it; `moved`: they went to another shared room. Doing it twice changes nothing. */
  close(endedBy?: 'left' | 'moved'): Promise<void>;
}

export interface HeldPresence {
  hold(person: Person, holding: Holding): Promise<Held>;
  /** Begins or forgets the intervals of a session whose doors opened or closed. */
  followSession(session: SessionDocument): void;
  /** Begins everything anew under the present lease; `lost` is the one before. */
  reopenAll(lost: Lease): Promise<void>;
  /** From now on it is the process that goes, not the people. */
  leave(): void;
}

interface Entry {
  person: Person;
  holding: Holding;
  piece: Piece | undefined;
}

interface Options {
  live: Pick<LiveSessions, 'find'>;
  writer: PieceWriter;
  lease: () => Lease;
  isOverdue: () => boolean;
  now: () => Date;
  random: RandomSource;
}

export function createHeldPresence(options: Options): HeldPresence {
  const { live, writer } = options;
  const sessions = new Map<string, Set<Entry>>();
  let isLeaving = false;
  const begin = (entry: Entry): Promise<void> => {
    entry.piece = newPiece(documentOf(entry, options));
    return writer.save(entry.piece);
  };
  const close = async (entry: Entry, endedBy: EndedBy): Promise<void> => {
    const { piece } = entry;
    entry.piece = undefined;
    sessions.get(entry.person.session)?.delete(entry);
    if (!piece) return;
    piece.ending = endingOf(piece, isLeaving ? 'node' : endedBy, options);
    await writer.save(piece);
  };

  return {
    async hold(person, holding) {
      const { _id, session, seat, region } = person;
      const entry: Entry = { person: { _id, session, seat, region }, holding, piece: undefined };
      const others = sessions.get(session) ?? new Set();
      sessions.set(session, others.add(entry));
      const found = live.find(session);
      if (found && isOpen(found.status.session)) await begin(entry);
      return { close: (endedBy = 'left') => close(entry, endedBy) };
    },
    followSession(session) {
      const isOpenNow = isOpen(session.status.session);
      for (const entry of sessions.get(session._id) ?? []) {
        if (isOpenNow && !entry.piece) void begin(entry);
        if (!isOpenNow && entry.piece) release(entry, options);
      }
    },
    async reopenAll(lost) {
      for (const piece of writer.unsaved()) endWith(piece, lost);
      const entries = [...sessions.values()].flatMap((set) => [...set]);
      await Promise.all(entries.filter(({ piece }) => piece).map(begin));
    },
    leave() {
      isLeaving = true;
    },
  };
}

/** What is stored is closed in one write for everybody; what is not yet ends by itself. */
const release = (entry: Entry, { now }: Options): void => {
  const { piece } = entry;
  entry.piece = undefined;
  if (!piece || piece.isStored) return;
  piece.ending = { _id: piece.document._id, endedAt: now(), endedBy: 'session' };
};

const documentOf = (
  { person, holding: { kind, device, room } }: Entry,
  { lease, now, random }: Options,
): PresenceDocument => ({
  _id: newId(random),
  session: person.session,
  registration: person._id,
  seat: person.seat,
  region: person.region,
  kind,
  device,
  room: room ?? null,
  node: lease().node,
  startedAt: now(),
  renewedAt: null,
  endedAt: null,
  endedBy: null,
});

/** What ends while the lease is overdue is known only until its last renewal. */
const endingOf = ({ document }: Piece, endedBy: EndedBy, options: Options) => {
  const { lease, isOverdue, now } = options;
  const { _id } = document;
  if (!isOverdue()) return { _id, endedAt: now(), endedBy };
  return { _id, endedAt: lastKnown(document, lease()), endedBy: 'node' as const };
};

const lastKnown = ({ startedAt }: PresenceDocument, { renewedAt }: Lease): Date =>
  startedAt > renewedAt ? startedAt : renewedAt;

/** What was not stored under a lost lease is known as far as what was. */
const endWith = (piece: Piece, lost: Lease): void => {
  const { document, ending } = piece;
  if (document.node !== lost.node) return;
  const last = lastKnown(document, lost);
  if (ending && ending.endedAt <= last) return;
  piece.ending = { _id: document._id, endedAt: last, endedBy: 'node' };
  piece.isEndStored = false;
};
