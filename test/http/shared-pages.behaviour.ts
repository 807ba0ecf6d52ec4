// Public pages are made once for everybody, each with a form token of the visitor's own; whoever
// is somebody gets a page of their own.
import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { COOKIES } from '../../server/http/visitor.ts';
import { runningClock } from '../support/running-clock.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

const TOKEN = /name="csrf-token" content="([^"]+)"/;
const FIELD = /name="_csrf" value="([^"]+)"/;
const tokenIn = ({ text }: Answer): string => TOKEN.exec(text)?.[1] ?? '';
const cookieLine = ({ headers }: Answer): string =>
  [headers['set-cookie'] ?? []]
    .flat()
    .map((line) => line.split(';')[0])
    .join('; ');
/** Only a page of the ordinary way has an entity tag. */
const isShared = ({ headers }: Answer): boolean => headers.etag === undefined;
const GZIP = { 'accept-encoding': 'gzip' };
const STAFF = { actor: { kind: 'staff', id: 'x', label: 'Petugas' }, address: '' } as const;

describe('a public page', function () {
  this.timeout(60_000);
  const clock = runningClock();
  let app: TestApp;
  before(async () => {
    app = await startApp({ clock });
  });
  after(() => app.stop());
  // Every test begins with pages that are too old.
  beforeEach(() => clock.advance(2_000));

  const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      request(`${app.url}${path}`, { headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('end', () => {
          const bytes = Buffer.concat(chunks);
          const isGzip = response.headers['content-encoding'] === 'gzip';
          const text = (isGzip ? gunzipSync(bytes) : bytes).toString();
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      })
        .once('error', reject)
        .end();
    });

  for (const path of ['/', '/papan']) {
    it(`${path} is the same as when it is made anew, but for the token`, async () => {
      await get(path);
      clock.advance(2_000);
      const made = await get(path);
      const shared = await get(path, GZIP);
      const plain = await get(path);
      expect([made, shared, plain].map(isShared)).to.deep.equal([false, true, true]);
      const without = (answer: Answer) => answer.text.replaceAll(tokenIn(answer), '');
      expect(without(shared)).to.equal(without(made));
      expect(without(plain)).to.equal(without(made));
      expect(shared.headers['content-encoding']).to.equal('gzip');
      for (const name of ['content-security-policy', 'content-type', 'cache-control']) {
        expect(shared.headers[name], name).to.equal(made.headers[name]);
      }
    });
  }

  it('gives each visitor a token and cookies of their own, and their form is taken', async () => {
    await get('/');
    const [first, second] = [await get('/', GZIP), await get('/', GZIP)];
    expect([first, second].map(isShared)).to.deep.equal([true, true]);
    expect(tokenIn(first)).to.match(/\w/).and.not.equal(tokenIn(second));
    expect(FIELD.exec(first.text)?.[1]).to.equal(tokenIn(first));
    expect(cookieLine(first)).to.include(COOKIES.browser).and.include(COOKIES.form);
    expect(cookieLine(first)).not.to.equal(cookieLine(second));
    const post = (cookies: string, token: string) =>
      fetch(`${app.url}/undangan`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie: cookies },
        body: new URLSearchParams({ _csrf: token, code: 'AAAA-AAAA' }),
      });
    expect((await post(cookieLine(first), tokenIn(first))).status).not.to.equal(403);
    expect((await post(cookieLine(second), tokenIn(first))).status).to.equal(403);
    // With the cookies of before, the token of before goes on.
    const again = await get('/', { cookie: cookieLine(first) });
    expect(isShared(again)).to.equal(true);
    expect(tokenIn(again)).to.equal(tokenIn(first));
    expect(cookieLine(first)).to.include(cookieLine(again));
  });

  it('is in the language of who asks', async () => {
    const english = { cookie: `${COOKIES.language}=en` };
    for (const headers of [{}, english]) await get('/', headers);
    const [indonesian, translated] = [await get('/'), await get('/', english)];
    expect([indonesian, translated].map(isShared)).to.deep.equal([true, true]);
    expect(indonesian.text).to.include('<html lang="id">');
    expect(translated.text).to.include('<html lang="en">');
  });

  it('is made anew for whoever has a cookie of somebody, and for a question', async () => {
    await get('/');
    for (const name of [COOKIES.staff, COOKIES.official, COOKIES.invitation, COOKIES.lectern]) {
      expect(isShared(await get('/', { cookie: `${name}=x` })), name).to.equal(false);
    }
    for (let turn = 0; turn < 2; turn++) {
      expect(isShared(await get('/?daerah=bandung'))).to.equal(false);
    }
  });

  it('is made anew once the session or its board has changed, and after a second', async () => {
    const session = await app.ikrar.domains.rehearsals.create(STAFF);
    const path = `/papan/${session.slug}`;
    for (let turn = 0; turn < 2; turn++) await get(path);
    expect(isShared(await get(path))).to.equal(true);
    await app.ikrar.domains.rehearsals.step(session._id, 'doors', STAFF);
    const opened = await get(path);
    expect(isShared(opened)).to.equal(false);
    expect(isShared(await get(path))).to.equal(true);
    clock.advance(1_000);
    expect(isShared(await get(path))).to.equal(false);
  });

  it('that does not exist is not shared either', async () => {
    for (let turn = 0; turn < 2; turn++) {
      const answer = await get('/papan/tidak-ada');
      expect(answer.status).to.equal(404);
    }
  });
});
