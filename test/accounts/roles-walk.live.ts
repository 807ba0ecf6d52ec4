// Every route and every command is tried as an auditor, as a moderator and as the owner of another
// campaign: an auditor reads everything and changes nothing, each of the others only what is theirs.
import { expect } from 'chai';
import type { AnyRoute } from '../../server/http/define-route.ts';
import { openSocket, signInStaff, type TestSocket } from '../control/staff-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import { commandNames } from '../support/command-names.ts';
import { NOT_PAGES } from '../support/page-states.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const STAFF = ['staff', 'host', 'moderator', 'owner'];
const MODERATED_ROUTES = [
  '/kendali/hubungi/:region',
  '/kendali/keberatan/:objection/jawab',
  '/kendali/orang/:registration/koreksi',
];
const READING = ['board:snapshot', 'livestream:access', 'matrix:snapshot', 'talk:desk'];
const MODERATED = ['talk:caption', 'talk:correct', 'talk:moderate'];
/** A link that lets whoever holds it act as somebody. */
const ACTING_LINK =
  /\/(?:mimbar\/masuk|takarir\/masuk|koordinator|u|layar|tautan|pulihkan)\/[\w.-]{8,}/;
/** Who lets in by something else than a staff account: a link, a code, a token, a signature. */
const OTHERS = ['official', 'room', 'coordinator', 'lectern', 'captioner', 'machine', 'signed'];
/** What goes on by itself, whoever does what. */
const BY_ITSELF = ['audit', 'nodes', 'leases', 'presence', 'key_certificates', 'staff_sessions'];

