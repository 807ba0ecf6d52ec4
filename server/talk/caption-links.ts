// The stenographer's link: signed, for one session; whoever holds it types what every screen shows, so
// it can be replaced, and who came by the link before can't type any more.
import type { Audit, AuditActor } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import { createTokenSigner } from '../core/signed-token.ts';
import { type CaptionerToken, captionerTokenSchema } from '../http/visitor.ts';
import type { Actor } from '../invitations/index.ts';
import { type CaptionLinkStore, FIRST_ISSUE } from './caption-link-store.ts';

const DAY_S = 24 * 60 * 60;
/** A link reaches the stenographer days before the event. */
const LINK_SECONDS = 30 * DAY_S;
/** The cookie lasts the day. */
export const CAPTIONER_SECONDS = DAY_S;

export interface CaptionLinks {
  /** The path of a session's valid link, and which issue it is; opening it consumes nothing. */
  make(session: string): Promise<{ path: string; issue: number }>;
  /** What a link says; undefined when it is forged, over or replaced. */
  read(link: string): Promise<CaptionerToken | undefined>;
  /** Throws LINK_INVALID for who came by a link that was replaced since. */
  requireCurrent(token: CaptionerToken): Promise<void>;
  /** Makes another link. Throws STATE_CHANGED when `seen` is not the valid one any more. */
  replace(session: string, seen: number, by: Actor): Promise<void>;
}

interface CaptionLinkOptions {
  database: Database;
  store: CaptionLinkStore;
  audit: Audit;
  clock: Clock;
  /** The key `token` of the data folder. */
  secret: Buffer;
}

/** The service on its store. */
export function createCaptionLinks(options: CaptionLinkOptions): CaptionLinks {
  const { database, store, audit, clock, secret } = options;
  const purpose = 'caption-link';
  const signer = createTokenSigner({ secret, clock, purpose, schema: captionerTokenSchema });
  const isCurrent = async ({ session, issue = FIRST_ISSUE }: CaptionerToken) =>
    (await store.issueOf(session)) === issue;
  return {
    async make(session) {
      const issue = await store.issueOf(session);
      return { path: `/takarir/masuk/${signer.sign({ session, issue }, LINK_SECONDS)}`, issue };
    },
    async read(link) {
      const token = signer.read(link);
      return token && (await isCurrent(token)) ? token : undefined;
    },
    async requireCurrent(token) {
      if (!(await isCurrent(token))) throw new AppError('LINK_INVALID');
    },
    replace: (session, seen, by) =>
      database.transaction(async (transaction) => {
        if (!(await store.replace(session, seen, transaction))) throw new AppError('STATE_CHANGED');
        const data = { issue: seen + 1 };
        await audit.write({ event: 'caption.link-reissued', data, session, ...by }, transaction);
      }),
  };
}

/** Who types by the link, as transcript and audit name them. */
export const captionActor = (session: string): AuditActor => ({
  kind: 'captioner',
  id: session,
  label: 'Juru takarir',
});
