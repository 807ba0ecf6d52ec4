// What the mail to a seat or coordinator of a region that has not signed says. Made when it leaves:
// who has signed since gets none, and a window that has closed by then leaves no link in it.
import { coordinatorCode, type Message } from '../delivery/index.ts';
import { formatCode } from '../invitations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { type UnsignedRegion, type UnsignedSeat, unsignedRegions } from './reminder-facts.ts';
import type { LateWindow } from './reminder-rules.ts';
import type { ReminderSources, WriteUnsigned } from './reminder-services.ts';
import { reminderSay, windowSentence, wordsOf } from './reminder-words.ts';

interface Asked {
  session: SessionDocument;
  window: LateWindow;
  own: UnsignedRegion;
}

/** The writer of these mails. */
export const createUnsignedWriter =
  (sources: ReminderSources, now: () => Date): WriteUnsigned =>
  async (session, target) => {
    const { window, regions } = await unsignedRegions(sources, session, now());
    const [, code] = target.split(':');
    if (code !== undefined) {
      const own = regions.find(({ region }) => region.code === code);
      return own && coordinatorMessage(sources, { session, window, own });
    }
    for (const own of regions) {
      const one = own.seats.find(({ seat }) => seat._id === target);
      if (one) return seatMessage(sources, { session, window, own }, one);
    }
    return undefined;
  };

async function seatMessage(
  sources: ReminderSources,
  { session, window, own }: Asked,
  { seat, canSign }: UnsignedSeat,
): Promise<Message | undefined> {
  const { delivery } = sources;
  const code = delivery.codeOf(seat);
  if (!code) return undefined;
  const say = reminderSay(sources);
  const words = { ...(await wordsOf(sources, session)), place: own.region.name };
  const ofInvitations = (key: string) =>
    delivery.catalogue.text('id', `delivery.mail.${key}`, {
      ...{ code: formatCode(code), site: delivery.publicUrl },
    });
  const isAbsent = window.way !== 'closed' && !canSign;
  return {
    secrets: [code],
    subject: say('mail.subject', words),
    paragraphs: [
      say('mail.greeting', { seat: seat.title, at: seat.place }),
      say('letter.lead', words),
      isAbsent ? say('absent.one') : windowSentence(window, say),
      ...(canSign
        ? [
            say('mail.open'),
            { href: `${delivery.publicUrl}/u/${code}` },
            ofInvitations('code'),
            ofInvitations('personal'),
          ]
        : []),
    ],
  };
}

async function coordinatorMessage(
  sources: ReminderSources,
  { session, window, own }: Asked,
): Promise<Message | undefined> {
  const { delivery } = sources;
  const { code: region, name: place } = own.region;
  const code = await coordinatorCode(delivery, session, region);
  if (!code) return undefined;
  const say = reminderSay(sources);
  const words = { ...(await wordsOf(sources, session)), place };
  const isAbsent = window.way !== 'closed' && !own.seats.some(({ canSign }) => canSign);
  const list = own.seats.map(({ seat }) => `- ${seat.title}`).join('\n');
  return {
    secrets: [code],
    subject: say('mail.subject', words),
    paragraphs: [
      say('mail.coordinator', { place }),
      say('letter.lead', words),
      isAbsent ? say('absent.all') : windowSentence(window, say),
      `${say('letter.seats')}\n${list}`,
      say('mail.circular'),
      { href: `${delivery.publicUrl}/koordinator/${code}` },
      delivery.catalogue.text('id', 'delivery.mail.personal'),
    ],
  };
}
