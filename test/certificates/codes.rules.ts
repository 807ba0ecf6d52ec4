// Codes and numbers: their form, how forgiving they are when typed, and their randomness.
import { expect } from 'chai';
import fc from 'fast-check';
import {
  certificateNumber,
  newCertificateCode,
  newShortCode,
  printedCode,
  readCode,
} from '../../server/certificates/codes.ts';
import { systemRandom } from '../../server/core/random.ts';

describe('certificate codes', () => {
  it('have 26 and 12 characters without look-alikes', () => {
    expect(newCertificateCode(systemRandom)).to.match(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(newShortCode(systemRandom)).to.match(/^[0-9A-HJKMNP-TV-Z]{12}$/);
  });

  it('take five bits of every random byte, evenly', () => {
    const every = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    const seen = new Map<string, number>();
    for (let i = 0; i < 256; i += 1) {
      const code = newShortCode(() => Buffer.alloc(12, every[i]));
      seen.set(code, (seen.get(code) ?? 0) + 1);
    }
    expect(seen.size).to.equal(32);
    expect([...seen.values()].every((count) => count === 8)).to.equal(true);
  });

  it('are read in any case, with spaces and hyphens, and with look-alikes', () => {
    const digit = fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ');
    const code = fc.array(digit, { minLength: 12, maxLength: 12 }).map((list) => list.join(''));
    fc.assert(
      fc.property(code, (short) => {
        const typed = ` ${printedCode(short).toLowerCase().replaceAll('0', 'o')} `;
        expect(readCode(typed.replaceAll('1', 'l'))).to.deep.equal({ form: 'short', code: short });
      }),
    );
  });

  it('are refused in any other form', () => {
    for (const wrong of [
      '',
      'ABC',
      'U'.repeat(26),
      `${'A'.repeat(26)}B`,
      '<script>',
      'A'.repeat(500),
    ]) {
      expect(readCode(wrong)).to.equal(undefined);
    }
    fc.assert(fc.property(fc.string(), (text) => void readCode(text)));
  });

  it('number certificates by day, kind and sequence, samples apart', () => {
    const facts = {
      kind: 'declaration',
      date: '2020-10-07',
      sequence: 123,
      sample: false,
    } as const;
    expect(certificateNumber(facts)).to.equal('IKR-2020-10-07-D-000123');
    const sample = certificateNumber({ ...facts, kind: 'participation', sample: true });
    expect(sample).to.equal('IKR-CONTOH-2020-10-07-P-000123');
    expect(() => certificateNumber({ ...facts, sequence: 0 })).to.throw(RangeError);
  });
});
