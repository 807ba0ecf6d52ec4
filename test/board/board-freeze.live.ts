// When the session ends, those who watch get the frozen board by themselves, in one delta.
import { expect } from 'chai';
import { createBoardState } from '../../client/board/board-state.ts';
import type { BoardSnapshot } from '../../server/protocol/board.ts';
import { openSocket } from '../control/staff-world.ts';
import { act, KENDAL, registered, SEKDA } from '../official/official-world.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { becomes, until } from '../support/until.ts';

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
    const answer = await watcher.emitWithAck('board:snapshot', {});
    if (!answer.ok) throw new Error(answer.code);
    const state = createBoardState();
    state.replace(answer.data);
    const pictures: BoardSnapshot[] = [];
    watcher.on('frame', ({ board }) => {
      if (board === undefined) return;
      // A delta that does not fit would make the browser ask anew.
      expect(state.apply(board)).to.equal(true);
      const picture = state.current();
      if (picture) pictures.push(picture);
    });
    const untilSeen = (what: string, fits: (picture: BoardSnapshot) => boolean) =>
      until(what, () => pictures.some(fits));
    const browser = await registered(app, KENDAL, SEKDA);
    const { socket: official } = await openSocket(app, browser, { page: 'official' });
    await untilSeen('one present', ({ counters }) => counters.officialsPresent === 1);

    await act(app, 'end');
    await untilSeen('frozen', ({ phase }) => phase === 'frozen');
    expect(state.current()?.counters.officialsPresent).to.equal(1);

    // A change stream of the test's own could open after the departure and wait for ever.
    const presence = app.database.connection.collection('presence');
    official.close();
    await becomes(() => presence.countDocuments({ endedAt: null }), 0, { what: 'open intervals' });
    expect(pictures.filter(({ phase }) => phase === 'frozen')).to.have.length(1);
    const { counters } = await app.ikrar.domains.boards.snapshot(app.session()._id);
    expect(counters.officialsPresent).to.equal(1);
    watcher.close();
  });
});
