// Links of the reader and the speakers from before there was a roster: stateless, and good as long as
// their owner's link was not replaced.
import type { Clock } from '../core/clock.ts';
import { createTokenSigner } from '../core/signed-token.ts';
import { type LecternToken, lecternTokenSchema } from '../http/visitor.ts';

const DAY_S = 24 * 60 * 60;
/** A link reaches its speaker days before the event. */
const LINK_SECONDS = 30 * DAY_S;
/** The cookie lasts the day. */
export const LECTERN_SECONDS = DAY_S;

export interface LecternLinks {
  /** The path of a speaker's link; opening it consumes nothing. */
  make(token: LecternToken): string;
  /** What a link says; undefined when it is forged or over. */
  read(link: string): LecternToken | undefined;
}

/** `secret` is the key `token` of the data folder. */
export function createLecternLinks(secret: Buffer, clock: Clock): LecternLinks {
  const purpose = 'lectern-link';
  const signer = createTokenSigner({ secret, clock, purpose, schema: lecternTokenSchema });
  return {
    make: (token) => `/mimbar/masuk/${signer.sign(token, LINK_SECONDS)}`,
    read: (link) => signer.read(link),
  };
}
