// Choosing a session, making a rehearsal, and what staff do for a seat that calls.
import { expect } from 'chai';
import type { TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { signInStaff } from './staff-world.ts';

describe('the pages of the control room', function () {
  this.timeout(60_000);
  let app: TestApp;
  let host: TestBrowser;
  before(async () => {
    app = await startApp();
    host = await signInStaff(app, 'petugas');
  });
  after(() => app.stop());

  const audits = (event: string) =>
    app.database.connection.collection('audit').find({ event }).toArray();
  const seatOf = async (place: string, title: string) => {
    const seats = await app.ikrar.domains.invitations.list(app.session()._id);
    const seat = seats.find((one) => one.place === place && one.title === title);
    if (!seat) throw new Error(`No seat ${title}, ${place}`);
    return seat;
  };
  const codeOf = async (id: string) => {
    const seat = await app.ikrar.domains.invitations.find(id);
    return seat && app.ikrar.domains.invitations.codeOf(seat);
  };
  const fill = async (id: string) => {
    const seat = await app.ikrar.domains.invitations.find(id);
    if (!seat) throw new Error(`No seat ${id}`);
    const input = {
      name: 'Pejabat Uji',
      acting: 'Plt.',
      contact: '0812 0000 0000',
      pin: '135790',
    } as const;
    return app.ikrar.domains.registrations.register(seat, input, '127.0.0.1');
  };

  it('list both campaigns with their three sessions', async () => {
    const { text } = await host.open('/kendali');
    for (const slug of ['26-agustus-2020', '7-oktober-2020']) {
      expect(text).to.include(`href="/kendali/${slug}"`);
    }
    expect(text).to.include('Rapat Koordinasi Pengawasan dan Pengendalian 2024');
    expect(text.match(/tombol ringkas utama/g)).to.have.length(1);
  });

  it('make a rehearsal: a session of its own with seats of its own', async () => {
    const where = { session: '7-oktober-2020' };
    const answer = await host.submit('/kendali', {}, { action: '/kendali/gladi', where });
    expect(answer.status).to.equal(200);
    expect(answer.text).to.include('Sesi gladi');
    const slug = answer.url.pathname.split('/').at(-1) ?? '';
    const rehearsal = app.ikrar.domains.live.findBySlug(slug);
    expect(rehearsal?.kind).to.equal('rehearsal');
    const seats = await app.ikrar.domains.invitations.list(rehearsal?._id ?? '');
    expect(seats).to.have.length(1350 + 18);
    expect(app.session().slug).to.equal('7-oktober-2020');
    expect((await audits('rehearsal.created'))[0]?.actor.label).to.equal('Petugas petugas');
  });

  it('show the run of show, the preconditions, and lead to the stage’s links', async () => {
    const { text } = await host.open('/kendali/7-oktober-2020');
    for (const words of ['Pembacaan ikrar', 'Sambutan Wakil Presiden', 'Naskah versi 1']) {
      expect(text).to.include(words);
    }
    expect(text).to.include('/kendali/panggung?sesi=7-oktober-2020');
    const { text: roster } = await host.open('/kendali/panggung?sesi=7-oktober-2020');
    expect(roster.match(/\/mimbar\/masuk\//g)).to.have.length(2);
    expect(text).not.to.match(/\sstyle=|<script>(?!<)/);
  });

  it('show a session without a declaration without its ceremony', async () => {
    const session = app.ikrar.domains.live.list().find(({ declaration }) => !declaration);
    const { status, text } = await host.open(`/kendali/${session?.slug}`);
    expect(status).to.equal(200);
    expect(text).to.include('Acara ini tidak memuat ikrar').and.not.include('k-upacara"');
  });

  it('replace a code: shown once, the old one is refused and the new one opens', async () => {
    const seat = await seatOf('Kabupaten Kendal', 'Sekretaris Daerah');
    const old = await codeOf(seat._id);
    const page = '/kendali/kursi?cari=kendal+sekretaris';
    const action = `/kendali/kursi/${seat._id}/kode`;
    const silent = await host.submit(page, { reason: ' ' }, { action });
    expect(silent.status).to.equal(400);
    expect(await codeOf(seat._id)).to.equal(old);
    const answer = await host.submit(page, { reason: 'Kode hilang' }, { action });
    const code = /value="([A-Z2-9]{4}-[A-Z2-9]{4})"/.exec(answer.text)?.[1] ?? '';
    expect(code.replace('-', ''))
      .to.equal(await codeOf(seat._id))
      .and.not.to.equal(old);
    expect((await host.open(page)).text).not.to.include(code);
    expect((await app.visitor().open(`/u/${old}`)).status).to.equal(410);
    expect((await app.visitor().open(`/u/${code.replace('-', '')}`)).status).to.equal(200);
    const events = await audits('seat.code-reissued');
    expect(events[0]?.data).to.include({ reason: 'Kode hilang' });
    expect(events[0]?.actor.label).to.equal('Petugas petugas');
    expect(JSON.stringify(events)).not.to.include(code).and.not.to.include(code.replace('-', ''));
  });

  it('withdraw an invitation until its code is replaced', async () => {
    const seat = await seatOf('Kabupaten Kendal', 'Inspektorat');
    const old = await codeOf(seat._id);
    const page = '/kendali/kursi?cari=kendal+inspektorat';
    const answer = await host.submit(
      page,
      { reason: 'Jabatan dihapus' },
      { action: `/kendali/kursi/${seat._id}/tarik` },
    );
    expect(answer.text).to.include('Undangan ditarik.').and.include('Kode ke-1 ditarik');
    expect((await app.visitor().open(`/u/${old}`)).status).to.equal(410);
  });

  it('show the holder with a telephone link, reset the PIN, release and hand over', async () => {
    const seat = await seatOf('Kota Semarang', 'Sekretaris Daerah');
    const page = '/kendali/kursi?cari=semarang+kota+sekretaris';
    const path = (action: string) => ({ action: `/kendali/kursi/${seat._id}/${action}` });
    await fill(seat._id);
    const listed = await host.open(page);
    expect(listed.text).to.include('Plt. Pejabat Uji').and.include('href="tel:081200000000"');
    const reset = await host.submit(page, { reason: 'Lupa PIN' }, path('pin'));
    expect(reset.text).to.include('PIN disetel ulang.').and.include('PIN belum dibuat lagi');
    await host.submit(page, { reason: 'Salah orang' }, path('lepas'));
    expect(await app.ikrar.domains.registrations.findOfSeat(seat._id)).to.equal(undefined);
    const next = await fill(seat._id);
    await host.submit(page, { reason: 'Pejabat berganti' }, path('alih'));
    const [event] = await audits('seat.handed-over');
    expect(event?.data).to.deep.equal({
      seat: seat._id,
      registration: next._id,
      reason: 'Pejabat berganti',
    });
  });
});
