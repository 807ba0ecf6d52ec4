// The stenographer's link: stateless, for one session; whoever holds it types its captions.
import type { AuditActor } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { createTokenSigner } from '../core/signed-token.ts';
import { type CaptionerToken, captionerTokenSchema } from '../http/visitor.ts';

const DAY_S = 24 * 60 * 60;
/** A link reaches the stenographer days before the event. */
const LINK_SECONDS = 30 * DAY_S;
/** The cookie lasts the day. */
export const CAPTIONER_SECONDS = DAY_S;

export interface CaptionLinks {
  /** The path of a session's link; opening it consumes nothing. */
  make(session: string): string;
  /** What a link says; undefined when it is forged or over. */
  read(link: string): CaptionerToken | undefined;
}

/** `secret` is the key `token` of the data folder. */
export function createCaptionLinks(secret: Buffer, clock: Clock): CaptionLinks {
  const purpose = 'caption-link';
  const signer = createTokenSigner({ secret, clock, purpose, schema: captionerTokenSchema });
  return {
    make: (session) => `/takarir/masuk/${signer.sign({ session }, LINK_SECONDS)}`,
    read: (link) => signer.read(link),
  };
}

/** Who types by the link, as transcript and audit name them. */
export const captionActor = (session: string): AuditActor => ({
  kind: 'captioner',
  id: session,
  label: 'Juru takarir',
});
