// One-time links for staff: stateless signed tokens, so that making one writes nothing.
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import { createTokenSigner } from '../core/signed-token.ts';
import { EVERYWHERE, type Grant, STAFF_ROLES } from '../http/staff-roles.ts';

const DAY_S = 24 * 60 * 60;
/** How long a link can be used unless told, in days. */
export const LINK_DAYS = 1;
/** What an owner may choose from, in days. */
export const LINK_DAYS_CHOICE = [1, 3, 7] as const;
const linkSchema = z.object({
  jti: z.string(),
  role: z.enum(STAFF_ROLES),
  // Links of before there were roles by campaign gave theirs in all.
  campaign: z.string().default(EVERYWHERE),
  by: z.string().optional(),
});
const recoverySchema = z.object({
  jti: z.string(),
  login: z.string(),
  /** Milliseconds since 1970: a password that is newer makes the link worthless. */
  madeAt: z.int(),
  by: z.string().optional(),
});

export interface StaffLink extends Grant {
  jti: string;
  /** The account that made it: a link is worth no more than its maker's power when it is used. */
  by?: string | undefined;
}
/** A link by which somebody gets back into an account, with a new password. */
export type RecoveryLink = z.infer<typeof recoverySchema>;

export interface StaffLinks {
  /** A new link's path, and what it says; it ends after `days`. `by` is the account that makes it. */
  make(grant: Grant, days?: number, by?: string): { path: string; link: StaffLink };
  /** What a token says; undefined when it is not ours or past its end. */
  read(token: string): StaffLink | undefined;
  makeRecovery(login: string, by?: string): { path: string; link: RecoveryLink };
  readRecovery(token: string): RecoveryLink | undefined;
}

/** `secret` is the key `token` of the data folder. */
export function createStaffLinks(options: {
  secret: Buffer;
  clock: Clock;
  random: RandomSource;
}): StaffLinks {
  const { secret, clock, random } = options;
  // The schema's default makes its input looser than its output; both read the same payload.
  const schema: z.ZodType<StaffLink & Record<string, unknown>> = linkSchema;
  const signer = createTokenSigner({ secret, clock, purpose: 'link', schema });
  const recovery = createTokenSigner({
    secret,
    clock,
    purpose: 'recovery',
    schema: recoverySchema,
  });
  return {
    make({ role, campaign }, days = LINK_DAYS, by) {
      const link = { jti: newId(random), role, campaign, ...(by && { by }) };
      return { path: `/tautan/${signer.sign(link, days * DAY_S)}`, link };
    },
    read: (token) => signer.read(token),
    makeRecovery(login, by) {
      const madeAt = clock.now().getTime();
      const link = { jti: newId(random), login, madeAt, ...(by && { by }) };
      return { path: `/pulihkan/${recovery.sign(link, DAY_S)}`, link };
    },
    readRecovery: (token) => recovery.read(token),
  };
}
