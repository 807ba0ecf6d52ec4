// When the session ends, those who watch get the frozen board by themselves, in one delta.
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import type { BoardDelta } from '../../server/protocol/board.ts';
import { frameWith, openSocket } from '../control/staff-world.ts';
import { act, KENDAL, registered, SEKDA } from '../official/official-world.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

describe('a board that freezes', function () {
  this.timeout(30_000);
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());

  it('is pushed once, as a delta that fits, and later departures change nothing', async () => {
    await act(app, 'open-doors', 'go-live');
    const { socket: watcher } = await openSocket(app, app.visitor(), { page: 'board' });
    const deltas: BoardDelta[] = [];
    watcher.on('frame', ({ board }) => board && deltas.push(board));
    const seen = frameWith(watcher, ({ board }) => board?.counters.officialsPresent === 1);
    const browser = await registered(app, KENDAL, SEKDA);
    const { socket: official } = await openSocket(app, browser, { page: 'official' });
    const present = (await seen).board;

    const frozen = frameWith(watcher, ({ board }) => board?.phase === 'frozen');
    await act(app, 'end');
    const { board } = await frozen;
    expect(board?.from).to.equal(present?.v);
    expect(board?.counters.officialsPresent).to.equal(1);

    // A change stream of the test's own could open after the departure and wait for ever.
    const presence = app.database.connection.collection('presence');
    official.close();
    while ((await presence.countDocuments({ endedAt: null })) > 0) await delay(20);
    expect(deltas.filter(({ phase }) => phase === 'frozen')).to.have.length(1);
    const { counters } = await app.ikrar.domains.boards.snapshot(app.session()._id);
    expect(counters.officialsPresent).to.equal(1);
    watcher.close();
  });
});
