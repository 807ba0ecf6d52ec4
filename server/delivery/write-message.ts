// What a mail, a letter or a messenger text says to one seat or coordinator. Made when it is
// needed: a code is derived then and stored nowhere.
import { formatDate } from '../http/views/index.ts';
import { formatCode, type Seat } from '../invitations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { DeliverySources } from './delivery-facts.ts';
import type { Mail } from './mail-model.ts';
import type { Paragraph } from './mail-text.ts';

export interface Message {
  subject: string;
  paragraphs: Paragraph[];
  /** What its link proves. */
  secrets: string[];
}

type Say = (key: string, parameters?: Record<string, string | number>) => string;
/** Mails go to officials, in Indonesian. */
export const sayOf =
  ({ catalogue }: Pick<DeliverySources, 'catalogue'>): Say =>
  (key, parameters) =>
    catalogue.text('id', `delivery.${key}`, parameters);

/** A local time of the host (WIB) on the session's day. */
export const momentOf = ({ date }: Pick<SessionDocument, 'date'>, time: string): Date =>
  new Date(`${date}T${time}:00+07:00`);

/** The session as messages name it. */
export const eventWords = (session: SessionDocument, campaign: { host: { name: string } }) => ({
  event: session.title,
  host: campaign.host.name,
  date: formatDate(momentOf(session, session.startsAt), 'id', { weekday: true }),
  start: session.startsAt.replace(':', '.'),
  end: session.endsAt.replace(':', '.'),
  place: session.place,
});

/** The seat's message; undefined when its code was withdrawn. */
export async function seatMessage(
  sources: DeliverySources,
  session: SessionDocument,
  seat: Seat,
  about: Mail['about'] = '',
): Promise<Message | undefined> {
  const code = sources.codeOf(seat);
  if (!code) return undefined;
  const say = sayOf(sources);
  const words = eventWords(session, await sources.campaignOf(session));
  const who = { seat: seat.title, at: seat.place };
  return {
    secrets: [code],
    subject: about === '' ? say('mail.subject', words) : say('reminder.subject', words),
    paragraphs: [
      say('mail.greeting', who),
      about === '' ? say('mail.lead', words) : say(`reminder.${about}`, words),
      say('mail.when', words),
      say('mail.open'),
      { href: `${sources.publicUrl}/u/${code}` },
      say('mail.code', { code: formatCode(code), site: sources.publicUrl }),
      say('mail.personal'),
    ],
  };
}

/**
 * The code of a region's coordinator; undefined when withdrawn. Links are made for all regions at
 * once, when the first of them is asked for.
 */
export async function coordinatorCode(
  sources: DeliverySources,
  session: SessionDocument,
  region: string,
): Promise<string | undefined> {
  const known = await sources.findCoordinator(session._id, region);
  if (known) return sources.coordinatorCodeOf(known);
  const regions = (await sources.regionsOf(session)).map(({ code }) => code);
  const made = await sources.coordinatorsOf(session._id, regions);
  const own = made.find((one) => one.region === region);
  return own && sources.coordinatorCodeOf(own);
}

/** The coordinator's message with the seats that nobody fills yet; undefined when withdrawn. */
export async function coordinatorMessage(
  sources: DeliverySources,
  session: SessionDocument,
  region: string,
): Promise<Message | undefined> {
  const [regions, code, seats, filled] = await Promise.all([
    sources.regionsOf(session),
    coordinatorCode(sources, session, region),
    sources.seatsOfRegion(session._id, region),
    sources.filledOf(session._id, region),
  ]);
  const place = regions.find((one) => one.code === region)?.name;
  if (!code || !place) return undefined;
  const empty = seats.filter((seat) => !filled.has(seat._id));
  const say = sayOf(sources);
  const words = eventWords(session, await sources.campaignOf(session));
  const list = empty.map(({ title }) => `- ${title}`).join('\n');
  return {
    secrets: [code],
    subject: say('coordinator.subject', { ...words, place }),
    paragraphs: [
      say('coordinator.greeting', { place }),
      say('coordinator.lead', words),
      say('mail.when', words),
      empty.length > 0 ? `${say('coordinator.empty')}\n${list}` : say('coordinator.full'),
      say('coordinator.open'),
      { href: `${sources.publicUrl}/koordinator/${code}` },
      say('mail.personal'),
    ],
  };
}
