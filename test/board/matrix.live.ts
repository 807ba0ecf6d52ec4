// The staff's matrix over sockets: a snapshot, then deltas of what changed; nobody else gets any.
import { expect } from 'chai';
import { CELL, type MatrixRow } from '../../server/protocol/matrix.ts';
import type { Frame } from '../../server/protocol/socket-events.ts';
import { frameWith, openSocket, signInStaff, type TestSocket } from '../control/staff-world.ts';
import { act, KENDAL, registered, SEKDA } from '../official/official-world.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const ask = (socket: TestSocket) => socket.timeout(5_000).emitWithAck('matrix:snapshot', {});

describe('the matrix over sockets', function () {
  this.timeout(30_000);
  let app: TestApp;
  let staff: Awaited<ReturnType<typeof signInStaff>>;
  before(async () => {
    app = await startApp();
    staff = await signInStaff(app, 'matriks');
    await act(app, 'open-doors', 'go-live');
  });
  after(() => app?.stop());

  const placeOf = async () => {
    const seats = await app.ikrar.domains.invitations.listOfRegion(app.session()._id, KENDAL);
    return seats.findIndex((seat) => seat.office === SEKDA);
  };

  it('gives every region and the row outside, then what changed, by version', async () => {
    const { socket, first } = await openSocket(app, staff, { page: 'matrix' });
    expect(first.status?.session).to.equal('live');
    const answer = await ask(socket);
    if (!answer.ok) throw new Error(answer.code);
    const { rows, v } = answer.data;
    expect(rows).to.have.length(271);
    expect(rows.at(-1)?.[0]).to.equal('');
    const at = await placeOf();
    const cell = (list: MatrixRow[]) => list.find(([code]) => code === KENDAL)?.[1][at];
    expect(cell(rows)).to.equal(CELL.required);

    const held = frameWith(socket, ({ matrix }) => (matrix?.rows.length ?? 0) > 0);
    const browser = await registered(app, KENDAL, SEKDA);
    const { matrix } = await held;
    const codes = matrix?.rows.map((row) => row[0]);
    expect(matrix?.from).to.be.at.least(v);
    expect(codes).to.deep.equal([KENDAL]);
    const present = CELL.required + CELL.held + CELL.wasPresent + CELL.present;
    const isThere = ({ matrix: news }: Frame) => cell(news?.rows ?? []) === present;
    const { socket: control } = await openSocket(app, staff, { page: 'control' });
    // The control room ranks the regions to call by the same cells.
    const came = Promise.all([frameWith(socket, isThere), frameWith(control, isThere)]);
    const { socket: official } = await openSocket(app, browser, { page: 'official' });
    await came;
    const left = frameWith(
      socket,
      (frame) => cell(frame.matrix?.rows ?? []) === present - CELL.present,
    );
    official.close();
    await left;
    socket.close();
    control.close();
  });

  it('is closed to everybody else, page and command', async () => {
    const stranger = openSocket(app, app.visitor(), { page: 'matrix' });
    await stranger.then(
      () => expect.fail('let in'),
      (error) => expect(error.message).to.equal('NOT_SIGNED_IN'),
    );
    const { socket: watcher } = await openSocket(app, app.visitor(), { page: 'board' });
    const answer = await ask(watcher);
    expect(answer).to.include({ ok: false, code: 'NOT_SIGNED_IN' });
    watcher.close();
  });
});
