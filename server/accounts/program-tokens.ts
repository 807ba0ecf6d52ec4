// Personal tokens for programs (Authorization: Bearer): each with what it may do and its end, and
// never more than its owner's own role allows at that moment.
import type { Audit } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import { sha256Hex } from '../core/canonical.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import { type RandomSource, randomToken } from '../core/random.ts';
import type { FindProgram } from '../http/programs.ts';
import { PROGRAM_REQUESTS, type RateLimit } from '../http/rate-limits.ts';
import type { Scope } from '../http/scopes.ts';
import { isAtLeast, roleAnywhere, roleInAll, type StaffRole } from '../http/staff-roles.ts';
import type { AccountStore } from './account-store.ts';
import type { ProgramToken, ProgramTokenStore } from './program-token-store.ts';
import type { MustAddFactor } from './second-factor-rules.ts';
import type { By } from './staff-service.ts';

const DAY_MS = 24 * 3600_000;
const REMEMBER_MS = 30 * DAY_MS;
const NOTED_MS = 60_000;
/** What its owner may choose from, in days. */
export const TOKEN_DAYS = [1, 30, 90, 365] as const;
/** What a role must be, at least, for what a token of it does. */
const NEEDED: Record<Scope, StaffRole> = {
  'read:campaigns': 'auditor',
  'read:reports': 'auditor',
  'read:people': 'auditor',
  'read:certificates': 'auditor',
  'read:evidence': 'auditor',
  'write:contacts': 'host',
  rehearse: 'host',
};

export interface ProgramTokens {
  /**
   * A new token of the one who asks; it is shown once. Throws SCOPE_MISSING, INVALID_INPUT,
   * SECOND_FACTOR_REQUIRED.
   */
  make(asked: { label: string; scopes: Scope[]; days: number }, by: By): Promise<string>;
  list(account: string): Promise<ProgramToken[]>;
  /** Throws NOT_FOUND for one of somebody else. */
  end(id: string, by: By): Promise<void>;
  /** Whose token an Authorization header carries. */
  find: FindProgram;
}

export function createProgramTokens(options: {
  database: Database;
  store: Pick<AccountStore, 'findAccount'>;
  tokens: ProgramTokenStore;
  audit: Audit;
  time: { clock: Clock; random: RandomSource };
  mustAddFactor: MustAddFactor;
  /** Counts every request of a token. */
  limit: RateLimit;
}): ProgramTokens {
  const { database, tokens, audit } = options;
  const { clock, random } = options.time;
  const actOf = ({ staff: { account, name }, address }: By) => ({
    actor: { kind: 'staff', id: account, label: name } as const,
    address,
  });
  return {
    async make({ label, scopes, days }, by) {
      if (by.staff.mustAddFactor) throw new AppError('SECOND_FACTOR_REQUIRED');
      if (scopes.length === 0) throw new AppError('SCOPE_MISSING');
      const token = `ikrar_${randomToken(random)}`;
      const createdAt = clock.now();
      const endsAt = new Date(createdAt.getTime() + days * DAY_MS);
      const forgetAt = new Date(endsAt.getTime() + REMEMBER_MS);
      const { account } = by.staff;
      const _id = newId(random);
      const kept = { _id, hash: sha256Hex(token), account, label, scopes };
      await database.transaction(async (transaction) => {
        await tokens.insert({ ...kept, createdAt, endsAt, forgetAt }, transaction);
        const data = { account, token: _id, scopes };
        await audit.write({ event: 'account.token-made', data, ...actOf(by) }, transaction);
      });
      return token;
    },
    list: tokens.listOf,
    async end(id, by) {
      const { account } = by.staff;
      await database.transaction(async (transaction) => {
        if (!(await tokens.remove(id, account, transaction))) throw new AppError('NOT_FOUND');
        const data = { account, token: id };
        await audit.write({ event: 'account.token-ended', data, ...actOf(by) }, transaction);
      });
    },
    find: finderOf(options),
  };
}

const BEARER = /^Bearer (ikrar_[\w-]{43})$/;

const finderOf =
  ({
    store,
    tokens,
    time: { clock },
    limit,
    mustAddFactor,
  }: Parameters<typeof createProgramTokens>[0]): FindProgram =>
  async (authorization, { scope, campaigns }) => {
    const bearer = BEARER.exec(authorization ?? '')?.[1];
    const token = bearer && (await tokens.findByHash(sha256Hex(bearer)));
    const now = clock.now();
    if (!token || token.endsAt <= now) return undefined;
    const account = await store.findAccount(token.account);
    if (!account || account.disabledAt) return undefined;
    countRequest(limit, token._id);
    if (mustAddFactor(account)) throw new AppError('SECOND_FACTOR_REQUIRED');
    if (!scope || !token.scopes.includes(scope)) {
      throw new AppError('SCOPE_LACKING', { scope: scope ?? '-' });
    }
    const { _id: id, name: label, grants } = account;
    const role = campaigns ? roleInAll(grants, campaigns) : roleAnywhere(grants);
    if (!isAtLeast(role, NEEDED[scope])) throw new AppError('FORBIDDEN');
    await tokens.touch(token._id, now, new Date(now.getTime() - NOTED_MS));
    return { actor: { kind: 'staff', id, label }, grants };
  };

/** Throws TOO_MANY_REQUESTS. */
function countRequest(limit: RateLimit, token: string): void {
  try {
    limit.check(token);
  } catch (error) {
    throw new AppError('TOO_MANY_REQUESTS', { max: PROGRAM_REQUESTS }, error);
  }
  limit.fail(token);
}
