// The only user of the models of mails, openings and addresses that want none.
import type { ClientSession, Connection } from '../core/database.ts';
import { type Mail, mailModel, openingModel, optOutModel, turnModel } from './mail-model.ts';

/** What became of a mail that was handed over. */
export type Fate = Pick<Mail, 'state' | 'answer' | 'at'> & { dueAt?: Date };

export interface MailStore {
  ensureIndexes(): Promise<void>;
  /** How often something was queued for the session. */
  turnOf(session: string): Promise<number>;
  /**
   * Takes the next turn of queuing, for who judged by what there was at `turn`; false when somebody
   * has queued since. Rejects with E11000 for the loser of two first ones.
   */
  takeTurn(session: string, turn: number, transaction: ClientSession): Promise<boolean>;
  /** Rejects with E11000 when one of them exists. */
  insert(mails: Mail[], transaction: ClientSession): Promise<void>;
  list(session: string): Promise<Mail[]>;
  find(id: string): Promise<Mail | undefined>;
  /** Mails of which nobody knows whether the server took them: whoever sent them has died. */
  markLost(at: Date): Promise<number>;
  /** The next due mails, at most `limit`. */
  listDue(now: Date, limit: number): Promise<Mail[]>;
  /**
   * Records that it leaves now, to this address, handed over by the holder of the epoch; durable
   * when it resolves. False when it is queued no more: it must not be handed over.
   */
  begin(id: string, handing: Pick<Mail, 'epoch' | 'email' | 'at'>): Promise<boolean>;
  /** What became of it; the holder of the epoch knows better than who took over. */
  settle(id: string, epoch: number, fate: Fate): Promise<void>;
  /** The fate of a queued mail that was not handed over. */
  setAside(id: string, fate: Fate): Promise<void>;
  /** Staff send these again; gives how many. */
  retry(of: Retried, at: Date, transaction: ClientSession): Promise<number>;
  markOpened(seat: string, session: string, at: Date): Promise<void>;
  listOpened(session: string): Promise<Set<string>>;
  isOpened(seat: string): Promise<boolean>;
  optOut(hash: string, at: Date): Promise<void>;
  isOptedOut(hash: string): Promise<boolean>;
  /** The hashes of all addresses that want no mail. */
  listOptedOut(): Promise<Set<string>>;
}

/** Mails of a session to send again; `answers` narrows them to what was recorded as the reason. */
export interface Retried {
  session: string;
  state: 'refused' | 'unknown' | 'skipped';
  kinds: readonly Mail['kind'][];
  answers?: readonly string[];
}

/**
 * Not waiting for the journal, which the next mail's `begin` waits for anyway. When the database's
 * machine loses it, a mail that was sent counts as unknown: it is never sent twice.
 */
const AT_ONCE = { w: 1, j: false } as const;

/** The store on this connection. */
export function createMailStore(connection: Connection): MailStore {
  const mails = mailModel(connection);
  return {
    ...lists(connection),
    async ensureIndexes() {
      for (const one of [mails, openingModel(connection), optOutModel(connection)]) {
        await one.createIndexes();
      }
      // Before a transaction writes there: two that both make it would be in each other's way.
      await turnModel(connection).createCollection();
    },
    async insert(all, session) {
      await mails.insertMany(all, { session });
    },
    list: (session) => mails.find({ session }).sort({ at: 1, _id: 1 }).lean(),
    find: async (id) => (await mails.findById(id).lean()) ?? undefined,
    async markLost(at) {
      const change = { $set: { state: 'unknown' as const, at } };
      return (await mails.updateMany({ state: 'sending' }, change)).modifiedCount;
    },
    listDue: (now, limit) =>
      mails
        .find({ state: 'queued', dueAt: { $lte: now } })
        .sort({ dueAt: 1, _id: 1 })
        .limit(limit)
        .lean(),
    async begin(_id, handing) {
      const change = { $set: { state: 'sending' as const, ...handing }, $inc: { attempts: 1 } };
      return (await mails.updateOne({ _id, state: 'queued' }, change)).modifiedCount === 1;
    },
    async settle(_id, epoch, fate) {
      const own = { _id, epoch, state: { $in: ['sending' as const, 'unknown' as const] } };
      await mails.updateOne(own, { $set: fate }, { writeConcern: AT_ONCE });
    },
    async setAside(_id, fate) {
      await mails.updateOne({ _id, state: 'queued' }, { $set: fate, $inc: { attempts: 1 } });
    },
    async retry({ session, state, kinds, answers }, at, transaction) {
      const change = { $set: { state: 'queued' as const, dueAt: at, at, attempts: 0, answer: '' } };
      const because = answers && { answer: { $in: [...answers] } };
      const filter = { session, state, kind: { $in: [...kinds] }, ...because };
      return (await mails.updateMany(filter, change, { session: transaction })).modifiedCount;
    },
  };
}

const lists = (connection: Connection) => {
  const turns = turnModel(connection);
  const openings = openingModel(connection);
  const optOuts = optOutModel(connection);
  return {
    turnOf: async (session: string) => (await turns.findById(session).lean())?.turn ?? 0,
    async takeTurn(_id: string, turn: number, session: ClientSession) {
      const next = { $set: { turn: turn + 1 } };
      const options = { session, upsert: turn === 0 };
      const { matchedCount, upsertedCount } = await turns.updateOne({ _id, turn }, next, options);
      return matchedCount + upsertedCount === 1;
    },
    async markOpened(_id: string, session: string, at: Date) {
      await openings.updateOne({ _id }, { $setOnInsert: { session, at } }, { upsert: true });
    },
    listOpened: async (session: string) =>
      new Set((await openings.find({ session }, { _id: 1 }).lean()).map(({ _id }) => _id)),
    isOpened: async (_id: string) => (await openings.exists({ _id })) !== null,
    listOptedOut: async () =>
      new Set((await optOuts.find({}, { _id: 1 }).lean()).map(({ _id }) => _id)),
    async optOut(_id: string, at: Date) {
      await optOuts.updateOne({ _id }, { $setOnInsert: { at } }, { upsert: true });
    },
    isOptedOut: async (_id: string) => (await optOuts.exists({ _id })) !== null,
  };
};
