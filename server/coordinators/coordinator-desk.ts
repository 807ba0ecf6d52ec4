// What a coordinator does for the seats of their own region: names who fills them, and vouches.
import type { Audit } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { Seat } from '../invitations/index.ts';
import type { ActingStatus, Registration } from '../registrations/index.ts';
import type { CoordinatorPass } from './coordinator-links.ts';
import type { Nomination } from './coordinator-model.ts';
import type { CoordinatorStore } from './coordinator-store.ts';

/** Who is to fill a seat. */
export interface NominationInput {
  name: string;
  acting: ActingStatus;
  contact: string;
}

export interface CoordinatorDesk {
  /**
   * Names who fills a seat; naming again replaces it. Throws SEAT_OTHER_REGION for a seat that is
   * not the coordinator's, SEAT_FILLED once somebody has registered.
   */
  nominate(
    pass: CoordinatorPass,
    seat: string,
    input: NominationInput,
    address: string,
  ): Promise<void>;
  /** Takes the name back; nothing changes where there is none. */
  withdrawNomination(pass: CoordinatorPass, seat: string, address: string): Promise<void>;
  nominationOf(seat: string): Promise<Nomination | undefined>;
  nominationsOf(pass: CoordinatorPass): Promise<Nomination[]>;
  /**
   * Confirms for somebody in a shared room, with a reason (REASON_MISSING); who was named and has
   * not registered is registered as vouched for, without a PIN: they can be present, and sign only
   * after opening their own invitation. Throws SEAT_OTHER_REGION, NOMINATION_MISSING, and what
   * joining a room refuses.
   */
  vouch(
    pass: CoordinatorPass,
    request: { seat: string; room: string; reason: string },
    address: string,
  ): Promise<Registration>;
}

interface Options {
  database: Database;
  store: CoordinatorStore;
  audit: Audit;
  clock: Clock;
  people: {
    findSeat(seat: string): Promise<Seat | undefined>;
    findHolder(seat: string): Promise<Registration | undefined>;
    /** Registers somebody whom a coordinator vouches for; throws SEAT_FILLED. */
    registerVouched(seat: Seat, input: NominationInput, address: string): Promise<Registration>;
    /** Throws what joining would refuse, before anything is written. */
    requireJoinable(room: string, pass: CoordinatorPass, reason: string): Promise<void>;
    /** Makes the holder a member of the room, marked as vouched for. */
    joinVouched(
      room: string,
      holder: Registration,
      reason: string,
      by: { pass: CoordinatorPass; address: string },
    ): Promise<void>;
  };
}

const REASON_MAX = 300;

/** The desk on its store. */
export function createCoordinatorDesk(options: Options): CoordinatorDesk {
  const { store, people } = options;
  return {
    async nominate(pass, id, input, address) {
      const seat = await ownSeat(pass, id, options);
      if (await people.findHolder(seat._id)) throw new AppError('SEAT_FILLED');
      const { session, region } = pass;
      const nomination = { _id: seat._id, session, region, ...input, at: options.clock.now() };
      await record(pass, seat, 'seat.nominated', address, options, (transaction) =>
        store.putNomination(nomination, transaction),
      );
    },
    async withdrawNomination(pass, id, address) {
      const seat = await ownSeat(pass, id, options);
      if (!(await store.findNomination(seat._id))) return;
      await record(
        pass,
        seat,
        'seat.nomination-withdrawn',
        address,
        options,
        async (transaction) => {
          await store.removeNomination(seat._id, transaction);
        },
      );
    },
    nominationOf: store.findNomination,
    nominationsOf: ({ session, region }) => store.listNominations(session, region),
    async vouch(pass, request, address) {
      const reason = request.reason.trim().slice(0, REASON_MAX);
      if (reason === '') throw new AppError('REASON_MISSING');
      const seat = await ownSeat(pass, request.seat, options);
      await people.requireJoinable(request.room, pass, reason);
      const holder =
        (await people.findHolder(seat._id)) ?? (await register(seat, address, options));
      await people.joinVouched(request.room, holder, reason, { pass, address });
      return holder;
    },
  };
}

const ownSeat = async (
  { session, region }: CoordinatorPass,
  id: string,
  { people }: Options,
): Promise<Seat> => {
  const seat = await people.findSeat(id);
  if (!seat) throw new AppError('NOT_FOUND');
  if (seat.session !== session || seat.region !== region) throw new AppError('SEAT_OTHER_REGION');
  return seat;
};

const register = async (
  seat: Seat,
  address: string,
  { store, people }: Options,
): Promise<Registration> => {
  const named = await store.findNomination(seat._id);
  if (!named) throw new AppError('NOMINATION_MISSING');
  const { name, acting, contact } = named;
  return people.registerVouched(seat, { name, acting, contact }, address);
};

/** A coordinator as the audit names them: by their region. */
export const coordinatorActor = ({ region }: Pick<CoordinatorPass, 'region'>) => ({
  kind: 'coordinator' as const,
  id: region,
  label: `Koordinator ${region}`,
});

const record = async (
  pass: CoordinatorPass,
  seat: Seat,
  event: 'seat.nominated' | 'seat.nomination-withdrawn',
  address: string,
  { database, audit }: Options,
  write: (transaction: Parameters<CoordinatorStore['putNomination']>[1]) => Promise<void>,
): Promise<void> => {
  await database.transaction(async (transaction) => {
    await write(transaction);
    const data = { seat: seat._id, region: pass.region };
    const actor = coordinatorActor(pass);
    await audit.write({ event, data, actor, address, session: pass.session }, transaction);
  });
};
