// Campaigns made by a form: from nothing, and cloned with all that was planned and nothing that
// happened, in one step; and one whose identity is edited.
import { expect } from 'chai';
import { type ClonePart, createMakeService } from '../../server/campaign-office/index.ts';
import { registered } from '../official/official-world.ts';
import { until } from '../support/until.ts';
import { cloneBy, createOfficeWorld, NEW_PATH, type OfficeWorld, SOURCE } from './office-world.ts';

const CLONE = 'gerakan-nasional-netralitas-asn-2027';

describe('making campaigns', function () {
  this.timeout(60_000);
  let world: OfficeWorld;
  before(async () => {
    world = await createOfficeWorld();
  });
  after(() => world?.stop());

  const idsOf = async (campaign: string) =>
    (await world.all('sessions', { campaign })).map(({ _id }) => _id);

  it('lists the campaigns with their days', async () => {
    const { text } = await world.owner.open('/kendali/kampanye');
    expect(text).to.include('Netralitas ASN 2020').and.include('7 Oktober 2020');
    expect(text).to.include(`${NEW_PATH}?dari=${SOURCE}`);
  });

  it('clones plan, seats and texts, and nobody who came', async () => {
    await world.app.ikrar.domains.sessions.act({
      ...{ session: world.app.session()._id, action: 'open-doors', address: '' },
      actor: { kind: 'staff', id: 'uji', label: 'Petugas Uji' },
    });
    await registered(world.app, '33.24', 'sekretaris-daerah');
    const answer = await cloneBy(world.owner, {});
    expect(answer.url.pathname).to.equal(`/kendali/kampanye/${CLONE}`);
    expect(answer.text).to.include('Badan Kepegawaian Negara');

    const sessions = await world.all('sessions', { campaign: CLONE });
    expect(sessions.map(({ slug, date }) => [slug, date]).sort()).to.deep.equal([
      ['1-maret-2027', '2027-03-01'],
      ['12-april-2027', '2027-04-12'],
    ]);
    for (const { status, isDefault, agenda } of sessions) {
      expect(status).to.include({ session: 'scheduled', version: 1 });
      expect(isDefault).to.equal(false);
      expect(agenda).to.have.length.above(3);
    }
    const ids = await idsOf(CLONE);
    const inClone = { session: { $in: ids } };
    expect(await world.all('seats', inClone)).to.have.length(2 * 1368);
    expect(await world.all('invitation_codes', inClone)).to.have.length(2 * 1368);
    for (const name of ['registrations', 'signatures', 'contacts', 'certificates', 'readings']) {
      expect(await world.all(name, inClone), name).to.deep.equal([]);
    }
    const [event] = await world.all('audit', { event: 'campaign.cloned' });
    expect(event).to.deep.include({ data: { campaign: CLONE, from: SOURCE } });
    expect(event?.actor).to.include({ label: 'Petugas pemilik' });
  });

  it('gives its sessions codes of their own, which open', async () => {
    const { invitations, live } = world.app.ikrar.domains;
    await until('the clone is live', () => live.findBySlug('12-april-2027') !== undefined);
    const session = live.findBySlug('12-april-2027')?._id ?? '';
    const [seat] = await invitations.list(session);
    const code = seat && invitations.codeOf(seat);
    expect((await invitations.open(code ?? ''))._id).to.equal(seat?._id);
    expect((await world.owner.open('/kendali/12-april-2027')).status).to.equal(200);
  });

  it('clones wordings that are printed and offices that were added to the stage', async () => {
    const { app, owner } = world;
    const { slug } = app.session();
    const fields = { role: 'hall', title: 'Aula Uji' };
    await owner.submit(`/kendali/panggung?sesi=${slug}`, fields, { action: '/kendali/panggung' });
    await app.database.connection.collection('certificate_templates').insertOne({
      _id: 'naskahuji0000000' as never, // the driver's types know ObjectId keys only
      ...{ campaign: SOURCE, kind: 'participation', version: 3, current: true, state: 'published' },
      ...{ by: { kind: 'staff', id: 'uji', label: 'Petugas Uji' }, at: new Date() },
      ...{ schemaVersion: 1, name: 'Uji', source: 'x', sha256: 'y', revision: 4 },
    });
    await cloneBy(owner, { alamat: 'salinan-kedua', tanggal: '2028-01-01' });
    const [wording] = await world.all('certificate_templates', { campaign: 'salinan-kedua' });
    expect(wording).to.include({ version: 1, current: true, name: 'Uji', source: 'x' });
    const people = await world.all('stage_people', { title: 'Aula Uji' });
    expect(people).to.have.length(2);
    expect(new Set(people.map(({ hash }) => hash)).size).to.equal(2);
  });

  it('leaves nothing behind when the address is taken, and keeps what was typed', async () => {
    const before = (await world.all('sessions')).length;
    const answer = await cloneBy(world.owner, { alamat: CLONE, nama: 'Nama yang diketik' });
    expect(answer.status).to.equal(400);
    expect(answer.text).to.include('sudah dipakai').and.include('Nama yang diketik');
    expect(await world.all('sessions')).to.have.length(before);
  });

  it('leaves nothing behind when one domain fails half-way', async () => {
    const { database, ikrar } = world.app;
    const { stores, audit } = ikrar.domains;
    const notes = database.connection.collection('campaign_notes');
    const parts: ClonePart[] = [
      {
        name: 'first',
        copy: async (_from, to, session) => {
          await notes.insertOne({ campaign: to._id }, { session });
        },
      },
      { name: 'second', copy: () => Promise.reject(new Error('uji')) },
    ];
    const make = createMakeService({ database, store: stores.campaigns, audit, parts });
    const form = {
      ...{ name: 'Uji', shortName: 'Uji', theme: 'Uji', slug: 'setengah-jadi' },
      ...{ hostName: 'Uji', hostShort: 'U', date: '2029-01-01' },
    };
    const by = { actor: { kind: 'staff' as const, id: 'uji', label: 'Uji' }, address: '' };
    const failed = await make.clone(SOURCE, form, by).catch((error: Error) => error.message);
    expect(failed).to.equal('uji');
    expect(await world.all('campaigns', { slug: 'setengah-jadi' })).to.deep.equal([]);
    expect(await world.all('campaign_notes', { campaign: 'setengah-jadi' })).to.deep.equal([]);
  });

  it('makes one of two that take the same address, and both of two on the same day', async () => {
    const day = { tanggal: '2030-05-05' };
    const twice = await Promise.all(
      [1, 2].map(() => cloneBy(world.owner, { ...day, alamat: 'berdua' })),
    );
    expect(twice.map(({ status }) => status).sort()).to.deep.equal([200, 400]);
    const both = await Promise.all(
      ['satu', 'dua'].map((alamat) => cloneBy(world.owner, { ...day, alamat })),
    );
    expect(both.map(({ status }) => status)).to.deep.equal([200, 200]);
    const sessions = await world.all('sessions', { date: '2030-05-05' });
    expect(sessions.map(({ slug }) => slug).sort()).to.deep.equal([
      ...['5-mei-2030', '5-mei-2030-2', '5-mei-2030-3'],
    ]);
  });

  it('makes one from nothing with the shipped regions, as its maker named it', async () => {
    const fields = {
      ...{ nama: 'Kampanye Uji', pendek: 'Uji', tema: 'Tema', alamat: 'uji-baru' },
      ...{ instansi: 'Instansi Uji', singkatan: 'IU', daerah: 'regions-2020.csv' },
    };
    const answer = await world.owner.submit(NEW_PATH, fields, { action: NEW_PATH });
    expect(answer.url.pathname).to.equal('/kendali/kampanye/uji-baru');
    const [made] = await world.all('campaigns', { slug: 'uji-baru' });
    expect(made?.regionSet).to.include({ file: 'regions-2020.csv', boardLayout: 'indonesia-2020' });
    expect(made).to.include({ sample: false, legalIssuer: null, version: 1 });
    expect(answer.text).to.include('Penerbit dokumen belum diisi');
  });

  it('is told what is wrong with each field', async () => {
    const answer = await cloneBy(world.owner, { nama: '', tanggal: '' });
    expect(answer.status).to.equal(400);
    expect(answer.text).to.include('Isi bagian ini.').and.include('Pilih tanggal acara pertama.');
  });
});

