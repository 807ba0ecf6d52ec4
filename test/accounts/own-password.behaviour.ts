// One's own password: changed by who knows the present one, and everything that stood on the old one
// ends: other sign-ins, sign-ins half-way, links for recovery.
import { expect } from 'chai';
import type { TestBrowser } from '../support/browser.ts';
import { type AccountWorld, createAccountWorld, PASSWORD } from './account-world.ts';

const SELF = '/kendali/saya';
const ACTION = `${SELF}/sandi`;
const NEXT = 'sandi lain yang panjang';

describe('one’s own password', function () {
  this.timeout(60_000);
  let world: AccountWorld;
  let owner: TestBrowser;
  before(async () => {
    world = await createAccountWorld();
    owner = (await world.signUp('pengganti')).visitor;
  });
  after(() => world.stop());

  const change = (present: string, next: string) =>
    owner.submit(SELF, { present, next }, { action: ACTION });
  const signIn = async (password: string) => {
    const visitor = world.browser();
    const { url } = await visitor.submit('/masuk', { login: 'pengganti', password });
    return { visitor, isIn: url.pathname === '/kendali' };
  };
  const hash = async () =>
    (await world.collection('accounts').findOne({ login: 'pengganti' }))?.passwordHash;

  const wrong: [string, string, string, number, string][] = [
    ['a present password that is wrong', 'bukan kata sandinya', NEXT, 401, 'sekarang Anda pakai'],
    ['a new one that is too short', PASSWORD, 'pendek', 400, '12 karakter'],
    ['a new one that is the old one', PASSWORD, PASSWORD, 400, 'harus berbeda'],
  ];
  for (const [title, present, next, status, text] of wrong) {
    it(`refuses ${title}, and shows no password again`, async () => {
      const before = await hash();
      const answer = await change(present, next);
      expect(answer.status).to.equal(status);
      expect(answer.text).to.include(text).and.include('role="alert"');
      expect(answer.text).not.to.include(`value="${PASSWORD}"`);
      expect(await hash()).to.equal(before);
    });
  }

  it('changes it, keeps this device and ends what stood on the old one', async () => {
    const elsewhere = (await signIn(PASSWORD)).visitor;
    const account = await world.collection('accounts').findOne({ login: 'pengganti' });
    const staff = { account: String(account?._id), name: 'x', role: null, session: '' };
    const grants = [{ campaign: '*', role: 'owner' as const }];
    const recovery = await world.accounts.staff.recover(String(account?._id), {
      staff: { ...staff, grants },
      address: '',
    });
    world.clock.advance(1_000);
    const done = await change(PASSWORD, NEXT);
    expect(done.status).to.equal(200);
    expect(done.text).to.include('Kata sandi sudah diganti');
    expect((await owner.open(SELF)).url.pathname).to.equal(SELF);
    expect((await elsewhere.open(SELF)).url.pathname).to.equal('/masuk');
    expect((await world.browser().open(recovery)).status).to.equal(410);
    expect((await signIn(PASSWORD)).isIn).to.equal(false);
    expect((await signIn(NEXT)).isIn).to.equal(true);
    const [event] = await world.collection('audit').find().sort({ $natural: -1 }).toArray();
    expect(event).to.include({ event: 'account.password-changed' });
    expect(event?.actor).to.include({ id: String(account?._id) });
  });

  it('is guessed no faster than at the door, and both count together', async () => {
    for (let guess = 0; guess < 10; guess++) {
      expect((await change('bukan kata sandinya', `${NEXT} lagi`)).status).to.equal(401);
    }
    expect((await change(NEXT, `${NEXT} lagi`)).status).to.equal(429);
    expect((await signIn(NEXT)).isIn).to.equal(false);
    world.clock.advance(15 * 60_000);
    expect((await signIn(NEXT)).isIn).to.equal(true);
  });
});
