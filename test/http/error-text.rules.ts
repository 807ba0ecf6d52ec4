// Every refusal has its sentence, and no sentence is left over.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { AppError } from '../../server/core/app-error.ts';
import { loadCatalogue } from '../../server/http/catalogue.ts';
import { createErrorText } from '../../server/http/error-text.ts';
import { type ErrorCode, errorStatus } from '../../server/protocol/error-codes.ts';

const dir = fileURLToPath(new URL('../../templates/catalogue', import.meta.url));
const text = createErrorText(loadCatalogue(dir, { strict: true }));

describe('texts of refusals', () => {
  it('exist in Indonesian for every code, and for no other', () => {
    const errors = JSON.parse(readFileSync(`${dir}/id/errors.json`, 'utf8'));
    expect(Object.keys(errors).sort()).to.deep.equal(Object.keys(errorStatus).sort());
    for (const code of Object.keys(errorStatus) as ErrorCode[]) {
      const { title, detail } = text(
        new AppError(code, {
          limit: 200,
          max: 40,
          name: 'Petugas',
          rows: 300,
          because: 'Sebab.',
          scope: 'rehearse',
          seconds: 60,
        }),
        'id',
      );
      for (const sentence of [title, detail]) {
        expect(sentence, code)
          .to.match(/^\p{Lu}.{5,}/u)
          .and.not.match(/[{}!]/);
      }
    }
  });

  it('say why the machine refuses a step', () => {
    const refusal = new AppError('TRANSITION_ILLEGAL', { reason: 'clauses-not-read' });
    expect(text(refusal, 'id').detail).to.equal('Ikrar belum selesai dibacakan sampai penutup.');
    expect(text(refusal, 'en').detail).to.equal(
      'The declaration has not been read to its closing.',
    );
  });
});
