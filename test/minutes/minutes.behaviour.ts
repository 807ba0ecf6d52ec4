// One's own minutes, the objection to them, its answer, and the correction: over HTTP, without a
// script, on a real database.
import { expect } from 'chai';
import { signInStaff } from '../control/staff-world.ts';
import { act, KENDAL, registered, SEKDA } from '../official/official-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { runningClock } from '../support/running-clock.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import {
  MINUTE,
  objectTo,
  registrationIn,
  stayPlain,
  storedObjections,
  wordsOf,
} from './minutes-world.ts';

describe('the pages about one person’s minutes', function () {
  this.timeout(60_000);
  const clock = runningClock();
  let app: TestApp;
  let official: TestBrowser;
  let other: TestBrowser;
  let host: TestBrowser;
  let person: string;

  const own = async (path = '/kehadiran') => wordsOf((await official.open(path)).text);
  const audits = (event: string) =>
    app.database.connection.collection('audit').find({ event }).toArray();

  before(async () => {
    app = await startApp({ clock });
    host = await signInStaff(app, 'petugas');
    await act(app, 'open-doors');
    official = await registered(app, KENDAL, SEKDA);
    other = await registered(app, KENDAL, 'inspektorat');
    person = (await registrationIn(app, KENDAL, SEKDA))._id;
  });
  after(() => app.stop());

  it('say before the beginning that nothing is counted yet', async () => {
    const words = await own();
    expect(words).to.include('Acara belum dimulai').and.include('Anda hadir 0 menit.');
    expect(words).to.match(/Syarat: 50% dari waktu acara \(\d+ menit\), dari acara dimulai/);
    expect(words).to.include('Belum ada waktu hadir yang dihitung.');
  });

  it('hold presence by their refresh without a script, and leave it to the socket with one', async () => {
    const scripted = await fetch(`${app.url}/kehadiran`, {
      headers: { cookie: official.cookies() },
    });
    expect(scripted.headers.get('refresh')).to.equal(null);
    expect(await scripted.text()).to.match(
      /<noscript><meta http-equiv="refresh" content="0; url=\/kehadiran\?teks(=|&#x3D;)1">/,
    );
    const presence = app.database.connection.collection('presence');
    expect(await presence.countDocuments({ registration: person })).to.equal(0);
    const plain = await fetch(`${app.url}/kehadiran?teks=1`, {
      headers: { cookie: official.cookies() },
    });
    expect(plain.headers.get('refresh')).to.equal('60');
    expect(await presence.countDocuments({ registration: person, kind: 'plain' })).to.equal(1);
  });

  it('count minutes, list pieces and gaps with their lengths, and say what is missing', async () => {
    await act(app, 'go-live');
    await stayPlain(official, clock, 3);
    clock.advance(5 * MINUTE);
    await app.ikrar.domains.attendance.pulse();
    await stayPlain(official, clock, 2);
    const words = await own();
    expect(words).to.include('Anda hadir 5 menit.');
    expect(words).to.match(/Kurang \d+ menit/);
    expect(words).to.match(/1 jeda, seluruhnya 5 menit/);
    expect(words).to.match(/Jeda 5 menit/);
    expect(words).to.include('sendiri, halaman biasa');
  });

  it('take an objection, and wait for its answer', async () => {
    const answer = await objectTo(official, 'Saya hadir terus\nmelalui komputer kantor.');
    expect(answer.url.pathname + answer.url.search).to.equal('/kehadiran?teks=1&terkirim=1');
    const words = wordsOf(answer.text);
    expect(words).to.include('Keberatan Anda diterima');
    expect(words).to.include('Menunggu jawaban ruang kendali');
    expect(words).to.include('Keberatan berikutnya dapat diajukan setelah dijawab.');
    const [event] = await audits('objection.made');
    expect(event?.data.registration).to.equal(person);
    expect(JSON.stringify(event)).to.not.include('komputer kantor');
    expect(wordsOf((await other.open('/kehadiran')).text)).to.not.include('komputer kantor');
  });

  it('show staff the open objections, oldest first, and how many there are', async () => {
    await objectTo(other, 'Saya juga hadir.');
    const { text } = await host.open('/kendali/keberatan?sesi=7-oktober-2020');
    const words = wordsOf(text);
    expect(words.indexOf('komputer kantor')).to.be.above(0);
    expect(words.indexOf('komputer kantor')).to.be.below(words.indexOf('Saya juga hadir.'));
    expect(words).to.include('Menunggu jawaban (2)').and.include('Keberatan (2)');
    expect(words).to.include('Koreksi dapat dibuat setelah acara berakhir.');
    expect(text).to.include(`href="/kendali/orang/${person}"`);
    const others = ['hadir', `hadir/${KENDAL}`, 'hubungi', 'kursi', 'laporan', 'koordinator'];
    for (const path of others) {
      expect(wordsOf((await host.open(`/kendali/${path}`)).text), path).to.include('Keberatan (2)');
    }
  });

  it('show the official that the minutes stay, by whom and why', async () => {
    const [, second] = await storedObjections(app);
    const action = `/kendali/keberatan/${second?._id}/jawab`;
    const fields = { answer: 'Layar Anda tidak tersambung.', outcome: 'tetap' };
    const sent = await host.submit('/kendali/keberatan', fields, { action });
    expect(wordsOf(sent.text)).to.include('Jawaban dikirim');
    const words = wordsOf((await other.open('/kehadiran')).text);
    expect(words).to.include('Dijawab: menit tetap').and.include('Layar Anda tidak tersambung.');
    expect(words).to.include('Petugas petugas');
    expect(words).to.include('Anda dapat mengajukan 4 keberatan lagi.');
    expect((await audits('objection.answered'))[0]?.data.outcome).to.equal('kept');
  });

  it('show staff the person: connections, gaps, measured minutes, how they were identified', async () => {
    const words = wordsOf((await host.open(`/kendali/orang/${person}`)).text);
    for (const part of ['Sambungan yang tercatat', 'Hadir 5 menit.', 'Tautan undangan', 'Jeda']) {
      expect(words).to.include(part);
    }
    expect(words).to.include('Menit yang terukur 5 menit');
    expect(words).to.include('halaman biasa tidak dimuat ulang');
    expect(words).to.include('Koreksi dapat dibuat setelah acara berakhir.');
    const seats = await host.open('/kendali/kursi?cari=kendal sekretaris daerah');
    expect(seats.text).to.include(`href="/kendali/orang/${person}"`);
  });

  it('correct with the answer, and leave both values for everybody to see', async () => {
    await act(app, 'end');
    const [first] = await storedObjections(app);
    const page = `/kendali/orang/${person}`;
    const action = `/kendali/keberatan/${first?._id}/jawab`;
    const answer = 'Log ruang rapat menunjukkan Anda hadir.';
    const sent = await host.submit(page, { answer, outcome: 'koreksi', minutes: '9' }, { action });
    expect(sent.url.pathname).to.equal(page);
    const staff = wordsOf(sent.text);
    expect(staff).to.include('Hadir 9 menit.').and.include('Menit yang terukur 5 menit');
    expect(staff).to.include('Terukur 5 menit, berlaku 9 menit');
    const words = await own();
    expect(words).to.include('Menit Anda dikoreksi');
    expect(words).to.include('Terukur 5 menit, berlaku 9 menit.');
    expect(words).to.include(`Alasan: ${answer}`);
    expect(words).to.include('Dijawab: dikoreksi menjadi 9 menit');
    expect(words).to.include('Syarat terpenuhi');
    const [corrected] = await audits('attendance.corrected');
    expect(corrected?.data).to.include({ measured: 5, minutes: 9, reason: answer });
    const [list] = await Promise.all([host.open('/kendali/keberatan')]);
    expect(wordsOf(list.text)).to.include('Semua keberatan sudah dijawab.');
  });

  it('correct again without an objection, and keep the history', async () => {
    const page = `/kendali/orang/${person}`;
    const fields = { minutes: '7', reason: 'Daftar hadir kertas.' };
    const sent = await host.submit(page, fields, { action: `${page}/koreksi` });
    const words = wordsOf(sent.text);
    expect(words).to.include('Koreksi disimpan.').and.include('Hadir 7 menit.');
    expect(words.indexOf('Daftar hadir kertas.')).to.be.below(words.indexOf('Log ruang rapat'));
    expect(words).to.include('Terukur 5 menit, berlaku 9 menit');
    expect(await own()).to.include('Terukur 5 menit, berlaku 7 menit.');
  });

  it('still take objections after the end', async () => {
    await objectTo(official, 'Tujuh menit pun keliru.');
    expect(await own()).to.include('Menunggu jawaban ruang kendali');
  });

  it('say that nobody objected to a session', async () => {
    const words = wordsOf((await host.open('/kendali/keberatan?sesi=26-agustus-2020')).text);
    expect(words).to.include('Belum ada keberatan untuk acara ini.');
  });
});