describe('the identity of a campaign', function () {
  this.timeout(60_000);
  let world: OfficeWorld;
  const page = '/kendali/kampanye/uji-identitas';
  before(async () => {
    world = await createOfficeWorld();
    await cloneBy(world.owner, { alamat: 'uji-identitas' });
  });
  after(() => world?.stop());

  const stored = async () => (await world.all('campaigns', { slug: 'uji-identitas' }))[0];
  const fieldsOf = async (own: Record<string, string>) => {
    const { text } = await world.owner.open(page);
    const shown = Object.fromEntries(
      [...text.matchAll(/<input class="kotak" name="(\w+)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']) => [name, value.replaceAll('&#x27;', "'")],
      ),
    );
    return { ...shown, ...own };
  };
  const save = async (own: Record<string, string>) =>
    world.owner.submit(page, await fieldsOf(own), { action: page });

  it('is stored with its audit, and every page follows', async () => {
    const answer = await save({ legalIssuer: 'Badan Kepegawaian Negara', accent: '4b5a1e' });
    expect(answer.url.search).to.equal('?tersimpan=1');
    const campaign = await stored();
    expect(campaign).to.include({ legalIssuer: 'Badan Kepegawaian Negara', version: 2 });
    expect(campaign?.colours).to.include({ accent: '#4B5A1E' });
    const [event] = await world.all('audit', { event: 'campaign.changed' });
    expect(event?.data).to.deep.equal({
      ...{ campaign: 'uji-identitas', part: 'identity', fields: ['legalIssuer', 'accent'] },
    });
    const { campaigns } = world.app.ikrar.domains;
    await until('the directory', async () => {
      const { legalIssuer } = await campaigns.get('uji-identitas');
      return legalIssuer !== null;
    });
  });

  it('refuses a colour that nobody can read, and names the nearest that can be', async () => {
    const answer = await save({ signature: '#FFD400' });
    expect(answer.status).to.equal(400);
    expect(answer.text).to.match(/Warna terdekat yang terbaca: #[0-9A-F]{6}/);
    expect(answer.text).to.include('value="#FFD400"');
    expect((await stored())?.colours).to.include({ signature: '#C1121F' });
  });

  it('tells the second of two editors, who loses nothing', async () => {
    const { text } = await world.owner.open(page);
    const semula = /name="semula" value="([^"]*)"/.exec(text)?.[1] ?? '';
    const versi = /name="versi" value="(\d+)"/.exec(text)?.[1] ?? '';
    const asSeen = { semula: semula.replaceAll('&quot;', '"'), versi };
    await save({ theme: 'Tema pertama', hostShort: 'PTM' });
    const mine = { ...asSeen, theme: 'Tema kedua', shortName: 'Pendek kedua' };
    const answer = await save({ ...mine, hostShort: 'BKN' });
    expect(answer.status).to.equal(409);
    expect(answer.text).to.include('Petugas pemilik lebih dahulu menyimpan');
    expect(answer.text).to.include('value="Tema kedua"').and.include('Tersimpan: Tema pertama');
    expect(answer.text).to.include('value="Pendek kedua"').and.include('value="PTM"');
    expect(await stored()).to.include({ theme: 'Tema pertama' });
    await save({ theme: 'Tema kedua', shortName: 'Pendek kedua' });
    expect(await stored()).to.include({ theme: 'Tema kedua', shortName: 'Pendek kedua' });
    expect((await stored())?.host).to.include({ short: 'PTM' });
  });

  it('stays what it was for a session that is over', async () => {
    const { live, campaignOf } = world.app.ikrar.domains;
    const own = () =>
      live
        .list()
        .filter(({ campaign }) => campaign === 'uji-identitas')
        .toSorted((a, b) => a.date.localeCompare(b.date));
    const [past, coming] = own();
    if (!past || !coming) throw new Error('No two sessions');
    const over = { 'status.session': 'ended', 'status.version': past.status.version + 1 };
    const sessions = world.app.database.connection.collection<{ _id: string }>('sessions');
    await sessions.updateOne({ _id: past._id }, { $set: over });
    await until('it is over', () => own()[0]?.status.session === 'ended');
    expect((await world.owner.open(page)).text).to.include('tetap memuat identitas saat itu');
    await save({ hostName: 'Instansi Lain', hostShort: 'IL', legalIssuer: '' });
    await until('the letterhead', async () =>
      (await world.owner.open(`/kendali/undangan?sesi=${coming.slug}`)).text.includes(
        'Instansi Lain',
      ),
    );
    await until('it keeps its own', () => own()[0]?.identity !== undefined);
    const { text } = await world.owner.open(`/kendali/undangan?sesi=${past.slug}`);
    expect(text).to.include('Badan Kepegawaian Negara').and.not.include('Instansi Lain');
    const [then, now] = await Promise.all(own().map((session) => campaignOf(session)));
    expect(then).to.deep.include({
      ...{ legalIssuer: 'Badan Kepegawaian Negara' },
      host: { name: 'Badan Kepegawaian Negara', short: 'PTM' },
    });
    expect(now).to.deep.include({
      legalIssuer: null,
      host: { name: 'Instansi Lain', short: 'IL' },
    });
    // A second change does not reach it either.
    await save({ hostName: 'Instansi Ketiga' });
    const [kept] = await world.all('sessions', { slug: past.slug });
    expect(kept?.identity).to.deep.include({
      host: { name: 'Badan Kepegawaian Negara', short: 'PTM' },
    });
  });
});
