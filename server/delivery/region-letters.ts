// All letters of a session, each drawn when the ZIP has come to it.
import { groupBy } from '../core/group-by.ts';
import type { ZipSource } from '../core/zip-stream.ts';
import { formatCode, type Seat } from '../invitations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { DeliverySources } from './delivery-facts.ts';
import { eventWords, sayOf } from './write-message.ts';

/** A PDF a region, and one for each place outside regions; `at` stands in them. */
export async function* regionLetters(
  sources: DeliverySources,
  session: SessionDocument,
  at: Date,
): AsyncGenerator<ZipSource, void, undefined> {
  const seats = await sources.seatsOf(session._id);
  const say = sayOf(sources);
  const campaign = await sources.campaignOf(session);
  const words = eventWords(session, campaign);
  const emblem = await sources.emblemOf?.(campaign);
  const { signatory } = campaign;
  const regions = new Map((await sources.regionsOf(session)).map(({ code, name }) => [code, name]));
  const lead = [
    say('letter.lead', words),
    say('mail.when', words),
    say('letter.how', { site: sources.publicUrl }),
    ...(signatory ? [say('letter.signatory', { signatory })] : []),
  ];
  for (const [key, own] of groupBy(seats, (seat) => seat.region ?? seat.place)) {
    const place = regions.get(key) ?? key;
    const pdf = await sources.drawLetter({
      ...{ at, place, lead, title: words.event, host: words.host, emblem },
      ...{ withdrawn: say('letter.withdrawn'), pageWord: pageWord(sources) },
      seats: own.map((seat) => seatOf(sources, seat)),
    });
    const name = `${key} ${regions.has(key) ? place : ''}`.replace(/[^\w. -]+/g, ' ').trim();
    yield { name: `${name}.pdf`, bytes: [pdf], compress: false };
  }
}

/** What stands for a seat's QR code where it is read aloud. */
export const qrWords = (sources: DeliverySources, seat: Pick<Seat, 'title'>): string =>
  sayOf(sources)('letter.qr', { seat: seat.title });

/** Before the number of a letter's page. */
export const pageWord = (sources: DeliverySources): string => sayOf(sources)('letter.page');

const seatOf = (sources: DeliverySources, seat: Seat) => {
  const code = sources.codeOf(seat);
  return {
    title: seat.title,
    code: code ? formatCode(code) : '',
    link: code ? `${sources.publicUrl}/u/${code}` : '',
    alt: qrWords(sources, seat),
  };
};
