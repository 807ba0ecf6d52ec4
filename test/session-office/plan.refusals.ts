// Who may not plan, and what nobody may change any more: a session in the past, what has begun of one
// that runs, a rule that is in force, and one that somebody was invited to.
import { expect } from 'chai';
import { signInStaff } from '../control/staff-world.ts';
import {
  createPlanWorld,
  openForm,
  type PlanWorld,
  post,
  SESSIONS,
  setStatus,
  TEXTS,
} from './plan-world.ts';

describe('the plan of a session, refused', function () {
  this.timeout(60_000);
  let world: PlanWorld;
  before(async () => {
    world = await createPlanWorld();
  });
  after(() => world?.stop());
  const stored = async () => (await world.all('sessions', { isDefault: true }))[0];

  it('a moderator and an auditor read it and change nothing', async () => {
    const moderator = await signInStaff(world.app, 'moderator', 'moderator');
    const page = await moderator.open(world.path);
    expect(page.status).to.equal(200);
    expect(page.text).not.to.include('name="versi"');
    const paths = [
      SESSIONS,
      ...['susunan', 'keterangan', 'aturan', 'catatan', 'hapus', 'utama'].map(
        (one) => `${world.path}/${one}`,
      ),
    ];
    for (const path of [...paths, `${TEXTS}/mulai`]) {
      expect((await post(moderator, path, { versi: '1' })).status, path).to.equal(403);
    }
    // Who has not signed in is asked to.
    const stranger = await world.app.visitor().open(world.path);
    expect(stranger.url.pathname).not.to.equal(world.path);
    expect(stranger.text).not.to.include('Susunan acara');
  });

  it('a host of one campaign does not plan another one’s sessions, however they are named', async () => {
    const visitor = world.app.visitor();
    const link = world.app.ikrar.accounts.makeLink('host', 'rakor-wasdal-2024');
    const fields = { login: 'acara.dua', name: 'Petugas dua', password: 'sandi panjang sekali' };
    await visitor.submit(link, fields, { where: { mode: 'new' } });
    const { slug } = world.app.session();
    expect((await visitor.open(world.path)).status).to.equal(403);
    // Their own campaign’s path with the other one’s session.
    const across = `/kendali/kampanye/rakor-wasdal-2024/acara/${slug}`;
    expect((await post(visitor, `${across}/catatan`, { catatan: 'x' })).status).to.equal(403);
    expect((await world.owner.open(across)).status).to.equal(404);
    expect(
      (await post(visitor, `/kendali/kampanye/rakor-wasdal-2024/acara/6-februari-2024/utama`))
        .status,
    ).to.equal(403);
  });

  it('an unknown campaign or session is not found', async () => {
    for (const path of [
      `${SESSIONS}/tidak-ada`,
      '/kendali/kampanye/tidak-ada/acara',
      '/kendali/kampanye/tidak-ada/ikrar',
      `${TEXTS}/9`,
    ]) {
      expect((await world.owner.open(path)).status, path).to.equal(404);
    }
  });

  it('what somebody was invited to is not deleted, nor is the main session', async () => {
    expect((await post(world.owner, `${world.path}/hapus`)).status).to.equal(409);
    const other = `${SESSIONS}/26-agustus-2020`;
    const [session] = await world.all('sessions', { slug: '26-agustus-2020' });
    const openings = world.app.database.connection.collection<{
      _id: string;
      session: unknown;
      at: Date;
    }>('invitation_openings');
    await openings.insertOne({ _id: 'kursi', session: session?._id, at: new Date() });
    const answer = await post(world.owner, `${other}/hapus`);
    expect(answer.status).to.equal(409);
    expect(answer.text).to.include('belum ada undangannya');
    expect(await world.all('seats', { session: session?._id })).not.to.have.length(0);
  });

  it('what has begun of a running session stays; the rest may be changed', async () => {
    await setStatus(world, {
      session: 'live',
      liveAt: new Date().toISOString(),
      agendaItem: 'tanda-tangan',
    });
    const path = `${world.path}/susunan`;
    const fields = await openForm(world.host, world.path, path);
    const wrong = await world.host.post(path, {
      ...fields,
      'baris-0-menit': '60',
      lakukan: 'simpan',
    });
    expect(wrong.status).to.equal(400);
    expect(wrong.text).to.include('Butir yang sudah atau sedang berjalan tidak dapat');
    const right = await world.host.post(path, {
      ...fields,
      'baris-2-menit': '25',
      lakukan: 'simpan',
    });
    expect(right.url.search).to.equal('?selesai=susunan');
    expect((await world.host.open(world.path)).text).to.include('Layar yang sudah terbuka');
    const details = await post(world.host, `${world.path}/keterangan`, {
      versi: '2',
      judul: 'Lain',
      tanggal: '2027-01-01',
      tempat: 'X',
      moda: 'daring',
      mulai: '09:00',
    });
    expect(details.status).to.equal(409);
    expect(details.text).to.include('sejak pintu dibuka');
  });

  it('a rule that participants were told is not changed; what is still open is', async () => {
    const path = `${world.path}/aturan`;
    const fields = await openForm(world.host, world.path, path);
    const before = await stored();
    const forged = await world.host.post(path, {
      ...fields,
      ukuran: 'menit',
      menit: '1',
      partisipasi: 'none',
    });
    expect(forged.status).to.equal(409);
    expect(forged.text).to.include('tidak dapat diubah; tidak ada yang tersimpan');
    expect(await stored()).to.deep.equal(before);
    const late = await world.host.post(path, { ...fields, susulan: '120' });
    expect(late.url.search).to.equal('?selesai=aturan');
  });

  it('a session in the past is not edited in any way; it is annotated', async () => {
    await setStatus(world, { session: 'ended', endedAt: new Date().toISOString() });
    const before = await stored();
    const audited = (await world.all('audit')).length;
    const forms = {
      susunan: {
        versi: '3',
        lakukan: 'simpan',
        'baris-0-judul': 'Lain',
        'baris-0-menit': '5',
        'baris-0-jenis': 'speech',
      },
      keterangan: {
        versi: '3',
        judul: 'Lain',
        tanggal: '2027-01-01',
        tempat: 'Lain',
        moda: 'daring',
        mulai: '07:00',
      },
      aturan: {
        versi: '3',
        ukuran: 'menit',
        menit: '1',
        partisipasi: 'none',
        jendela: '1',
        susulan: '1',
      },
    };
    for (const [name, fields] of Object.entries(forms)) {
      const { status, text } = await post(world.owner, `${world.path}/${name}`, fields);
      expect(status, name).to.equal(409);
      expect(text, name).to.include('yang sudah berlangsung tidak dapat diubah');
    }
    for (const lakukan of ['tambah', 'naik-1', 'gabung']) {
      expect(
        (await post(world.owner, `${world.path}/susunan`, { lakukan })).status,
        lakukan,
      ).to.equal(409);
    }
    expect((await post(world.owner, `${world.path}/hapus`)).status).to.equal(409);
    expect(await stored()).to.deep.equal(before);
    expect(await world.all('audit')).to.have.length(audited);

    const page = await world.owner.open(world.path);
    expect(page.text).to.include('Acara ini sudah berakhir').and.not.include('name="versi"');
    const noted = await post(world.owner, `${world.path}/catatan`, {
      catatan: 'Listrik padam pukul sepuluh',
    });
    expect(noted.text).to.include('Listrik padam pukul sepuluh');
    expect(await stored()).to.deep.equal(before);
    expect(await world.all('audit')).to.have.length(audited + 1);
  });
});
