// Independent time: believed only when it holds entirely; every way in which an authority can fail.
import { createHash, randomBytes } from 'node:crypto';
import { AssertionError, expect } from 'chai';
import type { Clock } from '../../server/core/clock.ts';
import { systemRandom } from '../../server/core/random.ts';
import { timestampRequest } from '../../server/keys/timestamp-exchange.ts';
import { readToken } from '../../server/keys/timestamp-token.ts';
import { createTimestamper, type TimestamperOptions } from '../../server/keys/timestamper.ts';
import { sendReply, startTestTsa, type TestTsa } from '../support/openssl-tsa.ts';
import { createTokenMaker, type TokenFaults } from '../support/token-maker.ts';

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const IMPRINT = createHash('sha256').update('Ikrar').digest();

describe('a time-stamping authority', function () {
  this.timeout(30_000);
  let tsa: TestTsa;
  let now: Date;
  const clock: Clock = { now: () => now };
  before(async () => {
    tsa = await startTestTsa();
  });
  after(() => tsa.stop());
  beforeEach(() => {
    now = new Date();
    tsa.answer();
  });
  const client = (own: Partial<TimestamperOptions> = {}) =>
    createTimestamper({ url: tsa.url, roots: [tsa.root], clock, random: systemRandom, ...own });
  const failure = (own: Partial<TimestamperOptions> = {}) =>
    client(own)
      .stamp(IMPRINT)
      .then(
        () => 'stamped',
        (error: { code?: string }) => error.code,
      );

  it('gives a token that holds, and says when and by whom', async () => {
    const stamper = client();
    const token = await stamper.stamp(IMPRINT);
    const facts = readToken(token, IMPRINT, [tsa.root]);
    expect(facts).to.include({ by: 'CN=Stempel Uji', trusted: true });
    expect(Math.abs(facts.at.getTime() - Date.now())).to.be.below(10_000);
    expect(stamper.state()).to.deep.include({ lastStampAt: now, lastFailure: null });
    expect(readToken(token, IMPRINT, []).trusted).to.equal(false);
    expect(() => readToken(token, randomBytes(32), [tsa.root]))
      .to.throw()
      .with.property('code', 'TSA_IMPRINT');
  });

  it('says the same time or nothing after any change of its token', async () => {
    const token = await client().stamp(IMPRINT);
    const { at } = readToken(token, IMPRINT, [tsa.root]);
    let refused = 0;
    for (let place = 0; place < token.length; place += 11) {
      const changed = Buffer.from(token);
      changed[place] = (changed[place] ?? 0) ^ 1;
      try {
        const facts = readToken(changed, IMPRINT, [tsa.root]);
        expect(facts.trusted && facts.at.getTime() !== at.getTime(), `byte ${place}`).to.equal(
          false,
        );
      } catch (error) {
        if (error instanceof AssertionError) throw error;
        refused += 1;
      }
    }
    expect(refused).to.be.above(token.length / 22);
  });

  describe('answers wrongly', () => {
    it('rubbish, an empty answer, or a page', async () => {
      tsa.answer((_, response) => sendReply(response, randomBytes(2_000)));
      expect(await failure()).to.equal('TSA_ANSWER');
      tsa.answer((_, response) => sendReply(response, Buffer.alloc(0)));
      expect(await failure()).to.equal('TSA_ANSWER');
      tsa.answer(
        (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
      );
      expect(await failure()).to.equal('TSA_ANSWER');
    });

    it('HTTP 500, or another address', async () => {
      tsa.answer((_, response) => void response.writeHead(500).end('x'.repeat(100)));
      expect(await failure()).to.equal('TSA_STATUS');
      tsa.answer((_, response) => void response.writeHead(307, { location: tsa.url }).end());
      expect(await failure()).to.equal('TSA_STATUS');
    });

    it('without an end', async () => {
      let sent = 0;
      tsa.answer((_, response) => {
        response.writeHead(200, { 'content-type': 'application/timestamp-reply' });
        const more = () => {
          sent += 1;
          if (!response.destroyed && response.write(Buffer.alloc(16_384))) setImmediate(more);
          else response.once('drain', more);
        };
        more();
      });
      expect(await failure()).to.equal('TSA_TOO_LARGE');
      expect(sent).to.be.below(2_000);
    });

    it('to another question: an old nonce, another imprint', async () => {
      const other = await tsa.reply(
        timestampRequest(IMPRINT, Buffer.from('4000000000000001', 'hex')),
      );
      tsa.answer((_, response) => sendReply(response, other));
      expect(await failure()).to.equal('TSA_NONCE');
      const nonce = Buffer.from('4000000000000002', 'hex');
      const wrong = await tsa.reply(timestampRequest(randomBytes(32), nonce));
      tsa.answer((_, response) => sendReply(response, wrong));
      expect(await failure({ random: () => Buffer.from(nonce) })).to.equal('TSA_IMPRINT');
    });

    it('under another root', async () => {
      const other = await startTestTsa();
      try {
        expect(await failure({ roots: [other.root] })).to.equal('TSA_ROOT');
      } finally {
        await other.stop();
      }
    });

    const made = async (
      usage: Parameters<typeof createTokenMaker>[0],
      faults: TokenFaults = {},
    ) => {
      const maker = await createTokenMaker(usage);
      tsa.answer((query, response) => sendReply(response, maker.reply(query, now, faults)));
      return failure({ roots: [maker.root] });
    };
    const good = { critical: true, purpose: TIME_STAMPING };

    it('with a certificate that is not for time stamps alone', async () => {
      expect(await made(good)).to.equal('stamped');
      expect(await made(null)).to.equal('TSA_CERTIFICATE');
      expect(await made({ critical: false, purpose: TIME_STAMPING })).to.equal('TSA_CERTIFICATE');
      expect(await made({ critical: true, purpose: SERVER_AUTH })).to.equal('TSA_CERTIFICATE');
    });

    it('with a refusal, a forged signature, no nonce or a time of its own', async () => {
      expect(await made(good, { status: 2 })).to.equal('TSA_REFUSED');
      expect(await made(good, { forged: true })).to.equal('TSA_SIGNATURE');
      expect(await made(good, { nonce: new Uint8Array([1]).buffer })).to.equal('TSA_NONCE');
      expect(await made(good, { at: new Date(now.getTime() - 3_600_000) })).to.equal('TSA_TIME');
    });
  });

  it('that does not answer in time is left alone for half a minute', async () => {
    tsa.answer(() => undefined);
    const stamper = client({ timeoutMs: 300 });
    const codeOf = () => stamper.stamp(IMPRINT).catch((error: { code?: string }) => error.code);
    expect(await codeOf()).to.equal('TSA_TIMEOUT');
    const asked = tsa.asked();
    tsa.answer();
    now = new Date(now.getTime() + 29_000);
    expect(await codeOf()).to.equal('TSA_RESTING');
    expect(tsa.asked()).to.equal(asked);
    expect(stamper.state().lastFailure?.code).to.equal('TSA_TIMEOUT');
    now = new Date(now.getTime() + 2_000);
    expect(await codeOf()).to.be.instanceOf(Buffer);
  });

  it('that is not there is said to be so', async () => {
    expect(await failure({ url: 'http://127.0.0.1:9/' })).to.equal('TSA_UNREACHABLE');
  });

  it('gets name and password as a header', async () => {
    let seen: string | undefined;
    tsa.answer(async (query, response, request) => {
      seen = request.headers.authorization;
      sendReply(response, await tsa.reply(query));
    });
    const url = tsa.url.replace('//', '//instansi:rahasia@');
    expect(await failure({ url })).to.equal('stamped');
    expect(seen).to.equal(`Basic ${Buffer.from('instansi:rahasia').toString('base64')}`);
  });
});
