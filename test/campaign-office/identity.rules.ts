// What a campaign's identity may be, the contrast of its colours, and two people editing it.
import { expect } from 'chai';
import {
  colourFrom,
  isReadable,
  nearestReadable,
  pairsOf,
} from '../../server/campaign-office/colour-rules.ts';
import {
  changedFields,
  type IdentityForm,
  identityProblems,
  tidyIdentity,
} from '../../server/campaign-office/identity-rules.ts';
import { mergeEdits } from '../../server/campaign-office/merge-edits.ts';
import { contrast } from '../../server/campaigns/index.ts';

const FORM: IdentityForm = {
  name: 'Gerakan Netral',
  shortName: 'Netral',
  theme: 'ASN Netral',
  hostName: 'Instansi Uji',
  hostShort: 'IU',
  emblemText: 'INSTANSI UJI',
  legalIssuer: '',
  signatory: '',
  signature: '#C1121F',
  signatureDark: '#8F0D18',
  accent: '#7A4E17',
  ornament: '#B88A44',
};

describe('colours of a campaign', () => {
  it('are read with or without a mark, and nothing else is a colour', () => {
    expect(colourFrom(' c1121f ')).to.equal('#C1121F');
    for (const wrong of ['', '#C11', 'red', '#C1121G', '#C1121F00']) {
      expect(colourFrom(wrong), wrong).to.equal(undefined);
    }
  });

  it('of the design can be read in every pair', () => {
    const pairs = pairsOf('signature', '#C1121F');
    expect(pairs.map(({ ground, ratio }) => [ground, ratio])).to.deep.equal([
      ['paper', 5.86],
      ['shade', 5.38],
      ['white', 6.22],
    ]);
    expect(pairsOf('ornament', '#FFFFFF')).to.deep.equal([]);
    expect(identityProblems(FORM, { isSample: false })).to.deep.equal({});
  });

  it('that are too pale are refused with the nearest shade that is not', () => {
    const nearest = nearestReadable('signature', '#FFD400');
    expect(isReadable('signature', '#FFD400')).to.equal(false);
    expect(isReadable('signature', nearest)).to.equal(true);
    expect(contrast(nearest, '#F4EEE2')).to.be.within(4.5, 4.75);
    expect(identityProblems({ ...FORM, signature: '#FFD400' }, { isSample: false })).to.deep.equal({
      signature: { key: 'contrast', value: nearest },
    });
    expect(nearestReadable('accent', '#7A4E17')).to.equal('#7A4E17');
    expect(isReadable('accent', nearestReadable('accent', '#FFFFFF'))).to.equal(true);
  });
});

describe('the identity of a campaign', () => {
  it('may lack issuer and signatory, and nothing else', () => {
    const empty = tidyIdentity({ ...FORM, name: ' ', emblemText: '' });
    expect(identityProblems(empty, { isSample: false })).to.deep.equal({
      name: { key: 'empty' },
      emblemText: { key: 'empty' },
    });
  });

  it('of a sample names no issuer', () => {
    const form = { ...FORM, legalIssuer: 'Instansi Uji' };
    expect(identityProblems(form, { isSample: false })).to.deep.equal({});
    expect(identityProblems(form, { isSample: true })).to.deep.equal({
      legalIssuer: { key: 'sampleIssuer' },
    });
  });

  it('knows which fields changed', () => {
    expect(changedFields(FORM, FORM)).to.deep.equal([]);
    expect(changedFields(FORM, { ...FORM, theme: 'Lain', accent: '#000000' })).to.deep.equal([
      'theme',
      'accent',
    ]);
  });
});

describe('two editors of one form', () => {
  const base = { a: '1', b: '1', c: '1', d: '1' };

  it('keep what only one of them changed; what both did is for the second', () => {
    const stored = { ...base, a: '2', b: '2' };
    const mine = { ...base, b: '3', c: '3' };
    expect(mergeEdits(base, mine, stored)).to.deep.equal({
      form: { a: '2', b: '3', c: '3', d: '1' },
      both: ['b'],
      theirs: ['a'],
    });
  });

  it('agree where both typed the same', () => {
    const same = { ...base, a: '2' };
    expect(mergeEdits(base, same, same)).to.deep.equal({ form: same, both: [], theirs: [] });
  });

  it('lose nothing where nobody knows what the second one saw', () => {
    const mine = { ...base, a: '3' };
    const stored = { ...base, b: '2' };
    expect(mergeEdits({}, mine, stored)).to.deep.equal({
      form: mine,
      both: ['a', 'b'],
      theirs: [],
    });
  });
});
