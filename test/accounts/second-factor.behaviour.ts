// The second factor and recovery: added by its code, asked for at sign-in, used once, throttled;
// codes and links that are forged, used, late or of somebody else are refused.
import { expect } from 'chai';
import { Secret, TOTP } from 'otpauth';
import type { TestBrowser } from '../support/browser.ts';
import { type AccountWorld, createAccountWorld, PASSWORD } from './account-world.ts';

const SELF = '/kendali/saya';
const FACTOR = `${SELF}/langkah-kedua`;

describe('the second factor', function () {
  this.timeout(60_000);
  let world: AccountWorld;
  let owner: TestBrowser;
  let secret: string;
  let codes: string[];
  before(async () => {
    world = await createAccountWorld();
    owner = (await world.signUp('dua.langkah')).visitor;
  });
  after(() => world.stop());

  /** The code of the step `steps` from now. */
  const codeAt = (steps = 0) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({
      timestamp: world.clock.now().getTime() + steps * 30_000,
    });
  const next = () => world.clock.advance(60_000);
  const password = async (visitor: TestBrowser) =>
    visitor.submit('/masuk', { login: 'dua.langkah', password: PASSWORD });
  const signIn = async (code: string) => {
    const visitor = world.browser();
    expect((await password(visitor)).url.pathname).to.equal('/masuk/kode');
    return visitor.submit('/masuk/kode', { code });
  };
  const account = () => world.collection('accounts').findOne({ login: 'dua.langkah' });
  const ended = async (visitor: TestBrowser) =>
    (await visitor.open(SELF)).url.pathname === '/masuk';

  it('is offered as a QR code and as text, and added by its code only', async () => {
    const page = await owner.submit(SELF, {}, { action: `${FACTOR}/mulai` });
    secret = (/<code>([A-Z2-7 ]+)<\/code>/.exec(page.text)?.[1] ?? '').replace(/ /g, '');
    expect(secret).to.have.length(32);
    expect(page.text).to.include('class="qr"');
    const wrong = await owner.submit(SELF, { code: '000000' }, { action: FACTOR });
    expect(wrong.status).to.equal(401);
    expect(wrong.text).to.include('role="alert"');
    const elsewhere = world.browser();
    await password(elsewhere);
    const done = await owner.submit(SELF, { code: codeAt() }, { action: FACTOR });
    expect(done.status).to.equal(200);
    codes = [...done.text.matchAll(/<li>([A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4})<\/li>/g)].map(
      ([, code]) => code ?? '',
    );
    expect(new Set(codes).size).to.equal(10);
    expect((await owner.open(SELF)).text).not.to.include(codes[0]);
    expect(await ended(elsewhere), 'a sign-in without a code').to.equal(true);
  });

  it('keeps neither secret nor recovery codes readable in the database', async () => {
    const stored = JSON.stringify(await account());
    expect(stored).not.to.include(secret);
    for (const code of codes) expect(stored).not.to.include(code.replaceAll('-', ''));
  });

  it('is asked for after the password, with one step of drift to either side', async () => {
    for (const steps of [-1, 0, 1]) {
      next();
      next();
      expect((await signIn(codeAt(steps))).url.pathname, `${steps}`).to.equal('/kendali');
    }
    next();
    for (const steps of [-2, 2]) expect((await signIn(codeAt(steps))).status).to.equal(401);
  });

  it('takes no code twice, also not from two at once', async () => {
    next();
    next();
    const code = codeAt();
    const both = await Promise.all([signIn(code), signIn(code)]);
    expect(both.filter(({ url }) => url.pathname === '/kendali')).to.have.length(1);
    expect((await signIn(codeAt(-1))).status, 'an earlier step').to.equal(401);
  });

  it('takes each recovery code once, as it is typed, and says how many are left', async () => {
    const typed = (codes[0] ?? '').toLowerCase().replaceAll('-', ' ');
    expect((await signIn(typed)).url.pathname).to.equal('/kendali');
    expect((await signIn(codes[0] ?? '')).status).to.equal(401);
    const both = await Promise.all([signIn(codes[1] ?? ''), signIn(codes[1] ?? '')]);
    expect(both.filter(({ url }) => url.pathname === '/kendali')).to.have.length(1);
    expect((await owner.open(SELF)).text).to.include('tersisa: 8');
    const events = await world.collection('audit').find().toArray();
    const used = events.filter(({ event }) => event === 'account.recovery-code-used');
    expect(used.map(({ data }) => data.left)).to.deep.equal([9, 8]);
  });

  it('renews recovery codes by a code, and says in the audit what was done', async () => {
    next();
    next();
    const action = `${FACTOR}/pemulihan`;
    const { text } = await owner.submit(SELF, { code: codeAt() }, { action });
    const renewed = [...text.matchAll(/<li>([A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4})<\/li>/g)];
    expect(renewed).to.have.length(10);
    expect((await signIn(codes[2] ?? '')).status, 'an old one').to.equal(401);
    codes = renewed.map(([, code]) => code ?? '');
    const own = await account();
    const events = await world.collection('audit').find({ 'actor.id': own?._id }).toArray();
    expect(events.map(({ event }) => event)).to.include.members([
      'account.second-factor-added',
      'account.recovery-codes-made',
    ]);
  });

  it('is removed by a code only, and can be added again', async () => {
    const stranger = (await world.signUp('pelepas')).visitor;
    const begun = await stranger.submit(SELF, {}, { action: `${FACTOR}/mulai` });
    const own = (/<code>([A-Z2-7 ]+)<\/code>/.exec(begun.text)?.[1] ?? '').replace(/ /g, '');
    const at = () => ({ timestamp: world.clock.now().getTime() });
    const made = () => new TOTP({ secret: Secret.fromBase32(own) }).generate(at());
    await stranger.submit(SELF, { code: made() }, { action: FACTOR });
    next();
    const lepas = { action: `${FACTOR}/lepas` };
    expect((await stranger.submit(SELF, { code: '123456' }, lepas)).status).to.equal(401);
    const done = await stranger.submit(SELF, { code: made() }, lepas);
    expect(done.text).to.include('sudah dilepas');
    const events = await world.collection('audit').find().toArray();
    const removed = events.filter(({ event }) => event === 'account.second-factor-removed');
    expect(removed).to.have.length(1);
  });

  it('throttles codes in the database, the right one too, and lets in again later', async () => {
    next();
    world.clock.advance(15 * 60_000);
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect((await signIn('123456')).status).to.equal(401);
    }
    expect((await signIn(codeAt())).status).to.equal(429);
    world.clock.advance(15 * 60_000);
    expect((await signIn(codeAt())).url.pathname).to.equal('/kendali');
  });

  it('needs the password first: no cookie, a forged one, a late one', async () => {
    const stranger = world.browser();
    expect((await stranger.open('/masuk/kode')).url.pathname).to.equal('/masuk');
    const visitor = world.browser();
    await password(visitor);
    world.clock.advance(601_000);
    expect((await visitor.open('/masuk/kode')).url.pathname).to.equal('/masuk');
    expect(await world.accounts.signIn.isAtSecondStep('e30.AAAA')).to.equal(false);
  });

  it('is asked for when an invitation is taken by this account', async () => {
    next();
    const path = world.accounts.makeLink('host', 'kampanye-a');
    const fields = { login: 'dua.langkah', password: PASSWORD };
    const where = { mode: 'existing' };
    const without = await world.browser().submit(path, { ...fields, code: '' }, { where });
    expect(without.status).to.equal(401);
    const withCode = await world.browser().submit(path, { ...fields, code: codeAt() }, { where });
    expect(withCode.url.pathname).to.equal('/kendali');
  });

  it('shows devices with their last use; one and all others can be ended', async () => {
    next();
    const list = (await owner.open(SELF)).text;
    expect(list).to.include('(perangkat ini)').and.include('Terakhir dipakai');
    const action = /action="(\/kendali\/saya\/perangkat\/[0-9a-f]{64}\/akhiri)"/.exec(list)?.[1];
    const count = () => world.collection('staff_sessions').countDocuments();
    const before = await count();
    await owner.submit(SELF, {}, { action: action ?? '' });
    expect(await count()).to.equal(before - 1);
    const stranger = (await world.signUp('orang.lain', 'host')).visitor;
    const { text } = await stranger.open(SELF);
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const foreign = (await world.collection('staff_sessions').find().toArray()).at(0)?._id;
    const refused = await stranger.post(`${SELF}/perangkat/${foreign}/akhiri`, { _csrf });
    expect(refused.status).to.equal(404);
    await owner.submit(SELF, {}, { action: `${SELF}/perangkat/akhiri-lain` });
    const own = await account();
    const left = await world.collection('staff_sessions').countDocuments({ account: own?._id });
    expect(left).to.equal(1);
  });

  it('an owner’s recovery link sets a password once, and ends factor and sign-ins', async () => {
    const second = (await world.signUp('pemilik.lain')).visitor;
    const own = await account();
    const action = `/kendali/akun/${own?._id}/pulihkan`;
    const link = async () => {
      const { text } = await second.submit('/kendali/akun', {}, { action });
      return /https:\/\/ikrar\.example(\/pulihkan\/[\w.-]+)/.exec(text)?.[1] ?? '';
    };
    const [first, other] = [await link(), await link()];
    const forged = `${first.slice(0, -3)}${first.endsWith('AAA') ? 'BBB' : 'AAA'}`;
    expect((await world.browser().open(forged)).status).to.equal(410);
    const visitor = world.browser();
    expect((await visitor.submit(first, { password: 'pendek' })).status).to.equal(400);
    world.clock.advance(1000);
    const done = await visitor.submit(first, { password: 'sandi yang baru sekali' });
    expect(done.url.pathname).to.equal('/kendali');
    expect(await ended(owner)).to.equal(true);
    expect((await account())?.secondFactor).to.equal(undefined);
    expect((await world.browser().open(first)).status, 'used').to.equal(410);
    expect((await world.browser().open(other)).status, 'of before the new password').to.equal(410);
    const late = await link();
    world.clock.advance(24 * 60 * 60_000);
    expect((await world.browser().open(late)).status, 'late').to.equal(410);
  });
});
