// Sessions and readings as the version before left them: each gets what the ceremony now needs, once.
import { expect } from 'chai';
import type { Database } from '../../server/core/database.ts';
import { ceremonyWithWindows } from '../../server/migrations/ceremony-with-windows.ts';
import { testDatabase } from '../support/mongo.ts';

const AT = new Date('2020-10-07T02:00:00Z');

describe('migrating to windows of signing', () => {
  let database: Database;
  const db = () => {
    const { db } = database.connection;
    if (!db) throw new Error('not connected');
    return db;
  };
  before(async () => {
    database = await testDatabase();
    await db()
      .collection<{ _id: string; status: object }>('sessions')
      .insertMany([
        { _id: 'a', status: { version: 3, ceremony: 'idle', closesAt: null } },
        { _id: 'b', status: { version: 9, ceremony: 'signing', closesAt: null } },
      ]);
    await db()
      .collection<{ _id: string; session: string; ticks?: object }>('readings')
      .insertMany([
        { _id: 'r', session: 'b', ticks: { 1: AT, 2: AT } },
        { _id: 's', session: 'b', ticks: {} },
        { _id: 't', session: 'b' },
      ]);
  });
  after(() => database.stop());

  const sessions = () =>
    db().collection<{ _id: string; status: object }>('sessions').find().sort('_id').toArray();
  const readings = () =>
    db().collection<{ _id: string; together?: object }>('readings').find().sort('_id').toArray();

  it('adds them where they are missing, and leaves the rest as it is', async () => {
    await ceremonyWithWindows(db());
    const [idle, signing] = await sessions();
    const added = { signingEndsAt: null, extendedFrom: null, lateUntil: null, sealed: null };
    expect(idle).to.deep.include({ signingRule: { minutes: 15, lateMinutes: 0 } });
    expect(idle?.status).to.include({ version: 3, signingPausedAt: null, ...added });
    // What was opened without an end keeps none.
    expect(signing?.status).to.include({ version: 9, ceremony: 'signing', ...added });
  });

  it('says of no earlier tick that it was made together', async () => {
    const [two, none, without] = await readings();
    expect(two).to.deep.include({ ticks: { 1: AT, 2: AT }, together: { 1: false, 2: false } });
    expect(none?.together).to.deep.equal({});
    expect(without?.together).to.deep.equal({});
  });

  it('changes nothing when it is run again', async () => {
    const sealed = { root: 'a', size: 1, signatures: 1, at: AT.toISOString() };
    await db()
      .collection<{ _id: string }>('sessions')
      .updateOne({ _id: 'b' }, { $set: { 'status.sealed': sealed } });
    const before = [await sessions(), await readings()];
    await ceremonyWithWindows(db());
    expect([await sessions(), await readings()]).to.deep.equal(before);
  });
});
