// The official's whole way with JavaScript off: invited, registered, present, read, signed, home.
import { expect } from 'chai';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import {
  act,
  BY,
  INPUT,
  invited,
  KENDAL,
  READ_ALL,
  registered,
  SEKDA,
  seatOf,
  tickAll,
} from './official-world.ts';

describe('an official without a script', function () {
  this.timeout(60_000);
  let app: TestApp;
  let official: TestBrowser;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());
  const registration = async (office = SEKDA) => {
    const seat = await seatOf(app, KENDAL, office);
    const found = await app.ikrar.domains.registrations.findOfSeat(seat._id);
    if (!found) throw new Error('Not registered');
    return found;
  };
  const presence = async () =>
    app.database.connection
      .collection('presence')
      .find({ registration: (await registration())._id })
      .toArray();

  it('opens the link as often as wished; the code leaves the address', async () => {
    for (let times = 0; times < 3; times++) official = await invited(app, KENDAL, SEKDA);
    const page = await official.open('/lapor-hadir');
    expect(page.text).to.include('Sekretaris Daerah, Kabupaten Kendal');
    expect(page.url.pathname).to.equal('/lapor-hadir');
    expect(page.text).to.include('Jawa Tengah');
  });

  it('types the code in small letters with a dash', async () => {
    const code = (await app.codeOf(KENDAL, SEKDA)).toLowerCase();
    const typed = `${code.slice(0, 4)}-${code.slice(4)} `;
    const answer = await app.visitor().submit('/', { code: typed }, { action: '/undangan' });
    expect(answer.url.pathname).to.equal('/lapor-hadir');
  });

  it('registers before the doors and waits on a page that renews itself', async () => {
    const answer = await official.submit('/lapor-hadir', INPUT, { action: '/lapor-hadir' });
    expect(answer.text).to.include('Anda sudah terdaftar').and.to.include('09.00 WIB');
    expect((await registration()).checkedInAt).to.equal(null);
    const raw = await fetch(`${app.url}/lapor-hadir`, { headers: { cookie: official.cookies() } });
    expect(raw.headers.get('refresh')).to.equal('60');
  });

  it('comes back on another device with code and PIN', async () => {
    const phone = await invited(app, KENDAL, SEKDA);
    const { pin } = INPUT;
    const answer = await phone.submit('/lapor-hadir', { pin }, { action: '/lapor-hadir/masuk' });
    expect(answer.status).to.equal(200);
    expect(answer.text).to.include('Anda sudah terdaftar').and.to.include('Pejabat Uji');
  });

  it('checks in when the doors are open', async () => {
    await act(app, 'open-doors');
    const page = await official.open('/lapor-hadir');
    expect(page.text).to.include('/lapor-hadir/hadir');
    const answer = await official.submit('/lapor-hadir', {}, { action: '/lapor-hadir/hadir' });
    expect(answer.url.pathname).to.equal('/panggung');
    expect(answer.text).to.include('url=/panggung/teks');
    expect((await registration()).checkedInAt).to.be.an.instanceOf(Date);
  });

  it('is checked in at once when registering with the doors open', async () => {
    const browser = await registered(app, KENDAL, 'kepala-daerah');
    expect((await browser.open('/lapor-hadir')).url.pathname).to.equal('/panggung');
    expect((await registration('kepala-daerah')).checkedInAt).to.be.an.instanceOf(Date);
  });

  it('who sends the form twice is the holder both times', async () => {
    const browser = await invited(app, KENDAL, 'inspektorat');
    const send = () => browser.submit('/lapor-hadir', INPUT, { action: '/lapor-hadir' });
    const page = await browser.open('/lapor-hadir');
    const csrf = formTokenIn(page.text);
    const again = () => browser.post('/lapor-hadir', { ...INPUT, _csrf: csrf });
    const answers = await Promise.all([send(), again(), again()]);
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200]);
    for (const { url } of answers) expect(url.pathname).to.equal('/panggung');
  });

  it('holds presence by the plain page: one interval, renewed', async () => {
    const raw = await fetch(`${app.url}/panggung/teks`, {
      headers: { cookie: official.cookies() },
    });
    expect(raw.headers.get('refresh')).to.equal('60; url=/panggung/teks');
    await official.open('/panggung/teks');
    const intervals = await presence();
    expect(intervals).to.have.length(1);
    expect(intervals[0]).to.include({ kind: 'plain', endedAt: null });
  });

  it('follows now and next, and the clause at hand with its tick', async () => {
    await act(app, 'go-live');
    expect((await official.open('/panggung/teks')).text).to.include('Sekarang, 09.00 WIB');
    await act(app, 'start-reading', 'next-clause');
    const where = { clause: '1' };
    const answer = await official.submit(
      '/panggung/teks',
      {},
      { action: '/panggung/butir', where },
    );
    expect(answer.url.pathname).to.equal('/panggung/teks');
    expect(answer.text).to.include('1 dari 4 butir disetujui').and.to.include('Anda setuju');
    expect(answer.text).not.to.include('action="/panggung/butir"');
  });

  it('signs by typing once signing is open', async () => {
    await act(app, ...READ_ALL.slice(2), 'open-signing');
    await tickAll(official, 2);
    expect((await official.open('/panggung/teks')).text).to.include('href="/ikrar?teks=1"');
    const sheet = await official.open('/ikrar?teks=1');
    expect(sheet.text).to.include('Saya menyetujui naskah ikrar ini dengan sadar');
    const fields = { text: 'Pejabat Uji', consent: '1' };
    const answer = await official.submit('/ikrar?teks=1', fields, { action: '/ikrar' });
    expect(answer.status).to.equal(200);
    expect(answer.text).to.include('Ikrar Anda telah disegel');
    const signature = await app.ikrar.domains.signatures.find((await registration())._id);
    const digits = (signature?.leafHash ?? '').match(/.{8}/g) ?? [];
    expect(digits).to.have.length(8);
    for (const group of digits) expect(answer.text).to.include(`<span>${group}</span>`);
  });

  it('signing twice shows the first signature and says so', async () => {
    const first = await app.ikrar.domains.signatures.find((await registration())._id);
    const { text } = await official.open('/ikrar?teks=1');
    const csrf = formTokenIn(text);
    const body = { _csrf: csrf, text: 'Nama Lain', consent: '1', kembali: 'ikrar-teks' };
    const answer = await official.post('/ikrar', body);
    expect(answer.status).to.equal(200);
    expect(answer.text).to.match(/<p class="tanda" data-sudah>/);
    const after = await app.ikrar.domains.signatures.find((await registration())._id);
    expect(after).to.deep.equal(first);
  });

  it('takes the signed declaration home at once, and reads what the other one needs', async () => {
    const sheet = await official.open('/ikrar');
    expect(sheet.text).to.include('Tersedia setelah acara, bila hadir 45 menit; kini 0.');
    const file = await official.open('/ikrar/naskah');
    expect(file.status).to.equal(200);
    expect(file.text.startsWith('%PDF-')).to.equal(true);
    expect(file.url.pathname).to.match(/^\/berkas\/[0-9a-z]{26}\.pdf$/i);
  });

  it('sees the documents when the event has ended', async () => {
    await act(app, 'close-signing', 'end');
    for (const path of ['/panggung', '/panggung/teks']) {
      const { text } = await official.open(path);
      expect(text).to.include('Dokumen Anda').and.to.include('href="/ikrar/naskah"');
    }
    const raw = await fetch(`${app.url}/panggung/teks`, {
      headers: { cookie: official.cookies() },
    });
    expect(raw.headers.get('refresh')).to.equal(null);
  });

  it('sets a new PIN after a reset, and the old devices are out', async () => {
    const seat = await seatOf(app, KENDAL, 'kepala-daerah');
    await app.ikrar.domains.seatDesk.resetPin(seat._id, 'lupa PIN', BY);
    const browser = await invited(app, KENDAL, 'kepala-daerah');
    expect((await browser.open('/lapor-hadir')).text).to.include('Setel PIN baru');
    const form = { action: '/lapor-hadir/masuk' };
    const answer = await browser.submit('/lapor-hadir', { pin: '246801' }, form);
    expect(answer.url.pathname).to.equal('/panggung');
    const third = await invited(app, KENDAL, 'kepala-daerah');
    expect((await third.submit('/lapor-hadir', { pin: INPUT.pin }, form)).status).to.equal(401);
  });

  it('from a regional office stands in the row Pusat dan Kanreg', async () => {
    const { invitations } = app.ikrar.domains;
    const slug = '26-agustus-2020';
    const session = app.ikrar.domains.live.findBySlug(slug);
    const seats = await invitations.list(session?._id ?? '');
    const seat = seats.find(({ region }) => region === null);
    const browser = app.visitor();
    await browser.open(`/u/${seat && invitations.codeOf(seat)}`);
    const action = '/lapor-hadir';
    await app.ikrar.domains.sessions.act({
      session: session?._id ?? '',
      action: 'open-doors',
      ...BY,
    });
    const stage = await browser.submit('/lapor-hadir', INPUT, { action });
    expect(stage.url.pathname).to.equal('/panggung');
    expect(stage.text).to.include('Kanreg I BKN Yogyakarta');
    expect(stage.text).to.include('Pusat dan Kanreg').and.not.to.include('data-ubin');
    const text = await browser.open('/panggung/teks');
    expect(text.text).to.include('1 dari 1 pejabat hadir');
  });

  it('of a campaign without a declaration has a stage and no sheet', async () => {
    const { invitations, live, sessions } = app.ikrar.domains;
    const session = live.list().find(({ declaration }) => declaration === null);
    const [seat] = await invitations.list(session?._id ?? '');
    await sessions.act({ session: session?._id ?? '', action: 'open-doors', ...BY });
    const browser = app.visitor();
    await browser.open(`/u/${seat && invitations.codeOf(seat)}`);
    const stage = await browser.submit('/lapor-hadir', INPUT, { action: '/lapor-hadir' });
    expect(stage.text).to.include('Ruang tunggu').and.not.to.include('href="/ikrar"');
    expect((await browser.open('/panggung/teks')).status).to.equal(200);
    const sheet = await browser.open('/ikrar');
    expect(sheet.status).to.equal(409);
    expect(sheet.text).to.include('Acara ini tidak memuat ikrar');
  });

  it('signs out of the device; the code leads back', async () => {
    await official.submit('/panggung', {}, { action: '/keluar' });
    expect((await official.open('/panggung')).status).to.equal(401);
    const again = await official.open(`/u/${await app.codeOf(KENDAL, SEKDA)}`);
    expect(again.text).to.include('Kursi ini sudah diisi');
  });
});
