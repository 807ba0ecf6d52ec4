// What an official is refused, each with a page that says what to do, and nothing changed.
import { expect } from 'chai';
import { CODE_ALPHABET, normaliseCode } from '../../server/invitations/index.ts';
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

describe('an official is refused', function () {
  this.timeout(60_000);
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());
  const count = (collection: string) =>
    app.database.connection.collection(collection).countDocuments();

  describe('a code that', () => {
    const refused = async (code: string, status: number, words: string) => {
      const visitor = app.visitor();
      const byLink = await visitor.open(`/u/${encodeURIComponent(code)}`);
      expect(byLink.status).to.equal(status);
      expect(byLink.text).to.include(words).and.to.include('name="code"');
      const typed = await visitor.submit('/', { code }, { action: '/undangan' });
      expect(typed.status).to.equal(status);
      expect(typed.text).to.include(words);
      expect((await visitor.open('/lapor-hadir')).status).to.equal(401);
    };
    it('has a typing mistake', async () => {
      const code = await app.codeOf(KENDAL, SEKDA);
      const swapped = `${code[1]}${code[0]}${code.slice(2)}`;
      const wrong = swapped === code ? `${code.slice(0, 7)}A` : swapped;
      await refused(wrong, 404, 'salah ketik');
    });
    it('is empty, far too long, or markup', async () => {
      const visitor = app.visitor();
      for (const code of ['', 'A'.repeat(5_000), '<script>alert(1)</script>']) {
        const answer = await visitor.submit('/', { code }, { action: '/undangan' });
        expect(answer.status).to.equal(404);
        expect(answer.text).to.include('salah ketik').and.not.to.include('<script>alert');
      }
    });
    it('nobody was given', () => {
      const body = '2222222';
      const last = [...CODE_ALPHABET].find((letter) => normaliseCode(body + letter));
      return refused(`${body}${last}`, 404, 'tidak dikenal');
    });
    it('was replaced', async () => {
      const seat = await seatOf(app, KENDAL, 'inspektorat');
      const old = await app.codeOf(KENDAL, 'inspektorat');
      const opened = await invited(app, KENDAL, 'inspektorat');
      await app.ikrar.domains.invitations.reissue(seat._id, BY);
      await refused(old, 410, 'sudah diganti');
      const late = await opened.open('/lapor-hadir');
      expect(late.status).to.equal(410);
      expect(late.text).to.include('sudah diganti');
    });
    it('was withdrawn', async () => {
      const seat = await seatOf(app, KENDAL, 'kepala-bkd');
      const old = await app.codeOf(KENDAL, 'kepala-bkd');
      const opened = await invited(app, KENDAL, 'kepala-bkd');
      await app.ikrar.domains.invitations.withdraw(seat._id, BY);
      await refused(old, 410, 'sudah ditarik');
      expect((await opened.open('/lapor-hadir')).status).to.equal(410);
    });
  });

  describe('a registration', () => {
    const wrong: [string, Record<string, string>, string][] = [
      ['without a name', { name: '   ' }, 'Isi nama lengkap'],
      ['with a name of 121 characters', { name: 'x'.repeat(121) }, 'paling panjang 120'],
      ['with control characters in the name', { name: 'Ab\u0007\u202Ec' }, 'Ketik ulang nama'],
      ['with letters that no certificate can print', { name: '李明' }, 'Gunakan huruf Latin'],
      ['with a PIN of five digits', { pin: '12345' }, '6 angka'],
      ['with a PIN of letters', { pin: 'abcdef' }, '6 angka'],
      ['without a contact', { contact: '' }, 'nomor telepon'],
      ['with an acting status that does not exist', { acting: 'Raja' }, 'Periksa kembali isian'],
    ];
    for (const [title, fields, words] of wrong) {
      it(`${title}, and keeps what was typed`, async () => {
        const browser = await invited(app, KENDAL, SEKDA);
        const before = await count('registrations');
        const input = { ...INPUT, contact: 'ada@contoh.id', ...fields };
        const answer = await browser.submit('/lapor-hadir', input, { action: '/lapor-hadir' });
        expect(answer.status).to.equal(400);
        expect(answer.text).to.include(words).and.to.include('id="rangkuman"');
        if (!('contact' in fields)) expect(answer.text).to.include('value="ada@contoh.id"');
        expect(answer.text).not.to.include('value="135790"');
        expect(await count('registrations')).to.equal(before);
      });
    }
    it('without the form of the page', async () => {
      const browser = await invited(app, KENDAL, SEKDA);
      expect((await browser.post('/lapor-hadir', INPUT)).status).to.equal(403);
    });
    it('without an invitation', async () => {
      const browser = app.visitor();
      const token = { _csrf: 'x' };
      expect((await browser.post('/lapor-hadir', { ...INPUT, ...token })).status).to.equal(403);
      expect((await browser.open('/lapor-hadir')).status).to.equal(401);
    });
  });

  describe('a second person on a filled seat', () => {
    let holder: TestBrowser;
    before(async () => {
      holder = await registered(app, KENDAL, 'kepala-daerah');
    });
    it('who opens the invitation, and is told whom to call', async () => {
      const second = await invited(app, KENDAL, 'kepala-daerah');
      const { text } = await second.open('/lapor-hadir');
      expect(text).to.include('Kursi ini sudah diisi').and.to.include('Hubungi petugas KASN');
      expect(text).not.to.include('Pejabat Uji');
    });
    it('who had the empty form open', async () => {
      const seat = await seatOf(app, KENDAL, 'pimpinan-bawaslu');
      const [first, second] = await Promise.all([
        invited(app, KENDAL, 'pimpinan-bawaslu'),
        invited(app, KENDAL, 'pimpinan-bawaslu'),
      ]);
      const send = (browser: TestBrowser, name: string) =>
        browser.submit('/lapor-hadir', { ...INPUT, name }, { action: '/lapor-hadir' });
      const answers = await Promise.all([send(first, 'Yang Satu'), send(second, 'Yang Lain')]);
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).to.deep.equal([200, 409]);
      const lost = answers.find(({ status }) => status === 409);
      expect(lost?.text).to.include('sudah didaftarkan oleh pejabat lain');
      const active = await app.database.connection
        .collection('registrations')
        .countDocuments({ seat: seat._id, active: true });
      expect(active).to.equal(1);
    });
    it('with wrong PINs, more and more slowly', async () => {
      const second = await invited(app, KENDAL, 'kepala-daerah');
      const guess = (pin: string) =>
        second.submit('/lapor-hadir', { pin }, { action: '/lapor-hadir/masuk' });
      expect((await guess('12')).status).to.equal(400);
      for (let tries = 0; tries < 6; tries++) expect((await guess('000000')).status).to.equal(401);
      const slowed = await guess(INPUT.pin);
      expect(slowed.status).to.equal(429);
      expect(slowed.text).to.include('Tunggu beberapa menit');
      expect((await holder.open('/lapor-hadir')).status).to.equal(200);
    });
  });

  describe('presence and signing', () => {
    let browser: TestBrowser;
    const sign = async (fields: Record<string, string> = {}) => {
      const page = await browser.open('/lapor-hadir');
      const csrf = formTokenIn(page.text);
      const body = { _csrf: csrf, text: 'Pejabat Uji', consent: '1', ...fields };
      return browser.post('/ikrar', body);
    };
    before(async () => {
      browser = await registered(app, KENDAL, SEKDA);
    });

    it('checking in before the doors open', async () => {
      const page = await browser.open('/lapor-hadir');
      const csrf = formTokenIn(page.text);
      const answer = await browser.post('/lapor-hadir/hadir', { _csrf: csrf });
      expect(answer.status).to.equal(409);
      expect(answer.text).to.include('Pintu acara belum dibuka');
    });
    it('the stage and the sheet before checking in: back to checking in', async () => {
      for (const path of ['/panggung', '/panggung/teks', '/ikrar']) {
        expect((await browser.open(path)).url.pathname).to.equal('/lapor-hadir');
      }
    });
    it('everything, as a stranger', async () => {
      for (const path of ['/panggung', '/panggung/teks', '/ikrar', '/ikrar/naskah']) {
        expect((await app.visitor().open(path)).status).to.equal(401);
      }
    });
    it('signing without having checked in', async () => {
      await act(app, 'open-doors', 'go-live', ...READ_ALL, 'open-signing');
      const answer = await sign();
      expect(answer.status).to.equal(409);
      expect(answer.text).to.include('Anda belum lapor hadir');
      await act(app, 'reopen-reading');
    });
    it('signing before the window', async () => {
      await browser.submit('/lapor-hadir', {}, { action: '/lapor-hadir/hadir' });
      const answer = await sign();
      expect(answer.status).to.equal(409);
      expect(answer.text).to.include('Penandatanganan belum dibuka');
    });
    it('signing with a clause unread', async () => {
      await act(app, 'open-signing');
      const answer = await sign();
      expect(answer.status).to.equal(409);
      expect(answer.text).to.include('Belum semua butir ditandai');
    });
    it('a clause out of order, or one that does not exist', async () => {
      const { text } = await browser.open('/ikrar?teks=1');
      const csrf = formTokenIn(text);
      const tick = (clause: string) => browser.post('/panggung/butir', { _csrf: csrf, clause });
      expect((await tick('3')).status).to.equal(409);
      expect((await tick('9')).status).to.equal(400);
      expect((await tick('satu')).status).to.equal(400);
    });
    it('signing with nothing typed or without consent, and keeps what was typed', async () => {
      await tickAll(browser);
      const empty = await sign({ text: '  ' });
      expect(empty.status).to.equal(400);
      expect(empty.text).to.include('Ketik nama Anda pada lembar');
      const silent = await sign({ consent: '' });
      expect(silent.status).to.equal(400);
      expect(silent.text).to.include('Centang pernyataan').and.to.include('value="Pejabat Uji"');
      expect(await count('signatures')).to.equal(0);
    });
    it('the signed declaration of somebody who has not signed', async () => {
      expect((await browser.open('/ikrar/naskah')).status).to.equal(404);
    });
    it('signing after the window', async () => {
      const other = await registered(app, '33.09', SEKDA);
      await tickAll(other);
      await act(app, 'close-signing');
      const { database } = app;
      // The grace for what was on its way is over.
      await database.connection
        .collection('sessions')
        .updateOne(
          { slug: app.session().slug },
          { $set: { 'status.closesAt': new Date(0).toISOString() }, $inc: { 'status.version': 1 } },
        );
      await new Promise<void>((resolve) => {
        const { live } = app.ikrar.domains;
        if (app.session().status.closesAt?.startsWith('1970')) resolve();
        live.onChange((session) => {
          if (session.status.closesAt?.startsWith('1970')) resolve();
        });
      });
      browser = other;
      const answer = await sign();
      expect(answer.status).to.equal(409);
      expect(answer.text).to.include('Penandatanganan sudah ditutup');
      expect((await other.open('/ikrar')).text).to.include('Penandatanganan telah ditutup');
      expect(await count('signatures')).to.equal(0);
    });
    it('registering when the event has ended', async () => {
      const late = await invited(app, '33.09', 'kepala-daerah');
      await act(app, 'end');
      const page = await late.open('/lapor-hadir');
      expect(page.text).to.include('Acara telah selesai').and.not.to.include('name="pin"');
    });
  });

  describe('guessing codes', () => {
    it('gets slow after 300 tries from one address, far above one office', async () => {
      const guess = (number: number) => {
        const digits = [0, 1, 2, 3].map((place) => CODE_ALPHABET[(number >> (place * 4)) & 15]);
        const body = `ZZZ${digits.join('')}`;
        const last = [...CODE_ALPHABET].find((letter) => normaliseCode(body + letter));
        return fetch(`${app.url}/u/${body}${last}`, { redirect: 'manual' });
      };
      for (let tries = 0; tries < 300; tries += 20) {
        await Promise.all(Array.from({ length: 20 }, (_, index) => guess(tries + index)));
      }
      const slowed = await guess(301);
      expect(slowed.status).to.equal(429);
      expect(slowed.headers.get('retry-after')).to.equal('60');
      expect(await slowed.text()).to.include('Terlalu banyak percobaan');
    });
  });
});
