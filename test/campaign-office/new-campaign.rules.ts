// What a new campaign may be called, which day and address its sessions get, what a clone keeps.
import { expect } from 'chai';
import {
  cloneOf,
  daysBetween,
  isDay,
  newCampaign,
  newCampaignProblems,
  plusDays,
  sessionSlug,
  tidyForm,
} from '../../server/campaign-office/new-campaign-rules.ts';
import { slugFrom } from '../../server/campaign-office/text-rules.ts';
import { readCampaignFile } from '../../server/campaigns/campaign-file.ts';
import { campaignFromFile } from '../../server/campaigns/index.ts';

const FORM = {
  name: 'Gerakan Netral 2027',
  shortName: 'Netral 2027',
  theme: 'ASN Netral',
  slug: '',
  hostName: 'Badan Kepegawaian Negara',
  hostShort: 'BKN',
  date: '2027-03-01',
};

describe('a new campaign', () => {
  it('gets its address from its name where none is typed', () => {
    expect(tidyForm(FORM).slug).to.equal('gerakan-netral-2027');
    expect(tidyForm({ ...FORM, slug: ' Netral-27 ' }).slug).to.equal('netral-27');
    expect(slugFrom('Pemilihan "Kepala Daerah", Édisi 2')).to.equal(
      'pemilihan-kepala-daerah-edisi-2',
    );
    expect(slugFrom('日本')).to.equal('');
  });

  it('is on a day that there is, whatever was typed', () => {
    for (const bad of [
      '2027-13-01',
      '2027-02-30',
      '2027-00-10',
      '0000-00-00',
      '1999-12-31',
      '9999-12-31',
      '1 Maret 2027',
      '',
    ]) {
      expect(isDay(bad), bad).to.equal(false);
      expect(newCampaignProblems(tidyForm({ ...FORM, date: bad }), true).date?.key).to.equal(
        'date',
      );
    }
    expect(isDay('2028-02-29')).to.equal(true);
  });

  it('takes texts as they are printed', () => {
    const { name, problems } = {
      name: tidyForm({ ...FORM, name: '  Gerakan \n Netral ' }).name,
      problems: newCampaignProblems(tidyForm(FORM), true),
    };
    expect(name).to.equal('Gerakan Netral');
    expect(problems).to.deep.equal({});
  });

  it('names what is missing, too long, not printable or no address', () => {
    const wrong = {
      ...FORM,
      name: '',
      theme: 'x'.repeat(161),
      hostShort: 'B\u0000KN',
      slug: 'a_b',
    };
    expect(newCampaignProblems(tidyForm(wrong), false)).to.deep.equal({
      name: { key: 'empty' },
      theme: { key: 'long', max: 160 },
      hostShort: { key: 'characters' },
    });
    expect(newCampaignProblems(tidyForm({ ...FORM, slug: 'a_b' }), false)).to.deep.equal({
      slug: { key: 'slug' },
    });
  });

  it('needs a real day only where sessions are cloned', () => {
    const form = tidyForm({ ...FORM, date: '2027-02-30' });
    expect(newCampaignProblems(form, false)).to.deep.equal({});
    expect(newCampaignProblems(form, true)).to.deep.equal({ date: { key: 'date' } });
    expect(isDay('2028-02-29')).to.equal(true);
    expect(isDay('')).to.equal(false);
  });
});

describe('a clone', () => {
  it('keeps seats, texts, rules and regions, and nobody who issues', async () => {
    const path = new URL('../../server/campaigns/data/netralitas-asn-2020.json', import.meta.url);
    const source = {
      ...campaignFromFile(await readCampaignFile(path)),
      legalIssuer: 'Instansi lama',
      version: 7,
    };
    const clone = cloneOf(source, tidyForm(FORM));
    for (const key of ['seats', 'declaration', 'consent', 'regionSet', 'colours'] as const) {
      expect(clone[key], key).to.deep.equal(source[key]);
    }
    expect(clone).to.include({ _id: 'gerakan-netral-2027', version: 1, legalIssuer: null });
    expect(clone.sample).to.equal(false);
    expect(clone.host).to.deep.equal({ name: 'Badan Kepegawaian Negara', short: 'BKN' });
    expect(clone.emblemText).to.equal('BADAN KEPEGAWAIAN NEGARA · NETRAL 2027');
  });

  it('moves sessions by whole days and gives each an address that is free', () => {
    expect(daysBetween('2020-08-26', '2027-03-01')).to.equal(2378);
    expect(plusDays('2020-10-07', 2378)).to.equal('2027-04-12');
    expect(sessionSlug('2027-04-12', new Set())).to.equal('12-april-2027');
    const taken = new Set(['12-april-2027', '12-april-2027-2']);
    expect(sessionSlug('2027-04-12', taken)).to.equal('12-april-2027-3');
  });

  it('from nothing has one office, the chosen regions and no texts', () => {
    const regionSet = { name: 'Delapan daerah', file: 'delapan.csv', boardLayout: null };
    const made = newCampaign(tidyForm(FORM), { regionSet, firstOffice: 'Kepala Daerah' });
    expect(made.seats).to.deep.equal({
      inRegions: [{ code: 'kepala-daerah', title: 'Kepala Daerah', required: true }],
      outside: [],
    });
    expect(made).to.include({ declaration: null, consent: null, sample: false, legalIssuer: null });
  });
});
