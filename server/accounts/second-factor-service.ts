// A second factor of one's own account: offered, confirmed, asked for, replaced and removed. No
// code lets anybody in twice, and tries are counted in the database before they are compared.
import type { Audit, AuditActor } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { RandomSource } from '../core/random.ts';
import type { Account, AccountStore } from './account-store.ts';
import {
  isRecoveryCode,
  isTotpCode,
  newRecoveryCodes,
  newTotpSecret,
  plainCode,
  readableSecret,
  stepOf,
  totpAddress,
} from './second-factor-rules.ts';
import type { SecretBox } from './secret-box.ts';
import type { By } from './staff-service.ts';
import type { StaffSessionStore } from './staff-session-store.ts';

const WINDOW_MS = 15 * 60_000;
/** Codes that may be tried in 15 minutes. */
export const CODE_ATTEMPTS = 10;

export interface SecondFactorService {
  /** Shows a new secret, kept until it is confirmed. Throws SECOND_FACTOR_EXISTS. */
  offer(account: string): Promise<void>;
  /** The secret that is being shown: to scan, and to type; undefined without one. */
  offered(account: string): Promise<{ address: string; text: string } | undefined>;
  /**
   * Confirms the offered secret by its code, ends the account's other sign-ins, and gives the
   * recovery codes, which are shown once. Throws SECOND_CODE_WRONG, SECOND_FACTOR_EXISTS.
   */
  add(code: string, by: By): Promise<string[]>;
  /** Uses up a code of either kind. Throws SECOND_CODE_WRONG or TOO_MANY_ATTEMPTS. */
  check(account: Account, code: string, address: string): Promise<void>;
  /** New recovery codes instead of the old ones; asks for a code. Throws as `check`. */
  renewRecovery(code: string, by: By): Promise<string[]>;
  /** Removes it; asks for a code. Throws as `check`. */
  remove(code: string, by: By): Promise<void>;
  /** What its owner is shown; undefined without one. */
  stateOf(account: string): Promise<{ addedAt: Date; codesLeft: number } | undefined>;
}

interface FactorParts {
  database: Database;
  store: AccountStore;
  sessions: Pick<StaffSessionStore, 'removeOf'>;
  box: SecretBox;
  audit: Audit;
  time: { clock: Clock; random: RandomSource };
}

/** Throws NOT_FOUND. */
async function getAccount({ store }: FactorParts, id: string): Promise<Account> {
  const account = await store.findAccount(id);
  if (!account) throw new AppError('NOT_FOUND');
  return account;
}

/** Throws TOO_MANY_ATTEMPTS; each attempt counts before its code is looked at. */
async function countAttempt({ store, time }: FactorParts, account: string): Promise<void> {
  const now = time.clock.now();
  const windowStart = new Date(now.getTime() - WINDOW_MS);
  const tried = await store.countAttempt(account, now, windowStart);
  if (tried > CODE_ATTEMPTS) throw new AppError('TOO_MANY_ATTEMPTS', { minutes: 15 });
}

/** New codes, and their hashes for the account. */
function recoveryCodes({ box, time }: FactorParts, account: string) {
  const codes = newRecoveryCodes(time.random);
  return { codes, recovery: codes.map((code) => box.hash(plainCode(code), account)) };
}

const checkerOf = (parts: FactorParts): SecondFactorService['check'] => {
  const { database, store, box, audit, time } = parts;
  const useRecovery = (account: Account, plain: string, address: string) =>
    database.transaction(async (transaction) => {
      const hash = box.hash(plain, account._id);
      const left = await store.useRecovery(account._id, hash, transaction);
      if (left === undefined) return false;
      const data = { account: account._id, left };
      const event = { event: 'account.recovery-code-used', data } as const;
      await audit.write({ ...event, actor: actorOfAccount(account), address }, transaction);
      return true;
    });
  const isRight = async (account: Account, plain: string, address: string) => {
    if (!account.secondFactor) return false;
    if (isRecoveryCode(plain)) return useRecovery(account, plain, address);
    if (!isTotpCode(plain)) return false;
    const secret = box.open(account.secondFactor.secret, account._id);
    const step = stepOf(secret, plain, time.clock.now());
    return step !== undefined && store.useStep(account._id, step);
  };
  return async (account, code, address) => {
    await countAttempt(parts, account._id);
    if (!(await isRight(account, plainCode(code), address))) {
      throw new AppError('SECOND_CODE_WRONG');
    }
    await store.forgetAttempts(account._id);
  };
};

