// A real media engine reports a real viewer, and the two witnesses are compared.
import { expect } from 'chai';
import { connect, openSocket } from '../../server/rehearsal/open-socket.ts';
import { mediaIntervals } from '../../server/witness/witness-rules.ts';
import { join } from '../livestream/support.ts';
import { act, KENDAL, registered, SEKDA } from '../official/official-world.ts';
import type { TestApp } from '../support/start-app.ts';
import { ON_AIR_MS, startAppOnAir } from '../support/start-app-on-air.ts';
import { until } from '../support/until.ts';

describe('the media engine as second witness', function () {
  this.timeout(60_000);
  let app: TestApp;
  before(async function () {
    this.timeout(ON_AIR_MS);
    app = await startAppOnAir();
    await act(app, 'open-doors', 'go-live');
  });
  after(() => app.stop());

  const reports = (kind: string) =>
    app.database.connection.collection('media_events').countDocuments({ kind });
  const untilReported = (kind: string) => until(kind, async () => (await reports(kind)) > 0);

  it('reports a hidden viewer who comes and leaves', async () => {
    const browser = await registered(app, KENDAL, SEKDA);
    const auth = { page: 'official' as const };
    const socket = openSocket({ base: app.url, auth, cookie: browser.cookies() });
    await connect(socket);
    const access = await socket.timeout(5_000).emitWithAck('livestream:access', {});
    const room = await join(access.ok ? access.data : undefined);
    await untilReported('joined');
    // The engine counts in seconds: the stay must be longer than one to be seen.
    const entered = Date.now();
    await until('two seconds', () => Date.now() > entered + 2_000);
    await room.disconnect();
    await untilReported('left');
    socket.disconnect();

    const session = app.session();
    const person = await app.database.connection.collection('registrations').findOne({});
    const stored = await app.ikrar.domains.stores.mediaEvents.listOfSession(session._id);
    expect(stored.map(({ registration }) => registration)).to.deep.equal(
      stored.map(() => String(person?._id)),
    );
    const media = mediaIntervals(stored, Date.now());
    expect(media).to.have.length(1);
    expect(media[0]?.end).to.be.greaterThan(media[0]?.start ?? 0);
    expect(await app.ikrar.domains.witness.disagreements(session)).to.deep.equal([]);
  });
});
