// One official acts, another of the same region and one of another see it, each what is theirs.
import { expect } from 'chai';
import { unpackFigures } from '../../server/protocol/board-wire.ts';
import type { Frame } from '../../server/protocol/socket-events.ts';
import { frameWith, openSocket, type TestSocket } from '../control/staff-world.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { act, KENDAL, READ_ALL, registered, SEKDA, seatOf } from './official-world.ts';

const GROBOGAN = '33.15';
const AUTH = { page: 'official' };

describe('officials over sockets', function () {
  this.timeout(60_000);
  let app: TestApp;
  let actor: TestSocket;
  let neighbour: TestSocket;
  let distant: TestSocket;
  const sockets: TestSocket[] = [];
  const arrive = async (region: string, office: string) => {
    const opened = await openSocket(app, await registered(app, region, office), AUTH);
    sockets.push(opened.socket);
    return opened;
  };
  const ask = (socket: TestSocket, event: 'ceremony:tick' | 'signature:sign', input: unknown) =>
    socket.timeout(5000).emitWithAck(event, input);
  const stateOf = (frame: Frame, seat: string) =>
    frame.region?.find((row) => row.seat === seat)?.state;
  const typed = (text: string) => ({ mark: { method: 'typed', text }, consent: true });

  before(async () => {
    app = await startApp();
  });
  after(async () => {
    for (const socket of sockets) socket.close();
    await app.stop();
  });

  it('lets in nobody who is a stranger or has not checked in', async () => {
    const refusal = async (visitor: Awaited<ReturnType<typeof registered>>) =>
      openSocket(app, visitor, AUTH).then(
        () => 'let in',
        (error: Error) => error.message,
      );
    expect(await refusal(app.visitor())).to.equal('NOT_SIGNED_IN');
    expect(await refusal(await registered(app, KENDAL, 'inspektorat'))).to.equal('NOT_CHECKED_IN');
  });

  it('begins with the status, the nation, the own delegation and tile, no board', async () => {
    await act(app, 'open-doors');
    const { first, socket } = await arrive(KENDAL, 'kepala-daerah');
    neighbour = socket;
    expect(first.status).to.include({ session: 'doors' });
    expect(unpackFigures(first.national ?? []).regions).to.equal(270);
    expect(first.region).to.have.length(5);
    expect(first.tile?.[0]).to.equal(KENDAL);
    expect(first).not.to.have.any.keys('board', 'control');
    ({ socket: distant } = await arrive(GROBOGAN, SEKDA));
  });

  it('shows an arrival to the own region: row and tile; to others only the figures', async () => {
    const { _id } = await seatOf(app, KENDAL, SEKDA);
    const foreign: Frame[] = [];
    distant.on('frame', (frame) => foreign.push(frame));
    const seen = frameWith(neighbour, (frame) => stateOf(frame, _id) === 'present');
    ({ socket: actor } = await arrive(KENDAL, SEKDA));
    const frame = await seen;
    expect(frame.tile).to.deep.equal([KENDAL, 1, 5, 2, 0]);
    expect(foreign.some((one) => one.region?.some(({ seat }) => seat === _id))).to.equal(false);
  });

  it('every screen follows the reading within a second', async () => {
    await act(app, 'go-live', 'start-reading');
    for (const clause of [1, 2]) {
      const from = performance.now();
      const all = [actor, neighbour, distant].map((socket) =>
        frameWith(socket, (frame) => frame.status?.clause === clause),
      );
      await act(app, 'next-clause');
      await Promise.all(all);
      expect(performance.now() - from).to.be.below(1_000);
    }
  });

  it('takes ticks in order, and refuses what is not read yet', async () => {
    const refused = await ask(actor, 'ceremony:tick', { clause: 3 });
    expect(refused).to.deep.include({ ok: false, code: 'CLAUSE_NOT_READ_YET' });
    for (const clause of [1, 2, 2]) await ask(actor, 'ceremony:tick', { clause });
    const answer = await ask(actor, 'ceremony:tick', { clause: 1 });
    expect(answer).to.deep.equal({ ok: true, data: { ticks: [1, 2], together: [2] } });
  });

  it('acknowledges a signature, and colours the tile on the neighbour’s screen', async () => {
    const { _id } = await seatOf(app, KENDAL, SEKDA);
    await act(app, ...READ_ALL.slice(3), 'open-signing');
    for (const clause of [3, 4]) await ask(actor, 'ceremony:tick', { clause });
    const seen = frameWith(neighbour, (frame) => stateOf(frame, _id) === 'signed');
    const answer = await ask(actor, 'signature:sign', typed('Pejabat Uji'));
    expect(answer).to.have.nested.property('data.already', false);
    expect(answer)
      .to.have.nested.property('data.leafHash')
      .that.matches(/^[0-9a-f]{64}$/);
    const frame = await seen;
    // The neighbour was there when signing opened and has not signed: the region is not done.
    expect(frame.tile?.slice(1)).to.deep.equal([1, 5, 2, 1]);
  });

  it('the region is signed when everybody who was there has signed', async () => {
    const seen = frameWith(actor, (frame) => frame.tile?.[1] === 3);
    // The nation's figures come once a second, not with every tile.
    const figures = frameWith(
      actor,
      ({ national }) => unpackFigures(national ?? []).regionsSigned === 1,
    );
    for (const clause of [1, 2, 3, 4]) await ask(neighbour, 'ceremony:tick', { clause });
    await ask(neighbour, 'signature:sign', typed('Pejabat Uji'));
    await Promise.all([seen, figures]);
  });

  it('a second signature answers with the first', async () => {
    const drawn = { mark: { method: 'drawn', strokes: [[[1, 1]]] }, consent: true };
    const [first, second] = [
      await ask(actor, 'signature:sign', drawn),
      await ask(actor, 'signature:sign', typed('Nama Lain')),
    ];
    expect(first).to.have.nested.property('data.already', true);
    expect(second).to.deep.equal(first);
  });

  it('refuses a mark without consent, out of the field, or of no kind', async () => {
    const wrong = [
      { mark: { method: 'typed', text: 'Pejabat Uji' }, consent: false },
      { mark: { method: 'drawn', strokes: [[[1001, 0]]] }, consent: true },
      { mark: { method: 'drawn', strokes: [] }, consent: true },
      { mark: { method: 'stempel' }, consent: true },
      null,
    ];
    for (const input of wrong) {
      const answer = await ask(distant, 'signature:sign', input);
      expect(answer).to.deep.include({ ok: false, code: 'INVALID_INPUT' });
    }
  });

  it('shows who leaves', async () => {
    const { _id } = await seatOf(app, KENDAL, 'pimpinan-bawaslu');
    const came = frameWith(neighbour, (frame) => stateOf(frame, _id) === 'present');
    const { socket } = await arrive(KENDAL, 'pimpinan-bawaslu');
    await came;
    const left = frameWith(neighbour, (frame) => stateOf(frame, _id) === 'absent');
    socket.close();
    await left;
  });
});
