// Who may not send a file is told so before it is read: the answer comes while most of the file has
// not been sent.
import { request } from 'node:http';
import { expect } from 'chai';
import { signInStaff } from '../control/staff-world.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const STAFF = ['staff', 'host', 'moderator', 'owner'];
const ANNOUNCED = 19_000_000;

describe('files of who may not send them', function () {
  this.timeout(60_000);
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app?.stop());

  /** Announces a large file and sends its beginning. */
  const announce = (path: string, headers: Record<string, string>) => {
    const sending = request(`${app.url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'multipart/form-data; boundary=x',
        'content-length': String(ANNOUNCED),
        ...headers,
      },
    });
    sending.on('error', () => undefined);
    const answered = new Promise<number>((resolve) => {
      sending.once('response', ({ statusCode = 0 }) => resolve(statusCode));
    });
    sending.write('--x\r\ncontent-disposition: form-data; name="berkas"; filename="a.csv"\r\n\r\n');
    return { sending, answered };
  };
  const begin = async (path: string, headers: Record<string, string>): Promise<number> => {
    const { sending, answered } = announce(path, headers);
    const status = await answered;
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
    const held = Array.from({ length: 3 }, () => announce(path, own));
    /** 0 for one that was let in: it waits for the bytes that never come. */
    const tryOne = async () => {
      const { sending, answered } = announce(path, own);
      const isIn = new Promise<number>((resolve) => {
        setTimeout(resolve, 400, 0);
      });
      const status = await Promise.race([answered, isIn]);
      sending.destroy();
      return status;
    };
    const until = async (wanted: number) => {
      const limit = performance.now() + 20_000;
      let status = await tryOne();
      while (status !== wanted && performance.now() < limit) status = await tryOne();
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
