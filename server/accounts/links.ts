// One-time links for staff: stateless signed tokens, so that making one writes nothing.
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import { createTokenSigner } from '../core/signed-token.ts';
import type { StaffRole } from '../http/visitor.ts';

const DAY_S = 24 * 60 * 60;
/** How long a link can be used, in seconds. */
export const LINK_SECONDS = DAY_S;
const linkSchema = z.object({ jti: z.string(), role: z.enum(['owner', 'host']) });

export interface StaffLink {
  jti: string;
  role: StaffRole;
}
export interface StaffLinks {
  /** A new link's path, and what it says. */
  make(role: StaffRole): { path: string; link: StaffLink };
  /** What a token says; undefined when it is not ours or past its end. */
  read(token: string): StaffLink | undefined;
}

/** `secret` is the key `token` of the data folder. */
export function createStaffLinks(options: {
  secret: Buffer;
  clock: Clock;
  random: RandomSource;
}): StaffLinks {
  const { secret, clock, random } = options;
  const signer = createTokenSigner({ secret, clock, purpose: 'link', schema: linkSchema });
  return {
    make(role) {
      const link = { jti: newId(random), role };
      return { path: `/tautan/${signer.sign(link, LINK_SECONDS)}`, link };
    },
    read: (token) => signer.read(token),
  };
}
