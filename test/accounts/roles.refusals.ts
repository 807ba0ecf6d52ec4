// Roles by campaign: an owner's power ends with their campaigns, and the last owner of each stays.
import { expect } from 'chai';
import { roleIn, roleInAll } from '../../server/http/staff-roles.ts';
import type { TestBrowser } from '../support/browser.ts';
import { type AccountWorld, createAccountWorld } from './account-world.ts';

const PAGE = '/kendali/akun';

describe('roles by campaign', function () {
  this.timeout(60_000);
  let world: AccountWorld;
  let platform: TestBrowser;
  let ofA: TestBrowser;
  before(async () => {
    world = await createAccountWorld();
    platform = (await world.signUp('platform')).visitor;
    ofA = (await world.signUp('pemilik.a', 'owner', 'kampanye-a')).visitor;
    await world.signUp('petugas.b', 'host', 'kampanye-b');
  });
  after(() => world.stop());

  const idOf = async (login: string) =>
    String((await world.collection('accounts').findOne({ login }))?._id);
  const grantsOf = async (login: string) =>
    (await world.collection('accounts').findOne({ login }))?.grants;
  const send = async (by: TestBrowser, path: string, fields: Record<string, string> = {}) => {
    const { text } = await by.open(PAGE);
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
    return by.post(path, { _csrf, ...fields });
  };

  const refusal = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => '',
      (error: unknown) => String(error),
    );

  it('count where they were given, and nowhere else', () => {
    const grants = [
      { campaign: 'a', role: 'host' as const },
      { campaign: '*', role: 'auditor' as const },
    ];
    expect(roleIn(grants, 'a')).to.equal('host');
    expect(roleIn(grants, 'b')).to.equal('auditor');
    expect(roleInAll(grants, ['a', 'b'])).to.equal('auditor');
    expect(roleInAll([{ campaign: 'a', role: 'owner' }], ['a', 'b'])).to.equal(null);
    expect(roleInAll(grants, [])).to.equal(null);
  });

  it('show an owner of one campaign its accounts only', async () => {
    const { text } = await ofA.open(PAGE);
    expect(text).to.include('pemilik.a').and.not.include('petugas.b');
    expect(text).not.to.include('Kampanye B');
  });

  it('end an owner’s power with their campaigns', async () => {
    const other = await idOf('petugas.b');
    const top = await idOf('platform');
    for (const [path, fields] of [
      [`${PAGE}/tautan`, { role: 'owner', campaign: '*', days: '1' }],
      [`${PAGE}/tautan`, { role: 'host', campaign: 'kampanye-b', days: '1' }],
      [`${PAGE}/${other}/peran`, { campaign: 'kampanye-b', role: 'none' }],
      [`${PAGE}/${other}/pulihkan`, {}],
      [`${PAGE}/${top}/pulihkan`, {}],
      [`${PAGE}/${top}/nonaktifkan`, {}],
      [`${PAGE}/${top}/keluarkan`, {}],
    ] as [string, Record<string, string>][]) {
      expect((await send(ofA, path, fields)).status, path).to.equal(403);
    }
    const unknown = { role: 'host', campaign: 'tidak-ada' };
    expect((await send(ofA, `${PAGE}/tautan`, unknown)).status).to.equal(404);
  });

  it('are given and taken; what was taken ends the account’s sign-ins', async () => {
    const path = `${PAGE}/${await idOf('petugas.b')}/peran`;
    await send(platform, path, { campaign: 'kampanye-a', role: 'moderator' });
    expect(await grantsOf('petugas.b')).to.deep.equal([
      { campaign: 'kampanye-b', role: 'host' },
      { campaign: 'kampanye-a', role: 'moderator' },
    ]);
    await send(platform, path, { campaign: 'kampanye-a', role: 'none' });
    expect(await grantsOf('petugas.b')).to.deep.equal([{ campaign: 'kampanye-b', role: 'host' }]);
    const account = await idOf('petugas.b');
    expect(await world.collection('staff_sessions').countDocuments({ account })).to.equal(0);
  });

  it('give a link no more power than its maker has when it is used', async () => {
    const { staff, links } = world.accounts;
    const by = async (login: string, campaign: string) => {
      const grants = [{ campaign, role: 'owner' as const }];
      const account = await idOf(login);
      return { staff: { account, name: login, role: null, grants, session: '' }, address: '' };
    };
    const top = await by('platform', '*');
    await world.signUp('pemilik.lama', 'owner', 'kampanye-a');
    await world.signUp('petugas.naik', 'host', 'kampanye-a');
    const leaving = await by('pemilik.lama', 'kampanye-a');
    const [leaver, risen] = [leaving.staff.account, await idOf('petugas.naik')];
    const tokenOf = (path: string) => path.split('/').at(-1) ?? '';
    // Kept in a drawer: one to come back by, one into an account that gets more than its maker has.
    const back = tokenOf(await staff.invite({ campaign: 'kampanye-a', role: 'owner' }, 7, leaving));
    const into = tokenOf(await staff.recover(risen, leaving));
    expect((await links.read(back)).role).to.equal('owner');
    expect(await links.readRecovery(into)).to.equal('petugas.naik');
    await staff.setRole(risen, '*', 'host', top);
    expect(await refusal(links.readRecovery(into))).to.include('LINK_INVALID');
    await staff.setRole(leaver, 'kampanye-a', null, top);
    expect(await refusal(links.read(back))).to.include('LINK_INVALID');
    // Without a role nobody but an owner of all has power over the account.
    const ofOther = await by('pemilik.a', 'kampanye-a');
    expect(await refusal(staff.recover(leaver, ofOther))).to.include('FORBIDDEN');
    expect(await staff.recover(leaver, top)).to.include('/pulihkan/');
  });

  it('keep the last owner of a campaign and of the platform', async () => {
    const own = `${PAGE}/${await idOf('pemilik.a')}/peran`;
    for (const role of ['host', 'none']) {
      const answer = await send(ofA, own, { campaign: 'kampanye-a', role });
      expect(answer.status).to.equal(409);
    }
    const top = await send(platform, `${PAGE}/${await idOf('platform')}/peran`, {
      campaign: '*',
      role: 'auditor',
    });
    expect(top.status).to.equal(409);
    expect(await grantsOf('pemilik.a')).to.deep.equal([{ campaign: 'kampanye-a', role: 'owner' }]);
  });

  it('keep one of two owners who take each other’s role at once', async () => {
    await world.signUp('pemilik.a2', 'owner', 'kampanye-a');
    const by = (login: string) => async () => {
      const account = await idOf(login);
      const grants = [{ campaign: 'kampanye-a', role: 'owner' as const }];
      return { staff: { account, name: login, role: null, grants, session: '' }, address: '' };
    };
    const logins = ['pemilik.a', 'pemilik.a2'];
    const [a, b] = [await by('pemilik.a')(), await by('pemilik.a2')()];
    const done = await Promise.allSettled([
      world.accounts.staff.setRole(b.staff.account, 'kampanye-a', null, a),
      world.accounts.staff.setRole(a.staff.account, 'kampanye-a', 'auditor', b),
    ]);
    expect(done.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    const owners = { login: { $in: logins }, 'grants.role': 'owner' };
    expect(await world.collection('accounts').countDocuments(owners)).to.equal(1);
  });

  it('keep one of two owners of whom one is disabled while the other steps down', async () => {
    await world.signUp('pemilik.b1', 'owner', 'kampanye-b');
    await world.signUp('pemilik.b2', 'owner', 'kampanye-b');
    const by = async (login: string) => {
      const grants = [{ campaign: 'kampanye-b', role: 'owner' as const }];
      const staff = { account: await idOf(login), name: login, role: null, grants, session: '' };
      return { staff, address: '' };
    };
    const [one, other] = [await by('pemilik.b1'), await by('pemilik.b2')];
    const { disable, setRole } = world.accounts.staff;
    const done = await Promise.allSettled([
      disable(other.staff.account, one),
      setRole(one.staff.account, 'kampanye-b', 'host', one),
    ]);
    expect(done.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    const refused = done.find((result) => result.status === 'rejected');
    expect(String(refused?.reason)).to.include('LAST_OWNER');
    const owner = { campaign: 'kampanye-b', role: 'owner' };
    const left = { disabledAt: null, grants: { $elemMatch: owner } };
    expect(await world.collection('accounts').countDocuments(left)).to.equal(1);
  });
});
