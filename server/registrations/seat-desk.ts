// What staff do for a seat by telephone: reset a PIN, release it, hand it over; with a reason.
import type { Audit } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { ClientSession, Database } from '../core/database.ts';
import type { Actor } from '../invitations/index.ts';
import type { PinAttemptStore } from './pin-attempt-store.ts';
import type { Registration } from './registration-model.ts';
import type { RegistrationStore } from './registration-store.ts';

export interface SeatDesk {
  /** Ends the PIN and all cookies; the holder sets a new PIN when they open the invitation. */
  resetPin(seat: string, reason: string, by: Actor): Promise<void>;
  /** Frees the seat. Throws SEAT_SIGNED after signing, NOT_REGISTERED when nobody holds it. */
  release(seat: string, reason: string, by: Actor): Promise<void>;
  /** Frees the seat for its next holder; the one before stays in its history. */
  handOver(seat: string, reason: string, by: Actor): Promise<void>;
}

export function createSeatDesk(options: {
  database: Database;
  store: RegistrationStore;
  audit: Audit;
  clock: Clock;
  attempts: Pick<PinAttemptStore, 'clear'>;
  /**
   * Bars a registration from ever signing, in the given transaction; throws SEAT_SIGNED when it
   * has signed. The unique index of the signatures decides between the two.
   */
  barFromSigning(registration: Registration, transaction: ClientSession): Promise<void>;
  /** Ends what a registration that ends leaves open elsewhere: its place in a shared room. */
  endMembership(registration: string, at: Date, transaction: ClientSession): Promise<void>;
}): SeatDesk {
  const { database, store, audit, clock, attempts } = options;
  const holderOf = async (seat: string) => {
    const registration = await store.findActiveOfSeat(seat);
    if (!registration) throw new AppError('NOT_REGISTERED');
    return registration;
  };
  const dataOf = (registration: Registration, reason: string) => ({
    data: { seat: registration.seat, registration: registration._id, reason },
    session: registration.session,
  });

  const end = async (
    seat: string,
    how: 'released' | 'handed-over',
    reason: string,
    by: Actor,
  ): Promise<void> => {
    const registration = await holderOf(seat);
    const ended = { at: clock.now(), how, reason };
    const event = how === 'released' ? 'seat.released' : 'seat.handed-over';
    await database.transaction(async (transaction) => {
      await options.barFromSigning(registration, transaction);
      if (!(await store.end(registration._id, ended, transaction))) {
        throw new AppError('STATE_CHANGED');
      }
      await options.endMembership(registration._id, ended.at, transaction);
      await attempts.clear(seat, transaction);
      await audit.write({ event, ...dataOf(registration, reason), ...by }, transaction);
    });
  };

  return {
    async resetPin(seat, reason, by) {
      const registration = await holderOf(seat);
      await database.transaction(async (transaction) => {
        await store.clearPin(registration._id, transaction);
        await attempts.clear(seat, transaction);
        const event = 'seat.pin-reset';
        await audit.write({ event, ...dataOf(registration, reason), ...by }, transaction);
      });
    },
    release: (seat, reason, by) => end(seat, 'released', reason, by),
    handOver: (seat, reason, by) => end(seat, 'handed-over', reason, by),
  };
}
