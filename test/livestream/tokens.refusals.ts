// Tokens that LiveKit must refuse: expired, forged, of another room, or asking for more than given.
import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import { grantFor } from '../../server/livestream/grants.ts';
import { type LivestreamBench, startLivestreamBench } from './support.ts';

const coded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('tokens of the media room', function () {
  this.timeout(60_000);
  let bench: LivestreamBench;
  before(async function () {
    this.timeout(400_000);
    bench = await startLivestreamBench();
  });
  after(() => bench?.stop());

  const keys = () => {
    const connection = bench.engine.connection();
    if (!connection) throw new Error('no engine');
    return connection;
  };
  /** A JWT as LiveKit reads it; `age` in seconds since it ended. */
  const token = ({ secret = keys().apiSecret, endedFor = -300, video = {} } = {}) => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      ...{ iss: keys().apiKey, sub: 'p-uji.1', nbf: now - 3_600, exp: now - endedFor },
      video: { ...grantFor('viewer', 's'), ...video },
    };
    const body = `${coded({ alg: 'HS256', typ: 'JWT' })}.${coded(claims)}`;
    return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
  };
  const statusOf = async (given: string) =>
    (await fetch(`${keys().apiUrl}/rtc/validate?access_token=${given}&protocol=15`)).status;

  it('open the room while they are valid', async () => {
    expect(await statusOf(token())).to.equal(200);
  });

  it('are refused when they have ended', async () => {
    expect(await statusOf(token({ endedFor: 120 }))).to.equal(401);
  });

  it('are refused when somebody else signed them, or a letter was changed', async () => {
    expect(await statusOf(token({ secret: 'x'.repeat(43) }))).to.equal(401);
    const [head, body = '', signature] = token().split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
    claims.video = { ...claims.video, canPublish: true, hidden: false };
    expect(await statusOf([head, coded(claims), signature].join('.'))).to.equal(401);
  });

  it('are refused without the permission to join', async () => {
    expect(await statusOf(token({ video: { roomJoin: false } }))).to.equal(401);
  });
});
