// In the server under test: its invitations, letters and contact files, timed as staff set them going.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Ikrar } from '../server/compose.ts';
import type { Connection } from '../server/core/database.ts';
import { zipStream } from '../server/core/zip-stream.ts';
import { calendarFile, plainText, simpleHtml } from '../server/delivery/mail-text.ts';
import { regionLetters } from '../server/delivery/region-letters.ts';
import { momentOf, seatMessage } from '../server/delivery/write-message.ts';
import type { Seat } from '../server/invitations/index.ts';
import { getSession, type SessionDocument } from '../server/sessions/index.ts';
import { HEADER } from '../test/contacts/contact-world.ts';
import type { Run } from './figures.ts';
import type { ImportTimes, LettersMade, SampleLetter } from './messages.ts';

const BY = { actor: { kind: 'system', id: 'bench', label: 'Bench' }, address: '' } as const;
const LOOK_MS = 50;
/** How often the event loop is looked at; an idle one reads as this. */
const RESOLUTION_MS = 5;
const OPEN = { state: { $in: ['queued', 'sending'] } };

/** What the group "mail" orders of it. */
export function mailWays({ domains, invitations }: Ikrar, connection: Connection) {
  const { delivery, reminders } = invitations.delivery;
  const sources = reminders.sources.delivery;
  const session = () => getSession(domains.live, undefined);
  const collection = (name: string) => connection.collection(name);
  return {
    /** An address for every seat of the main session; one invitation as it would leave now. */
    async addresses(): Promise<SampleLetter> {
      const seats = await domains.invitations.list(session()._id);
      await collection('contacts').insertMany(seats.map((seat) => contactOf(session(), seat)));
      const [seat] = seats;
      const message = seat && (await seatMessage(sources, session(), seat));
      if (!message) throw new Error('There is no invitation to send');
      return {
        count: seats.length,
        subject: message.subject,
        text: plainText(message.paragraphs),
        html: simpleHtml(message.paragraphs),
        calendar: calendarOf(session(), sources.publicUrl),
      };
    },
    /** Queues an invitation for all of them and waits until none is on its way. */
    async invite(): Promise<Run> {
      await collection('mails').deleteMany({});
      const count = await delivery.queue(session(), 'invitation', BY);
      const before = process.cpuUsage();
      const from = performance.now();
      reminders.wake();
      while ((await collection('mails').countDocuments(OPEN)) > 0) {
        await new Promise((next) => setTimeout(next, LOOK_MS));
      }
      const seconds = (performance.now() - from) / 1000;
      const { user, system } = process.cpuUsage(before);
      return { rate: count / seconds, cpu: (user + system) / count };
    },
    async letters(): Promise<LettersMade> {
      const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
      const now = new Date();
      const from = performance.now();
      loop.enable();
      let bytes = 0;
      for await (const chunk of zipStream(regionLetters(sources, session(), now), now)) {
        bytes += chunk.length;
      }
      loop.disable();
      const seconds = (performance.now() - from) / 1000;
      return { seconds, bytes, p99: loop.percentile(99) / 1e6, longest: loop.max / 1e6 };
    },
    /** A file with a good row for each of `rows` seats, which are added first: checked, taken over. */
    async import(rows: number): Promise<ImportTimes> {
      const { imports, runner } = invitations.contacts;
      const bytes = Buffer.from(await fileOf(session(), rows, collection('seats')));
      const from = performance.now();
      const id = await imports.check(session(), bytes, BY);
      const checked = performance.now();
      await imports.begin(session(), id, BY);
      await runner.runOnce();
      const taken = await collection('contacts').countDocuments({ import: id });
      if (taken !== rows) throw new Error(`${taken} of ${rows} contacts were taken over`);
      return { dryRun: (checked - from) / 1000, background: (performance.now() - checked) / 1000 };
    },
  };
}

const contactOf = ({ _id: session }: SessionDocument, { _id: target, region }: Seat) => ({
  ...{ _id: `${session}:${target}` as never, session, target, region, name: '', phone: '' },
  ...{ email: `${target}@uji.go.id`, import: 'bench', at: new Date() },
});

const calendarOf = (session: SessionDocument, url: string): string =>
  calendarFile({
    ...{ id: `${session._id}@ikrar`, title: session.title, place: session.place, url },
    ...{ start: momentOf(session, session.startsAt), end: momentOf(session, session.endsAt) },
    stamp: new Date(),
  });

/** As many offices more in the session's regions as a file of one row each needs. */
async function fileOf(
  { _id: session }: SessionDocument,
  rows: number,
  seats: ReturnType<Connection['collection']>,
): Promise<string> {
  await seats.deleteMany({ session, office: /^bench-/ });
  const like = await seats.find({ session, region: { $ne: null } }).toArray();
  const added = Array.from({ length: rows }, (_, index) => {
    const seat = like[index % like.length];
    const office = `bench-${index}`;
    const own = { _id: `${session}-${office}` as never, office, title: `Jabatan ${index}` };
    return { ...seat, ...own, ordinal: 100_000 + index };
  });
  await seats.insertMany(added);
  const lines = added.map(
    ({ office, ...seat }, index) =>
      // A copy of a stored seat, which the driver types loosely.
      `${(seat as unknown as Seat).region};${office};Pejabat Uji ${index};uji${index}@uji.go.id;`,
  );
  return [HEADER, ...lines].join('\n');
}
