// A campaign's offices edited: seats of sessions to come follow, and what is taken stays.
import { expect } from 'chai';
import { createPlaceService } from '../../server/campaign-office/index.ts';
import { isAppError } from '../../server/core/app-error.ts';
import type { Seat } from '../../server/invitations/index.ts';
import { formTokenIn } from '../support/browser.ts';
import { until } from '../support/until.ts';
import { cloneBy, createOfficeWorld, type OfficeWorld } from './office-world.ts';

const CAMPAIGN = 'uji-jabatan';
const PAGE = `/kendali/kampanye/${CAMPAIGN}/kursi`;

describe('the offices of a campaign', function () {
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

  /** The form as a browser would send it, with other values where told; '' leaves a box empty. */
  const filled = async (own: Record<string, string>) => {
    const { text } = await world.owner.open(PAGE);
    const decoded = (value: string) => value.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
    const fields: Record<string, string> = { _csrf: formTokenIn(text) };
    for (const [tag] of text.slice(text.indexOf('<main')).matchAll(/<input [^>]*>/g)) {
      const name = /name="([^"]+)"/.exec(tag)?.[1] ?? '';
      const isBox = /type="(?:checkbox|radio)"/.test(tag);
      if (isBox && !tag.includes(' checked')) continue;
      fields[name] = decoded(/value="([^"]*)"/.exec(tag)?.[1] ?? '');
    }
    for (const [, name = '', rest = ''] of text.matchAll(
      /<select[^>]* name="([^"]+)">(.*?)<\/s/gs,
    )) {
      fields[name] = /value="([^"]+)" selected/.exec(rest)?.[1] ?? 'bkn';
    }
    return { ...fields, ...own };
  };
  const save = async (own: Record<string, string>) => world.owner.post(PAGE, await filled(own));
  const seatsOf = (region: string | null) =>
    world.app.ikrar.domains.invitations.listOfRegion(session, region);
  const stored = async () => (await world.all('campaigns', { slug: CAMPAIGN }))[0];

  it('changes nothing when nothing was changed', async () => {
    expect((await save({})).url.search).to.equal('?tersimpan=1');
    expect(await stored()).to.include({ version: 1 });
  });

  it('adds an office, renames one, removes one; codes that stay are the same', async () => {
    const before = await seatsOf('33.24');
    const { boards } = world.app.ikrar.domains;
    expect((await boards.snapshot(session)).counters.seats).to.equal(270 * 5);
    const answer = await save({
      ...{ 'd0-nama': 'Bupati atau Wali Kota', 'd4-hapus': 'ya' },
      ...{ 'd5-nama': 'Kepala Kesbangpol', 'd6-nama': 'Camat', lengkap: 'all' },
    });
    expect(answer.url.search).to.equal('?tersimpan=1');
    const after = await seatsOf('33.24');
    expect(after.map(({ title }) => title)).to.deep.equal([
      ...['Bupati atau Wali Kota', 'Sekretaris Daerah', 'Kepala BKD/BKPSDM'],
      ...['Pimpinan Bawaslu Daerah', 'Kepala Kesbangpol', 'Camat'],
    ]);
    expect(after.slice(0, 4).map(({ _id }) => _id)).to.deep.equal(
      before.slice(0, 4).map(({ _id }) => _id),
    );
    const gone = before[4]?._id;
    expect(await world.all('invitation_codes', { seat: gone })).to.deep.equal([]);
    expect((await stored())?.regionRules).to.include({ complete: 'all' });
    await until('the board has the new seats', async () => {
      const { counters } = await boards.snapshot(session);
      return counters.seats === 270 * 6;
    });
    const [event] = await world.all('audit', { event: 'campaign.changed' });
    expect(event?.data).to.include({ campaign: CAMPAIGN, part: 'seats' });
  });

  it('tells the second of two editors, office by office', async () => {
    const mine = await filled({ 'd1-nama': 'Sekda', 'd2-nama': 'Kepala BKPSDM' });
    await save({ 'd1-nama': 'Sekretaris', 'l0-nama': 'Pimpinan Kanreg' });
    const answer = await world.owner.post(PAGE, mine);
    expect(answer.status).to.equal(409);
    expect(answer.text).to.include('lebih dahulu menyimpan').and.include('value="Sekda"');
    expect(answer.text).to.include('Tersimpan: Sekretaris, wajib');
    expect(answer.text).to.include('value="Kepala BKPSDM"').and.include('value="Pimpinan Kanreg"');
    expect((await seatsOf('33.24'))[1]?.title).to.equal('Sekretaris');
  });

  it('keeps an office that somebody registered for, and whether it counts', async () => {
    const seat = (await seatsOf('33.24'))[0];
    await world.app.database.connection.collection('registrations').insertOne({
      _id: 'pendaftaranuji01' as never, // the driver's types know ObjectId keys only
      ...{ session, seat: seat?._id, region: '33.24', office: seat?.office, active: false },
    });
    const shown = await world.owner.open(PAGE);
    expect(shown.text).to.include('1 pendaftaran').and.not.include('name="d0-hapus"');
    const answer = await save({ 'd0-hapus': 'ya' });
    expect(answer.status).to.equal(409);
    expect(answer.text).to.include('tidak dapat dihapus');
    expect((await seatsOf('33.24'))[0]?._id).to.equal(seat?._id);
    await save({ 'd0-wajib': '', 'd1-nama': 'Sekda' });
    expect((await seatsOf('33.24'))[0]?.required).to.equal(true);
    expect((await seatsOf('33.24'))[1]?.title).to.equal('Sekda');
  });

  it('names what is wrong and keeps what was typed', async () => {
    const answer = await save({ 'd1-nama': '', 'd6-nama': 'Jabatan yang diketik' });
    expect(answer.status).to.equal(400);
    expect(answer.text).to.include('Isi bagian ini.').and.include('Jabatan yang diketik');
  });

  /** Somebody takes the seat; resolves with why not. */
  const take = async (seat: Seat): Promise<string> => {
    const input = { name: 'Pejabat Uji 12', acting: '' as const, contact: '0812 0000 0012' };
    const { registrations } = world.app.ikrar.domains;
    return registrations.register(seat, { ...input, pin: '135790' }, '10.1.1.1').then(
      () => 'taken',
      (error: unknown) => (isAppError(error) ? error.code : String(error)),
    );
  };

  it('keeps a seat that somebody takes in the very moment of its removal', async () => {
    const { domains, campaignOffice } = world.app.ikrar;
    const { registrations, seats, campaigns } = domains.stores;
    const seat = (await seatsOf('33.24')).at(-1);
    const campaign = await campaigns.find(CAMPAIGN);
    if (!seat || !campaign) throw new Error('No seat to remove');
    let said = '';
    const places = createPlaceService({
      ...{ identity: campaignOffice.identity, sessionsOf: campaignOffice.sessionsOf },
      sessions: domains.stores.sessions,
      async registeredOf(id, transaction) {
        const had = await registrations.countByOffice(id, transaction);
        // Between what staff's transaction has read and what it writes.
        if (said === '') said = await take(seat);
        return had;
      },
      async replan(_session, _of, transaction) {
        await seats.replan({ change: [], remove: [seat] }, transaction);
        return [seat];
      },
      forget: async () => undefined,
    });
    const inRegions = campaign.seats.inRegions.filter(({ code }) => code !== seat.office);
    const change = { seats: { ...campaign.seats, inRegions } };
    const by = { actor: { kind: 'staff' as const, id: 'uji', label: 'Petugas Uji' }, address: '' };
    const what = { part: 'seats' as const, fields: [seat.office] };
    const removed = await places.change(campaign, change, what, by).then(
      () => 'removed',
      (error: unknown) => (isAppError(error) ? error.code : String(error)),
    );
    expect([said, removed]).to.deep.equal(['taken', 'OFFICE_IN_USE']);
    expect(await domains.invitations.find(seat._id)).to.include({ claims: 1 });
    expect(await world.all('registrations', { seat: seat._id })).to.have.length(1);
  });

  it('lets nobody take a seat that was removed since they opened it', async () => {
    const seat = (await seatsOf('33.24'))[1];
    if (!seat) throw new Error('No seat');
    const gone = { ...seat, _id: 'kursiyanghilang1' };
    expect(await take(gone)).to.equal('CODE_WITHDRAWN');
    expect(await world.all('registrations', { seat: gone._id })).to.deep.equal([]);
  });

  it('waits for one that began while this process did not know it yet', async () => {
    const sessions = world.app.database.connection.collection<{ _id: string }>('sessions');
    const set = (state: string) =>
      sessions.updateOne({ _id: session }, { $set: { 'status.session': state } });
    // No new version: the stream tells nothing that counts.
    await set('doors');
    const answer = await save({ 'd1-nama': 'Lain' });
    await set('scheduled');
    expect(answer.status).to.equal(409);
    expect((await seatsOf('33.24'))[1]?.title).to.equal('Sekda');
  });

  it('waits while a session is going on, and leaves its seats alone', async () => {
    const { sessions } = world.app.ikrar.domains;
    const by = { kind: 'staff' as const, id: 'uji', label: 'Petugas Uji' };
    const mine = await filled({ 'd1-nama': 'Lain' });
    await sessions.act({ session, action: 'open-doors', actor: by, address: '' });
    const answer = await world.owner.post(PAGE, mine);
    expect(answer.status).to.equal(409);
    expect((await world.owner.open(PAGE)).text).to.include('sedang berlangsung');
    expect((await seatsOf('33.24'))[1]?.title).to.equal('Sekda');
  });
});
