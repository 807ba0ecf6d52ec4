// The notice, its versions and the rule of retention over HTTP: who may, what is refused, and which
// version stands beside a registration. And the rule carried out for a whole session.
import { expect } from 'chai';
import { signInStaff } from '../control/staff-world.ts';
import { BY, invited, KENDAL, seatOf } from '../official/official-world.ts';
import { until } from '../support/until.ts';
import { createPrivacyWorld, marksOf, type PrivacyWorld } from './privacy-world.ts';

const NOTICE = { lines: 'Baris satu\nBaris dua', basis: 'Dasar uji', text: 'Isi uji' };

describe('the pages on personal data', function () {
  this.timeout(120_000);
  let world: PrivacyWorld;
  const campaign = () => world.app.session().campaign;
  const desk = () => `/kendali/kampanye/${campaign()}/data-pribadi`;
  const save = (fields: Record<string, string>) =>
    world.owner.submit(desk(), fields, { action: `${desk()}/pemberitahuan` });
  const stored = (collection: string, filter = {}) =>
    world.app.database.connection.collection(collection).find(filter).toArray();

  before(async () => {
    world = await createPrivacyWorld();
  });
  after(() => world?.stop());

  it('show the built-in notice to anybody, and no page of somebody unknown', async () => {
    const visitor = world.app.visitor();
    const { text, status } = await visitor.open('/privasi');
    expect(status).to.equal(200);
    expect(text).to.include('Undang-Undang Nomor 27 Tahun 2022').and.to.include('Versi bawaan');
    expect((await visitor.open('/privasi?kampanye=tidak-ada')).status).to.equal(404);
    expect((await visitor.open('/data-saya')).status).to.equal(401);
    expect((await visitor.open('/data-saya/data.json')).status).to.equal(401);
    expect((await visitor.open(`/permohonan-data/${'a'.repeat(26)}`)).status).to.equal(404);
    expect((await visitor.open(desk())).text).not.to.include('Masa simpan');
  });

  it('keep each version, and tell the second of two who save at once', async () => {
    expect((await save(NOTICE)).text).to.include('Versi baru pemberitahuan telah disimpan');
    const late = await save({ ...NOTICE, seen: '0', text: 'Ketikan kedua' });
    expect(late.status).to.equal(409);
    expect(late.text).to.include('Ketikan kedua');
    expect((await save({ ...NOTICE, basis: '' })).status).to.equal(400);
    expect(await stored('privacy_notices')).to.have.length(1);
    const old = await world.app.visitor().open(`/privasi?kampanye=${campaign()}&versi=0`);
    expect(old.text).to.include('versi yang lebih lama').and.to.include('Nomor 27 Tahun 2022');
  });

  it('are for owners to change; a host reads', async () => {
    const host = await signInStaff(world.app, 'tuan', 'host');
    const { text } = await host.open(desk());
    expect(text).to.include('Masa simpan').and.not.to.include('Simpan masa simpan');
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const answer = await host.post(`${desk()}/retensi`, { _csrf, months: '1', seen: '0' });
    expect(answer.status).to.equal(403);
  });

  it('note which version stood beside the form', async () => {
    const browser = await invited(world.app, KENDAL, 'kepala-bkd');
    const form = await browser.open('/lapor-hadir');
    expect(form.text).to.include('Baris dua').and.to.include('name="notice" value="1"');
    const input = { name: 'Pejabat Uji Lain', acting: '', contact: '0812 7777', pin: '135790' };
    const action = { action: '/lapor-hadir' };
    expect((await browser.submit('/lapor-hadir', input, action)).status).to.equal(200);
    const [one] = await stored('registrations', { name: 'Pejabat Uji Lain' });
    expect(one?.notice?.version).to.equal(1);
    expect(one?.notice?.sha256).to.equal((await stored('privacy_notices'))[0]?.sha256);
  });

  it('refuse corrections that break a rule, and the name once signing is open', async () => {
    const browser = await world.browserOf(2);
    const correct = (fields: Record<string, string>) =>
      browser.submit('/data-saya', fields, { action: '/data-saya/perbaiki' });
    expect((await correct({ contact: '1' })).status).to.equal(400);
    const { contact } = marksOf(2);
    expect((await correct({ contact })).status).to.equal(409);
    expect((await correct({ contact, name: 'Nama Lain' })).status).to.equal(409);
    expect((await correct({ contact: '0812 5555' })).text).to.include('telah diperbaiki');
    expect(await stored('registrations', { contact: '0812 5555' })).to.have.length(1);
    // A process that has not heard yet that signing is open asks the database.
    const { live } = world.app.ikrar.domains;
    const session = world.app.session();
    const { version } = session.status;
    const status = { ...session.status, signingOpenedAt: null, version: version + 1 };
    live.put({ ...session, status });
    const renamed = await correct({ contact: '0812 5555', name: 'Nama Lain' });
    expect(renamed.status).to.equal(409);
    expect(await stored('registrations', { name: 'Nama Lain' })).to.deep.equal([]);
    const sessions = world.app.database.connection.collection<{ _id: string }>('sessions');
    await sessions.updateOne({ _id: session._id }, { $set: { 'status.version': version + 2 } });
    await until('it has heard', () => world.app.session().status.version === version + 2);
  });

  it('refuse an approval before the end, and keep it waiting', async () => {
    const { erasures, store } = world.app.ikrar.privacy;
    const [person] = world.people;
    if (!person) throw new Error('Nobody');
    const by = { actor: { kind: 'staff' as const, id: 'uji', label: 'Uji' }, address: '' };
    const asked = await erasures.ask(person, world.app.session(), by);
    expect((await world.owner.open(desk())).text).to.include('setelah acara berakhir');
    const decided = erasures.decide(asked._id, { isApproved: true, reason: '' }, by);
    expect(await decided.catch(({ code }) => code)).to.equal('ERASURE_TOO_EARLY');
    const refused = erasures.decide(asked._id, { isApproved: false, reason: ' ' }, by);
    expect(await refused.catch(({ code }) => code)).to.equal('REASON_MISSING');
    expect((await store.find(asked._id))?.state).to.equal('asked');
  });

  it('take a rule of retention, and refuse one that says nothing', async () => {
    const set = (fields: Record<string, string>) =>
      world.owner.submit(desk(), fields, { action: `${desk()}/retensi` });
    for (const months of ['', '-1', '241', 'x']) {
      expect((await set({ months, groups: 'contact' })).status, months).to.equal(400);
    }
    expect((await set({ months: '3' })).status).to.equal(400);
    const answer = await set({ months: '3', groups: 'contact' });
    expect(answer.text).to.include('Masa simpan telah disimpan');
    expect((await set({ months: '4', groups: 'contact', seen: '0' })).status).to.equal(409);
  });

  it('carry the rule out when its day has come: everybody’s contacts, and no name', async () => {
    // Of somebody who handed the seat over as well.
    const { seatDesk, registrations } = world.app.ikrar.domains;
    const seat = await seatOf(world.app, KENDAL, 'inspektorat');
    await seatDesk.handOver(seat._id, 'Mutasi', BY);
    const next = { name: 'Pejabat Uji Pengganti', acting: '' as const, contact: '0812 6666' };
    await registrations.register(seat, { ...next, pin: '135790' }, '10.1.1.1');
    await world.end();
    const { runner } = world.app.ikrar.privacy;
    await runner.runOnce();
    expect(await stored('erasures', { rule: 'retention' })).to.have.length(0);
    const years = 5 * 366 * 86_400_000;
    world.clock.advance(years);
    await runner.runOnce();
    const done = await stored('erasures', { rule: 'retention', session: world.app.session()._id });
    expect(done).to.have.length(1);
    expect(done[0]).to.include({ state: 'done', revision: 1 });
    for (const nth of [0, 1]) {
      const { name, contact, email } = marksOf(nth);
      expect(await world.search(contact, email)).to.deep.equal([]);
      expect(await world.search(name)).to.include('registrations');
    }
    const former = ['0812 5555', marksOf(2).email, next.contact];
    expect(await world.search(...former)).to.deep.equal([]);
    const events = await stored('audit', { event: 'erasure.done' });
    expect(events[0]?.data).to.deep.include({ rule: 'retention', groups: ['contact'] });
    await runner.runOnce();
    expect(
      await stored('erasures', { rule: 'retention', session: world.app.session()._id }),
    ).to.have.length(1);
  });
});
