// Personal tokens for programs (Authorization: Bearer): each with what it may do and its end, and
// never more than its owner's own role allows at that moment.
import type { Audit } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import { sha256Hex } from '../core/canonical.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import { type RandomSource, randomToken } from '../core/random.ts';
import type { MachineRequest } from '../http/router.ts';
import type { Scope } from '../http/scopes.ts';
import { isAtLeast, roleInAll, type StaffRole } from '../http/staff-roles.ts';
import type { AccountStore } from './account-store.ts';
import type { ProgramToken, ProgramTokenStore } from './program-token-store.ts';
import type { By } from './staff-service.ts';

const DAY_MS = 24 * 3600_000;
const REMEMBER_MS = 30 * DAY_MS;
const NOTED_MS = 60_000;
/** What its owner may choose from, in days. */
export const TOKEN_DAYS = [1, 30, 90, 365] as const;
/** What a role must be, at least, for what a token of it does. */
const NEEDED: Record<Scope, StaffRole> = {
  'read:reports': 'auditor',
  'read:evidence': 'auditor',
  rehearse: 'host',
};

export interface ProgramTokens {
  /** A new token of the one who asks; it is shown once. Throws SCOPE_MISSING, INVALID_INPUT. */
  make(asked: { label: string; scopes: Scope[]; days: number }, by: By): Promise<string>;
  list(account: string): Promise<ProgramToken[]>;
  /** Throws NOT_FOUND for one of somebody else. */
  end(id: string, by: By): Promise<void>;
  /** True when an Authorization header carries a valid token that may do this. */
  accepts(authorization: string | undefined, asked: MachineRequest): Promise<boolean>;
}

export function createProgramTokens(options: {
  database: Database;
  store: Pick<AccountStore, 'findAccount'>;
  tokens: ProgramTokenStore;
  audit: Audit;
  clock: Clock;
  random: RandomSource;
}): ProgramTokens {
  const { database, store, tokens, audit, clock, random } = options;
  const actOf = ({ staff: { account, name }, address }: By) => ({
    actor: { kind: 'staff', id: account, label: name } as const,
    address,
  });
  return {
    async make({ label, scopes, days }, by) {
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
    async accepts(authorization, { scope, campaigns }) {
      const bearer = /^Bearer (ikrar_[\w-]{43})$/.exec(authorization ?? '')?.[1];
      if (!bearer || !scope) return false;
      const token = await tokens.findByHash(sha256Hex(bearer));
      const now = clock.now();
      if (!token || token.endsAt <= now || !token.scopes.includes(scope)) return false;
      const account = await store.findAccount(token.account);
      if (!account || account.disabledAt) return false;
      if (!isAtLeast(roleInAll(account.grants, campaigns), NEEDED[scope])) return false;
      await tokens.touch(token._id, now, new Date(now.getTime() - NOTED_MS));
      return true;
    },
  };
}
