// What the connection test gives to strangers: no more than its own ticket and room, for minutes,
// and not without end.
import { expect } from 'chai';
import { TokenVerifier } from 'livekit-server-sdk';
import { LINE_TEST_SECONDS, testRoomToken } from '../../server/line-test/line-test-access.ts';
import { LINE_TESTS, type LineTestAccess, SPEED_SAMPLES } from '../../server/protocol/line-test.ts';
import { movableClock } from '../support/http.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

describe('the connection test for strangers', function () {
  this.timeout(30_000);
  const clock = movableClock('2026-11-22T02:00:00Z');
  let app: TestApp;
  const ask = (): Promise<Response> => fetch(`${app.url}/api/uji-sambungan`, { method: 'POST' });
  const download = (ticket: string, bytes: number | string) =>
    fetch(`${app.url}/api/uji-sambungan/unduhan?byte=${bytes}&tiket=${encodeURIComponent(ticket)}`);
  // The route's own answer.
  const access = async () => (await (await ask()).json()) as LineTestAccess;

  before(async () => {
    app = await startApp({ clock });
  });
  after(() => app?.stop());

  it('says without a script what is tried and which ports it needs, also without a stream', async () => {
    const { status, text } = await app.visitor().open('/uji-sambungan');
    expect(status).to.equal(200);
    for (const line of LINE_TESTS) expect(text).to.include(`data-uji="${line}"`);
    expect(text).to.include('Siaran tidak tersedia di server ini');
    expect(text).to.include(`TCP ${new URL(app.url).port}`);
    expect(text).to.not.include('UDP 5');
  });

  it('opens no media room while there is no engine', async () => {
    const answer = await access();
    expect(answer.engine).to.equal('off');
    expect(answer).to.not.have.property('media');
  });

  it('sends as many bytes as were asked for, which nothing shrinks', async () => {
    const { ticket } = await access();
    for (const size of SPEED_SAMPLES) {
      const answer = await download(ticket, size);
      expect(answer.headers.get('content-encoding')).to.equal(null);
      expect((await answer.arrayBuffer()).byteLength).to.equal(size);
    }
  });

  it('refuses a size of one’s own, a forged ticket and one that is over', async () => {
    const { ticket } = await access();
    expect((await download(ticket, 900_000_000)).status).to.equal(400);
    expect((await download(ticket, 'banyak')).status).to.equal(400);
    const forged = await download(`${ticket.slice(0, -2)}AA`, 64_000);
    expect(forged.status).to.equal(410);
    expect((await forged.json()).code).to.equal('LINE_TEST_OVER');
    expect((await download('', 64_000)).status).to.equal(410);
    clock.advance((LINE_TEST_SECONDS + 1) * 1000);
    expect((await download(ticket, 64_000)).status).to.equal(410);
  });

  it('ends the hammering of one address, and lets it test again later', async () => {
    const codes: number[] = [];
    for (let count = 0; count < 130; count += 1) {
      const answer = await ask();
      await answer.arrayBuffer();
      codes.push(answer.status);
    }
    expect(codes.filter((code) => code === 200).length).to.be.within(100, 120);
    expect(codes.at(-1)).to.equal(429);
    clock.advance(16 * 60_000);
    expect((await ask()).status).to.equal(200);
  });
});

describe('the token of a connection test', () => {
  const keys = { apiKey: 'APIkey12345', apiSecret: 's'.repeat(40) };

  it('opens a room of its own for minutes, where nothing can be published', async () => {
    const token = await testRoomToken(keys, 'abc');
    const claims = await new TokenVerifier(keys.apiKey, keys.apiSecret).verify(token);
    expect(claims.video).to.include({ room: 'uji-sambungan-abc', canPublish: false });
    expect(claims.video).to.include({ canPublishData: false, canUpdateOwnMetadata: false });
    expect(claims.video).to.not.have.any.keys('roomAdmin', 'roomCreate', 'roomList', 'hidden');
    expect((claims.exp ?? 0) - (claims.nbf ?? 0)).to.equal(LINE_TEST_SECONDS);
    expect(claims.roomConfig?.maxParticipants).to.equal(2);
  });
});
