// Sessions in memory follow the database: another process's changes, also after the change stream
// was broken for good.
import { expect } from 'chai';
import type { Database } from '../../server/core/database.ts';
import { createLogger } from '../../server/core/logger.ts';
import {
  createLiveSessions,
  createSessionStore,
  initialStatus,
  type LiveSessions,
  type SessionDocument,
} from '../../server/sessions/index.ts';
import { testDatabase } from '../support/mongo.ts';
import { ruleOfShare } from '../support/rule-of-share.ts';

const session: SessionDocument = {
  _id: 'abcdefgh12345678',
  schemaVersion: 1,
  campaign: 'uji',
  slug: 'uji',
  title: 'Uji',
  kind: 'official',
  mode: 'daring',
  place: 'Daring',
  date: '2020-10-07',
  startsAt: '09:00',
  endsAt: '10:00',
  isDefault: true,
  timesArePlaceholders: false,
  attendanceRule: ruleOfShare(0.5),
  signingRule: { minutes: 15, lateMinutes: 0 },
  agenda: [],
  speakers: [],
  declaration: null,
  consent: null,
  status: initialStatus(),
};

describe('live sessions', function () {
  this.timeout(30_000);
  let database: Database;
  let live: LiveSessions;
  const store = () => createSessionStore(database.connection);

  before(async () => {
    database = await testDatabase();
    await store().ensureIndexes();
    await store().insertIfMissing(session);
    live = await createLiveSessions({ store: store(), logger: createLogger('silent') });
  });
  after(() => live?.stop());

  /** What another process does: the document changes, this memory is not told by anybody. */
  const changeElsewhere = (version: number, clause: number) =>
    store().replaceStatus(session._id, version, {
      ...session.status,
      version: version + 1,
      clause,
    });
  const untilClause = (clause: number): Promise<void> =>
    new Promise((resolve) => {
      live.onChange((changed) => {
        if (changed.status.clause === clause) resolve();
      });
      if (live.find(session._id)?.status.clause === clause) resolve();
    });

  it('follow a change made elsewhere', async () => {
    await changeElsewhere(1, 1);
    await untilClause(1);
  });

  it('go on after the stream was killed in the database', async () => {
    const admin = database.connection.getClient().db('admin');
    const filter = { ns: `${database.connection.name}.sessions`, op: 'getmore' };
    const { inprog: streams } = await admin.command({ currentOp: 1, ...filter });
    expect(streams.length, 'streams to kill').to.be.greaterThan(0);
    for (const { opid } of streams) await admin.command({ killOp: 1, op: opid });
    await changeElsewhere(2, 2);
    await untilClause(2);
  });

  it('never go back to an older version', () => {
    live.put({ ...session, status: { ...session.status, version: 2, clause: 1 } });
    expect(live.find(session._id)?.status.clause).to.equal(2);
  });
});
