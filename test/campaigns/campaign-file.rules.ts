// The two campaigns that the product ships with: they parse, and they say what the events were.
import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import {
  type CampaignFile,
  campaignFileSchema,
  consentHash,
  declarationHash,
  readCampaignFile,
} from '../../server/campaigns/campaign-file.ts';
import { DEFAULT_REGION_RULES } from '../../server/campaigns/index.ts';

const DATA = new URL('../../server/campaigns/data/', import.meta.url);
const REGIONS = new URL('../../server/regions/data/', import.meta.url);

const readCampaign = (name: string) => readCampaignFile(new URL(`${name}.json`, DATA));
const readRegionRows = async (file: string): Promise<string[]> =>
  (await readFile(new URL(file, REGIONS), 'utf8')).trim().split('\n').slice(1);

/** WCAG 2.2 contrast ratio of a colour `#RRGGBB` against white. */
function contrastOnWhite(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

describe('the campaign of 2020', () => {
  let campaign: CampaignFile;
  before(async () => {
    campaign = await readCampaign('netralitas-asn-2020');
  });

  it('invites five seats in each of 270 regions and eighteen outside', async () => {
    const rows = await readRegionRows(campaign.regionSet.file);
    expect(rows).to.have.length(270);
    expect(new Set(rows.map((row) => row.split(',')[0])).size).to.equal(270);
    expect(campaign.seats.inRegions).to.have.length(5);
    expect(rows.length * campaign.seats.inRegions.length).to.equal(1350);
    expect(campaign.seats.outside.filter(({ group }) => group === 'bkn')).to.have.length(14);
    expect(campaign.seats.outside.filter(({ group }) => group === 'satgas')).to.have.length(4);
  });

  it('has 9 provinces, 224 regencies and 37 cities', async () => {
    const levels = (await readRegionRows(campaign.regionSet.file)).map((row) => row.split(',')[1]);
    const count = (level: string) => levels.filter((found) => found === level).length;
    expect([count('provinsi'), count('kabupaten'), count('kota')]).to.deep.equal([9, 224, 37]);
  });

  it('opens the event of 7 October with the declaration, then hears the Vice President', () => {
    const session = campaign.sessions.find(({ date }) => date === '2020-10-07');
    expect(session?.agenda[0]?.kind).to.equal('declaration');
    const reader = session?.speakers.find(({ role }) => role === 'reader');
    expect(reader?.office).to.equal(session?.agenda[0]?.speakerOffice);
    const speech = session?.agenda.find(({ kind }) => kind === 'speech');
    expect(speech?.speakerOffice).to.equal('Wakil Presiden Republik Indonesia');
    expect(new Date('2020-10-07T00:00:00Z').getUTCDay()).to.equal(3);
  });

  it('hears six offices in Semarang and makes the declaration together', () => {
    const session = campaign.sessions.find(({ date }) => date === '2020-08-26');
    expect(session?.mode).to.equal('hibrida');
    expect(session?.speakers).to.have.length(6);
    expect(session?.agenda.find(({ kind }) => kind === 'declaration')?.speakerOffice).to.equal(
      null,
    );
  });

  it('keeps the hash of the declaration and of the consent', () => {
    if (!campaign.declaration || !campaign.consent) throw new Error('The texts are missing');
    expect(declarationHash(campaign.declaration)).to.equal(
      '4bdad706511d26db483013d96fb6b9e638104c064ba0870783d63e4fc2a3c9a8',
    );
    expect(consentHash(campaign.consent)).to.equal(
      '2386e91b290bdc1e45ed17960b40a3b011d8c82fd11f72ea249e5743863787dd',
    );
    const changed = { ...campaign.declaration, closing: `${campaign.declaration.closing} ` };
    expect(declarationHash(changed)).not.to.equal(declarationHash(campaign.declaration));
  });
});

describe('the campaign of 2024', () => {
  it('has another host, few regions without a board layout, and no declaration', async () => {
    const campaign = await readCampaign('rakor-wasdal-2024');
    expect(campaign.host.short).to.equal('BKN');
    expect(campaign.declaration).to.equal(null);
    expect(campaign.regionSet.boardLayout).to.equal(null);
    expect(await readRegionRows(campaign.regionSet.file)).to.have.length(8);
    expect(campaign.sessions[0]?.agenda.some(({ kind }) => kind === 'signing')).to.equal(false);
  });
});

describe('the campaigns together', () => {
  let campaigns: CampaignFile[];
  before(async () => {
    campaigns = [
      await readCampaign('netralitas-asn-2020'),
      await readCampaign('rakor-wasdal-2024'),
    ];
  });

  it('have exactly one default session, and are samples without a legal issuer', () => {
    const sessions = campaigns.flatMap((campaign) => campaign.sessions);
    expect(sessions.filter(({ isDefault }) => isDefault)).to.have.length(1);
    expect(sessions.find(({ isDefault }) => isDefault)?.date).to.equal('2020-10-07');
    for (const { sample, legalIssuer } of campaigns)
      expect([sample, legalIssuer]).to.deep.equal([true, null]);
  });

  it('carry colours that can be read on white', () => {
    for (const { colours } of campaigns) {
      expect(contrastOnWhite(colours.signature)).to.be.at.least(4.5);
      expect(contrastOnWhite(colours.signatureDark)).to.be.at.least(7);
      expect(contrastOnWhite(colours.accent)).to.be.at.least(4.5);
    }
  });
});

describe('a campaign file', () => {
  const wrong: [string, (file: CampaignFile) => unknown][] = [
    [
      'three clauses',
      (f) => ({ ...f, declaration: { ...f.declaration, clauses: ['a', 'b', 'c'] } }),
    ],
    ['a declaration without consent', (f) => ({ ...f, consent: null })],
    [
      'a seat code twice',
      (f) => ({ ...f, seats: { ...f.seats, outside: [f.seats.outside[0], f.seats.outside[0]] } }),
    ],
    ['a region file elsewhere', (f) => ({ ...f, regionSet: { ...f.regionSet, file: '../x.csv' } })],
    [
      'a gap in the agenda',
      (f) => ({ ...f, sessions: f.sessions.map((s) => ({ ...s, agenda: s.agenda.slice(1) })) }),
    ],
    [
      'a speaker without an entry',
      (f) => ({ ...f, sessions: f.sessions.map((s) => ({ ...s, speakers: [] })) }),
    ],
    [
      'an end before the start',
      (f) => ({ ...f, sessions: f.sessions.map((s) => ({ ...s, endsAt: '08:00' })) }),
    ],
    [
      'a rule that no region can meet',
      (f) => ({ ...f, regionRules: { complete: { atLeast: 6 }, signed: 'obliged' } }),
    ],
    [
      'a rule that asks for nobody',
      (f) => ({ ...f, regionRules: { complete: 'required', signed: { atLeast: 0 } } }),
    ],
    [
      'a rule of another name',
      (f) => ({ ...f, regionRules: { complete: 'most', signed: 'obliged' } }),
    ],
  ];
  for (const [title, change] of wrong) {
    it(`is refused with ${title}`, async () => {
      const file = await readCampaign('netralitas-asn-2020');
      expect(campaignFileSchema.safeParse(change(file)).success).to.equal(false);
    });
  }

  it('may choose the rules of its regions, and follows the default ones when it does not', async () => {
    const { regionRules: _, ...file } = await readCampaign('netralitas-asn-2020');
    expect(campaignFileSchema.parse(file).regionRules).to.deep.equal(DEFAULT_REGION_RULES);
    const chosen = { complete: { atLeast: 5 }, signed: 'required' };
    expect(campaignFileSchema.parse({ ...file, regionRules: chosen }).regionRules).to.deep.equal(
      chosen,
    );
  });
});
