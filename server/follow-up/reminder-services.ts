// What reminders read of other domains, and what their pages call.
import type { DeliverySources, Message, UnsignedDelivery } from '../delivery/index.ts';
import type { SessionDocument } from '../sessions/index.ts';

export interface ReminderSources {
  /** Seats, holders, codes, contacts and words, as every letter and mail takes them. */
  delivery: DeliverySources;
  /** Regions that have signed by the campaign's own rule, as the board's. */
  signedRegions(session: SessionDocument): Promise<ReadonlySet<string>>;
  signedSeats(session: string): Promise<ReadonlySet<string>>;
}

export interface ReminderServices {
  sources: ReminderSources;
  mails: UnsignedDelivery;
  /** False without a mail server. */
  canSend: boolean;
  /** Looks for queued mails at once. */
  wake(): void;
}

/** Writes the mail of somebody who has not signed; undefined when there is no reason any more. */
export type WriteUnsigned = (
  session: SessionDocument,
  target: string,
) => Promise<Message | undefined>;
