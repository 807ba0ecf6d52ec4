// The letters to regions that have not signed, each drawn when the ZIP has come to it: with codes and
// QR codes for whoever can still sign, and without any link once nobody can.
import type { LetterFacts } from '../certificates/index.ts';
import type { ZipSource } from '../core/zip-stream.ts';
import { pageWord, qrWords } from '../delivery/index.ts';
import { formatCode } from '../invitations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { type UnsignedRegion, type UnsignedSeat, unsignedRegions } from './reminder-facts.ts';
import type { LateWindow } from './reminder-rules.ts';
import type { ReminderSources } from './reminder-services.ts';
import { reminderSay, windowSentence, wordsOf } from './reminder-words.ts';

/** What all letters of one ZIP have in common, read once. */
export interface LetterFrame {
  at: Date;
  window: LateWindow;
  words: Awaited<ReturnType<typeof wordsOf>>;
  /** Of the campaign, as on the letters of its invitations. */
  emblem: Buffer | undefined;
  signatory: string;
}

/** A PDF for each region that had not signed at `at`. */
export async function* reminderLetters(
  sources: ReminderSources,
  session: SessionDocument,
  at: Date,
): AsyncGenerator<ZipSource, void, undefined> {
  const { window, regions } = await unsignedRegions(sources, session, at);
  const frame = await readFrame(sources, session, { window, at });
  for (const one of regions) {
    const bytes = await sources.delivery.drawLetter(letterFacts(sources, one, frame));
    const name = `${one.region.code} ${one.region.name}`.replace(/[^\w. -]+/g, ' ').trim();
    yield { name: `${name}.pdf`, bytes: [bytes], compress: false };
  }
}

/** Reads what the letters have in common. */
export async function readFrame(
  sources: ReminderSources,
  session: SessionDocument,
  moment: Pick<LetterFrame, 'window' | 'at'>,
): Promise<LetterFrame> {
  const { delivery } = sources;
  const campaign = await delivery.campaignOf(session);
  const emblem = await delivery.emblemOf?.(campaign);
  const words = await wordsOf(sources, session);
  return { ...moment, words, emblem, signatory: campaign.signatory ?? '' };
}

/** What one region's letter says. */
export function letterFacts(
  sources: ReminderSources,
  { region, seats }: UnsignedRegion,
  { at, window, words, emblem, signatory }: LetterFrame,
): LetterFacts {
  const { catalogue, publicUrl } = sources.delivery;
  const say = reminderSay(sources);
  const isClosed = !seats.some(({ canSign }) => canSign);
  const list = seats.map(({ seat }) => `- ${seat.title}`).join('\n');
  const way = window.way !== 'closed' && isClosed ? say('absent.all') : windowSentence(window, say);
  return {
    ...{ at, place: region.name, title: say('letter.title', words), host: words.host, emblem },
    lead: [
      say('letter.lead', { ...words, place: region.name }),
      way,
      isClosed ? `${say('letter.seats')}\n${list}` : say('letter.how', { site: publicUrl }),
      ...(signatory === ''
        ? []
        : [catalogue.text('id', 'delivery.letter.signatory', { signatory })]),
    ],
    ...{ withdrawn: say('letter.withdrawn'), pageWord: pageWord(sources.delivery) },
    seats: isClosed ? [] : seats.map((one) => seatOf(sources, one, say('absent.one'))),
  };
}

const seatOf = ({ delivery }: ReminderSources, { seat, canSign }: UnsignedSeat, absent: string) => {
  const code = canSign ? delivery.codeOf(seat) : undefined;
  return {
    title: seat.title,
    code: code ? formatCode(code) : '',
    link: code ? `${delivery.publicUrl}/u/${code}` : '',
    alt: qrWords(delivery, seat),
    ...(!canSign && { note: absent }),
  };
};
