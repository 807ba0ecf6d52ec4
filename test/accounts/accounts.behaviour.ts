// Staff accounts: a link opened changes nothing, used once makes an account; owners manage others.
import { expect } from 'chai';
import { type AccountWorld, createAccountWorld, PASSWORD } from './account-world.ts';

describe('staff accounts', function () {
  this.timeout(60_000);
  let world: AccountWorld;
  before(async () => {
    world = await createAccountWorld();
  });
  after(() => world.stop());

  const stored = async () => ({
    accounts: await world.collection('accounts').countDocuments(),
    links: await world.collection('used_links').countDocuments(),
    audit: await world.collection('audit').countDocuments(),
  });

  it('a link that is only opened consumes nothing', async () => {
    const path = world.accounts.makeLink('owner');
    const before = await stored();
    for (const visitor of [world.browser(), world.browser()]) {
      const answer = await visitor.open(path);
      expect(answer.status).to.equal(200);
      expect(answer.text).to.include('Pemilik');
    }
    expect(await stored()).to.deep.equal(before);
    expect(await world.accounts.ownerExists()).to.equal(false);
  });

  it('a link makes one account of its role, signed in, with its audit', async () => {
    const { visitor, answer } = await world.signUp('Ketua.Tim');
    expect(answer.url.pathname).to.equal('/kendali');
    expect(visitor.cookies()).to.include('ikrar_petugas=');
    const account = await world.collection('accounts').findOne({ login: 'ketua.tim' });
    expect(account).to.include({ name: 'Petugas Ketua.Tim' });
    expect(account?.grants).to.deep.equal([{ campaign: '*', role: 'owner' }]);
    expect(account?.passwordHash).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const events = await world.collection('audit').find().sort({ event: 1 }).toArray();
    expect(events.map(({ event }) => event)).to.deep.equal(['account.created', 'link.used']);
    expect(events[0]?.actor).to.include({ kind: 'staff', label: 'Petugas Ketua.Tim' });
    expect(await world.accounts.ownerExists()).to.equal(true);
  });

  it('keeps no cookie token in the database', async () => {
    const { visitor } = await world.signUp('kuki');
    const token = /ikrar_petugas=([^;]+)/.exec(visitor.cookies())?.[1] ?? '';
    const sessions = await world.collection('staff_sessions').find().toArray();
    expect(JSON.stringify(sessions)).not.to.include(token);
    expect(await world.accounts.findStaff(token)).to.include({ name: 'Petugas kuki' });
  });

  it('signs in with login and password, and out again', async () => {
    const visitor = world.browser();
    const answer = await visitor.submit('/masuk', { login: ' KUKI ', password: PASSWORD });
    expect(answer.url.pathname).to.equal('/kendali');
    expect((await visitor.open('/kendali/akun')).status).to.equal(200);
    const out = await visitor.submit('/kendali/akun', {}, { action: '/keluar-petugas' });
    expect(out.url.pathname).to.equal('/masuk');
    expect((await visitor.open('/kendali/akun')).url.pathname).to.equal('/masuk');
  });

  it('an owner invites a host by a link that is shown once', async () => {
    const { visitor } = await world.signUp('pengundang');
    const options = { action: '/kendali/akun/tautan' };
    const asked = { role: 'host', campaign: '*', days: '1' };
    const answer = await visitor.submit('/kendali/akun', asked, options);
    const link = /https:\/\/ikrar\.example(\/tautan\/[\w.-]+)/.exec(answer.text)?.[1] ?? '';
    expect((await visitor.open('/kendali/akun')).text).not.to.include('/tautan/ey');
    const invited = world.browser();
    const fields = { login: 'petugas', name: 'Petugas acara', password: PASSWORD };
    await invited.submit(link, fields, { where: { mode: 'new' } });
    const account = await world.collection('accounts').findOne({ login: 'petugas' });
    expect(account?.grants).to.deep.equal([{ campaign: '*', role: 'host' }]);
    expect((await invited.open('/kendali/akun')).status).to.equal(403);
  });

  it('an existing account takes a link and keeps its login', async () => {
    const path = world.accounts.makeLink('owner');
    const fields = { login: 'petugas', password: PASSWORD };
    await world.browser().submit(path, fields, { where: { mode: 'existing' } });
    const accounts = await world.collection('accounts').find({ login: 'petugas' }).toArray();
    expect(accounts.map(({ grants }) => grants)).to.deep.equal([
      [{ campaign: '*', role: 'owner' }],
    ]);
  });

  it('signing out everywhere and disabling end every sign-in', async () => {
    const owner = await world.signUp('atasan');
    const other = await world.signUp('bawahan', 'host');
    const account = await world.collection('accounts').findOne({ login: 'bawahan' });
    const token = /ikrar_petugas=([^;]+)/.exec(other.visitor.cookies())?.[1] ?? '';
    const path = `/kendali/akun/${account?._id}`;
    await owner.visitor.submit('/kendali/akun', {}, { action: `${path}/keluarkan` });
    expect(await world.accounts.findStaff(token)).to.equal(undefined);
    await other.visitor.submit('/masuk', { login: 'bawahan', password: PASSWORD });
    await owner.visitor.submit('/kendali/akun', {}, { action: `${path}/nonaktifkan` });
    const again = await world.browser().submit('/masuk', { login: 'bawahan', password: PASSWORD });
    expect(again.status).to.equal(401);
  });

  it('a sign-in ends by itself after seven days', async () => {
    const { visitor } = await world.signUp('mingguan');
    expect((await visitor.open('/kendali/akun')).status).to.equal(200);
    world.clock.advance(7 * 24 * 60 * 60_000 + 1000);
    expect((await visitor.open('/kendali/akun')).url.pathname).to.equal('/masuk');
  });
});
