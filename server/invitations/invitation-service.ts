// Invitations go to seats. Opening one consumes nothing; a code can be replaced or withdrawn.
import type { Audit, AuditActor } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Database } from '../core/database.ts';
import { deriveCode, hashCode, normaliseCode } from './code-rules.ts';
import type { InvitationCode, Seat } from './seat-model.ts';
import type { SeatStore } from './seat-store.ts';

export interface Actor {
  actor: AuditActor;
  address: string;
}

export interface InvitationService {
  /** The seat a typed code leads to. Throws CODE_MALFORMED, _UNKNOWN, _REPLACED or _WITHDRAWN. */
  open(typed: string): Promise<Seat>;
  /** True while an opened invitation (seat and issue, from the cookie) is still the valid one. */
  isCurrent(opened: { seat: string; issue: number }): Promise<boolean>;
  /** The seat's valid code, 8 characters; undefined when it was withdrawn. */
  codeOf(seat: Seat): string | undefined;
  /** Makes the code unusable and returns a new one. */
  reissue(seat: string, by: Actor): Promise<string>;
  withdraw(seat: string, by: Actor): Promise<void>;
  /** Adds seats with their first codes. */
  addSeats(seats: Omit<Seat, 'issue'>[]): Promise<void>;
  find(seat: string): Promise<Seat | undefined>;
  list(session: string): Promise<Seat[]>;
  listOfRegion(session: string, region: string): Promise<Seat[]>;
}

const REFUSALS = { replaced: 'CODE_REPLACED', withdrawn: 'CODE_WITHDRAWN' } as const;

export function createInvitationService(options: {
  database: Database;
  store: SeatStore;
  audit: Audit;
  /** The platform's code secret. */
  secret: Buffer;
}): InvitationService {
  const { database, store, audit, secret } = options;
  const codeDocument = (seat: { _id: string; session: string }, issue: number): InvitationCode => ({
    _id: hashCode(secret, deriveCode(secret, seat._id, issue)),
    session: seat.session,
    seat: seat._id,
    issue,
    state: 'active',
  });

  const getSeat = async (id: string): Promise<Seat> => {
    const seat = await store.find(id);
    if (!seat) throw new AppError('NOT_FOUND');
    return seat;
  };

  /** The highest issue ever made plus one is free: codes of a seat are unique by issue. */
  const nextIssue = (seat: Seat): number => Math.abs(seat.issue) + 1;

  return {
    async open(typed) {
      const code = normaliseCode(typed);
      if (!code) throw new AppError('CODE_MALFORMED');
      const known = await store.findCode(hashCode(secret, code));
      if (!known) throw new AppError('CODE_UNKNOWN');
      if (known.state !== 'active') throw new AppError(REFUSALS[known.state]);
      return getSeat(known.seat);
    },
    isCurrent: async (opened) => (await store.find(opened.seat))?.issue === opened.issue,
    codeOf: (seat) => (seat.issue > 0 ? deriveCode(secret, seat._id, seat.issue) : undefined),
    async reissue(id, by) {
      const seat = await getSeat(id);
      const issue = nextIssue(seat);
      await database.transaction(async (transaction) => {
        if (!(await store.setIssue(id, seat.issue, issue, transaction))) {
          throw new AppError('STATE_CHANGED');
        }
        await store.markCodes(id, 'replaced', transaction);
        await store.addCode(codeDocument(seat, issue), transaction);
        const event = 'seat.code-reissued';
        await audit.write(
          { event, data: { seat: id, issue }, session: seat.session, ...by },
          transaction,
        );
      });
      return deriveCode(secret, id, issue);
    },
    async withdraw(id, by) {
      const seat = await getSeat(id);
      if (seat.issue <= 0) return;
      await database.transaction(async (transaction) => {
        // The sign says withdrawn; the number is kept so that the next issue is a new one.
        if (!(await store.setIssue(id, seat.issue, -seat.issue, transaction))) {
          throw new AppError('STATE_CHANGED');
        }
        await store.markCodes(id, 'withdrawn', transaction);
        const data = { seat: id, issue: seat.issue };
        const event = 'seat.code-withdrawn';
        await audit.write({ event, data, session: seat.session, ...by }, transaction);
      });
    },
    async addSeats(seats) {
      const full = seats.map((seat) => ({ ...seat, issue: 1 }));
      await store.insert(
        full,
        full.map((seat) => codeDocument(seat, 1)),
      );
    },
    find: (seat) => store.find(seat),
    list: (session) => store.list(session),
    listOfRegion: (session, region) => store.listOfRegion(session, region),
  };
}
