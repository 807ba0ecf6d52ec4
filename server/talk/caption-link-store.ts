// The only user of the model of the stenographers' links.
import { type ClientSession, type Connection, isDuplicateKey } from '../core/database.ts';
import { captionLinkModel } from './caption-link-model.ts';

/** The issue that a link has before it was ever replaced. */
export const FIRST_ISSUE = 1;

export interface CaptionLinkStore {
  /** Which issue of the session's link is valid. */
  issueOf(session: string): Promise<number>;
  /** Makes the next issue the valid one; false when `seen` is not the valid one any more. */
  replace(session: string, seen: number, transaction: ClientSession): Promise<boolean>;
}

/** The store on this connection. */
export function createCaptionLinkStore(connection: Connection): CaptionLinkStore {
  const model = captionLinkModel(connection);
  return {
    issueOf: async (session) => (await model.findById(session).lean())?.issue ?? FIRST_ISSUE,
    async replace(session, seen, transaction) {
      const next = { $set: { issue: seen + 1 } };
      const filter = { _id: session, issue: seen };
      // Without a document the first one is valid: whoever stores the second one replaces it.
      const options = { session: transaction, upsert: seen === FIRST_ISSUE };
      try {
        const done = await model.updateOne(filter, next, options);
        return done.modifiedCount + done.upsertedCount === 1;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}
