// An owner's token for programs (Authorization: Bearer): stateless, for a day, and only as long as
// the account is an owner's and not disabled.
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { createTokenSigner } from '../core/signed-token.ts';
import type { AccountStore } from './account-store.ts';

const SECONDS = 24 * 3600;
const schema = z.object({ account: z.string() });

export interface ProgramTokens {
  /** A new token of this account; nothing is stored. */
  make(account: string): string;
  /** True when an Authorization header carries an owner's valid token. */
  accepts(authorization: string | undefined): Promise<boolean>;
}

/** `secret` is the key `token` of the data folder. */
export function createProgramTokens(options: {
  store: Pick<AccountStore, 'findAccount'>;
  secret: Buffer;
  clock: Clock;
}): ProgramTokens {
  const { store, secret, clock } = options;
  const signer = createTokenSigner({ secret, purpose: 'program', schema, clock });
  return {
    make: (account) => signer.sign({ account }, SECONDS),
    async accepts(authorization) {
      const bearer = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
      const token = signer.read(bearer);
      const account = token && (await store.findAccount(token.account));
      return account?.role === 'owner' && account.disabledAt === null;
    },
  };
}
