// A server killed in the middle of an erasure: what was half-erased is not done, the next start goes
// on, and every value is counted exactly once.
import { expect } from 'chai';
import {
  createServerProcess,
  openServerDatabase,
  type ServerProcess,
} from '../support/server-process.ts';
import { until } from '../support/until.ts';

const PEOPLE = 6_000;
const CAMPAIGN = 'netralitas-asn-2020';
const NAME = 'Pejabat Uji Terhapus';
type Opened = Awaited<ReturnType<typeof openServerDatabase>>;

describe('an erasure whose server is killed half-way', function () {
  this.timeout(180_000);
  let server: ServerProcess;

  before(async () => {
    server = await createServerProcess({});
  });
  after(() => server.clean());

  const collection = (opened: Opened, name: string) => opened.db().collection(name);
  const erasureOf = (opened: Opened, session: string) =>
    collection(opened, 'erasures').findOne({ session, rule: 'retention' });

  it('goes on, and counts every value once', async () => {
    await server.start();
    const first = await openServerDatabase(server.dataDir);
    const event = await collection(first, 'sessions').findOne({ slug: '7-oktober-2020' });
    const session = String(event?._id);
    await fill(first, session);
    await collection(first, 'retention_rules').insertOne(RULE());
    await until(
      'the first values',
      async () => (await erasureOf(first, session))?.counts['registrations/contact'] === PEOPLE,
      60_000,
    );
    await server.kill9();
    await first.close();

    await server.start();
    const again = await openServerDatabase(server.dataDir);
    // Read before the lease of the killed process has run out.
    const half = await erasureOf(again, session);
    expect(half?.state, 'it was done before the kill').to.equal('approved');
    expect(await named(again)).to.be.above(0);
    const isDone = async () => (await erasureOf(again, session))?.state === 'done';
    await until('the erasure', isDone, 120_000);
    const counts = (await erasureOf(again, session))?.counts;
    for (const step of ['registrations/contact', 'registrations/name', 'signatures/personal']) {
      expect(counts[step], step).to.equal(PEOPLE);
    }
    expect(counts['presence/device']).to.equal(PEOPLE);
    expect(await named(again)).to.equal(0);
    const events = await collection(again, 'audit')
      .find({ event: 'erasure.done', session })
      .toArray();
    expect(events).to.have.length(1);
    expect(events[0]?.data.counts).to.deep.equal(counts);
    await again.close();
  });

  const named = async (opened: Opened): Promise<number> => {
    const people = await collection(opened, 'registrations').countDocuments({ name: NAME });
    const signers = { 'personal.name': NAME };
    return people + (await collection(opened, 'signatures').countDocuments(signers));
  };
});

function RULE() {
  const by = { kind: 'staff', id: 'uji', label: 'Petugas Uji' };
  const groups = ['identity', 'contact', 'words', 'traces'];
  // Ids of this collection are strings of ours.
  return { _id: CAMPAIGN as never, revision: 1, months: 1, groups, by, at: new Date() };
}

/** Thousands who were there and signed, so that an erasure takes its time. */
async function fill(opened: Opened, session: string): Promise<void> {
  const at = new Date('2020-10-07T02:00:00Z');
  const numbers = Array.from({ length: PEOPLE }, (_, nth) => String(nth).padStart(8, '0'));
  const put = (name: string, make: (nth: string) => object) =>
    opened
      .db()
      .collection(name)
      .insertMany(numbers.map(make) as never[]);
  await put('registrations', (nth) => ({
    ...{ _id: `registra${nth}`, schemaVersion: 1, session, seat: `kursiuji${nth}`, region: null },
    ...{ office: 'uji', required: false, name: NAME, acting: 'Plt.', contact: '0812 0000' },
    ...{ identifiedBy: 'link', pinHash: 'x', generation: 1, active: true, registeredAt: at },
    ...{ checkedInAt: at, ended: null },
  }));
  await put('signatures', (nth) => ({
    ...{ _id: `tandatan${nth}`, schemaVersion: 1, kind: 'void', session, region: null },
    ...{ registration: `registra${nth}`, seat: `kursiuji${nth}`, signedAt: at, leaf: '' },
    ...{ leafHash: null, personal: { name: NAME, acting: '', salt: 'ab', mark: null } },
  }));
  await put('presence', (nth) => ({
    ...{ _id: `hadiruji${nth}`, session, registration: `registra${nth}`, seat: `kursiuji${nth}` },
    ...{ region: null, kind: 'socket', device: 'phone', room: null, node: 'uji', startedAt: at },
    ...{ renewedAt: null, endedAt: at, endedBy: 'left' },
  }));
}
