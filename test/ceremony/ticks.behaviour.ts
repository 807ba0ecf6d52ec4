// Ticks through two services on one database, as two server processes are: the first stored moment
// of a clause stays, and both know exactly what is stored.
import { expect } from 'chai';
import { createCeremonyService, createReadingStore } from '../../server/ceremony/index.ts';
import type { Database } from '../../server/core/database.ts';
import type { Registration } from '../../server/registrations/index.ts';
import type { SessionDocument } from '../../server/sessions/index.ts';
import { testDatabase } from '../support/mongo.ts';

const CLAUSES = 3;
// Only what the service reads of a registration and a session.
const session = { _id: 'sesi', status: { ceremony: 'signing', clause: CLAUSES + 1 } };
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
    const tick = (id: string, clause: number) =>
      service.tick(official(id), session as SessionDocument, clause);
    return { service, tick, read };
  };
  const stored = async (id: string) =>
    (await createReadingStore(database.connection).find(id))?.ticks;
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
    expect(truth?.[1]?.toISOString()).to.equal('2020-10-07T02:20:09.000Z');
    expect(truth?.[2]?.toISOString()).to.equal('2020-10-07T02:20:01.000Z');
    for (const one of [late, early]) {
      expect((await one.service.momentsOf(wanting('a'))).get('a')).to.deep.equal(truth);
    }
  });

  it('are read only where this process does not know them', async () => {
    const here = serviceAt('2020-10-07T02:20:00.000Z');
    const elsewhere = serviceAt('2020-10-07T02:21:00.000Z');
    for (const clause of [1, 2, 3]) await here.tick('b', clause);
    here.read.length = 0;
    expect((await here.service.momentsOf(wanting('b'))).get('b')).to.deep.equal(await stored('b'));
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
    expect(await here.tick('c', 3)).to.deep.equal([1, 2, 3]);
    const refused = await here.tick('d', 2).catch((error: { code: string }) => error.code);
    expect(refused).to.equal('CLAUSES_UNREAD');
    expect(await stored('d')).to.equal(undefined);
  });
});
