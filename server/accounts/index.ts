// Staff accounts' one door: who may run the event, and how they prove it.
import type { Audit } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { Logger } from '../core/logger.ts';
import type { RandomSource } from '../core/random.ts';
import type { RateLimits } from '../http/rate-limits.ts';
import { EVERYWHERE, type StaffRole } from '../http/staff-roles.ts';
import type { FindStaff } from '../http/visitor.ts';
import { createAccountStore } from './account-store.ts';
import { type EndedSignIns, followEndedSignIns } from './ended-sign-ins.ts';
import { createGuessLimit } from './guess-limit.ts';
import { createLinkService, type LinkService } from './link-service.ts';
import { createStaffLinks } from './links.ts';
import { createOwnPassword, type OwnPassword } from './own-password.ts';
import { createOwnSessions, type OwnSessions } from './own-sessions.ts';
import { createProgramTokenStore } from './program-token-store.ts';
import { createProgramTokens, type ProgramTokens } from './program-tokens.ts';
import { mustAddFactorWhere } from './second-factor-rules.ts';
import { createSecondFactorService, type SecondFactorService } from './second-factor-service.ts';
import { createSecretBox } from './secret-box.ts';
import { createSignInService, type SignInService } from './sign-in-service.ts';
import { createStaffService, type StaffService } from './staff-service.ts';
import { createStaffSessionStore } from './staff-session-store.ts';
import { createStaffSessions, type StaffSessions } from './staff-sessions.ts';

export { createAccountRoutes } from './account-routes.ts';
export type { EndedSignIns } from './ended-sign-ins.ts';
export { createStaffLinks } from './links.ts';

export interface Accounts {
  ensureIndexes(): Promise<void>;
  findStaff: FindStaff;
  /** The path of a new one-time link; writes nothing. In all campaigns unless told. */
  makeLink(role: StaffRole, campaign?: string): string;
  ownerExists(): Promise<boolean>;
  links: LinkService;
  signIn: SignInService;
  factors: SecondFactorService;
  staff: StaffService;
  sessions: StaffSessions;
  ownSessions: OwnSessions;
  ownPassword: OwnPassword;
  /** Follows the sign-ins that end, in whichever process. */
  followEnded(logger: Logger): Promise<EndedSignIns>;
  /** Personal tokens for programs. */
  programs: ProgramTokens;
}

export interface AccountOptions {
  database: Database;
  /** The key `token` of the data folder. */
  secret: Buffer;
  clock: Clock;
  random: RandomSource;
  rateLimits: RateLimits;
  audit: Audit;
  /** Whether owners must have a second factor; off unless told. */
  ownersNeedFactor?: boolean;
}

export function createAccounts(options: AccountOptions): Accounts {
  const { database, secret, clock, random, rateLimits, audit, ownersNeedFactor = false } = options;
  const mustAddFactor = mustAddFactorWhere(ownersNeedFactor);
  const store = createAccountStore(database.connection);
  const sessionStore = createStaffSessionStore(database.connection);
  const tokens = createProgramTokenStore(database.connection);
  const links = createStaffLinks(options);
  const sessions = createStaffSessions({
    ...{ store, sessions: sessionStore, clock, random, mustAddFactor },
  });
  const factors = createSecondFactorService({
    ...{ database, store, sessions: sessionStore, audit, time: { clock, random } },
    box: createSecretBox(secret, random),
  });
  const guesses = createGuessLimit(rateLimits);
  const signIn = createSignInService({
    ...{ store, sessions, factors, guesses, rateLimits, secret, clock },
  });
  const accounts = { store, sessionStore, sessions, signIn, factors, tokens };
  return {
    async ensureIndexes() {
      for (const one of [store, sessionStore, tokens]) await one.ensureIndexes();
    },
    findStaff: sessions.findStaff,
    makeLink: (role, campaign = EVERYWHERE) => links.make({ role, campaign }).path,
    ownerExists: async () => (await store.countOwners()) > 0,
    links: createLinkService({ database, clock, random, audit, links, accounts }),
    signIn,
    factors,
    staff: createStaffService({ database, store, sessions: sessionStore, links, audit, clock }),
    sessions,
    ownSessions: createOwnSessions({ database, sessions: sessionStore, audit }),
    ownPassword: createOwnPassword({
      ...{ database, store, sessions: sessionStore, audit, clock },
      guesses,
    }),
    followEnded: (logger) => followEndedSignIns({ store: sessionStore, logger }),
    programs: createProgramTokens({
      ...{ database, store, tokens, audit, time: { clock, random }, mustAddFactor },
      limit: rateLimits.program,
    }),
  };
}
