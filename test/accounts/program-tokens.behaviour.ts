// Personal tokens for programs: shown once, with what they may do and their end, never beyond what
// their owner may do at that moment.
import { expect } from 'chai';
import { signInStaff } from '../control/staff-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { movableClock } from '../support/http.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const SELF = '/kendali/saya';
const DAY_MS = 24 * 3600_000;

describe('tokens for programs', function () {
  this.timeout(60_000);
  let app: TestApp;
  const clock = movableClock('2020-09-01T02:00:00.000Z');
  before(async () => {
    app = await startApp({ clock });
  });
  after(() => app?.stop());

  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const rehearse = async (token: string) =>
    (
      await fetch(`${app.url}/api/v1/rehearsals`, {
        method: 'POST',
        headers: { ...bearer(token), 'content-type': 'application/json' },
        body: JSON.stringify({ officials: 1 }),
      })
    ).status;
  const read = async (token: string, what: string) =>
    (
      await fetch(`${app.url}/api/v1/sessions/${app.session()._id}/${what}`, {
        headers: bearer(token),
      })
    ).status;
  const make = async (browser: TestBrowser, scopes: string, days = '30') => {
    const fields = { label: 'Uji', scopes, days };
    const { text } = await browser.submit(SELF, fields, { action: `${SELF}/token` });
    return /value="(ikrar_[\w-]+)" readonly/.exec(text)?.[1] ?? '';
  };
  const tokens = () => app.database.connection.collection('program_tokens');
  const accounts = () => app.database.connection.collection('accounts');

  it('do what they were given and nothing else; kept as a hash, with their last use', async () => {
    const owner = await signInStaff(app, 'pemilik.token', 'owner');
    const token = await make(owner, 'read:reports');
    expect(await read(token, 'attendance')).to.equal(200);
    expect(await read(token, 'evidence.zip')).to.equal(403);
    expect(await rehearse(token)).to.equal(403);
    expect(await read(`${token.slice(0, -1)}_`, 'attendance')).to.equal(401);
    const stored = await tokens().findOne({});
    expect(JSON.stringify(stored)).not.to.include(token);
    expect(stored?.lastUsedAt).to.deep.equal(clock.now());
    expect((await owner.open(SELF)).text).not.to.include('ikrar_');
  });

  it('need something to do', async () => {
    const owner = await signInStaff(app, 'pemilik.kosong', 'owner');
    const fields = { label: '', days: '1' };
    const answer = await owner.submit(SELF, fields, { action: `${SELF}/token` });
    expect(answer.status).to.equal(400);
    expect(answer.text).to.include('Centang paling sedikit satu');
  });

  it('end on their day, by their owner’s hand, and not by somebody else’s', async () => {
    const owner = await signInStaff(app, 'pemilik.akhir', 'owner');
    const [day, ended] = [await make(owner, 'read:reports', '1'), await make(owner, 'rehearse')];
    const other = await signInStaff(app, 'orang.lain');
    const account = await accounts().findOne({ login: 'pemilik.akhir' });
    const kept = await tokens().findOne({ account: account?._id, scopes: 'rehearse' });
    const path = `${SELF}/token/${kept?._id}/akhiri`;
    const _csrf = /name="_csrf" value="([^"]+)"/.exec((await other.open(SELF)).text)?.[1] ?? '';
    expect((await other.post(path, { _csrf })).status).to.equal(404);
    expect(await rehearse(ended)).to.equal(201);
    await owner.submit(SELF, {}, { action: path });
    expect(await rehearse(ended)).to.equal(401);
    expect(await read(day, 'attendance')).to.equal(200);
    clock.advance(DAY_MS);
    expect(await read(day, 'attendance')).to.equal(401);
  });

  it('reach no further than their owner’s role in the session’s campaign', async () => {
    const auditor = await signInStaff(app, 'auditor.token', 'auditor');
    const token = await make(auditor, 'rehearse');
    expect(await rehearse(token)).to.equal(403);
    const reading = await make(auditor, 'read:reports');
    expect(await read(reading, 'attendance')).to.equal(200);
    const role = (grants: object[]) =>
      accounts().updateOne({ login: 'auditor.token' }, { $set: { grants } });
    await role([{ campaign: 'kampanye-lain', role: 'owner' }]);
    expect(await read(reading, 'attendance')).to.equal(403);
    await role([{ campaign: app.session().campaign, role: 'host' }]);
    expect(await read(reading, 'attendance')).to.equal(200);
    await accounts().updateOne({ login: 'auditor.token' }, { $set: { disabledAt: new Date() } });
    expect(await read(reading, 'attendance')).to.equal(401);
  });

  it('end when the account is recovered: somebody else may have made them', async () => {
    const owner = await signInStaff(app, 'pemilik.pulih', 'owner');
    const token = await make(owner, 'read:reports');
    expect(await read(token, 'attendance')).to.equal(200);
    const account = await accounts().findOne({ login: 'pemilik.pulih' });
    const by = { account: String(account?._id), name: 'x', role: null, session: '' };
    const grants = [{ campaign: '*', role: 'owner' as const }];
    const path = await app.ikrar.accounts.staff.recover(by.account, {
      staff: { ...by, grants },
      address: '',
    });
    const password = 'sandi setelah pulih';
    await app.visitor().submit(path, { password });
    expect(await read(token, 'attendance')).to.equal(401);
  });
});
