// A campaign's regions: another set from a file, looked at and then used; seats follow, and what has
// registrations stays.
import { expect } from 'chai';
import { formTokenIn } from '../support/browser.ts';
import { until } from '../support/until.ts';
import { bringRegions, cloneBy, createOfficeWorld, type OfficeWorld } from './office-world.ts';

const CAMPAIGN = 'uji-daerah';
const PAGE = `/kendali/kampanye/${CAMPAIGN}/daerah`;
const KENDAL = '33.24;kabupaten;Kabupaten Kendal;Jawa Tengah;WIB';
const BULELENG = '51.08;kabupaten;Kabupaten Buleleng;Bali;WITA';

describe('the regions of a campaign', function () {
  this.timeout(60_000);
  let world: OfficeWorld;
  let session: string;
  before(async () => {
    world = await createOfficeWorld();
    await cloneBy(world.owner, { alamat: CAMPAIGN });
    const { live } = world.app.ikrar.domains;
    const own = () => live.list().find(({ campaign }) => campaign === CAMPAIGN)?._id;
    await until('the clone is live', () => own() !== undefined);
    session = own() ?? '';
  });
  after(() => world?.stop());

  const send = (lines: string[], name?: string) =>
    bringRegions(world.app, world.owner, CAMPAIGN, { lines, ...(name !== undefined && { name }) });
  const setOf = async () => (await world.all('campaigns', { slug: CAMPAIGN }))[0]?.regionSet;

  it('refuses a file with a code twice, names both lines, and stores nothing', async () => {
    const { status, text } = await send([KENDAL, BULELENG, KENDAL]);
    expect(status).to.equal(422);
    expect(text).to.include('Baris 4').and.include('Kode 33.24 sudah ada di baris 2.');
    expect(await world.all('region_sets')).to.deep.equal([]);
  });

  it('refuses a set without a name, and keeps the page', async () => {
    const { status, text } = await send([KENDAL], '');
    expect(status).to.equal(400);
    expect(text).to.include('Nama daftar: Isi bagian ini.');
  });

  it('shows a good set before it is used', async () => {
    const { status, to } = await send([BULELENG, KENDAL]);
    expect(status).to.equal(303);
    const { text } = await world.owner.open(to);
    expect(text).to.include('Kabupaten Buleleng').and.include('1 daerah baru, 269 daerah');
    expect(await setOf()).to.include({ file: 'regions-2020.csv' });
    expect((await send([BULELENG, KENDAL])).to).to.equal(to);
    expect(await world.all('region_sets')).to.have.length(1);
    expect(await world.all('audit', { event: 'regions.brought' })).to.have.length(1);
  });

  it('uses it: seats and codes that stay are the same, the board is the list', async () => {
    const { invitations, boards, regionsOf, campaigns } = world.app.ikrar.domains;
    const kept = (await invitations.listOfRegion(session, '33.24'))[0];
    await boards.snapshot(session);
    const [set] = await world.all('region_sets');
    const page = `${PAGE}?set=${set?._id}`;
    const answer = await world.owner.submit(page, {}, { action: PAGE });
    expect(answer.url.search).to.equal('?tersimpan=1');
    expect(await setOf()).to.deep.equal({
      ...{ name: 'Dua daerah', file: set?._id, boardLayout: null },
    });
    const seats = await invitations.list(session);
    expect(seats).to.have.length(2 * 5 + 18);
    expect(seats.find(({ _id }) => _id === kept?._id)?.issue).to.equal(kept?.issue);
    expect(await world.all('invitation_codes', { session })).to.have.length(28);
    await until('the board has the new regions', async () => {
      const { rows } = await boards.snapshot(session);
      return rows.length === 2;
    });
    const regions = await regionsOf(await campaigns.get(CAMPAIGN));
    expect(regions.map(({ name }) => name)).to.include('Kabupaten Buleleng');
    const [slug] = (await world.all('sessions', { _id: session })).map((one) => one.slug);
    const board = await world.owner.open(`/papan/${slug}`);
    expect(board.text).to.include('Kabupaten Buleleng').and.include('Bali');
  });

  it('is not changed by who saw an older version', async () => {
    const { text } = await world.owner.open(`${PAGE}?set=regions-2020.csv`);
    const _csrf = formTokenIn(text);
    const answer = await world.owner.post(PAGE, { _csrf, versi: '1', set: 'regions-2020.csv' });
    expect(answer.status).to.equal(409);
    expect(await setOf()).to.include({ name: 'Dua daerah' });
  });

  it('is not changed once somebody has registered', async () => {
    const [seat] = await world.app.ikrar.domains.invitations.listOfRegion(session, '51.08');
    await world.app.database.connection.collection('registrations').insertOne({
      _id: 'pendaftaranuji00' as never, // the driver's types know ObjectId keys only
      ...{ session, seat: seat?._id, region: '51.08', office: seat?.office, active: true },
    });
    const page = await world.owner.open(`${PAGE}?set=regions-2020.csv`);
    expect(page.text).to.include('Sudah ada 1 pendaftaran').and.not.include('name="versi"');
    const [campaign] = await world.all('campaigns', { slug: CAMPAIGN });
    const _csrf = formTokenIn(page.text);
    const versi = String(campaign?.version);
    const answer = await world.owner.post(PAGE, { _csrf, versi, set: 'regions-2020.csv' });
    expect(answer.status).to.equal(409);
    expect(answer.text).to.include('Daerahnya tidak dapat diganti lagi');
    expect(await setOf()).to.include({ name: 'Dua daerah' });
  });
});
