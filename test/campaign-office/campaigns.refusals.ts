// Who may not see, make or change a campaign, and which campaigns nobody changes any more.
import { expect } from 'chai';
import { signInStaff } from '../control/staff-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import { until } from '../support/until.ts';
import { cloneBy, createOfficeWorld, NEW_PATH, type OfficeWorld, SOURCE } from './office-world.ts';

describe('campaigns, refused', function () {
  this.timeout(60_000);
  let world: OfficeWorld;
  before(async () => {
    world = await createOfficeWorld();
  });
  after(() => world?.stop());

  const post = async (visitor: TestBrowser, path: string, fields: Record<string, string>) => {
    const _csrf = formTokenIn((await visitor.open('/kendali/saya')).text);
    return visitor.post(path, { _csrf, ...fields });
  };
  /** An owner of one campaign only. */
  const ownerOf = async (campaign: string) => {
    const visitor = world.app.visitor();
    const fields = {
      login: 'pemilik.satu',
      name: 'Pemilik satu kampanye',
      password: 'sandi panjang sekali',
    };
    const link = world.app.ikrar.accounts.makeLink('owner', campaign);
    await visitor.submit(link, fields, { where: { mode: 'new' } });
    return visitor;
  };

  it('an owner of one campaign sees that one and makes none', async () => {
    const visitor = await ownerOf('rakor-wasdal-2024');
    const { text } = await visitor.open('/kendali/kampanye');
    expect(text).to.include('/kendali/kampanye/rakor-wasdal-2024');
    expect(text).not.to.include(SOURCE).and.not.include(NEW_PATH);
    expect((await visitor.open(`/kendali/kampanye/${SOURCE}`)).status).to.equal(403);
    expect((await visitor.open(NEW_PATH)).status).to.equal(403);
    expect((await post(visitor, NEW_PATH, { dari: SOURCE })).status).to.equal(403);
    const name = await post(visitor, `/kendali/kampanye/${SOURCE}`, { versi: '1', name: 'X' });
    expect(name.status).to.equal(403);
  });

  it('a host reads and does not change', async () => {
    const host = await signInStaff(world.app, 'acara', 'host');
    const { status, text } = await host.open(`/kendali/kampanye/${SOURCE}`);
    expect(status).to.equal(200);
    expect(text).to.include('Hanya pemilik kampanye');
    expect(text).not.to.include('name="versi"');
    const answer = await post(host, `/kendali/kampanye/${SOURCE}`, { versi: '1' });
    expect(answer.status).to.equal(403);
  });

  it('an unknown campaign is not found', async () => {
    expect((await world.owner.open('/kendali/kampanye/tidak-ada')).status).to.equal(404);
    const answer = await post(world.owner, '/kendali/kampanye/tidak-ada', { versi: '1' });
    expect(answer.status).to.equal(404);
  });

  it('a sample names no issuer', async () => {
    const path = `/kendali/kampanye/${SOURCE}`;
    const [campaign] = await world.all('campaigns', { slug: SOURCE });
    const colours = campaign?.colours as Record<string, string>;
    const answer = await world.owner.submit(
      path,
      {
        ...{ name: 'Nama', shortName: 'Nama', theme: 'Tema', hostName: 'Instansi' },
        ...{ hostShort: 'I', emblemText: 'I', legalIssuer: 'Instansi', ...colours },
      },
      { action: path },
    );
    expect(answer.status).to.equal(400);
    const [after] = await world.all('campaigns', { slug: SOURCE });
    expect(after).to.deep.equal(campaign);
  });

  it('a campaign whose sessions are all over is not changed', async () => {
    await cloneBy(world.owner, { alamat: 'selesai' });
    const page = '/kendali/kampanye/selesai';
    const { text } = await world.owner.open(page);
    const _csrf = formTokenIn(text);
    const over = { $set: { 'status.session': 'ended', 'status.version': 9 } };
    await world.app.database.connection
      .collection('sessions')
      .updateMany({ campaign: 'selesai' }, over);
    const { live } = world.app.ikrar.domains;
    await until('the sessions are over', () =>
      live
        .list()
        .filter(({ campaign }) => campaign === 'selesai')
        .every(({ status }) => status.session === 'ended'),
    );
    const [campaign] = await world.all('campaigns', { slug: 'selesai' });
    const colours = campaign?.colours as Record<string, string>;
    const answer = await world.owner.post(page, {
      ...{ _csrf, versi: '1', name: 'Nama', shortName: 'Nama', theme: 'Tema' },
      ...{ hostName: 'Instansi', hostShort: 'I', emblemText: 'I', ...colours },
    });
    expect(answer.status).to.equal(409);
    expect(answer.text).to.include('Kampanye ini sudah selesai');
    expect((await world.all('campaigns', { slug: 'selesai' }))[0]).to.deep.equal(campaign);
    expect((await world.owner.open(page)).text).not.to.include('name="versi"');
    const fields = { catatan: 'Diarsipkan.\r\nDua halaman.' };
    const noted = await world.owner.submit(page, fields, { action: `${page}/catatan` });
    expect(noted.text).to.include('Diarsipkan.');
    const [note] = await world.all('campaign_notes');
    expect(note).to.include({ campaign: 'selesai', text: 'Diarsipkan.\nDua halaman.' });
    expect(await world.all('audit', { event: 'campaign.noted' })).to.have.length(1);
  });

  it('a note without words, too long or with what nobody sees is refused and kept', async () => {
    const page = `/kendali/kampanye/${SOURCE}`;
    for (const catatan of [' ', 'x'.repeat(2_001), 'a\u0007b']) {
      const answer = await world.owner.submit(page, { catatan }, { action: `${page}/catatan` });
      expect(answer.status).to.equal(400);
    }
    expect(await world.all('campaign_notes', { campaign: SOURCE })).to.deep.equal([]);
  });
});
