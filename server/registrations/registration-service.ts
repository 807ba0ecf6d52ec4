// From an opened invitation to a checked-in official: register, return with the PIN, check in.
import type { Audit, AuditActor } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { type Database, isDuplicateKey } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import type { OfficialToken } from '../http/visitor.ts';
import type { Seat, SeatStore } from '../invitations/index.ts';
import type { SessionState } from '../protocol/session.ts';
import { isRunning } from '../protocol/session-names.ts';
import type { PinHasher } from './pin.ts';
import type { PinAttemptStore } from './pin-attempt-store.ts';
import { requirePin } from './pin-check.ts';
import type { Registration } from './registration-model.ts';
import type { RegistrationInput } from './registration-rules.ts';
import type { RegistrationStore } from './registration-store.ts';

export interface RegistrationService {
  /**
   * Fills a free seat; `notice` is the one on personal data that was shown with the form. Throws
   * SEAT_FILLED when it has a holder, CODE_WITHDRAWN when the session has that seat no more.
   */
  register(
    seat: Seat,
    input: RegistrationInput,
    address: string,
    notice?: ShownNotice,
  ): Promise<Registration>;
  /** Fills a seat for somebody whom a coordinator vouches for: no PIN yet. Throws SEAT_FILLED. */
  registerVouched(
    seat: Seat,
    input: Omit<RegistrationInput, 'pin'>,
    address: string,
  ): Promise<Registration>;
  /**
   * The seat's holder comes back on another device; after a reset `pin` is their new one. Throws
   * NOT_REGISTERED, PIN_WRONG or TOO_MANY_ATTEMPTS: six wrong ones lock the seat for 15 minutes.
   */
  returnWithPin(seat: Seat, pin: string, address: string): Promise<Registration>;
  /**
   * The holder of `seat` (its id), who knows the PIN, at somebody else's screen. Throws as
   * `returnWithPin` does, and PIN_NOT_SET after a reset: here nobody has shown an invitation.
   */
  checkPin(seat: string, pin: string, address: string): Promise<Registration>;
  /** Checks in once; again changes nothing. Throws DOORS_CLOSED outside doors, live and paused. */
  checkIn(id: string, state: SessionState, address: string): Promise<Registration>;
  /** The registration a cookie speaks for; undefined when it has ended or its PIN was reset. */
  findByToken(token: OfficialToken): Promise<Registration | undefined>;
  findOfSeat(seat: string): Promise<Registration | undefined>;
}

/** An official as the audit names them; `label` is their office, never a name. */
export const officialActor = (registration: Registration, label: string): AuditActor => ({
  kind: 'official',
  id: registration._id,
  label,
});

/** True while officials may check in and be present. */
export const isOpen = (state: SessionState): boolean => isRunning(state);

export interface RegistrationDependencies {
  database: Database;
  store: RegistrationStore;
  audit: Audit;
  pins: PinHasher;
  attempts: PinAttemptStore;
  seats: Pick<SeatStore, 'claim'>;
  time: { clock: Clock; random: RandomSource };
}

/** The service on its store; it keeps nothing. */
export function createRegistrationService(deps: RegistrationDependencies): RegistrationService {
  const { store } = deps;
  return {
    register: async (seat, input, address, notice) => {
      // A filled seat is the common refusal; asking first spares the PIN's hash and a transaction.
      if (await store.findActiveOfSeat(seat._id)) throw new AppError('SEAT_FILLED');
      const pinHash = await deps.pins.hash(input.pin);
      const holder = {
        ...input,
        pinHash,
        identifiedBy: 'link' as const,
        ...(notice && { notice }),
      };
      return register(seat, holder, address, deps);
    },
    registerVouched: (seat, input, address) =>
      register(seat, { ...input, pinHash: null, identifiedBy: 'vouched' }, address, deps),
    returnWithPin: (seat, pin, address) => returnWithPin(seat, pin, address, deps),
    async checkPin(seat, pin, address) {
      const registration = await getHolder(seat, store);
      await requirePin(registration, pin, address, deps);
      return registration;
    },
    checkIn: (id, state, address) => checkIn(id, state, address, deps),
    async findByToken(token) {
      const registration = await store.find(token.registration);
      const valid = registration?.active && registration.generation === token.generation;
      return valid ? registration : undefined;
    },
    findOfSeat: (seat) => store.findActiveOfSeat(seat),
  };
}

