// Reports that the media engine did not sign, or that are not about an official, change nothing.
import { createHash, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { AccessToken } from 'livekit-server-sdk';
import type { LivekitEngine } from '../../server/embedded/livekit.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const KEYS = { apiKey: 'APIuji', apiSecret: 'rahasia-uji-rahasia-uji-rahasia-uji' };
/** An engine of which only the keys are known: reports are checked without asking it anything. */
const engine: LivekitEngine = {
  status: () => ({ state: 'down' }),
  onChange: () => () => undefined,
  connection: () => ({ apiUrl: 'http://127.0.0.1:9', clientUrl: 'ws://127.0.0.1:9', ...KEYS }),
  stop: async () => undefined,
};

const sign = async (body: string, keys = KEYS): Promise<string> => {
  const token = new AccessToken(keys.apiKey, keys.apiSecret, { ttl: 300 });
  token.sha256 = createHash('sha256').update(body).digest('base64');
  return token.toJwt();
};

describe('reports of the media engine', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp({ engine: () => engine });
  });
  after(() => app.stop());

  const stored = () => app.database.connection.collection('media_events').countDocuments();
  const report = (changes: object = {}) =>
    JSON.stringify({
      id: `EV_${randomUUID()}`,
      event: 'participant_joined',
      createdAt: String(Math.floor(Date.now() / 1000)),
      room: { name: `ikrar-${app.session()._id}` },
      participant: { sid: 'PA_1', identity: 'p-seseorang.a1', joinedAt: '1700000000' },
      ...changes,
    });
  const send = async (body: string, authorization?: string) => {
    const answer = await fetch(`${app.url}/api/livekit/webhook`, {
      method: 'POST',
      headers: {
        'content-type': 'application/webhook+json',
        ...(authorization && { authorization }),
      },
      body,
    });
    const { code } = (await answer.json()) as { code?: string };
    return { status: answer.status, code };
  };

  it('refuses one without a signature, with a foreign key, or with another body', async () => {
    const body = report();
    const foreign = await sign(body, { ...KEYS, apiSecret: 'bukan-rahasia-bukan-rahasia-bukan' });
    const other = await sign(report());
    for (const authorization of [undefined, 'omong kosong', foreign, other]) {
      const { status, code } = await send(body, authorization);
      expect([status, code]).to.deep.equal([401, 'SIGNATURE_INVALID']);
    }
    expect(await stored()).to.equal(0);
  });

  it('keeps a signed one once, however often it comes', async () => {
    const body = report();
    for (let time = 0; time < 3; time += 1) {
      expect((await send(body, await sign(body))).status).to.equal(200);
    }
    expect(await stored()).to.equal(1);
  });

  it('keeps nothing of speakers, foreign rooms and other events', async () => {
    const before = await stored();
    const others = [
      report({ participant: { sid: 'PA_2', identity: 'm-ketua.a1' } }),
      report({ room: { name: 'rapat-lain' } }),
      report({ event: 'track_published' }),
      report({ participant: undefined }),
    ];
    for (const body of others) expect((await send(body, await sign(body))).status).to.equal(200);
    expect(await stored()).to.equal(before);
  });

  it('refuses what is too large', async () => {
    const body = report({ padding: 'x'.repeat(250_000) });
    expect((await send(body, await sign(body))).status).to.equal(413);
  });
});
