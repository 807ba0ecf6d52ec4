// A session's plan over HTTP: made, its agenda edited by one and by two, its rules, its notes, the
// session that leads the front page, and one that nobody was invited to deleted.
import { expect } from 'chai';
import { createContactStore } from '../../server/contacts/index.ts';
import { formTokenIn } from '../support/browser.ts';
import type { TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';
import {
  createPlanWorld,
  fieldsIn,
  openForm,
  type PlanWorld,
  post,
  SESSIONS,
} from './plan-world.ts';

describe('the plan of a session', function () {
  this.timeout(60_000);
  let world: PlanWorld;
  before(async () => {
    world = await createPlanWorld();
  });
  after(() => world?.stop());
  const susunan = () => `${world.path}/susunan`;
  const events = (event: string) => world.all('audit', { event });

  it('lists the sessions with their times in three zones, and which one is the main one', async () => {
    const { status, text } = await world.owner.open(SESSIONS);
    expect(status).to.equal(200);
    expect(text)
      .to.include('09.00–10.30 WIB (10.00 WITA, 11.00 WIT)')
      .and.include('09.00–12.00 WIB');
    expect(text).to.include('Acara utama');
    // One can be deleted: nobody was invited to it; the main one can't.
    expect(text).to.include(`${SESSIONS}/26-agustus-2020/hapus`);
    expect(text).not.to.include(`${world.path}/hapus`);
  });

  it('makes a session with its seats, texts and a usual agenda', async () => {
    const answer = await world.host.submit(
      SESSIONS,
      {
        judul: 'Ikrar susulan',
        tanggal: '2027-05-03',
        tempat: 'Jakarta',
        moda: 'hibrida',
        mulai: '13:00',
        selesai: '14:30',
      },
      { action: SESSIONS },
    );
    expect(answer.url.pathname).to.equal(`${SESSIONS}/3-mei-2027`);
    const [made] = await world.all('sessions', { slug: '3-mei-2027' });
    await bringContacts(world.app, String(made?._id));
    expect(made).to.include({
      startsAt: '13:00',
      endsAt: '14:30',
      isDefault: false,
      place: 'Jakarta',
    });
    const model = world.app.session();
    expect(made?.declaration).to.deep.equal(model.declaration);
    const seats = await world.app.ikrar.domains.invitations.list(String(made?._id));
    expect(seats).to.have.length(
      (await world.app.ikrar.domains.invitations.list(model._id)).length,
    );
    expect(await events('session.created')).to.have.length(1);
    // Its control room opens at once.
    expect((await world.host.open('/kendali/3-mei-2027')).status).to.equal(200);
  });

  it('gives a new session back with what was typed when something is wrong', async () => {
    const typed = {
      judul: 'Acara <b>baru</b>',
      tanggal: '2027-02-31',
      tempat: '',
      moda: 'daring',
      mulai: '10:00',
      selesai: '10:30',
    };
    const { status, text } = await world.host.submit(SESSIONS, typed, { action: SESSIONS });
    expect(status).to.equal(400);
    expect(text)
      .to.include('Acara &lt;b&gt;baru&lt;/b&gt;')
      .and.include('Tanggal ini tidak ada')
      .and.include('sedikitnya 60 menit');
    expect(await world.all('sessions', { title: typed.judul })).to.have.length(0);
  });

  it('keeps an agenda: times follow, speakers get links, the run of show keeps its ids', async () => {
    const fields = await openForm(world.host, world.path, susunan());
    fields['baris-2-menit'] = '30';
    fields['baris-3-pembicara'] = 'Pejabat Uji Penutup';
    const answer = await world.host.post(susunan(), { ...fields, lakukan: 'simpan' });
    expect(answer.url.search).to.equal('?selesai=susunan');
    const [stored] = await world.all('sessions', { isDefault: true });
    expect(stored).to.deep.include({ endsAt: '10:20', planVersion: 2 });
    const agenda = stored?.agenda as { id: string; time: string }[]; // as the model says
    expect(agenda.map(({ id, time }) => `${id} ${time}`)).to.deep.equal([
      'ikrar 09:00',
      'tanda-tangan 09:15',
      'wakil-presiden 09:35',
      'penutup 10:05',
    ]);
    expect(stored?.speakers).to.deep.include({
      code: 'pejabat-uji-penutup',
      office: 'Pejabat Uji Penutup',
      role: 'speaker',
    });
    // Live in this process at once, and told to the stage's roster.
    expect(world.app.session().endsAt).to.equal('10:20');
    expect(
      (await world.owner.open(`/kendali/panggung?sesi=${world.app.session().slug}`)).text,
    ).to.include('Pejabat Uji Penutup');
    const [event] = await events('session.planned');
    expect(event?.data).to.deep.equal({ section: 'agenda', version: 2 });
    expect(await world.all('session_plans', { session: world.app.session()._id })).to.have.length(
      2,
    );
  });

  it('moves, adds and removes rows without a script, and keeps nothing until it is saved', async () => {
    const before = world.app.session().agenda;
    const fields = await openForm(world.host, world.path, susunan());
    const press = async (lakukan: string, from = fields) =>
      fieldsIn((await world.host.post(susunan(), { ...from, lakukan })).text, susunan());
    const up = await press('naik-3', { ...fields, 'baris-3-judul': 'Belum disimpan' });
    expect([up['baris-2-judul'], up['baris-3-id']]).to.deep.equal([
      'Belum disimpan',
      'wakil-presiden',
    ]);
    const added = await press('tambah');
    expect(added).to.include({ 'baris-4-id': '', 'baris-4-menit': '10' });
    expect(await press('hapus-0')).not.to.have.property('baris-3-id');
    expect(world.app.session().agenda).to.deep.equal(before);
  });

  it('says what is wrong with an agenda and keeps what was typed', async () => {
    const fields = await openForm(world.host, world.path, susunan());
    const answer = await world.host.post(susunan(), {
      ...fields,
      'baris-0-jenis': 'speech',
      'baris-2-judul': '',
      'baris-3-menit': 'sebentar',
      lakukan: 'simpan',
    });
    expect(answer.status).to.equal(400);
    expect(answer.text)
      .to.include('keduanya menjalankan upacara')
      .and.include('Judul harus diisi')
      .and.include('antara 1 dan 600');
    expect(fieldsIn(answer.text, susunan())['baris-3-menit']).to.equal('sebentar');
  });

  it('tells the second of two editors who changed what, shows both and loses nothing', async () => {
    const first = await openForm(world.owner, world.path, susunan());
    const second = await openForm(world.host, world.path, susunan());
    await world.owner.post(susunan(), {
      ...first,
      'baris-2-judul': 'Sambutan satu',
      'baris-3-menit': '20',
      lakukan: 'simpan',
    });
    const mine = {
      ...second,
      'baris-2-judul': 'Sambutan dua',
      'baris-0-pembicara': 'Pejabat Uji Pembaca',
      'baris-4-id': '',
      'baris-4-judul': 'Doa bersama',
      'baris-4-menit': '5',
      'baris-4-jenis': 'speech',
      lakukan: 'simpan',
    };
    const refused = await world.host.post(susunan(), mine);
    expect(refused.status).to.equal(409);
    // Who, both sides, and everything typed.
    expect(refused.text)
      .to.include('sudah diubah petugas lain')
      .and.include('Sambutan satu')
      .and.include('Sambutan dua');
    const [{ name: author = '' } = {}] = await world.all('accounts', { login: 'pemilik' });
    expect(refused.text).to.include(String(author));
    const form = fieldsIn(refused.text, susunan());
    expect(form).to.include({
      'baris-2-judul': 'Sambutan dua',
      'baris-4-judul': 'Doa bersama',
      'baris-0-pembicara': 'Pejabat Uji Pembaca',
    });
    // The row that only the first one changed is theirs, the one that only I changed is mine.
    expect(form).to.include({ 'pilih-penutup': 'stored', 'pilih-ikrar': 'mine' });
    expect(form).not.to.have.property('pilih-wakil-presiden');
    expect(world.app.session().agenda[2]?.title).to.equal('Sambutan satu');

    // Without a choice where both changed it, nothing is merged.
    const open = await world.host.post(susunan(), { ...form, lakukan: 'gabung' });
    expect(open.status).to.equal(409);
    expect(open.text).to.include('Pilih salah satu');
    const merged = await world.host.post(susunan(), {
      ...form,
      'pilih-wakil-presiden': 'mine',
      lakukan: 'gabung',
    });
    const last = fieldsIn(merged.text, susunan());
    expect(last).to.include({
      'baris-2-judul': 'Sambutan dua',
      'baris-3-menit': '20',
      'baris-4-judul': 'Doa bersama',
    });
    const kept = await world.host.post(susunan(), { ...last, lakukan: 'simpan' });
    expect(kept.url.search).to.equal('?selesai=susunan');
    expect(
      world.app.session().agenda.map(({ title, minutes }) => `${title} ${minutes}`),
    ).to.deep.equal([
      'Pembacaan ikrar, diikuti seluruh peserta 15',
      'Penandatanganan ikrar 20',
      'Sambutan dua 30',
      'Penutup 20',
      'Doa bersama 5',
    ]);
  });

  it('lets two edit different parts of the plan at once', async () => {
    const [agenda, details] = await Promise.all([
      openForm(world.owner, world.path, susunan()),
      openForm(world.host, world.path, `${world.path}/keterangan`),
    ]);
    await world.owner.post(susunan(), { ...agenda, 'baris-4-judul': 'Doa', lakukan: 'simpan' });
    const moved = await world.host.post(`${world.path}/keterangan`, {
      ...details,
      tempat: 'Bogor',
      mulai: '08:30',
    });
    expect(moved.url.search).to.equal('?selesai=keterangan');
    const session = world.app.session();
    expect(session).to.include({ place: 'Bogor', startsAt: '08:30', endsAt: '10:00' });
    expect(session.agenda.at(-1)).to.include({ title: 'Doa', time: '09:55' });
  });

  it('tells who comes second with the details, and keeps what they typed', async () => {
    const path = `${world.path}/keterangan`;
    const fields = await openForm(world.host, world.path, path);
    const theirs = await openForm(world.owner, world.path, path);
    await world.owner.post(path, { ...theirs, tempat: 'Semarang' });
    const answer = await world.host.post(path, { ...fields, tempat: 'Solo' });
    expect(answer.status).to.equal(409);
    expect(answer.text).to.include('Semarang').and.include('Solo');
    const again = fieldsIn(answer.text, path);
    expect(again).to.include({ tempat: 'Solo' });
    expect(world.app.session().place).to.equal('Semarang');
    await world.host.post(path, again);
    expect(world.app.session().place).to.equal('Solo');
  });

  it('keeps rules and says what they mean for an official', async () => {
    const path = `${world.path}/aturan`;
    const { text } = await world.host.open(world.path);
    expect(text)
      .to.include('menurut rencana 45 dari 90 menit')
      .and.include('sampai 1 jam sesudah penutupan');
    const fields = await openForm(world.host, world.path, path);
    const wrong = await world.host.post(path, { ...fields, porsi: '120' });
    expect(wrong.status).to.equal(400);
    expect(wrong.text).to.include('Isi persen di atas 0');
    const answer = await world.host.post(path, {
      ...fields,
      ukuran: 'menit',
      menit: '40',
      terlambat: '10',
      terlambatDihitung: 'tidak',
      jendela: '',
      susulan: '2880',
      partisipasi: 'attended-and-signed',
    });
    expect(answer.url.search).to.equal('?selesai=aturan');
    expect(answer.text)
      .to.include('sedikitnya 40 menit')
      .and.include('sampai 2 hari sesudah penutupan')
      .and.include('tidak tercatat hadir');
    expect(world.app.session()).to.deep.include({
      signingRule: { minutes: null, lateMinutes: 2880 },
      certificateRule: { participation: 'attended-and-signed' },
    });
  });

  it('keeps notes in their order, with author and moment', async () => {
    for (const catatan of ['Hujan deras', 'Siaran ulang\npukul dua']) {
      await world.host.submit(world.path, { catatan }, { action: `${world.path}/catatan` });
    }
    const { text } = await world.owner.open(world.path);
    expect(text.indexOf('Hujan deras')).to.be.lessThan(text.indexOf('Siaran ulang'));
    expect((await world.all('session_notes')).map(({ number }) => number)).to.deep.equal([1, 2]);
    expect(await events('session.noted')).to.have.length(2);
    const empty = await post(world.host, `${world.path}/catatan`, { catatan: ' ' });
    expect(empty.status).to.equal(400);
  });

  it('leads the front page to another session, and to no other', async () => {
    const next = `${SESSIONS}/3-mei-2027`;
    await world.owner.submit(SESSIONS, {}, { action: `${next}/utama` });
    expect(world.app.session().slug).to.equal('3-mei-2027');
    expect(await world.all('sessions', { isDefault: true })).to.have.length(1);
    await world.owner.submit(SESSIONS, {}, { action: `${world.path}/utama` });
    expect(world.app.session().slug).to.equal('7-oktober-2020');
  });

  it('deletes a session that nobody was invited to, with its seats and codes', async () => {
    const [made] = await world.all('sessions', { slug: '3-mei-2027' });
    const answer = await world.host.submit(
      SESSIONS,
      {},
      { action: `${SESSIONS}/3-mei-2027/hapus` },
    );
    expect(answer.text).to.include('Acara dihapus');
    const session = made?._id;
    for (const name of ['sessions', 'seats', 'invitation_codes', 'session_plans']) {
      const filter = name === 'sessions' ? { _id: session } : { session };
      expect(await world.all(name, filter), name).to.have.length(0);
    }
    expect(await world.all('contact_import_rows'), 'rows of its contact files').to.deep.equal([]);
    expect(await events('session.deleted')).to.have.length(1);
    expect((await world.host.open('/kendali/3-mei-2027')).status).to.equal(404);
    expect((await world.host.open(`${SESSIONS}/3-mei-2027`)).status).to.equal(404);
  });

  it('takes over no contact of a session that was deleted in that moment', async () => {
    const { connection, transaction } = world.app.database;
    const store = createContactStore(connection);
    const of = { _id: FILE, session: 'acarayangdihapus' };
    const taken = transaction(
      (at) => store.takeOver([contactRow()], of as never, new Date(), at), // all that it reads
    );
    const refused = await taken.then(
      () => '',
      (error: unknown) => String(error),
    );
    expect(refused).to.include('is no more');
    expect(await world.all('contacts', { session: of.session })).to.deep.equal([]);
  });

  it('tells other processes of a plan that changed', async () => {
    const { stores, live } = world.app.ikrar.domains;
    const session = await stores.sessions.find(world.app.session()._id);
    if (!session) throw new Error('No session');
    await world.app.database.transaction(async (transaction) => {
      await stores.sessions.replacePlan(
        session._id,
        session.status.version,
        { place: 'Medan' },
        transaction,
      );
    });
    await until('the stream has told it', () => live.find(session._id)?.place === 'Medan');
    expect(formTokenIn((await world.host.open(world.path)).text)).to.be.a('string');
  });
});

const FILE = 'berkaskontakuji1';

/** A contact file of the session that was read and is being taken over. */
async function bringContacts({ database }: TestApp, session: string): Promise<void> {
  const { connection } = database;
  const insert = (name: string, document: object) =>
    connection.collection(name).insertOne(document as never); // ids of ours are texts
  await insert('contact_imports', { _id: FILE, session, state: 'checked', checkedAt: new Date() });
  await insert('contact_import_rows', contactRow());
}

const contactRow = () => ({
  ...{ _id: `${FILE}:2`, import: FILE, line: 2, target: 'kursiuji', label: 'Uji', region: null },
  ...{ name: 'Pejabat Uji 12', email: 'uji12@uji.go.id', phone: '', problem: null },
  ...{ value: '', hint: '', isTaken: false },
});
