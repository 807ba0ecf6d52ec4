// Ticks through two services on one database, as two server processes are: the first stored moment
// of a clause stays, and both know exactly what is stored.
import { expect } from 'chai';
import { createCeremonyService, createReadingStore } from '../../server/ceremony/index.ts';
import type { Database } from '../../server/core/database.ts';
import type { Registration } from '../../server/registrations/index.ts';
import { initialStatus, type SessionDocument } from '../../server/sessions/index.ts';
import { testDatabase } from '../support/mongo.ts';

const CLAUSES = 3;
// Only what the service reads of a registration and a session.
const sessionAt = (ceremony: 'reading' | 'signing', clause: number) =>
  ({
    _id: 'sesi',
    status: { ...initialStatus(), session: 'live', ceremony, clause },
  }) as SessionDocument;
const signing = sessionAt('signing', CLAUSES + 1);
const official = (id: string) =>
  ({ _id: id, session: 'sesi', checkedInAt: new Date(0) }) as Registration;

describe('ticks through two processes', () => {
  let database: Database;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.stop());

  /** A service whose clock says `at`, and which counts how many people it reads. */
  const serviceAt = (at: string) => {
    const store = createReadingStore(database.connection);
    const read: string[] = [];
    const service = createCeremonyService({
      store: {
        ...store,
        findMany: (ids) => {
          read.push(...ids);
          return store.findMany(ids);
        },
      },
      clock: { now: () => new Date(at) },
      clausesOf: async () => CLAUSES,
      isClockTrusted: () => true,
    });
    const tick = (id: string, clause: number, session = signing) =>
      service.tick(official(id), session, clause);
    return { service, tick, read };
  };
  const stored = (id: string) => createReadingStore(database.connection).find(id);
  const wanting = (id: string) => new Map([[id, CLAUSES]]);

  it('keep the first stored moment, whichever clock was ahead', async () => {
    const late = serviceAt('2020-10-07T02:20:09.000Z');
    const early = serviceAt('2020-10-07T02:20:01.000Z');
    await late.tick('a', 1);
    await early.tick('a', 1);
    await early.tick('a', 2);
    await late.tick('a', 2);
    await Promise.all([late.tick('a', 3), early.tick('a', 3)]);
    const truth = await stored('a');
    expect(truth?.ticks[1]?.toISOString()).to.equal('2020-10-07T02:20:09.000Z');
    expect(truth?.ticks[2]?.toISOString()).to.equal('2020-10-07T02:20:01.000Z');
    for (const one of [late, early]) {
      const known = (await one.service.momentsOf(wanting('a'))).get('a');
      expect(known).to.deep.include({ ticks: truth?.ticks, together: truth?.together });
    }
  });

  it('are read only where this process does not know them', async () => {
    const here = serviceAt('2020-10-07T02:20:00.000Z');
    const elsewhere = serviceAt('2020-10-07T02:21:00.000Z');
    for (const clause of [1, 2, 3]) await here.tick('b', clause);
    here.read.length = 0;
    const { ticks, together } = (await stored('b')) ?? {};
    const known = (await here.service.momentsOf(wanting('b'))).get('b');
    expect(known).to.deep.equal({ ticks, together });
    expect(here.read).to.deep.equal([]);
    const found = await elsewhere.service.momentsOf(wanting('b'));
    expect(found.get('b')).to.deep.equal(await stored('b'));
    expect(elsewhere.read).to.deep.equal(['b']);
    await elsewhere.service.momentsOf(wanting('b'));
    expect(elsewhere.read).to.deep.equal(['b']);
  });

  it('made elsewhere open the next clause here, and a skipped one is refused', async () => {
    const here = serviceAt('2020-10-07T02:20:00.000Z');
    const elsewhere = serviceAt('2020-10-07T02:20:00.000Z');
    await here.tick('c', 1);
    await elsewhere.tick('c', 2);
    expect((await here.tick('c', 3)).ticks).to.deep.equal([1, 2, 3]);
    const refused = await here.tick('d', 2).catch((error: { code: string }) => error.code);
    expect(refused).to.equal('CLAUSES_UNREAD');
    expect(await stored('d')).to.equal(undefined);
  });

  it('are together only while their own clause is read, and stay what the first one was', async () => {
    const here = serviceAt('2020-10-07T02:20:00.000Z');
    const elsewhere = serviceAt('2020-10-07T02:20:01.000Z');
    const second = sessionAt('reading', 2);
    expect(await here.tick('e', 1, second)).to.deep.equal({ ticks: [1], together: [] });
    expect(await here.tick('e', 2, second)).to.deep.equal({ ticks: [1, 2], together: [2] });
    // Again, and through another process after the reading: nothing of it changes.
    expect((await elsewhere.tick('e', 2)).together).to.deep.equal([2]);
    expect(await elsewhere.tick('e', 3)).to.deep.equal({ ticks: [1, 2, 3], together: [2] });
    expect((await stored('e'))?.together).to.deep.equal({ 1: false, 2: true, 3: false });
    const [one, two] = await Promise.all([
      here.tick('f', 1, sessionAt('reading', 1)),
      elsewhere.tick('f', 1, second),
    ]);
    expect(one).to.deep.equal(two);
    expect((await stored('f'))?.together[1]).to.equal(one.together.includes(1));
  });

  it('that an earlier version stored without that word count as made afterwards', async () => {
    const at = new Date('2020-10-07T02:10:00Z');
    const readings = database.connection.collection<{ _id: string }>('readings');
    await readings.insertOne({ _id: 'g', session: 'sesi', ticks: { 1: at } } as { _id: string });
    const here = serviceAt('2020-10-07T02:20:00.000Z');
    expect(await here.tick('g', 2, sessionAt('reading', 2))).to.deep.equal({
      ticks: [1, 2],
      together: [2],
    });
    const known = (await here.service.momentsOf(new Map([['g', 2]]))).get('g');
    expect(known?.ticks[1]).to.deep.equal(at);
    expect(known?.together[1] === true).to.equal(false);
  });

  it('are refused after the window’s end, whatever is written', async () => {
    const here = serviceAt('2020-10-07T02:20:05.000Z');
    const over = structuredClone(signing);
    over.status.signingEndsAt = '2020-10-07T02:20:00.000Z';
    const refused = await here.tick('h', 1, over).catch((error: { code: string }) => error.code);
    expect(refused).to.equal('SIGNING_CLOSED');
    expect(await stored('h')).to.equal(undefined);
  });
});
