// Who may not send a file is told so before it is read: the answer comes while most of the file has
// not been sent.
import { request } from 'node:http';
import { expect } from 'chai';
import { defineRoute } from '../../server/http/define-route.ts';
import { redirect } from '../../server/http/reply.ts';
import { createVisitorTokens } from '../../server/http/visitor.ts';
import { signInStaff } from '../control/staff-world.ts';
import { startTestHttp, systemClock } from '../support/http.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

/** Announces a large file and sends its beginning. */
function announceTo(address: string, headers: Record<string, string>) {
  const sending = request(address, {
    method: 'POST',
    headers: {
      'content-type': 'multipart/form-data; boundary=x',
      'content-length': String(ANNOUNCED),
      ...headers,
    },
  });
  sending.on('error', () => undefined);
  const answered = new Promise<{ status: number; text: string }>((resolve) => {
    sending.once('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
  });
  sending.write('--x\r\ncontent-disposition: form-data; name="berkas"; filename="a.csv"\r\n\r\n');
  return { sending, answered };
}

const STAFF = ['staff', 'host', 'moderator', 'owner'];
const ANNOUNCED = 19_000_000;

describe('files of who may not send them', function () {
  this.timeout(60_000);
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app?.stop());

  const announce = (path: string, headers: Record<string, string>) =>
    announceTo(`${app.url}${path}`, headers);
  const begin = async (path: string, headers: Record<string, string>): Promise<number> => {
    const { sending, answered } = announce(path, headers);
    const { status } = await answered;
    sending.destroy();
    return status;
  };

  it('a stranger and an auditor get their answer at once', async () => {
    const path = `/kendali/kontak/${app.session().slug}/periksa`;
    expect(await begin(path, {})).to.equal(303);
    const auditor = await signInStaff(app, 'auditor', 'auditor');
    expect(await begin(path, { cookie: auditor.cookies() })).to.equal(403);
  });

  it('a program without its token too', async () => {
    const path = `/api/v1/sessions/${app.session()._id}/contact-imports`;
    const headers = { 'content-type': 'text/csv', authorization: 'Bearer bukan' };
    expect(await begin(path, headers)).to.equal(401);
  });

  it('a file that is too large is refused, whoever sends it', async () => {
    const answer = await fetch(`${app.url}/api/v1/verifications`, {
      method: 'POST',
      body: new Uint8Array(10_000_001),
    });
    expect(answer.status).to.equal(413);
    expect((await answer.json()).code).to.equal('TOO_LARGE');
  });

  it('a fourth large file at once is refused before it is read, and its place is free again', async () => {
    const host = await signInStaff(app, 'pengirim');
    const path = `/kendali/kontak/${app.session().slug}/periksa`;
    const own = { cookie: host.cookies() };
    const hold = () => {
      const one = { ...announce(path, own), isRefused: false };
      void one.answered.then(() => {
        one.isRefused = true;
      });
      return one;
    };
    let held = Array.from({ length: 3 }, hold);
    /** 0 for one that was let in: it waits for the bytes that never come. */
    const tryOne = async () => {
      const { sending, answered } = announce(path, own);
      const isIn = new Promise<number>((resolve) => {
        setTimeout(resolve, 400, 0);
      });
      const status = await Promise.race([answered.then((one) => one.status), isIn]);
      sending.destroy();
      return status;
    };
    const until = async (wanted: number) => {
      const limit = performance.now() + 20_000;
      let status = await tryOne();
      while (status !== wanted && performance.now() < limit) {
        // The one that was tried may have come before one that shall hold its place.
        held = held.map((one) => (one.isRefused ? hold() : one));
        status = await tryOne();
      }
      return status;
    };
    expect(await until(503)).to.equal(503);
    for (const { sending } of held) sending.destroy();
    expect(await until(0)).to.equal(0);
  });

  it('every route of staff or programs that takes a file names its place in its path', () => {
    const unnamed = app.ikrar.routes
      .filter(
        ({ access, bodyKind = 'form' }) =>
          bodyKind !== 'form' && [...STAFF, 'machine'].includes(access),
      )
      .filter(({ path, reach }) => reach !== 'any' && !/:\w/.test(path));
    expect(unnamed.map(({ path }) => path)).to.deep.equal([]);
  });
});

describe('a file that arrives too slowly', function () {
  this.timeout(20_000);

  it('is refused in words, its connection ends, and its place is free again', async () => {
    const http = await startTestHttp({
      routes: [
        defineRoute({
          method: 'post',
          path: '/unggah',
          access: 'public',
          bodyKind: 'sheet',
          input: {},
          handle: () => redirect('/'),
        }),
      ],
      tokens: createVisitorTokens(Buffer.alloc(32, 3), systemClock),
      findStaff: async () => undefined,
      readMs: 300,
    });
    // As many as there are places, and then as many again.
    for (let round = 1; round <= 2; round++) {
      const all = Array.from({ length: 3 }, () => announceTo(`${http.url}/unggah`, {}));
      const closed = all.map(
        ({ sending }) => new Promise<void>((resolve) => sending.once('close', () => resolve())),
      );
      for (const { status, text } of await Promise.all(all.map(({ answered }) => answered))) {
        expect(status).to.equal(400);
        expect(text).to.include('Berkas terlalu lama dikirim');
      }
      await Promise.all(closed);
    }
    await http.stop();
  });
});
