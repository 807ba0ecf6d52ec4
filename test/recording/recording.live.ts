// Recording from the control room: one host begins, the other sees it, the recorder's own report
// ends it; forged reports and strangers change nothing. Egress is the stand-in.
import { createHash, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { AccessToken } from 'livekit-server-sdk';
import type { RecordingView } from '../../server/protocol/recording.ts';
import type { Frame } from '../../server/protocol/socket-events.ts';
import { frameWith, openSocket, signInStaff, type TestSocket } from '../control/staff-world.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';
import { egressEngine, egressEnvironment } from './egress-engine.ts';
import { KEYS, type StandIn, startEgressStandIn } from './egress-stand-in.ts';

const SLUG = '7-oktober-2020';

describe('recording from the control room', function () {
  this.timeout(60_000);
  let app: TestApp;
  let standIn: StandIn;
  let actor: TestSocket;
  let observer: TestSocket;

  const stateIn = ({ control }: Frame) => control?.recording?.rows[0]?.state;
  const ask = (socket: TestSocket, command: 'recording:start' | 'recording:stop') =>
    socket.timeout(10_000).emitWithAck(command, {});
  const rowOf = (answer: { ok: true; data: RecordingView } | { ok: false }) =>
    answer.ok ? answer.data.rows[0] : undefined;

  const report = async (egressInfo: object, keys = KEYS) => {
    const body = JSON.stringify({ id: `EV_${randomUUID()}`, event: 'egress_ended', egressInfo });
    const token = new AccessToken(keys.apiKey, keys.apiSecret, { ttl: 300 });
    token.sha256 = createHash('sha256').update(body).digest('base64');
    const answer = await fetch(`${app.url}/api/livekit/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/webhook+json', authorization: await token.toJwt() },
      body,
    });
    return answer.status;
  };

  before(async () => {
    standIn = await startEgressStandIn();
    app = await startApp({
      environment: egressEnvironment(standIn),
      engine: () => egressEngine(standIn),
    });
    await until('the engine', () => app.ikrar.engine.status().state === 'ready');
    const auth = { page: 'control', session: SLUG };
    actor = (await openSocket(app, await signInStaff(app, 'pemimpin'), auth)).socket;
    observer = (await openSocket(app, await signInStaff(app, 'pendamping'), auth)).socket;
  });
  after(async () => {
    actor?.close();
    observer?.close();
    await app?.stop();
    await standIn?.stop();
  });

  it('shows the other host within a second that it was begun, and by whom', async () => {
    const from = performance.now();
    const seen = frameWith(observer, (frame) => stateIn(frame) === 'asked');
    const answer = await ask(actor, 'recording:start');
    expect(rowOf(answer)).to.include({ state: 'asked', by: 'Petugas pemimpin' });
    expect((await seen).control?.recording?.recorder).to.equal('ready');
    expect(performance.now() - from).to.be.below(1000);
  });

  it('refuses the other host who begins another one', async () => {
    expect(await ask(observer, 'recording:start')).to.include({
      ok: false,
      code: 'RECORDING_RUNNING',
    });
  });

  it('follows the recorder by itself, by asking', async () => {
    const seen = frameWith(observer, (frame) => stateIn(frame) === 'running');
    Object.assign(standIn.items[0] ?? {}, { status: 'EGRESS_ACTIVE' });
    await seen;
  });

  it('believes no report that the engine did not sign, and none that says nothing', async () => {
    const info = { egressId: 'EG_1', status: 'EGRESS_COMPLETE' };
    const foreign = { ...KEYS, apiSecret: 'bukan-rahasia-bukan-rahasia-bukan-rah' };
    expect(await report(info, foreign)).to.equal(401);
    expect(await report({ egressId: 'EG_99', status: 'EGRESS_FAILED' })).to.equal(200);
    expect(await report({ status: 'EGRESS_FAILED' })).to.equal(200);
    const [row] = (await app.ikrar.control.recording.view(app.session()._id)).rows;
    expect(row?.state).to.equal('running');
  });

  it('is ended by a host, and its file listed when the recorder reports it', async () => {
    const ending = frameWith(observer, (frame) => stateIn(frame) === 'ending');
    expect(rowOf(await ask(observer, 'recording:stop'))?.state).to.equal('ending');
    await ending;
    const done = frameWith(actor, (frame) => stateIn(frame) === 'done');
    const fileResults = [{ filename: '/out/acara.mp4', size: '5000000', duration: '60000000000' }];
    standIn.end('EG_1', 'EGRESS_COMPLETE');
    expect(await report({ egressId: 'EG_1', status: 'EGRESS_COMPLETE', fileResults })).to.equal(
      200,
    );
    const [row] = (await done).control?.recording?.rows ?? [];
    expect(row?.by).to.equal('Petugas pemimpin');
    expect(row?.file).to.be.oneOf(['/out/acara.mp4', 's3://rekaman/uji.mp4']);
    expect(await ask(actor, 'recording:stop')).to.include({ ok: false, code: 'RECORDING_NONE' });
  });

  it('opens to no reader and no watcher', async () => {
    const { socket } = await openSocket(app, app.visitor(), { page: 'board', session: SLUG });
    expect(await ask(socket, 'recording:start')).to.include({ ok: false, code: 'NOT_SIGNED_IN' });
    socket.close();
  });
});
