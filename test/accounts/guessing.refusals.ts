// No account can be guessed: what is wrong is answered alike and in the same time, whether there is
// such an account, it is disabled, or the password is wrong; and guessing is slowed down for all.
import { expect } from 'chai';
import { type AccountWorld, createAccountWorld, PASSWORD } from './account-world.ts';

const ROUNDS = 9;

describe('guessing accounts', function () {
  this.timeout(60_000);
  let world: AccountWorld;
  before(async () => {
    world = await createAccountWorld();
    await world.signUp('yang.ada', 'host');
    await world.signUp('yang.mati', 'host');
    const disabled = { $set: { disabledAt: new Date() } };
    await world.collection('accounts').updateOne({ login: 'yang.mati' }, disabled);
  });
  after(() => world.stop());

  const answerTo = async (login: string, password = 'bukan kata sandinya') => {
    const { status, text } = await world.browser().submit('/masuk', { login, password });
    const bare = text.replace(/value="[^"]*"/g, '').replace(/content="[^"]*"/g, '');
    return { status, bare };
  };

  it('is told nothing by the answers', async () => {
    const wrong = await answerTo('yang.ada');
    expect(wrong.status).to.equal(401);
    for (const login of ['tidak.ada', 'yang.mati', '', 'bukan nama masuk', 'x'.repeat(200)]) {
      expect(await answerTo(login), login).to.deep.equal(wrong);
    }
    // A disabled account's right password is worth as little as a wrong one.
    expect(await answerTo('yang.mati', PASSWORD)).to.deep.equal(wrong);
  });

  it('is told nothing by the time they take', async () => {
    const took = async (login: string): Promise<number> => {
      const from = performance.now();
      const given = { login, password: 'bukan', address: '192.0.2.1', userAgent: '' };
      await world.accounts.signIn.authenticate(given).catch(() => undefined);
      return performance.now() - from;
    };
    const times: Record<string, number[]> = { 'yang.ada': [], 'yang.mati': [], 'tidak.ada': [] };
    // In turn, so that whatever else the machine does hits all alike; the quickest is the work.
    for (let round = 0; round < ROUNDS; round++) {
      for (const [login, list] of Object.entries(times)) list.push(await took(login));
      world.clock.advance(15 * 60_000);
    }
    const least = Object.values(times).map((list) => Math.min(...list));
    expect(Math.max(...least) / Math.min(...least), `${least}`).to.be.below(2);
  });

  it('is slowed down for accounts that there are not, as for those that there are', async () => {
    const statuses = async (login: string) => {
      const found: number[] = [];
      for (let guess = 0; guess < 11; guess++) found.push((await answerTo(login)).status);
      return found;
    };
    const [known, unknown] = [await statuses('yang.ada'), await statuses('tak.dikenal')];
    expect(unknown).to.deep.equal(known);
    expect(known.at(-1)).to.equal(429);
    // Another way of writing the same login is the same login.
    expect((await answerTo('  YANG.ADA ')).status).to.equal(429);
  });

  it('locks nobody out: the account’s own address is counted for itself', async () => {
    await world.signUp('yang.diganggu', 'host');
    const enter = (address: string, password: string) => {
      const given = { login: 'yang.diganggu', password, address, userAgent: '' };
      return world.accounts.signIn.signIn(given).then(
        () => 'in',
        (error: unknown) => String(error),
      );
    };
    for (let guess = 0; guess < 10; guess++) await enter('192.0.2.66', 'bukan kata sandinya');
    expect(await enter('192.0.2.66', PASSWORD)).to.include('TOO_MANY_ATTEMPTS');
    expect(await enter('198.51.100.7', PASSWORD)).to.equal('in');
  });
});
