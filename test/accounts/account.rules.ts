// Logins, names, passwords and the limits on guessing, as pure rules.
import { expect } from 'chai';
import { checkPassword, parseLogin, parseStaffName } from '../../server/accounts/account-rules.ts';
import { DUMMY_HASH, hashPassword, verifyPassword } from '../../server/accounts/passwords.ts';
import { createRateLimits } from '../../server/http/rate-limits.ts';
import { movableClock } from '../support/http.ts';

const codeOf = (run: () => unknown): string => {
  try {
    run();
    return 'accepted';
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown';
  }
};

describe('rules of staff accounts', () => {
  it('keep logins lower-case and plain', () => {
    expect(parseLogin('  Ketua.Tim@KASN ')).to.equal('ketua.tim@kasn');
    for (const login of ['', 'ab', 'a b c', '.titik', 'naïve', 'x'.repeat(65), "a'b"]) {
      expect(codeOf(() => parseLogin(login))).to.equal('LOGIN_FORMAT');
    }
  });

  it('take names as they are written, without invisible characters', () => {
    expect(parseStaffName('  Sekretariat   KASN ')).to.equal('Sekretariat KASN');
    expect(codeOf(() => parseStaffName('a\nb'))).to.equal('NAME_CONTROL_CHARACTERS');
    expect(codeOf(() => parseStaffName('a\u200Db'))).to.equal('NAME_CONTROL_CHARACTERS');
    expect(codeOf(() => parseStaffName('n'.repeat(120)))).to.equal('accepted');
    expect(codeOf(() => parseStaffName('n'.repeat(121)))).to.equal('NAME_TOO_LONG');
  });

  it('ask twelve characters of a password, counted as people count', () => {
    expect(codeOf(() => checkPassword('12345678901'))).to.equal('PASSWORD_SHORT');
    expect(codeOf(() => checkPassword('😀'.repeat(11)))).to.equal('PASSWORD_SHORT');
    expect(codeOf(() => checkPassword('dua belas ok'))).to.equal('accepted');
  });

  it('check an unknown login against a hash of the same cost', async () => {
    const parameters = (hash: string) => hash.split('$').slice(0, 4).join('$');
    const hash = await hashPassword('sandi panjang sekali');
    expect(parameters(DUMMY_HASH)).to.equal(parameters(hash));
    expect(await verifyPassword(hash, 'sandi panjang sekali')).to.equal(true);
    expect(await verifyPassword(hash, 'sandi panjang sekal1')).to.equal(false);
    expect(await verifyPassword(undefined, 'sandi panjang sekali')).to.equal(false);
  });
});

describe('limits on guessing', () => {
  it('stop a key at its failures, free it after the window or a success', () => {
    const clock = movableClock('2020-10-07T02:00:00.000Z');
    const { signIn } = createRateLimits(clock);
    for (let failure = 0; failure < 10; failure += 1) {
      expect(codeOf(() => signIn.check('a'))).to.equal('accepted');
      signIn.fail('a');
    }
    expect(codeOf(() => signIn.check('a'))).to.equal('TOO_MANY_ATTEMPTS');
    expect(codeOf(() => signIn.check('b'))).to.equal('accepted');
    clock.advance(15 * 60_000 - 1);
    expect(codeOf(() => signIn.check('a'))).to.equal('TOO_MANY_ATTEMPTS');
    clock.advance(1);
    expect(codeOf(() => signIn.check('a'))).to.equal('accepted');
    for (let failure = 0; failure < 10; failure += 1) signIn.fail('a');
    signIn.clear('a');
    expect(codeOf(() => signIn.check('a'))).to.equal('accepted');
  });

  it('leave an office behind one address alone: hundreds of failures are needed', () => {
    const { code } = createRateLimits(movableClock('2020-10-07T02:00:00.000Z'));
    for (let failure = 0; failure < 299; failure += 1) code.fail('10.0.0.1');
    expect(codeOf(() => code.check('10.0.0.1'))).to.equal('accepted');
    code.fail('10.0.0.1');
    expect(codeOf(() => code.check('10.0.0.1'))).to.equal('TOO_MANY_ATTEMPTS');
  });
});