describe('roles, walked over everything', function () {
  this.timeout(120_000);
  let app: TestApp;
  let auditor: TestBrowser;
  let moderator: TestBrowser;
  let stranger: TestBrowser;
  const routesOf = (method: string): AnyRoute[] =>
    app.ikrar.routes.filter((one) => one.method === method && STAFF.includes(one.access));
  const hashes = async (): Promise<string> => {
    const answer = await app.database.connection.db?.command({ dbHash: 1 });
    const all: [string, string][] = Object.entries(answer?.collections ?? {});
    return JSON.stringify(all.filter(([name]) => !BY_ITSELF.includes(name)));
  };
  /** An address of the route; its words name a session of the default campaign where they can. */
  const addressOf = ({ path }: AnyRoute): string =>
    NOT_PAGES[path] ??
    path
      .replace(/:(sesi|slug)\b/g, app.session().slug)
      .replace(':region', '33.24')
      .replace(/:\w+/g, 'aaaaaaaaaaaaaaaa');

  before(async () => {
    app = await startApp();
    auditor = await signInStaff(app, 'auditor', 'auditor');
    moderator = await signInStaff(app, 'moderator', 'moderator');
    const { campaign } = app.session();
    const others = await app.database.connection.collection('campaigns').find().toArray();
    const other = others.find(({ _id }) => String(_id) !== campaign);
    stranger = app.visitor();
    const fields = { login: 'lain', name: 'Pemilik lain', password: 'sandi panjang sekali' };
    const link = app.ikrar.accounts.makeLink('owner', String(other?._id));
    await stranger.submit(link, fields, { where: { mode: 'new' } });
  });
  after(() => app?.stop());

  const tokenOf = async (browser: TestBrowser) =>
    formTokenIn((await browser.open('/kendali/saya')).text);
  /** The routes that answer a form of this browser with something else than 403. */
  const openTo = async (browser: TestBrowser): Promise<string[]> => {
    const _csrf = await tokenOf(browser);
    const open: string[] = [];
    for (const route of routesOf('post')) {
      const fields = { _csrf, sesi: app.session().slug, session: app.session().slug };
      const { status } = await browser.post(addressOf(route), fields);
      if (status !== 403) open.push(route.path);
    }
    return open.sort();
  };

  it('an auditor sends no form, and nothing has changed', async () => {
    const before = await hashes();
    expect(routesOf('post').length).to.be.above(25);
    expect(await openTo(auditor)).to.deep.equal([]);
    expect(await hashes()).to.equal(before);
  });

  it('an auditor is nobody where something else than an account lets in', async () => {
    const _csrf = await tokenOf(auditor);
    const before = await hashes();
    const open: string[] = [];
    const routes = app.ikrar.routes.filter(({ access }) => OTHERS.includes(access));
    expect(routes.length).to.be.above(25);
    for (const route of routes) {
      const path = addressOf(route);
      const answer =
        route.method === 'post' ? await auditor.post(path, { _csrf }) : await auditor.open(path);
      // Without a media engine nothing is signed by one.
      const refused = route.access === 'signed' ? [401, 503] : [401];
      if (!refused.includes(answer.status))
        open.push(`${route.method} ${route.path}: ${answer.status}`);
    }
    expect(open).to.deep.equal([]);
    expect(await hashes()).to.equal(before);
  });

  it('every route is one of those: nothing of staff is open to the public', () => {
    const left = app.ikrar.routes.filter(
      ({ access }) => ![...STAFF, ...OTHERS, 'self'].includes(access),
    );
    expect(left.filter(({ access }) => access !== 'public')).to.deep.equal([]);
    expect(left.filter(({ path }) => path.startsWith('/kendali'))).to.deep.equal([]);
  });

  it('an auditor gets no codes: letters and texts of invitations stay closed', async () => {
    const closed: string[] = [];
    for (const route of routesOf('get').filter(({ access }) => access === 'host')) {
      const { status } = await auditor.open(addressOf(route));
      expect(status, route.path).to.equal(403);
      closed.push(route.path);
    }
    expect(closed).to.include.members([
      '/kendali/undangan/:sesi/surat.zip',
      '/kendali/undangan/teks',
    ]);
  });

  it('an auditor reads every page', async () => {
    const closed: string[] = [];
    // What holds codes or links that let others act is not theirs to read.
    const readable = routesOf('get').filter(({ access }) => access !== 'host');
    for (const route of readable) {
      const { status, url, text } = await auditor.open(addressOf(route));
      if (status === 403 || url.pathname === '/masuk') closed.push(route.path);
      if (ACTING_LINK.test(text)) closed.push(`${route.path} shows ${ACTING_LINK.exec(text)}`);
    }
    expect(closed).to.deep.equal([]);
  });

  it('an auditor sees no link that lets its holder act', async () => {
    const { slug } = app.session();
    const pages = ['koordinator?cari=kendal&', 'panggung?', 'tanya?'].map(
      (page) => `/kendali/${page}sesi=${slug}`,
    );
    const host = await signInStaff(app, 'pembanding');
    for (const page of pages) {
      expect((await host.open(page)).text, page).to.match(ACTING_LINK);
      expect((await auditor.open(page)).text, page).not.to.match(ACTING_LINK);
    }
  });

  it('a moderator sends the forms of calls and attendance only', async () => {
    expect(await openTo(moderator)).to.deep.equal(MODERATED_ROUTES);
  });

  it('an owner of another campaign neither reads nor changes this one', async () => {
    const open: string[] = [];
    for (const route of routesOf('get').filter(({ reach }) => reach !== 'any')) {
      const { status } = await stranger.open(addressOf(route));
      if (status !== 403) open.push(route.path);
    }
    expect(open).to.deep.equal([]);
    // Their own page of accounts checks what it touches itself (roles.refusals.ts).
    const forms = (await openTo(stranger)).filter((path) => !path.startsWith('/kendali/akun'));
    expect(forms).to.deep.equal([]);
  });

  it('an owner of this campaign has no power over another one’s pages', async () => {
    const { campaign } = app.session();
    const others = await app.database.connection.collection('campaigns').find().toArray();
    const other = others.find(({ _id }) => String(_id) !== campaign);
    const own = app.visitor();
    const fields = { login: 'sini', name: 'Pemilik sini', password: 'sandi panjang sekali' };
    const where = { mode: 'new' };
    await own.submit(app.ikrar.accounts.makeLink('owner', campaign), fields, { where });
    const _csrf = await tokenOf(own);
    const named = app.ikrar.routes.filter(
      ({ path, access, reach }) =>
        /^\/kendali\/kampanye\/:/.test(path) && STAFF.includes(access) && reach !== 'any',
    );
    expect(named.length).to.be.above(2);
    const open: string[] = [];
    for (const route of named) {
      // Whatever the parameter is called, it is the campaign that counts.
      const path = addressOf(route).replace(/^(\/kendali\/kampanye)\/[^/]+/, `$1/${other?._id}`);
      const answer =
        route.method === 'post' ? await own.post(path, { _csrf }) : await own.open(path);
      if (answer.status !== 403) open.push(`${route.method} ${route.path}: ${answer.status}`);
    }
    expect(open).to.deep.equal([]);
  });

  it('naming a campaign of their own beside another does not help', async () => {
    const own = app.ikrar.domains.live
      .list()
      .find((one) => one.campaign !== app.session().campaign);
    const _csrf = await tokenOf(stranger);
    const { slug } = app.session();
    const path = `/kendali/bukti/${slug}?sesi=${own?.slug}`;
    expect((await stranger.post(path, { _csrf, sesi: own?.slug ?? '' })).status).to.equal(403);
    expect((await stranger.open(`/kendali/${own?.slug}`)).status).to.equal(200);
  });

  it('nor does naming it in a word that the page does not read', async () => {
    const own = app.ikrar.domains.live
      .list()
      .find((one) => one.campaign !== app.session().campaign);
    const words = `campaign=${own?.campaign}&id=${own?._id}`;
    const open: string[] = [];
    for (const route of routesOf('get').filter(({ reach }) => reach !== 'any')) {
      const address = addressOf(route);
      const { status } = await stranger.open(
        `${address}${address.includes('?') ? '&' : '?'}${words}`,
      );
      // 400: what does not parse is refused whoever sends it.
      if (status !== 403 && status !== 400) open.push(route.path);
    }
    expect(open).to.deep.equal([]);
  });

  it('forged and mixed-up cookies are nobody’s', async () => {
    for (const value of ['x', 'e30.AAAA', 'a'.repeat(5000), '%00']) {
      const headers = { cookie: `ikrar_petugas=${value}` };
      const answer = await fetch(`${app.url}/kendali/saya`, { headers, redirect: 'manual' });
      expect([303, 431]).to.include(answer.status);
    }
  });

  describe('over sockets', () => {
    const open: TestSocket[] = [];
    after(() => {
      for (const socket of open) socket.close();
    });
    const enter = async (browser: TestBrowser) => {
      const auth = { page: 'control', session: app.session().slug };
      const { socket } = await openSocket(app, browser, auth);
      open.push(socket);
      return socket;
    };
    /** The commands whose access lets this socket in. */
    const allowed = async (socket: TestSocket): Promise<string[]> => {
      // The names come from a list.
      const emitter = socket.timeout(10_000) as unknown as {
        emitWithAck(name: string, given: object): Promise<{ ok: boolean; code?: string }>;
      };
      const found: string[] = [];
      for (const name of commandNames()) {
        const { code } = await emitter.emitWithAck(name, { bukan: 'masukan' });
        if (code !== 'FORBIDDEN' && code !== 'NOT_SIGNED_IN') found.push(name);
      }
      return found.sort();
    };

    it('an auditor may only look', async () => {
      const socket = await enter(auditor);
      expect(await allowed(socket)).to.deep.equal(READING);
      const before = await hashes();
      // The names come from a list.
      const emitter = socket.timeout(10_000) as unknown as {
        emitWithAck(name: string, given: object): Promise<unknown>;
      };
      for (const name of READING) await emitter.emitWithAck(name, {});
      expect(await hashes()).to.equal(before);
    });

    it('a moderator also questions and captions', async () => {
      const both = [...READING, ...MODERATED].sort();
      expect(await allowed(await enter(moderator))).to.deep.equal(both);
    });

    it('an owner of another campaign does not get in', async () => {
      const auth = { page: 'control', session: app.session().slug };
      const refused = await openSocket(app, stranger, auth).then(
        () => 'entered',
        (error: Error) => error.message,
      );
      expect(refused).not.to.equal('entered');
    });
  });
});
