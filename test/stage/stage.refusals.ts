// What the stage refuses: strangers, wrong and withdrawn links, a second director, a blocked seat, a
// step on an older picture; each changes nothing.
import { expect } from 'chai';
import type { StageState } from '../../server/stage/stage-model.ts';
import { openSocket, signInStaff, type TestSocket } from '../control/staff-world.ts';
import { act, KENDAL, registered, SEKDA } from '../official/official-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';
import { addPerson, atLectern, DIRECTOR, direct, personOf } from './stage-world.ts';

const ROSTER = '/kendali/panggung?sesi=7-oktober-2020';

describe('the stage refuses', function () {
  this.timeout(30_000);
  let app: TestApp;
  let host: TestBrowser;
  let official: TestSocket;
  let first: TestSocket;
  let second: TestSocket;
  const sockets: TestSocket[] = [];
  const open = async (visitor: TestBrowser, page: string) => {
    const { socket } = await openSocket(app, visitor, { page, session: '7-oktober-2020' });
    sockets.push(socket);
    return socket;
  };
  const state = () =>
    app.database.connection.collection<StageState>('stage_states').findOne({
      _id: app.session()._id,
    });
  const codeOf = (answer: { ok: boolean; code?: string }) => (answer.ok ? 'ok' : answer.code);
  const stageAct = async (socket: TestSocket, step: object) =>
    codeOf(await socket.timeout(5_000).emitWithAck('stage:act', step));
  const hand = async (socket: TestSocket, up: boolean) =>
    codeOf(await socket.timeout(5_000).emitWithAck('stage:hand', { up }));

  before(async () => {
    app = await startApp();
    host = await signInStaff(app, 'pemimpin', 'owner');
    await act(app, 'open-doors');
    official = await open(await registered(app, KENDAL, SEKDA), 'official');
    first = await open(host, 'control');
    second = await open(await signInStaff(app, 'pendamping'), 'control');
  });
  after(async () => {
    for (const socket of sockets) socket.close();
    await app?.stop();
  });

  it('strangers at the roster, and offices that can’t be shown', async () => {
    expect((await app.visitor().open(ROSTER)).text).not.to.include('/mimbar/masuk/');
    const asked = await app.visitor().post('/kendali/panggung', { sesi: '7-oktober-2020' });
    expect(asked.status).to.be.within(401, 403);
    const before = await app.ikrar.stage.roster.list(app.session());
    for (const title of ['', '   ', 'x'.repeat(121), 'Kepala\u0007Badan']) {
      const answer = await host.submit(
        ROSTER,
        { role: 'speaker', title },
        { action: '/kendali/panggung' },
      );
      expect(answer.status, JSON.stringify(title)).to.equal(400);
    }
    const wrong = { role: 'director', title: 'Kepala Badan' };
    expect((await host.submit(ROSTER, wrong, { action: '/kendali/panggung' })).status).to.equal(
      400,
    );
    expect(await app.ikrar.stage.roster.list(app.session())).to.have.length(before.length);
  });

  it('a code that is wrong, was replaced, or was withdrawn', async () => {
    const visitor = app.visitor();
    const { code } = await addPerson(app, 'speaker', 'Kepala Badan Uji');
    const person = (await app.ikrar.stage.roster.list(app.session())).find(
      (one) => one.code === code,
    );
    const link = `/mimbar/masuk/${person && app.ikrar.stage.roster.codeOf(person)}`;
    expect((await visitor.open(`${link.slice(0, -1)}A`)).status).to.equal(404);
    expect((await visitor.open(link)).status).to.equal(200);
    await visitor.submit(link, {});
    const page = await open(visitor, 'lectern');
    const cut = new Promise((resolve) => page.once('disconnect', resolve));
    await app.ikrar.stage.roster.reissue(app.session()._id, code, DIRECTOR);
    await cut;
    expect((await app.visitor().open(link)).status).to.equal(410);
    expect((await visitor.open('/mimbar')).status).to.equal(410);
    const refused = await open(visitor, 'lectern').catch((error: Error) => error.message);
    expect(refused).to.equal('STAGE_LINK_ENDED');
    await app.ikrar.stage.roster.withdraw(app.session()._id, code, DIRECTOR);
    const now = (await app.ikrar.stage.roster.list(app.session())).find((one) => one.code === code);
    expect(now && app.ikrar.stage.roster.codeOf(now)).to.equal(undefined);
  });

  it('officials, and input that is none', async () => {
    const { code } = await personOf(app, 'speaker');
    expect(await stageAct(official, { act: 'bring', who: `m-${code}` })).to.equal('NOT_SIGNED_IN');
    expect(codeOf(await official.emitWithAck('stage:direct', {}))).to.equal('NOT_SIGNED_IN');
    expect(codeOf(await official.emitWithAck('stage:ready', {}))).to.equal('NOT_SIGNED_IN');
    expect(codeOf(await first.emitWithAck('stage:hand', { up: true }))).to.equal('NOT_SIGNED_IN');
    for (const step of [
      { act: 'promote' },
      { act: 'bring', who: 'x' },
      { act: 'give', who: '$ne' },
    ]) {
      expect(await stageAct(first, step)).to.equal('INVALID_INPUT');
    }
    expect(await state()).to.equal(null);
  });

  it('whoever has not opened their page', async () => {
    const { code } = await personOf(app, 'speaker');
    expect(await stageAct(first, { act: 'bring', who: `m-${code}` })).to.equal('STAGE_ABSENT');
    expect(await stageAct(first, { act: 'bring', who: 'm-tidak-ada' })).to.equal('NOT_FOUND');
    expect(await state()).to.equal(null);
  });

  it('a second director, until they take over on purpose', async () => {
    await open(await atLectern(app, 'speaker'), 'lectern');
    const { code } = await personOf(app, 'speaker');
    const bring = { act: 'bring', who: `m-${code}` };
    await until('the speaker is there', async () => (await stageAct(first, bring)) === 'ok');
    const before = await state();
    const answer = await second.emitWithAck('stage:act', { act: 'send-back', who: `m-${code}` });
    expect(answer).to.include({ ok: false, code: 'STAGE_DIRECTED' });
    expect(answer.ok === false && answer.message).to.include('Petugas pemimpin');
    expect(await state()).to.deep.equal(before);
    expect(codeOf(await second.emitWithAck('stage:direct', {}))).to.equal('STAGE_DIRECTED');
    expect(codeOf(await second.emitWithAck('stage:direct', { takeOver: true }))).to.equal('ok');
    expect(await stageAct(first, { act: 'send-back', who: `m-${code}` })).to.equal(
      'STAGE_DIRECTED',
    );
    expect(codeOf(await first.emitWithAck('stage:direct', { takeOver: true }))).to.equal('ok');
  });

  it('a step that was decided on an older picture', async () => {
    const { code } = await personOf(app, 'speaker');
    const before = await state();
    const step = { act: 'mute', who: `m-${code}`, version: Number(before?.version) - 1 };
    expect(await stageAct(first, step)).to.equal('STATE_CHANGED');
    expect(await state()).to.deep.equal(before);
  });

  it('a raised hand before the event is live', async () => {
    expect(await hand(official, true)).to.equal('FLOOR_CLOSED');
    expect(await app.database.connection.collection('stage_hands').countDocuments()).to.equal(0);
  });

  it('the floor for somebody whose turn was closed, also when they come back', async () => {
    await act(app, 'go-live');
    expect(await hand(official, true)).to.equal('ok');
    const [raised] = (await app.ikrar.stage.memory.refresh(app.session()._id)).hands;
    const who = raised?.who ?? '';
    expect(await stageAct(first, { act: 'give', who: 'p-siapapun' })).to.equal('HAND_DOWN');
    expect(await stageAct(first, { act: 'block', who })).to.equal('ok');
    expect(await hand(official, true)).to.equal('STAGE_BLOCKED');
    expect(await stageAct(first, { act: 'give', who })).to.equal('STAGE_BLOCKED');
    const page = await (await registeredAgain()).open('/panggung');
    expect(page.text).to.include('"blocked":true');
    expect((await state())?.floor).to.equal(null);
    expect(await stageAct(first, { act: 'unblock', who })).to.equal('ok');
    expect(await hand(official, true)).to.equal('ok');
  });

  it('every step after the end', async () => {
    await act(app, 'end');
    const before = await state();
    const refused = await direct(app, 'end').catch((error: { code?: string }) => error.code);
    expect(refused).to.equal('SESSION_ENDED');
    expect(await state()).to.deep.equal(before);
  });

  /** The same official on another device, by PIN. */
  async function registeredAgain(): Promise<TestBrowser> {
    const browser = app.visitor();
    await browser.open(`/u/${await app.codeOf(KENDAL, SEKDA)}`);
    await browser.submit('/lapor-hadir', { pin: '135790' }, { action: '/lapor-hadir/masuk' });
    return browser;
  }
});
