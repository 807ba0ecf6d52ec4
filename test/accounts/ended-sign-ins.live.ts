// A socket ends with its sign-in: signed out, taken away by an owner, or disabled, in whichever
// process; what was open hears nothing more and can't come back.
import { expect } from 'chai';
import { openSocket, signInStaff, type TestSocket } from '../control/staff-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const PASSWORD = 'sandi panjang sekali';

describe('a sign-in that ends', function () {
  this.timeout(60_000);
  let app: TestApp;
  let owner: TestBrowser;
  const open: TestSocket[] = [];
  before(async () => {
    app = await startApp();
    owner = await signInStaff(app, 'pemilik', 'owner');
    await signInStaff(app, 'petugas');
  });
  after(async () => {
    for (const socket of open) socket.close();
    await app?.stop();
  });

  const auth = () => ({ page: 'control', session: app.session().slug });
  const enter = async (browser: TestBrowser): Promise<TestSocket> => {
    const { socket } = await openSocket(app, browser, auth());
    open.push(socket);
    return socket;
  };
  const signIn = async () => {
    const browser = app.visitor();
    await browser.submit('/masuk', { login: 'petugas', password: PASSWORD });
    return browser;
  };
  const account = async () =>
    (await app.database.connection.collection('accounts').findOne({ login: 'petugas' }))?._id;
  /** Ends the line of a new sign-in by `act`, while another person's stays. */
  const endedBy = async (act: (browser: TestBrowser) => Promise<unknown>) => {
    const browser = await signIn();
    const [socket, other] = [await enter(browser), await enter(owner)];
    const ended = new Promise<string>((resolve) => socket.once('disconnect', resolve));
    await act(browser);
    expect(await ended).to.equal('io server disconnect');
    expect(other.connected, 'another person’s line').to.equal(true);
    other.close();
    const again = await openSocket(app, browser, auth()).catch((error: Error) => error.message);
    expect(again).to.equal('NOT_SIGNED_IN');
  };

  it('by signing out', () =>
    endedBy((browser) => browser.submit('/kendali', {}, { action: '/keluar-petugas' })));

  it('by signing out everywhere, from another device', () =>
    endedBy(async () => {
      const elsewhere = await signIn();
      const action = '/kendali/saya/perangkat/akhiri-lain';
      await elsewhere.submit('/kendali/saya', {}, { action });
    }));

  it('by a changed password', () =>
    endedBy(async () => {
      const elsewhere = await signIn();
      const fields = { present: PASSWORD, next: `${PASSWORD} 2` };
      await elsewhere.submit('/kendali/saya', fields, { action: '/kendali/saya/sandi' });
      const back = { present: `${PASSWORD} 2`, next: PASSWORD };
      await elsewhere.submit('/kendali/saya', back, { action: '/kendali/saya/sandi' });
    }));

  const setRole = async (campaign: string, role: string) => {
    const action = `/kendali/akun/${await account()}/peran`;
    const form = (await owner.open('/kendali/akun')).text;
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(form)?.[1] ?? '';
    return owner.post(action, { _csrf, campaign, role });
  };

  it('not by an owner, who gives a role or raises one', async () => {
    const browser = await signIn();
    const socket = await enter(browser);
    const sessions = app.database.connection.collection('staff_sessions');
    const mine = async () => sessions.countDocuments({ account: await account() });
    const before = await mine();
    const { campaign } = app.session();
    for (const role of ['moderator', 'host']) {
      expect((await setRole(campaign, role)).status).to.equal(200);
    }
    const accounts = app.database.connection.collection('accounts');
    const raised = await accounts.findOne({ login: 'petugas' });
    expect(raised?.grants).to.deep.include({ campaign, role: 'host' });
    expect(await mine()).to.equal(before);
    expect((await browser.open('/kendali')).url.pathname).to.equal('/kendali');
    expect(socket.connected).to.equal(true);
    socket.close();
  });

  it('by an owner, who lowers a role', () =>
    endedBy(async () => {
      await setRole('*', 'moderator');
    }));

  it('by an owner, who takes a role away', () =>
    endedBy(async () => {
      await setRole(app.session().campaign, 'none');
    }));

  it('in another process, or by itself: whoever removes what is stored', () =>
    endedBy(async () => {
      const sessions = app.database.connection.collection('staff_sessions');
      await sessions.deleteMany({ account: await account() });
    }));

  it('by an owner, who disables the account', () =>
    endedBy(async () => {
      const action = `/kendali/akun/${await account()}/nonaktifkan`;
      await owner.submit('/kendali/akun', {}, { action });
    }));
});
