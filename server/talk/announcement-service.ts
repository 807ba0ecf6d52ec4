// Announcing over every screen and withdrawing it, each with its audit event.
import type { Audit } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { type Database, isDuplicateKey } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import type { Actor } from '../invitations/index.ts';
import { ANNOUNCEMENT_MAX, type Urgency } from '../protocol/talk.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { Announcement } from './announcement-model.ts';
import type { AnnouncementStore } from './announcement-store.ts';
import { checkLine } from './talk-text.ts';

export interface AnnounceRequest {
  session: SessionDocument;
  text: string;
  urgency: Urgency;
  /** How long it stands; 0: until it is withdrawn. */
  minutes: number;
  /** The number of the last announcement that the operator saw; 0: none. */
  seen: number;
  by: Actor;
}

export interface AnnouncementService {
  /**
   * Announces; what was announced before gives way. Throws TEXT_EMPTY, NOTE_TOO_LONG,
   * NOTE_CONTROL_CHARACTERS, SESSION_ARCHIVED, or STATE_CHANGED when somebody was faster.
   */
  announce(request: AnnounceRequest): Promise<void>;
  /** Withdraws the one of this number. Throws STATE_CHANGED when it does not stand any more. */
  withdraw(session: SessionDocument, number: number, by: Actor): Promise<void>;
}

export interface AnnouncementDependencies {
  database: Database;
  store: AnnouncementStore;
  audit: Audit;
  time: { clock: Clock; random: RandomSource };
  /** Takes over what this process has just written. */
  put(announcement: Announcement): void;
}

const MINUTE_MS = 60_000;

/** The service on its store; it keeps nothing. */
export function createAnnouncementService(deps: AnnouncementDependencies): AnnouncementService {
  return {
    announce: (request) => announce(request, deps),
    withdraw: (session, number, by) => withdraw(session, number, by, deps),
  };
}

const announce = async (
  { session, text, urgency, minutes, seen, by }: AnnounceRequest,
  { database, store, audit, time, put }: AnnouncementDependencies,
): Promise<void> => {
  if (session.status.session === 'archived') throw new AppError('SESSION_ARCHIVED');
  const at = time.clock.now();
  const announcement: Announcement = {
    _id: newId(time.random),
    session: session._id,
    number: seen + 1,
    text: checkLine(text, ANNOUNCEMENT_MAX),
    urgency,
    at,
    until: minutes > 0 ? new Date(at.getTime() + minutes * MINUTE_MS) : null,
    by: by.actor,
    withdrawnAt: null,
    withdrawnBy: null,
  };
  const data = { announcement: announcement._id, urgency };
  const event = { event: 'announcement.made' as const, data, session: session._id, ...by };
  await database
    .transaction(async (transaction) => {
      const last = await store.findLast(session._id, transaction);
      if ((last?.number ?? 0) !== seen) throw new AppError('STATE_CHANGED');
      await store.insert(announcement, transaction);
      await audit.write(event, transaction);
    })
    .catch((error: unknown) => {
      throw isDuplicateKey(error) ? new AppError('STATE_CHANGED', {}, error) : error;
    });
  put(announcement);
};

const withdraw = async (
  session: SessionDocument,
  number: number,
  by: Actor,
  { database, store, audit, time, put }: AnnouncementDependencies,
): Promise<void> => {
  const last = await store.findLast(session._id);
  if (last?.number !== number) throw new AppError('STATE_CHANGED');
  const fields = { withdrawnAt: time.clock.now(), withdrawnBy: by.actor };
  const data = { announcement: last._id };
  const event = { event: 'announcement.withdrawn' as const, data, session: session._id, ...by };
  const withdrawn = await database.transaction(async (transaction) => {
    const changed = await store.withdraw(last._id, fields, transaction);
    if (!changed) throw new AppError('STATE_CHANGED');
    await audit.write(event, transaction);
    return changed;
  });
  put(withdrawn);
};
