// What accounts refuse: used, forged and late links, wrong passwords, guessing, bad forms.
import { expect } from 'chai';
import { type AccountWorld, createAccountWorld, PASSWORD } from './account-world.ts';

describe('refusals of staff accounts', function () {
  this.timeout(60_000);
  let world: AccountWorld;
  before(async () => {
    world = await createAccountWorld();
    await world.signUp('pemilik');
  });
  after(() => world.stop());

  const NEW = { where: { mode: 'new' } };
  const fields = (login: string) => ({ login, name: 'Petugas uji', password: PASSWORD });
  const countAccounts = () => world.collection('accounts').countDocuments();

  it('a link that was used, also by two at once', async () => {
    const path = world.accounts.makeLink('host');
    const before = await countAccounts();
    const race = await Promise.all(
      ['satu', 'dua', 'tiga'].map((login) => world.browser().submit(path, fields(login), NEW)),
    );
    expect(race.map(({ status }) => status).sort()).to.deep.equal([404, 410, 410]);
    expect(await countAccounts()).to.equal(before + 1);
    const late = await world.browser().open(path);
    expect(late.status).to.equal(410);
    expect(late.text).to.include('Tautan ini tidak berlaku lagi');
  });

  it('a forged link, and one after its 24 hours', async () => {
    const path = world.accounts.makeLink('owner');
    const forged = path.slice(0, -3) + (path.endsWith('AAA') ? 'BBB' : 'AAA');
    expect((await world.browser().open(forged)).status).to.equal(410);
    world.clock.advance(24 * 60 * 60_000);
    expect((await world.browser().open(path)).status).to.equal(410);
  });

  const wrong: [string, Record<string, string>, number, string][] = [
    ['a login with spaces', { login: 'ada spasi' }, 400, 'tanpa spasi'],
    ['a login that is taken', { login: 'PEMILIK' }, 409, 'Pilih nama masuk lain'],
    ['a short password', { password: 'pendek' }, 400, '12 karakter'],
    ['an empty name', { name: '   ' }, 400, 'Isi nama lengkap'],
    ['a name with a control character', { name: 'Petugas\u202Eiju' }, 400, 'Ketik ulang'],
    ['a name that is too long', { name: 'x'.repeat(121) }, 400, '120 karakter'],
  ];
  for (const [title, change, status, text] of wrong) {
    it(`${title}: the form says so, and the link stays good`, async () => {
      const path = world.accounts.makeLink('host');
      const before = await countAccounts();
      const visitor = world.browser();
      const answer = await visitor.submit(path, { ...fields('calon'), ...change }, NEW);
      expect(answer.status).to.equal(status);
      expect(answer.text).to.include(text).and.include('role="alert"');
      expect(answer.text).not.to.include(PASSWORD);
      expect(await countAccounts()).to.equal(before);
      expect((await visitor.open(path)).status).to.equal(200);
    });
  }

  it('answers alike for an unknown login and a wrong password', async () => {
    const [unknown, wrongPassword] = await Promise.all(
      ['tidak.ada', 'pemilik'].map((login) =>
        world.browser().submit('/masuk', { login, password: 'bukan kata sandinya' }),
      ),
    );
    const bare = (text = '') => text.replace(/value="[^"]*"/g, '').replace(/content="[^"]*"/g, '');
    expect(unknown?.status).to.equal(401);
    expect(bare(unknown?.text)).to.equal(bare(wrongPassword?.text));
  });

  it('slows down guessing of one login, and lets it in again later', async () => {
    await world.signUp('sasaran');
    const visitor = world.browser();
    const guess = (password: string) => visitor.submit('/masuk', { login: 'sasaran', password });
    const guesses = await Promise.all(Array.from({ length: 14 }, () => guess('tebakan salah')));
    const statuses = guesses.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).to.have.length(10);
    expect(statuses.filter((status) => status === 429)).to.have.length(4);
    expect((await guess(PASSWORD)).status).to.equal(429);
    const other = await visitor.submit('/masuk', { login: 'pemilik', password: PASSWORD });
    expect(other.url.pathname).to.equal('/kendali');
    world.clock.advance(15 * 60_000);
    const later = { login: 'sasaran', password: PASSWORD };
    expect((await world.browser().submit('/masuk', later)).url.pathname).to.equal('/kendali');
  });

  it('a form without its token, a stranger, and a host at the owner’s page', async () => {
    const visitor = world.browser();
    expect(
      (await visitor.post('/masuk', { login: 'pemilik', password: PASSWORD })).status,
    ).to.equal(403);
    expect((await visitor.open('/kendali/akun')).url.pathname).to.equal('/masuk');
    const host = await world.signUp('petugas.biasa', 'host');
    expect((await host.visitor.open('/kendali/akun')).status).to.equal(403);
  });

  it('two owners who disable each other at once: one remains', async () => {
    const other = await world.signUp('pemilik.kedua');
    const visitor = world.browser();
    await visitor.submit('/masuk', { login: 'pemilik', password: PASSWORD });
    await world
      .collection('accounts')
      .updateMany(
        { login: { $nin: ['pemilik', 'pemilik.kedua'] } },
        { $set: { 'grants.0.role': 'host' } },
      );
    const idOf = async (login: string) =>
      (await world.collection('accounts').findOne({ login }))?._id;
    const [first, second] = [await idOf('pemilik'), await idOf('pemilik.kedua')];
    const press = (browser: typeof visitor, id: unknown) =>
      browser.submit('/kendali/akun', {}, { action: `/kendali/akun/${id}/nonaktifkan` });
    await Promise.all([press(visitor, second), press(other.visitor, first)]);
    const left = { 'grants.role': 'owner', disabledAt: null };
    expect(await world.collection('accounts').countDocuments(left)).to.equal(1);
    await world
      .collection('accounts')
      .updateMany({ login: { $in: ['pemilik'] } }, { $set: { disabledAt: null } });
  });

  it('disabling the last owner', async () => {
    await world
      .collection('accounts')
      .updateMany({ login: { $ne: 'pemilik' } }, { $set: { 'grants.0.role': 'host' } });
    const visitor = world.browser();
    await visitor.submit('/masuk', { login: 'pemilik', password: PASSWORD });
    const owner = await world.collection('accounts').findOne({ login: 'pemilik' });
    const action = `/kendali/akun/${owner?._id}/nonaktifkan`;
    expect((await visitor.submit('/kendali/akun', {}, { action })).status).to.equal(409);
    const after = await world.collection('accounts').findOne({ login: 'pemilik' });
    expect(after?.disabledAt).to.equal(null);
  });
});
