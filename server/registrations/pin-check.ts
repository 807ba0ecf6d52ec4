// Checking a seat's PIN: counted first, then compared; the sixth wrong one locks the seat a while.
import { type Audit, SYSTEM_ACTOR } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { PinHasher } from './pin.ts';
import { PIN_FAILURES_MAX, type PinAttemptStore } from './pin-attempt-store.ts';
import type { Registration } from './registration-model.ts';

export interface PinCheckDependencies {
  attempts: PinAttemptStore;
  pins: PinHasher;
  audit: Audit;
  time: { clock: Clock };
}

type Holder = Pick<Registration, '_id' | 'session' | 'seat' | 'pinHash'>;

/**
 * Resolves when `pin` is the holder's. Throws PIN_WRONG, TOO_MANY_ATTEMPTS (with the minutes that
 * the seat stays locked) or PIN_NOT_SET (after a reset).
 */
export async function requirePin(
  holder: Holder,
  pin: string,
  address: string,
  dependencies: PinCheckDependencies,
): Promise<void> {
  const { attempts, pins, time } = dependencies;
  if (holder.pinHash === null) throw new AppError('PIN_NOT_SET');
  const now = time.clock.now();
  const { failures, endsAt } = await attempts.count(holder.seat, now);
  if (failures > PIN_FAILURES_MAX) {
    const minutes = Math.max(1, Math.ceil((endsAt.getTime() - now.getTime()) / 60_000));
    throw new AppError('TOO_MANY_ATTEMPTS', { minutes });
  }
  if (await pins.matches(holder.pinHash, pin)) {
    await attempts.clear(holder.seat);
    return;
  }
  if (failures === PIN_FAILURES_MAX) await noteLock(holder, address, dependencies);
  throw new AppError('PIN_WRONG');
}

const noteLock = (
  { _id, session, seat }: Holder,
  address: string,
  { audit }: PinCheckDependencies,
): Promise<void> =>
  audit.write({
    event: 'seat.pin-locked',
    data: { seat, registration: _id },
    actor: SYSTEM_ACTOR,
    address,
    session,
  });
