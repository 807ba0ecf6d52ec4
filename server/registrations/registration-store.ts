// The only user of the registrations' model.
import { type ClientSession, type Connection, readOptions } from '../core/database.ts';
import { type Registration, registrationModel } from './registration-model.ts';

/** A registration as reports read it: nothing that lets anybody in. */
export type SeatHolder = Omit<Registration, 'pinHash' | 'contact'>;

/** For lists that are read whole. */
const WHOLE_BATCH = 5_000;

export interface RegistrationStore {
  ensureIndexes(): Promise<void>;
  /** Rejects with E11000 when the seat has an active holder. */
  insert(registration: Registration, transaction: ClientSession): Promise<void>;
  find(id: string): Promise<Registration | undefined>;
  /** Registrations by their ids, ended ones among them, without PIN and contact. */
  listByIds(ids: string[]): Promise<SeatHolder[]>;
  findActiveOfSeat(seat: string): Promise<Registration | undefined>;
  listActive(session: string): Promise<Registration[]>;
  /** `region` null: those outside regions. */
  listActiveOfRegion(session: string, region: string | null): Promise<Registration[]>;
  /** Holders of these seats, those before among them, without PIN and contact. */
  listOfSeats(seats: string[], reading?: ClientSession): Promise<SeatHolder[]>;
  /** When the holders of seats in these sessions checked in, by seat; one read. */
  checkInsOf(sessions: string[]): Promise<Map<string, Date>>;
  /** Active registrations by region code. */
  countByRegion(session: string): Promise<Map<string, number>>;
  /** All registrations there ever were, ended ones among them, by office. */
  countByOffice(session: string, transaction?: ClientSession): Promise<Map<string, number>>;
  /** Sets the moment once; false when it was set before or the registration has ended. */
  setCheckedIn(id: string, at: Date, transaction: ClientSession): Promise<boolean>;
  setPin(id: string, generation: number, pinHash: string): Promise<boolean>;
  clearPin(id: string, transaction: ClientSession): Promise<boolean>;
  /** Puts another name in its place: see the log's corrections. False once it was erased. */
  rename(
    id: string,
    name: Pick<Registration, 'name' | 'acting'>,
    transaction: ClientSession,
  ): Promise<boolean>;
  /** Corrects what the holder typed; false when the registration has changed since `generation`. */
  correctOwn(
    id: string,
    generation: number,
    next: Pick<Registration, 'name' | 'acting' | 'contact' | 'generation'>,
    transaction: ClientSession,
  ): Promise<boolean>;
  end(
    id: string,
    ended: NonNullable<Registration['ended']>,
    transaction: ClientSession,
  ): Promise<boolean>;
}

export function createRegistrationStore(connection: Connection): RegistrationStore {
  const model = registrationModel(connection);
  const stored = connection.collection<Registration>(model.collection.collectionName);
  return {
    ensureIndexes: () => model.createIndexes(),
    async insert(registration, session) {
      await model.insertMany([registration], { session });
    },
    // The driver's own read for what every joining socket and every signature asks: half the CPU.
    find: async (id) => (await stored.findOne({ _id: id })) ?? undefined,
    listByIds: (ids) =>
      stored
        .find({ _id: { $in: ids } })
        .project<SeatHolder>({ pinHash: 0, contact: 0 })
        .toArray(),
    findActiveOfSeat: async (seat) =>
      (await model.findOne({ seat, active: true }).lean()) ?? undefined,
    listActive: (session) => model.find({ session, active: true }).lean(),
    listActiveOfRegion: (session, region) => model.find({ session, region, active: true }).lean(),
    listOfSeats: (seats, reading) =>
      stored
        .find({ seat: { $in: seats } }, readOptions(reading))
        .project<SeatHolder>({ pinHash: 0, contact: 0 })
        .sort({ seat: 1, registeredAt: 1 })
        .toArray(),
    async checkInsOf(sessions) {
      const found = await stored
        .find({ session: { $in: sessions }, active: true, checkedInAt: { $ne: null } })
        .project<{ seat: string; checkedInAt: Date }>({ _id: 0, seat: 1, checkedInAt: 1 })
        .batchSize(WHOLE_BATCH)
        .toArray();
      return new Map(found.map(({ seat, checkedInAt }) => [seat, checkedInAt]));
    },
    countByRegion: (session) => countBy(model, '$region', { session, active: true }),
    countByOffice: (session, transaction) => countBy(model, '$office', { session }, transaction),
    ...registrationWrites(model),
  };
}

type Writes = 'setCheckedIn' | 'setPin' | 'clearPin' | 'rename' | 'correctOwn' | 'end';

/** What changes a registration; conditional, and false when it was not so any more. */
const registrationWrites = (
  model: ReturnType<typeof registrationModel>,
): Pick<RegistrationStore, Writes> => {
  const changed = (result: { modifiedCount: number }) => result.modifiedCount === 1;
  return {
    setCheckedIn: async (id, at, session) =>
      changed(
        await model.updateOne(
          { _id: id, active: true, checkedInAt: null },
          { $set: { checkedInAt: at } },
          { session },
        ),
      ),
    setPin: async (id, generation, pinHash) =>
      changed(
        await model.updateOne(
          { _id: id, active: true, generation, pinHash: null },
          { $set: { pinHash } },
        ),
      ),
    clearPin: async (id, session) =>
      changed(
        await model.updateOne(
          { _id: id, active: true },
          { $set: { pinHash: null }, $inc: { generation: 1 } },
          { session },
        ),
      ),
    async rename(id, { name, acting }, session) {
      const there = { _id: id, erasedAt: { $exists: false } };
      const result = await model.updateOne(there, { $set: { name, acting } }, { session });
      return result.matchedCount === 1;
    },
    correctOwn: async (id, generation, next, session) =>
      changed(
        await model.updateOne(
          { _id: id, active: true, generation, erasedAt: { $exists: false } },
          { $set: next },
          { session },
        ),
      ),
    end: async (id, ended, session) =>
      changed(
        await model.updateOne(
          { _id: id, active: true },
          { $set: { active: false, ended } },
          { session },
        ),
      ),
  };
};

/** Registrations by what a field says; '' where it says nothing. */
async function countBy(
  model: ReturnType<typeof registrationModel>,
  field: '$region' | '$office',
  filter: { session: string; active?: boolean },
  transaction?: ClientSession,
): Promise<Map<string, number>> {
  const counts = await model.aggregate<{ _id: string | null; count: number }>(
    [{ $match: filter }, { $group: { _id: field, count: { $sum: 1 } } }],
    transaction ? { session: transaction } : {},
  );
  return new Map(counts.map(({ _id, count }) => [_id ?? '', count]));
}