export function createSecondFactorService(parts: FactorParts): SecondFactorService {
  const { store, box, time } = parts;
  return {
    check: checkerOf(parts),
    async offer(id) {
      const sealed = box.seal(newTotpSecret(time.random), id);
      if (!(await store.offerSecret(id, sealed))) throw new AppError('SECOND_FACTOR_EXISTS');
    },
    async offered(id) {
      const { offeredSecret, login } = await getAccount(parts, id);
      if (!offeredSecret) return undefined;
      const secret = box.open(offeredSecret, id);
      return { address: totpAddress(secret, login), text: readableSecret(secret) };
    },
    async stateOf(id) {
      const { secondFactor } = await getAccount(parts, id);
      return (
        secondFactor && { addedAt: secondFactor.addedAt, codesLeft: secondFactor.recovery.length }
      );
    },
    add: adderOf(parts),
    ...changesOf(parts),
  };
}

const adderOf =
  (parts: FactorParts): SecondFactorService['add'] =>
  async (code, by) => {
    const { database, store, sessions, box, audit, time } = parts;
    const { account: id, session } = by.staff;
    await countAttempt(parts, id);
    const { offeredSecret } = await getAccount(parts, id);
    if (!offeredSecret) throw new AppError('SECOND_FACTOR_EXISTS');
    const addedAt = time.clock.now();
    const lastStep = stepOf(box.open(offeredSecret, id), plainCode(code), addedAt);
    if (lastStep === undefined) throw new AppError('SECOND_CODE_WRONG');
    const { codes, recovery } = recoveryCodes(parts, id);
    await database.transaction(async (transaction) => {
      const factor = { secret: offeredSecret, lastStep, recovery, addedAt };
      if (!(await store.addFactor(id, factor, transaction))) {
        throw new AppError('SECOND_FACTOR_EXISTS');
      }
      // Sign-ins elsewhere never showed a code.
      await sessions.removeOf(id, transaction, session);
      const event = { event: 'account.second-factor-added', data: { account: id } } as const;
      await audit.write({ ...event, ...actOf(by) }, transaction);
    });
    await store.forgetAttempts(id);
    return codes;
  };

const changesOf = (parts: FactorParts): Pick<SecondFactorService, 'renewRecovery' | 'remove'> => {
  const { database, store, audit } = parts;
  const check = checkerOf(parts);
  return {
    async renewRecovery(code, by) {
      const { account: id } = by.staff;
      await check(await getAccount(parts, id), code, by.address);
      const { codes, recovery } = recoveryCodes(parts, id);
      await database.transaction(async (transaction) => {
        await store.replaceRecovery(id, recovery, transaction);
        const event = { event: 'account.recovery-codes-made', data: { account: id } } as const;
        await audit.write({ ...event, ...actOf(by) }, transaction);
      });
      return codes;
    },
    async remove(code, by) {
      const { account: id } = by.staff;
      await check(await getAccount(parts, id), code, by.address);
      await database.transaction(async (transaction) => {
        if (!(await store.removeFactor(id, transaction))) return;
        const event = { event: 'account.second-factor-removed', data: { account: id } } as const;
        await audit.write({ ...event, ...actOf(by) }, transaction);
      });
    },
  };
};

const actOf = ({ staff: { account, name }, address }: By) => ({
  actor: { kind: 'staff', id: account, label: name } as const,
  address,
});
const actorOfAccount = ({ _id, name }: Account): AuditActor => ({
  kind: 'staff',
  id: _id,
  label: name,
});
