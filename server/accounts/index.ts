// Staff accounts' one door: who may run the event, and how they prove it.
import type { Audit } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { RandomSource } from '../core/random.ts';
import type { RateLimits } from '../http/rate-limits.ts';
import type { FindStaff, StaffRole } from '../http/visitor.ts';
import { createAccountStore } from './account-store.ts';
import { createLinkService, type LinkService } from './link-service.ts';
import { createStaffLinks } from './links.ts';
import { createProgramTokens, type ProgramTokens } from './program-tokens.ts';
import { createSignInService, type SignInService } from './sign-in-service.ts';
import { createStaffService, type StaffService } from './staff-service.ts';
import { createStaffSessions, type StaffSessions } from './staff-sessions.ts';

export { createAccountRoutes } from './account-routes.ts';
export { createStaffLinks } from './links.ts';

export interface Accounts {
  ensureIndexes(): Promise<void>;
  findStaff: FindStaff;
  /** The path of a new one-time link; writes nothing. */
  makeLink(role: StaffRole): string;
  ownerExists(): Promise<boolean>;
  links: LinkService;
  signIn: SignInService;
  staff: StaffService;
  sessions: StaffSessions;
  /** Owners' tokens for programs; a new one is made by `staff.makeToken`. */
  programs: ProgramTokens;
}

/** `secret` is the key `token` of the data folder. */
export function createAccounts(options: {
  database: Database;
  secret: Buffer;
  clock: Clock;
  random: RandomSource;
  rateLimits: RateLimits;
  audit: Audit;
}): Accounts {
  const { database, clock, random, rateLimits, audit } = options;
  const store = createAccountStore(database.connection);
  const links = createStaffLinks(options);
  const sessions = createStaffSessions({ store, clock, random });
  const signIn = createSignInService({ store, sessions, rateLimits });
  const accounts = { store, links, sessions, signIn };
  const programs = createProgramTokens({ store, secret: options.secret, clock });
  return {
    ensureIndexes: () => store.ensureIndexes(),
    findStaff: sessions.findStaff,
    makeLink: (role) => links.make(role).path,
    ownerExists: async () => (await store.countOwners()) > 0,
    links: createLinkService({ database, clock, random, audit, accounts }),
    signIn,
    staff: createStaffService({ database, store, links, programs, audit, clock }),
    sessions,
    programs,
  };
}
