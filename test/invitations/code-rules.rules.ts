// Invitation codes: the alphabet, the check character, and how forgiving typing is.
import { expect } from 'chai';
import fc from 'fast-check';
import {
  CODE_ALPHABET,
  checkCharacter,
  deriveCode,
  formatCode,
  hashCode,
  normaliseCode,
} from '../../server/invitations/code-rules.ts';

const secret = Buffer.alloc(32, 1);
const someCode = fc
  .tuple(fc.string({ minLength: 1 }), fc.nat(50))
  .map(([seat, issue]) => deriveCode(secret, seat, issue));

describe('invitation codes', () => {
  it('have 8 characters without look-alikes and read back', () => {
    fc.assert(
      fc.property(someCode, (code) => {
        expect(code).to.match(new RegExp(`^[${CODE_ALPHABET}]{8}$`));
        expect(code).to.not.match(/[01OIL]/);
        expect(normaliseCode(code)).to.equal(code);
        expect(normaliseCode(` ${formatCode(code).toLowerCase()} `)).to.equal(code);
      }),
    );
  });

  it('catch every single wrong character', () => {
    fc.assert(
      fc.property(someCode, fc.nat(7), fc.constantFrom(...CODE_ALPHABET), (code, place, letter) => {
        fc.pre(code[place] !== letter);
        const wrong = code.slice(0, place) + letter + code.slice(place + 1);
        expect(normaliseCode(wrong)).to.equal(undefined);
      }),
    );
  });

  it('catch every exchange of two neighbours in the body', () => {
    fc.assert(
      fc.property(someCode, fc.nat(5), (code, place) => {
        const [a = '', b = ''] = [code[place], code[place + 1]];
        fc.pre(a !== b);
        const wrong = code.slice(0, place) + b + a + code.slice(place + 2);
        expect(normaliseCode(wrong)).to.equal(undefined);
      }),
    );
  });

  it('refuse other lengths and characters', () => {
    for (const typed of ['', 'ABC', 'ABCDEFGHJ', 'OOOOOOOO', 'ÀÀÀÀÀÀÀÀ', '<script>']) {
      expect(normaliseCode(typed), typed).to.equal(undefined);
    }
  });

  it('follow from seat, issue and secret, as committed', () => {
    // Vectors: a change here would turn every printed letter into waste paper.
    expect(deriveCode(secret, 'seat-one', 1)).to.equal('BCRMHZKM');
    expect(deriveCode(secret, 'seat-one', 2)).to.not.equal(deriveCode(secret, 'seat-one', 1));
    expect(deriveCode(Buffer.alloc(32, 2), 'seat-one', 1)).to.not.equal(
      deriveCode(secret, 'seat-one', 1),
    );
    expect(hashCode(secret, 'ABCDEFGH')).to.match(/^[0-9a-f]{64}$/);
    expect(checkCharacter('AAAAAAA')).to.equal('A');
  });
});
