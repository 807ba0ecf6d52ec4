// A released holder, or one whose PIN was reset: the device that is still connected is cut off,
// comes not back, and no longer holds the seat's presence.
import { expect } from 'chai';
import { createHttpClient, type HttpClient } from '../../server/rehearsal/index.ts';
import { openJournalEntry } from '../../server/rehearsal/journal.ts';
import { createOfficial } from '../../server/rehearsal/official.ts';
import { connect, openSocket } from '../../server/rehearsal/open-socket.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';

const by = { actor: { kind: 'staff' as const, id: 'uji', label: 'Uji' }, address: '127.0.0.1' };

describe('a device that may no longer speak for its seat', function () {
  this.timeout(60_000);
  let app: TestApp;
  let client: HttpClient;
  before(async () => {
    app = await startApp();
    client = createHttpClient(app.url);
    const session = app.session()._id;
    await app.ikrar.domains.sessions.act({ session, action: 'open-doors', ...by });
  });
  after(async () => {
    client?.close();
    await app?.stop();
  });

  for (const action of ['release', 'resetPin'] as const) {
    it(`is cut off by ${action}`, async () => {
      const { invitations, seatDesk, boards } = app.ikrar.domains;
      const session = app.session()._id;
      const office = action === 'release' ? 'inspektorat' : 'sekretaris-daerah';
      const code = await app.codeOf('33.24', office);
      const seat = await invitations.open(code);
      const entry = openJournalEntry({ code, seat: seat.title, region: seat.region });
      const now = () => performance.now();
      const official = createOfficial({ base: app.url, client, entry, number: 1, now });
      await official.arrive();
      expect(entry.failure).to.equal(null);
      const cookie = official.jar.header();
      const watcher = openSocket({ base: app.url, auth: { page: 'official' }, cookie });
      await connect(watcher);
      const gone = new Promise((resolve) => watcher.once('disconnect', resolve));
      await seatDesk[action](seat._id, 'uji', by);
      await gone;
      const again = openSocket({ base: app.url, auth: { page: 'official' }, cookie });
      const refusal = await connect(again).then(
        () => 'connected',
        (error: Error) => error.message,
      );
      expect(refusal).to.equal('NOT_REGISTERED');
      for (const socket of [watcher, again]) socket.disconnect();
      official.leave();
      const isThere = async () =>
        (await boards.delegation(session, '33.24')).some(
          (row) => row.seat === seat._id && row.state === 'present',
        );
      await until('no longer present', async () => !(await isThere()));
    });
  }
});
