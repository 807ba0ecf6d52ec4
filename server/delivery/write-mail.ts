// A stored mail as the letter that leaves now: today's address, code and words.
import type { Clock } from '../core/clock.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import type { DeliverySources } from './delivery-facts.ts';
import type { DeliveryService } from './delivery-service.ts';
import type { Mail } from './mail-model.ts';
import { calendarFile, plainText, simpleHtml } from './mail-text.ts';
import type { Letter } from './smtp-post.ts';
import { coordinatorMessage, type Message, momentOf, sayOf, seatMessage } from './write-message.ts';

interface Parts {
  sources: DeliverySources;
  delivery: Pick<DeliveryService, 'isOptedOut'>;
  live: Pick<LiveSessions, 'find'>;
  clock: Clock;
  /** The mail of somebody whose region has not signed; undefined when there is no reason any more. */
  unsigned: (session: SessionDocument, target: string) => Promise<Message | undefined>;
}

/** Writes mails; UNSUBSCRIBED or WITHDRAWN says why there is none. */
export const createMailWriter =
  ({ sources, delivery, live, clock, unsigned }: Parts) =>
  async (mail: Mail): Promise<Letter | 'UNSUBSCRIBED' | 'WITHDRAWN'> => {
    const session = live.find(mail.session);
    const contact = await sources.findContact(mail.session, mail.target);
    const to = contact?.email || mail.email;
    if (await delivery.isOptedOut(to)) return 'UNSUBSCRIBED';
    const message =
      session &&
      (mail.kind === 'unsigned'
        ? await unsigned(session, mail.target)
        : await messageOf(sources, session, mail));
    if (!session || !message) return 'WITHDRAWN';
    const page = `${sources.publicUrl}/berhenti/${mail._id}`;
    const stop = [sayOf(sources)('mail.stop'), { href: page }];
    const paragraphs = [...message.paragraphs, ...stop];
    return {
      id: mail._id,
      to,
      subject: message.subject,
      text: plainText(paragraphs),
      html: simpleHtml(paragraphs),
      calendar: mail.kind === 'invitation' ? calendarOf(sources, session, clock.now()) : '',
      unsubscribe: `${sources.publicUrl}/api/v1/berhenti/${mail._id}`,
    };
  };

async function messageOf(sources: DeliverySources, session: SessionDocument, mail: Mail) {
  const [, region] = mail.target.split(':');
  if (region) return coordinatorMessage(sources, session, region);
  const seat = await sources.findSeat(mail.target);
  return seat && seatMessage(sources, session, seat, mail.about);
}

const calendarOf = (sources: DeliverySources, session: SessionDocument, stamp: Date): string =>
  calendarFile({
    id: `${session._id}@ikrar`,
    title: session.title,
    place: session.place,
    start: momentOf(session, session.startsAt),
    end: momentOf(session, session.endsAt),
    url: sources.publicUrl,
    stamp,
  });
