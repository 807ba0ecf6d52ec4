// An event with three people of one region: two have signed, each under a name, a number and words
// that occur nowhere else, so that a search of everything stored tells whether they are gone.
import type { Mark } from '../../server/protocol/socket-events.ts';
import type { Registration } from '../../server/registrations/index.ts';
import { signInStaff } from '../control/staff-world.ts';
import { act, KENDAL, READ_ALL, seatOf } from '../official/official-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { runningClock } from '../support/running-clock.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';

/** What is stored of the person at a place and nowhere else. */
export const marksOf = (nth: number) => ({
  name: `Pejabat Uji Nomor ${nth}`,
  contact: `0899 1234 000${nth}`,
  email: `pejabat${nth}@uji.go.id`,
  note: `Keberatan uji ${nth}: layar mati`,
});
export const PIN = '135790';
const OFFICES = ['kepala-daerah', 'sekretaris-daerah', 'inspektorat'];

export interface PrivacyWorld {
  app: TestApp;
  clock: ReturnType<typeof runningClock>;
  owner: TestBrowser;
  people: Registration[];
  /** A browser of the person at that place, signed in by invitation and PIN. */
  browserOf(nth: number): Promise<TestBrowser>;
  /** Ends the event; late signing was never open. */
  end(): Promise<void>;
  /** Everything stored, searched for a text: collections in which it occurs. */
  search(...texts: string[]): Promise<string[]>;
  stop(): Promise<void>;
}

/** Starts it; the first two have signed, and the log has both. */
export async function createPrivacyWorld(): Promise<PrivacyWorld> {
  const clock = runningClock();
  const app = await startApp({ clock });
  const owner = await signInStaff(app, 'pemilik', 'owner');
  await act(app, 'open-doors', 'go-live');
  const people: Registration[] = [];
  for (const [nth, office] of OFFICES.entries()) people.push(await arrive(app, nth, office));
  await act(app, ...READ_ALL);
  for (const person of people) {
    for (let clause = 1; clause <= 4; clause++) {
      await app.ikrar.domains.ceremony.tick(person, app.session(), clause);
    }
  }
  await act(app, 'open-signing');
  await signTwo(app, people);
  return {
    ...{ app, clock, owner, people },
    async browserOf(nth) {
      const browser = app.visitor();
      await browser.open(`/u/${await app.codeOf(KENDAL, OFFICES[nth] ?? '')}`);
      await browser.submit('/lapor-hadir', { pin: PIN }, { action: '/lapor-hadir/masuk' });
      return browser;
    },
    async end() {
      await act(app, 'close-signing');
      clock.advance(6_000);
      await act(app, 'end');
    },
    search: (...texts) => search(app, texts),
    stop: () => app.stop(),
  };
}

async function arrive(app: TestApp, nth: number, office: string): Promise<Registration> {
  const { registrations, attendance, objections } = app.ikrar.domains;
  const seat = await seatOf(app, KENDAL, office);
  const { name, contact, email, note } = marksOf(nth);
  const input = { name, acting: 'Plt.' as const, contact, pin: PIN };
  const made = await registrations.register(seat, input, '10.1.1.1');
  const person = await registrations.checkIn(made._id, app.session().status.session, '10.1.1.1');
  await attendance.hold(person, { kind: 'socket', device: 'phone' });
  await objections.object({ registration: person, session: app.session(), note, address: '' });
  await reach(app, person, { name, email, contact });
  return person;
}

/** How the seat is reached, as an import and a mail leave it. */
async function reach(
  app: TestApp,
  { seat, session, region }: Registration,
  { name, email, contact }: { name: string; email: string; contact: string },
): Promise<void> {
  const { connection } = app.database;
  const at = new Date();
  const of = { session, region, name, email, phone: contact, import: 'uji', at };
  const insert = (collection: string, document: object) =>
    // The driver's types know ids of their own kind only; ours are texts.
    connection.collection(collection).insertOne(document as never);
  await insert('contacts', { _id: `${session}:${seat}`, target: seat, ...of });
  await insert('nominations', { _id: seat, ...of, acting: '', contact });
  const mail = { kind: 'invitation', number: 1, about: '', label: 'Uji', state: 'refused' };
  const sent = { ...mail, email, dueAt: at, attempts: 1, epoch: 1, answer: `550 ${email}`, at };
  await insert('mails', { _id: seat, session, target: seat, ...sent });
}

async function signTwo(app: TestApp, people: Registration[]): Promise<void> {
  const { signatures } = app.ikrar.domains;
  for (const [nth, person] of people.slice(0, 2).entries()) {
    const mark: Mark =
      nth === 0
        ? { method: 'typed', text: marksOf(nth).name }
        : { method: 'drawn', strokes: [STROKE()] };
    await signatures.sign(person, app.session(), mark);
  }
  await until('both leaves under a head', async () => {
    return (await app.ikrar.log.service.headOf(app.session()._id))?.size === 2;
  });
}

function STROKE(): [number, number][] {
  return Array.from({ length: 20 }, (_, at) => [100 + at * 7, 200 + ((at * 31) % 60)]);
}

async function search(app: TestApp, texts: string[]): Promise<string[]> {
  const { db } = app.database.connection;
  if (!db) throw new Error('Not connected');
  const found: string[] = [];
  for (const { name } of await db.listCollections().toArray()) {
    for await (const raw of db.collection(name).find({}, { raw: true })) {
      // Raw, so that files are searched too; the driver types them as documents still.
      const bytes = Buffer.from(raw as unknown as Buffer);
      if (texts.some((text) => bytes.includes(text))) found.push(name);
    }
  }
  return [...new Set(found)].sort();
}
