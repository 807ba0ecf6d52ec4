// OWNER_SECOND_FACTOR: an owner without a second factor can do nothing but add one, by page, form,
// socket or token; a host is not asked. And `npm run link -- --pulihkan`, the way back in from the
// server's own terminal.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { Secret, TOTP } from 'otpauth';
import { openSocket, signInStaff } from '../control/staff-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const SELF = '/kendali/saya';
const FACTOR = `${SELF}/langkah-kedua`;
const run = promisify(execFile);

describe('a second factor that owners must have', function () {
  this.timeout(60_000);
  let app: TestApp;
  let owner: TestBrowser;
  before(async () => {
    app = await startApp({ environment: { OWNER_SECOND_FACTOR: 'on' } });
    owner = await signInStaff(app, 'pemilik', 'owner');
  });
  after(() => app?.stop());

  const control = () => ({ page: 'control', session: app.session().slug });
  const refusal = (browser: TestBrowser) =>
    openSocket(app, browser, control()).then(
      ({ socket }) => {
        socket.close();
        return 'entered';
      },
      (error: Error) => error.message,
    );

  it('leads every page of theirs to their own account, and says why', async () => {
    for (const path of ['/kendali', '/kendali/akun', `/kendali/${app.session().slug}`]) {
      const { url, text } = await owner.open(path);
      expect(url.pathname, path).to.equal(SELF);
      expect(text).to.include('Pemilik wajib memakai verifikasi dua langkah');
    }
  });

  it('refuses their forms, their sockets and new tokens', async () => {
    const _csrf = formTokenIn((await owner.open(SELF)).text);
    const invite = { _csrf, role: 'host', campaign: '*', days: '1' };
    expect((await owner.post('/kendali/akun/tautan', invite)).status).to.equal(403);
    expect(await refusal(owner)).to.equal('NOT_SIGNED_IN');
    const token = { _csrf, label: '', scopes: 'read:reports', days: '1' };
    expect((await owner.post(`${SELF}/token`, token)).status).to.equal(403);
    const tokens = app.database.connection.collection('program_tokens');
    expect(await tokens.countDocuments()).to.equal(0);
  });

  it('asks nothing of a host', async () => {
    const host = await signInStaff(app, 'petugas');
    expect((await host.open('/kendali')).url.pathname).to.equal('/kendali');
    expect(await refusal(host)).to.equal('entered');
  });

  it('opens everything with the code, and closes it to their tokens when it is removed', async () => {
    const page = await owner.submit(SELF, {}, { action: `${FACTOR}/mulai` });
    const secret = (/<code>([A-Z2-7 ]+)<\/code>/.exec(page.text)?.[1] ?? '').replace(/ /g, '');
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    const added = await owner.submit(SELF, { code }, { action: FACTOR });
    const [, recovery = ''] =
      /<li>([A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4})<\/li>/.exec(added.text) ?? [];
    expect((await owner.open('/kendali')).url.pathname).to.equal('/kendali');
    expect(await refusal(owner)).to.equal('entered');
    const fields = { label: 'Uji', scopes: 'read:reports', days: '1' };
    const { text } = await owner.submit(SELF, fields, { action: `${SELF}/token` });
    const token = /value="(ikrar_[\w-]+)" readonly/.exec(text)?.[1] ?? '';
    const read = async () =>
      (
        await fetch(`${app.url}/api/v1/sessions/${app.session()._id}/attendance`, {
          headers: { authorization: `Bearer ${token}` },
        })
      ).status;
    expect(await read()).to.equal(200);
    await owner.submit(SELF, { code: recovery }, { action: `${FACTOR}/lepas` });
    expect(await read()).to.equal(403);
    expect((await owner.open('/kendali')).url.pathname).to.equal(SELF);
  });

  it('is no dead end: a link from the terminal sets a password, once', async () => {
    const { stdout } = await run(
      process.execPath,
      ['--import=tsx', 'server/cli/link.ts', '--pulihkan', ' PEMILIK '],
      { env: { ...process.env, DATA_DIR: app.config.DATA_DIR, PUBLIC_URL: app.url } },
    );
    const path = /(\/pulihkan\/[\w.-]+)/.exec(stdout)?.[1] ?? '';
    expect(stdout).to.include('pemilik').and.include('24 jam');
    const visitor = app.visitor();
    expect((await visitor.open(path)).text).to.include('pemilik');
    const password = 'sandi yang dipulihkan';
    const done = await visitor.submit(path, { password });
    expect(done.url.pathname).to.equal(SELF);
    expect((await owner.open(SELF)).url.pathname, 'the old sign-in').to.equal('/masuk');
    expect((await app.visitor().open(path)).status).to.equal(410);
    const again = await app.visitor().submit('/masuk', { login: 'pemilik', password });
    expect(again.url.pathname).to.equal(SELF);
  });

  it('makes no link that leads anywhere for an account that there is not', async () => {
    const { stdout } = await run(
      process.execPath,
      ['--import=tsx', 'server/cli/link.ts', '--pulihkan', 'tidak.ada'],
      { env: { ...process.env, DATA_DIR: app.config.DATA_DIR, PUBLIC_URL: app.url } },
    );
    const path = /(\/pulihkan\/[\w.-]+)/.exec(stdout)?.[1] ?? '';
    expect((await app.visitor().open(path)).status).to.equal(410);
  });
});