type ShownNotice = NonNullable<Registration['notice']>;
type NewHolder = Omit<RegistrationInput, 'pin'> &
  Pick<Registration, 'pinHash' | 'identifiedBy'> & { notice?: ShownNotice };

const register = async (
  seat: Seat,
  holder: NewHolder,
  address: string,
  { database, store, audit, seats, time }: RegistrationDependencies,
): Promise<Registration> => {
  const made = newRegistration(seat, holder, time);
  const event = { event: 'registration.created' as const, ...eventOf(made, address) };
  try {
    return await database.transaction(async (transaction) => {
      // Staff may have removed the seat, or changed what it counts for, since it was read.
      const claimed = await seats.claim(seat._id, transaction);
      if (!claimed) throw new AppError('CODE_WITHDRAWN');
      const registration = { ...made, required: claimed.required };
      await store.insert(registration, transaction);
      await audit.write(event, transaction);
      return registration;
    });
  } catch (error) {
    if (isDuplicateKey(error)) throw new AppError('SEAT_FILLED', {}, error);
    throw error;
  }
};

const newRegistration = (
  seat: Seat,
  { name, acting, contact, pinHash, identifiedBy, notice }: NewHolder,
  { clock, random }: RegistrationDependencies['time'],
): Registration => ({
  _id: newId(random),
  schemaVersion: 1,
  session: seat.session,
  seat: seat._id,
  region: seat.region,
  office: seat.office,
  required: seat.required,
  name,
  acting,
  contact,
  identifiedBy,
  pinHash,
  generation: 1,
  active: true,
  registeredAt: clock.now(),
  checkedInAt: null,
  ended: null,
  ...(notice && { notice }),
});

const getHolder = async (seat: string, store: RegistrationStore): Promise<Registration> => {
  const registration = await store.findActiveOfSeat(seat);
  if (!registration) throw new AppError('NOT_REGISTERED');
  return registration;
};

const returnWithPin = async (
  seat: Seat,
  pin: string,
  address: string,
  deps: RegistrationDependencies,
): Promise<Registration> => {
  const { store, pins } = deps;
  const registration = await getHolder(seat._id, store);
  if (registration.erasedAt) throw new AppError('DATA_ERASED');
  if (registration.pinHash === null) {
    const pinHash = await pins.hash(pin);
    if (!(await store.setPin(registration._id, registration.generation, pinHash))) {
      throw new AppError('PIN_WRONG');
    }
    return { ...registration, pinHash };
  }
  await requirePin(registration, pin, address, deps);
  return registration;
};

const checkIn = async (
  id: string,
  state: SessionState,
  address: string,
  { database, store, audit, time }: RegistrationDependencies,
): Promise<Registration> => {
  const registration = await store.find(id);
  if (!registration?.active) throw new AppError('NOT_REGISTERED');
  if (registration.checkedInAt) return registration;
  if (!isOpen(state)) throw new AppError('DOORS_CLOSED');
  const at = time.clock.now();
  const event = { event: 'registration.checked-in' as const, ...eventOf(registration, address) };
  await database.transaction(async (transaction) => {
    const first = await store.setCheckedIn(id, at, transaction);
    if (first) await audit.write(event, transaction);
  });
  return { ...registration, checkedInAt: at };
};

const eventOf = (registration: Registration, address: string) => ({
  data: {
    registration: registration._id,
    seat: registration.seat,
    region: registration.region ?? '',
  },
  actor: officialActor(registration, registration.office),
  address,
  session: registration.session,
});
