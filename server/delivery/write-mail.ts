// A stored mail as the letter that leaves now: today's address, code and words.
import type { Clock } from '../core/clock.ts';
import { isOver } from '../protocol/session-names.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import { type DeliverySources, openStepOf } from './delivery-facts.ts';
import type { DeliveryService } from './delivery-service.ts';
import type { Mail, Skip } from './mail-model.ts';
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

/** Writes mails; a word says why there is none any more. */
export const createMailWriter =
  ({ sources, delivery, live, clock, unsigned }: Parts) =>
  async (mail: Mail): Promise<Letter | Skip> => {
    const session = live.find(mail.session);
    // What asks for late signatures is for after the end.
    const isLate = mail.kind === 'unsigned';
    if (!session || (!isLate && isOver(session.status.session))) return 'ENDED';
    // Contacts are replaced and erased: the address of the day it was queued counts no more.
    const to = (await sources.findContact(mail.session, mail.target))?.email ?? '';
    if (to === '') return 'NO_ADDRESS';
    const [isOptedOut, isDone, message] = await Promise.all([
      delivery.isOptedOut(to),
      isDoneSince(sources, mail),
      isLate ? unsigned(session, mail.target) : messageOf(sources, session, mail),
    ]);
    if (isOptedOut) return 'UNSUBSCRIBED';
    if (isDone) return 'DONE';
    // Who has signed since needs no asking.
    if (!message) return isLate ? 'DONE' : 'WITHDRAWN';
    const page = `${sources.publicUrl}/berhenti/${mail._id}`;
    const stop = [sayOf(sources)('mail.stop'), { href: page }];
    const paragraphs = [...message.paragraphs, ...stop];
    return {
      id: mail._id,
      to,
      subject: message.subject,
      secrets: message.secrets,
      text: plainText(paragraphs),
      html: simpleHtml(paragraphs),
      calendar: mail.kind === 'invitation' ? calendarOf(sources, session, clock.now()) : '',
      unsubscribe: `${sources.publicUrl}/api/v1/berhenti/${mail._id}`,
    };
  };

/** True when a reminder asks for what has been done since. */
const isDoneSince = async (
  sources: DeliverySources,
  { kind, target, about }: Mail,
): Promise<boolean> => kind === 'reminder' && (await openStepOf(sources, target)) !== about;

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
