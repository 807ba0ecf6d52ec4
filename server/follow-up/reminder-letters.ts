// The letters to regions that have not signed, each drawn when the ZIP has come to it: with codes and
// QR codes for whoever can still sign, and without any link once nobody can.
import type { ZipSource } from '../core/zip-stream.ts';
import { type LetterFacts, letterPdf } from '../delivery/index.ts';
import { formatCode } from '../invitations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { type UnsignedRegion, type UnsignedSeat, unsignedRegions } from './reminder-facts.ts';
import type { LateWindow } from './reminder-rules.ts';
import type { ReminderSources } from './reminder-services.ts';
import { reminderSay, windowSentence, wordsOf } from './reminder-words.ts';

/** A PDF for each region that had not signed at `at`. */
export async function* reminderLetters(
  sources: ReminderSources,
  session: SessionDocument,
  at: Date,
): AsyncGenerator<ZipSource, void, undefined> {
  const { window, regions } = await unsignedRegions(sources, session, at);
  for (const one of regions) {
    const bytes = await letterPdf(await letterFacts(sources, session, one, { window, at }));
    const name = `${one.region.code} ${one.region.name}`.replace(/[^\w. -]+/g, ' ').trim();
    yield { name: `${name}.pdf`, bytes: [bytes], compress: false };
  }
}

/** What one region's letter says. */
export async function letterFacts(
  sources: ReminderSources,
  session: SessionDocument,
  { region, seats }: UnsignedRegion,
  { window, at }: { window: LateWindow; at: Date },
): Promise<LetterFacts> {
  const say = reminderSay(sources);
  const words = await wordsOf(sources, session);
  const isClosed = !seats.some(({ canSign }) => canSign);
  const list = seats.map(({ seat }) => `- ${seat.title}`).join('\n');
  const way = window.way !== 'closed' && isClosed ? say('absent.all') : windowSentence(window, say);
  const { publicUrl } = sources.delivery;
  return {
    ...{ at, place: region.name, title: say('letter.title', words), host: words.host },
    lead: [
      say('letter.lead', { ...words, place: region.name }),
      way,
      isClosed ? `${say('letter.seats')}\n${list}` : say('letter.how', { site: publicUrl }),
    ],
    withdrawn: say('letter.withdrawn'),
    seats: isClosed ? [] : seats.map((one) => seatOf(sources, one, say('absent.one'))),
  };
}

const seatOf = ({ delivery }: ReminderSources, { seat, canSign }: UnsignedSeat, absent: string) => {
  const code = canSign ? delivery.codeOf(seat) : undefined;
  return {
    title: seat.title,
    code: code ? formatCode(code) : '',
    link: code ? `${delivery.publicUrl}/u/${code}` : '',
    ...(!canSign && { note: absent }),
  };
};
