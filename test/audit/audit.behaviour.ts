// The audit stands or falls with the change it describes, and takes only what it knows.
import { expect } from 'chai';
import { type Audit, type AuditEvent, createAudit } from '../../server/audit/index.ts';
import type { Database } from '../../server/core/database.ts';
import { systemRandom } from '../../server/core/random.ts';
import { movableClock } from '../support/http.ts';
import { makeIndexes, testDatabase } from '../support/mongo.ts';

const actor = { kind: 'staff', id: 'a1', label: 'Petugas acara' } as const;
const checkIn = (registration: string): AuditEvent => ({
  event: 'registration.checked-in',
  data: { registration, seat: 's1', region: '33.24' },
  actor,
  address: '10.0.0.1',
  session: 'sesi',
});

describe('the audit', function () {
  this.timeout(60_000);
  let database: Database;
  let audit: Audit;
  const clock = movableClock('2020-10-07T02:00:00.000Z');
  before(async () => {
    database = await testDatabase();
    audit = createAudit({ connection: database.connection, clock, random: systemRandom });
    await makeIndexes(database);
  });

  it('gives the newest events of a session first, as they were written', async () => {
    for (const registration of ['r1', 'r2', 'r3']) {
      await audit.write(checkIn(registration));
      clock.advance(1000);
    }
    await audit.write({ ...checkIn('r9'), session: 'lain' });
    const latest = await audit.latest('sesi', 2);
    expect(latest.map(({ data }) => data)).to.deep.equal([checkIn('r3').data, checkIn('r2').data]);
    expect(latest[0]).to.deep.include({ actor, address: '10.0.0.1' });
    expect(latest[0]?.at).to.deep.equal(new Date('2020-10-07T02:00:02.000Z'));
  });

  it('leaves nothing behind when its transaction fails', async () => {
    const before = await database.connection.collection('audit').countDocuments();
    const failure = new Error('the change failed');
    const work = database.transaction(async (transaction) => {
      await audit.write(checkIn('r4'), transaction);
      throw failure;
    });
    expect(await work.catch((error: unknown) => error)).to.equal(failure);
    expect(await database.connection.collection('audit').countDocuments()).to.equal(before);
  });

  it('refuses data that the event does not have, such as a code', async () => {
    const event = checkIn('r5');
    // The type forbids it; what is refused here is what slips past the type.
    const leaking = Object.assign({}, event);
    Object.assign(leaking.data, { code: 'ABCD2345' });
    const error = await audit.write(leaking).catch((cause: unknown) => cause);
    expect(String(error)).to.include('unrecognized_keys');
  });
});
