// The list "Siap?" on the real application: computed, ticked by one host and seen by the other.
import { expect } from 'chai';
import type { ReadyItem } from '../../server/protocol/readiness.ts';
import { frameWith, openSocket, signInStaff, type TestSocket } from '../control/staff-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const SLUG = '7-oktober-2020';
const PAGE = `/kendali/siap?sesi=${SLUG}`;

describe('the list before the doors open, for two hosts', function () {
  this.timeout(60_000);
  let app: TestApp;
  let host: TestBrowser;
  const sockets: TestSocket[] = [];
  let first: ReadyItem[];

  const open = async (login: string) => {
    const visitor = await signInStaff(app, login);
    const opened = await openSocket(app, visitor, { page: 'control', session: SLUG });
    sockets.push(opened.socket);
    return { visitor, ...opened };
  };
  const stateOf = (items: ReadyItem[] | undefined, id: string) =>
    items?.find((item) => item.id === id);
  const audits = (event: string) =>
    app.database.connection.collection('audit').find({ event }).toArray();

  before(async () => {
    app = await startApp();
    const opened = await open('pemimpin');
    host = opened.visitor;
    first = opened.first.control?.ready ?? [];
    await open('pendamping');
  });
  after(async () => {
    for (const socket of sockets) socket.close();
    await app.stop();
  });

  it('is computed: keys, a seal that was made, the database, the codes, the declaration', () => {
    const states = Object.fromEntries(first.map(({ id, state, said }) => [id, `${state} ${said}`]));
    expect(states).to.include({
      keys: 'ok ok',
      seal: 'ok ok',
      database: 'ok alone',
      clock: 'ok ok',
      invitations: 'ok all',
      declaration: 'ok frozen',
      issuer: 'look sample',
      stream: 'bad away',
      picture: 'todo never',
      recording: 'look off',
      sound: 'todo todo',
    });
  });

  it('shows a tick to the other host within a second, with its name in the audit', async () => {
    const [actor, observer] = sockets as [TestSocket, TestSocket];
    const from = performance.now();
    const seen = frameWith(
      observer,
      ({ control }) => stateOf(control?.ready, 'sound')?.state === 'ok',
    );
    const answer = await actor.timeout(5000).emitWithAck('readiness:tick', {
      item: 'sound',
      on: true,
    });
    expect(answer.ok && stateOf(answer.data, 'sound')?.words).to.match(
      /^Ditandai Petugas pemimpin, /,
    );
    await seen;
    expect(performance.now() - from).to.be.below(1000);
    const [event] = await audits('readiness.ticked');
    expect(event?.actor.label).to.equal('Petugas pemimpin');
    expect(event?.data).to.deep.equal({ item: 'sound' });
  });

  it('keeps the first name when both tick, and writes one event', async () => {
    const [actor, observer] = sockets as [TestSocket, TestSocket];
    const tick = (socket: TestSocket) =>
      socket.timeout(5000).emitWithAck('readiness:tick', { item: 'desk', on: true });
    const answers = await Promise.all([tick(actor), tick(observer)]);
    const names = answers.map((one) => one.ok && stateOf(one.data, 'desk')?.words);
    expect(names[0]).to.equal(names[1]);
    const events = await audits('readiness.ticked');
    expect(events.filter(({ data }) => data.item === 'desk')).to.have.length(1);
  });

  it('refuses what is no item to tick: what the server computes is ticked by nobody', async () => {
    const [actor] = sockets as [TestSocket];
    for (const item of ['seal', 'clock', 'lain']) {
      // A forged command, which the types would not let through.
      const forged = { item, on: true } as unknown as { item: 'desk'; on: boolean };
      const answer = await actor.timeout(5000).emitWithAck('readiness:tick', forged);
      expect(answer, item).to.include({ ok: false, code: 'INVALID_INPUT' });
    }
    expect(
      (await host.submit(PAGE, { sudah: 'ya' }, { action: `/kendali/siap/${SLUG}/desk` })).status,
    ).to.equal(200);
  });

  it('works as a page without a script: ticked and taken back', async () => {
    const action = `/kendali/siap/${SLUG}/letters`;
    const ticked = await host.submit(PAGE, { sudah: 'ya' }, { action });
    expect(ticked.text).to.include('Ditandai Petugas pemimpin');
    const taken = await host.submit(PAGE, { sudah: 'tidak' }, { action });
    expect(taken.text).to.include('Tandai setelah semua instansi menerima suratnya.');
    expect(await audits('readiness.unticked')).to.have.length(1);
  });

  it('shows nothing to a stranger, and takes nothing without a form token', async () => {
    expect((await app.visitor().open(PAGE)).url.pathname).to.equal('/masuk');
    const answer = await host.post(`/kendali/siap/${SLUG}/letters`, { sudah: 'ya' });
    expect(answer.status).to.equal(403);
    const other = await app.visitor().post(`/kendali/siap/${SLUG}/letters`, { sudah: 'ya' });
    expect(other.status).to.be.oneOf([401, 403]);
  });

  it('is no part of the frames once the doors are open', async () => {
    const [actor, observer] = sockets as [TestSocket, TestSocket];
    const seen = frameWith(observer, ({ status }) => status?.session === 'doors');
    await actor.timeout(5000).emitWithAck('session:act', { action: 'open-doors' });
    expect((await seen).control?.ready).to.equal(undefined);
  });
});
