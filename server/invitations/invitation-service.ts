// Invitations go to seats. Opening one consumes nothing; a code can be replaced or withdrawn.
import type { Audit, AuditActor } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { ClientSession, Database } from '../core/database.ts';
import { deriveCode, hashCode, normaliseCode } from './code-rules.ts';
import { replanSeats } from './replan-seats.ts';
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
  reissue(seat: string, by: Actor, reason?: string): Promise<string>;
  withdraw(seat: string, by: Actor, reason?: string): Promise<void>;
  /** Adds seats with their first codes. */
  addSeats(seats: Omit<Seat, 'issue'>[], transaction?: ClientSession): Promise<void>;
  /** Makes the seats of a session those that are planned; resolves with the ones that are gone. */
  replan(
    session: string,
    planned: Omit<Seat, 'issue'>[],
    transaction: ClientSession,
  ): Promise<Seat[]>;
  find(seat: string): Promise<Seat | undefined>;
  list(session: string): Promise<Seat[]>;
  /** `region` null: the seats outside regions. */
  listOfRegion(session: string, region: string | null): Promise<Seat[]>;
}

const REFUSALS = { replaced: 'CODE_REPLACED', withdrawn: 'CODE_WITHDRAWN' } as const;

interface Options {
  database: Database;
  store: SeatStore;
  audit: Audit;
  /** The platform's code secret. */
  secret: Buffer;
}

/** The service on its store; it keeps nothing. */
export function createInvitationService(options: Options): InvitationService {
  const { store, secret } = options;
  return {
    async open(typed) {
      const code = normaliseCode(typed);
      if (!code) throw new AppError('CODE_MALFORMED');
      const known = await store.findCode(hashCode(secret, code));
      if (!known) throw new AppError('CODE_UNKNOWN');
      if (known.state !== 'active') throw new AppError(REFUSALS[known.state]);
      return getSeat(store, known.seat);
    },
    isCurrent: async (opened) => (await store.find(opened.seat))?.issue === opened.issue,
    codeOf: (seat) => (seat.issue > 0 ? deriveCode(secret, seat._id, seat.issue) : undefined),
    reissue: async (id, by, reason = '') =>
      reissue(await getSeat(store, id), { by, reason }, options),
    withdraw: async (id, by, reason = '') =>
      withdraw(await getSeat(store, id), { by, reason }, options),
    addSeats: (seats, transaction) => addSeats(seats, transaction, options),
    async replan(session, planned, transaction) {
      const { add, change, remove } = replanSeats(await store.list(session), planned);
      await store.replan({ change, remove }, transaction);
      if (add.length > 0) await addSeats(add, transaction, options);
      return remove;
    },
    find: (seat) => store.find(seat),
    list: (session) => store.list(session),
    listOfRegion: (session, region) => store.listOfRegion(session, region),
  };
}

const addSeats = async (
  seats: Omit<Seat, 'issue'>[],
  transaction: ClientSession | undefined,
  { store, secret }: Options,
): Promise<void> => {
  const full = seats.map((seat) => ({ ...seat, issue: 1 }));
  const codes = full.map((seat) => codeDocument(secret, seat, 1));
  await store.insert(full, codes, transaction);
};

const codeDocument = (
  secret: Buffer,
  seat: { _id: string; session: string },
  issue: number,
): InvitationCode => ({
  _id: hashCode(secret, deriveCode(secret, seat._id, issue)),
  session: seat.session,
  seat: seat._id,
  issue,
  state: 'active',
});

const getSeat = async (store: SeatStore, id: string): Promise<Seat> => {
  const seat = await store.find(id);
  if (!seat) throw new AppError('NOT_FOUND');
  return seat;
};

/** The highest issue ever made plus one is free: codes of a seat are unique by issue. */
const nextIssue = (seat: Seat): number => Math.abs(seat.issue) + 1;

/** Who wants it, and why. */
interface Asked {
  by: Actor;
  reason: string;
}

const reissue = async (
  seat: Seat,
  { by, reason }: Asked,
  { database, store, audit, secret }: Options,
): Promise<string> => {
  const issue = nextIssue(seat);
  await database.transaction(async (transaction) => {
    if (!(await store.setIssue(seat._id, seat.issue, issue, transaction))) {
      throw new AppError('STATE_CHANGED');
    }
    await store.markCodes(seat._id, 'replaced', transaction);
    await store.addCode(codeDocument(secret, seat, issue), transaction);
    const data = { seat: seat._id, issue, reason };
    const event = 'seat.code-reissued';
    await audit.write({ event, data, session: seat.session, ...by }, transaction);
  });
  return deriveCode(secret, seat._id, issue);
};

const withdraw = async (
  seat: Seat,
  { by, reason }: Asked,
  { database, store, audit }: Options,
): Promise<void> => {
  if (seat.issue <= 0) return;
  await database.transaction(async (transaction) => {
    // The sign says withdrawn; the number is kept so that the next issue is a new one.
    if (!(await store.setIssue(seat._id, seat.issue, -seat.issue, transaction))) {
      throw new AppError('STATE_CHANGED');
    }
    await store.markCodes(seat._id, 'withdrawn', transaction);
    const data = { seat: seat._id, issue: seat.issue, reason };
    const event = 'seat.code-withdrawn';
    await audit.write({ event, data, session: seat.session, ...by }, transaction);
  });
};
