// An owner's token for programs: it opens the rehearsal's API from any machine, for owners only.
import { expect } from 'chai';
import { startApp, type TestApp } from '../support/start-app.ts';

describe('tokens for programs', function () {
  this.timeout(60_000);
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app?.stop());

  const create = (token: string) =>
    fetch(`${app.url}/api/v1/rehearsals`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ officials: 1 }),
    });

  const signUp = async (role: 'owner' | 'host') => {
    const visitor = app.visitor();
    const link = app.ikrar.accounts.makeLink(role);
    const fields = { name: 'Petugas Uji', login: `${role}.uji`, password: 'sandi yang panjang' };
    const where = { mode: 'new' };
    expect((await visitor.submit(link, fields, { where })).status).to.be.oneOf([200, 303]);
    return visitor;
  };

  it('are shown once to an owner, and open the API until the account is disabled', async () => {
    const owner = await signUp('owner');
    const page = await owner.submit('/kendali/akun', {}, { action: '/kendali/akun/token' });
    const token = /value="([\w.-]+)" readonly/.exec(page.text)?.[1] ?? '';
    expect((await create(token)).status).to.equal(201);
    expect((await create(`${token}x`)).status).to.equal(401);
    const accounts = app.database.connection.collection('accounts');
    await accounts.updateOne({ login: 'owner.uji' }, { $set: { disabledAt: new Date() } });
    expect((await create(token)).status).to.equal(401);
  });

  it('are not for hosts', async () => {
    const host = await signUp('host');
    expect((await host.open('/kendali/akun')).status).to.equal(403);
  });
});
