// What the pages about minutes refuse, to whom, and that nothing is changed by it.
import { expect } from 'chai';
import { OBJECTIONS_MAX } from '../../server/protocol/limits.ts';
import { signInStaff } from '../control/staff-world.ts';
import { act, BY, invited, KENDAL, registered, SEKDA } from '../official/official-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import { runningClock } from '../support/running-clock.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { objectTo, registrationIn, stayPlain, storedObjections, wordsOf } from './minutes-world.ts';

const UNKNOWN = 'aaaaaaaaaaaaaaaa';

describe('the pages about minutes refuse', function () {
  this.timeout(60_000);
  const clock = runningClock();
  let app: TestApp;
  let official: TestBrowser;
  let early: TestBrowser;
  let host: TestBrowser;
  let person: string;
  let objection: string;

  const corrections = () =>
    app.database.connection.collection('attendance_corrections').countDocuments();
  /** A form's own hidden fields, then what is sent in place of its fields. */
  const answerWith = (fields: Record<string, string>, browser = host) =>
    browser.submit('/kendali/keberatan', fields, {
      action: `/kendali/keberatan/${objection}/jawab`,
    });
  const csrfOf = async (browser: TestBrowser, path: string) =>
    formTokenIn((await browser.open(path)).text);

  before(async () => {
    app = await startApp({ clock });
    host = await signInStaff(app, 'petugas');
    early = await registered(app, KENDAL, 'kepala-daerah');
    await act(app, 'open-doors', 'go-live');
    official = await registered(app, KENDAL, SEKDA);
    person = (await registrationIn(app, KENDAL, SEKDA))._id;
    await stayPlain(official, clock, 2);
  });
  after(() => app.stop());

  describe('a stranger', () => {
    it('who opens a page or sends a form', async () => {
      const stranger = app.visitor();
      for (const path of ['/kehadiran', '/kehadiran?teks=1', '/kehadiran/keberatan']) {
        expect((await stranger.open(path)).status, path).to.equal(401);
      }
      const _csrf = await csrfOf(stranger, '/');
      const sent = await stranger.post('/kehadiran/keberatan', { _csrf, note: 'Saya hadir.' });
      expect(sent.status).to.equal(401);
      for (const path of [`/kendali/orang/${person}`, '/kendali/keberatan']) {
        expect((await stranger.open(path)).url.pathname, path).to.equal('/masuk');
      }
      expect(await storedObjections(app)).to.have.length(0);
    });

    it('who has only opened an invitation, or not yet checked in', async () => {
      const visitor = await invited(app, KENDAL, 'inspektorat');
      expect((await visitor.open('/kehadiran')).status).to.equal(401);
      expect((await early.open('/kehadiran')).url.pathname).to.equal('/lapor-hadir');
      const _csrf = await csrfOf(early, '/lapor-hadir');
      const sent = await early.post('/kehadiran/keberatan', { _csrf, note: 'Saya hadir.' });
      expect(sent.status).to.equal(409);
      expect(sent.text).to.include('NOT_CHECKED_IN');
      expect(await storedObjections(app)).to.have.length(0);
    });

    it('a form without its token', async () => {
      const sent = await official.post('/kehadiran/keberatan', { note: 'Saya hadir.' });
      expect(sent.status).to.equal(403);
      expect(await storedObjections(app)).to.have.length(0);
    });
  });

  describe('a note', () => {
    for (const [what, note, words] of [
      ['that is empty', '  \n ', 'Tuliskan apa yang menurut Anda keliru'],
      ['that is too long', 'a'.repeat(1_001), 'Paling panjang 1000 karakter.'],
      ['with characters that nobody sees', 'hadir\u202e sampai selesai', 'Ketik ulang'],
    ] as const) {
      it(what, async () => {
        const { status, text } = await objectTo(official, note);
        expect(status).to.equal(400);
        expect(wordsOf(text)).to.include(words);
        expect(text).to.include('aria-invalid="true"').and.include(note.trim());
        expect(await storedObjections(app)).to.have.length(0);
      });
    }
  });

  describe('a second objection', () => {
    it('while the first one is open, also when both come at once', async () => {
      const _csrf = await csrfOf(official, '/kehadiran');
      const send = () => official.post('/kehadiran/keberatan', { _csrf, note: 'Saya hadir.' });
      const answers = await Promise.all([send(), send(), send()]);
      const refused = answers.filter(({ status }) => status === 409);
      expect(refused).to.have.length(2);
      for (const { text } of refused) expect(text).to.include('OBJECTION_OPEN');
      const stored = await storedObjections(app);
      expect(stored).to.have.length(1);
      objection = stored[0]?._id ?? '';
    });
  });

  describe('an answer', () => {
    it('of an official, for themselves or another', async () => {
      const _csrf = await csrfOf(official, '/panggung');
      const fields = { _csrf, answer: 'Ya.', outcome: 'koreksi', minutes: '1' };
      const sent = await official.post(`/kendali/keberatan/${objection}/jawab`, fields);
      expect(sent.url.pathname).to.equal('/masuk');
      const corrected = await official.post(`/kendali/orang/${person}/koreksi`, fields);
      expect(corrected.url.pathname).to.equal('/masuk');
      expect((await storedObjections(app))[0]?.state).to.equal('open');
      expect(await corrections()).to.equal(0);
    });

    for (const [what, fields, words] of [
      ['without text', { answer: ' ', outcome: 'tetap' }, 'Tuliskan jawaban untuk pejabat.'],
      ['that is too long', { answer: 'a'.repeat(501), outcome: 'tetap' }, 'Paling panjang 500'],
      ['without a decision', { answer: 'Ya.' }, 'Pilih putusan'],
      ['with a decision that there isn’t', { answer: 'Ya.', outcome: 'hapus' }, 'Pilih putusan'],
    ] as const) {
      it(what, async () => {
        const { status, text } = await answerWith(fields);
        expect(status).to.equal(400);
        expect(wordsOf(text)).to.include(words);
        expect((await storedObjections(app))[0]?.state).to.equal('open');
      });
    }

    it('that corrects while the session runs', async () => {
      const fields = { answer: 'Benar, Anda hadir.', outcome: 'koreksi', minutes: '1' };
      const { status, text } = await answerWith(fields);
      expect(status).to.equal(400);
      expect(wordsOf(text)).to.include(await detailOf('SESSION_NOT_ENDED'));
      expect(text).to.include('Benar, Anda hadir.');
      expect((await storedObjections(app))[0]?.state).to.equal('open');
      expect(await corrections()).to.equal(0);
    });

    it('to an objection, a person or a session that there isn’t', async () => {
      const _csrf = await csrfOf(host, '/kendali/keberatan');
      const fields = { _csrf, answer: 'Ya.', outcome: 'tetap', minutes: '1', reason: 'Ya.' };
      for (const id of [UNKNOWN, 'x', '..%2f..', 'A'.repeat(16)]) {
        const answered = await host.post(`/kendali/keberatan/${id}/jawab`, fields);
        expect(answered.status, id).to.equal(404);
        expect((await host.open(`/kendali/orang/${id}`)).status, id).to.equal(404);
        const corrected = await host.post(`/kendali/orang/${id}/koreksi`, fields);
        expect(corrected.status, id).to.equal(404);
      }
      expect((await host.open('/kendali/keberatan?sesi=tidak-ada')).status).to.equal(404);
    });
  });

  describe('a correction', () => {
    const correct = (fields: Record<string, string>) =>
      host.submit(`/kendali/orang/${person}`, fields, {
        action: `/kendali/orang/${person}/koreksi`,
      });

    it('while the session runs: there is no form, and a sent one changes nothing', async () => {
      const page = await host.open(`/kendali/orang/${person}`);
      expect(page.text).to.not.include('/koreksi"');
      const _csrf = await csrfOf(host, '/kendali/keberatan');
      const fields = { _csrf, minutes: '1', reason: 'Daftar hadir.' };
      const sent = await host.post(`/kendali/orang/${person}/koreksi`, fields);
      expect(sent.status).to.equal(400);
      expect(wordsOf(sent.text)).to.include('setelah acara berakhir');
      expect(await corrections()).to.equal(0);
    });

    it('without a reason, or to minutes that can’t be', async () => {
      await act(app, 'end');
      for (const [fields, code] of [
        [{ minutes: '1', reason: ' ' }, 'REASON_MISSING'],
        [{ minutes: '', reason: 'Daftar hadir.' }, 'MINUTES_INVALID'],
        [{ minutes: '-1', reason: 'Daftar hadir.' }, 'MINUTES_INVALID'],
        [{ minutes: '1.5', reason: 'Daftar hadir.' }, 'MINUTES_INVALID'],
        [{ minutes: '1e1', reason: 'Daftar hadir.' }, 'MINUTES_INVALID'],
        [{ minutes: '99999', reason: 'Daftar hadir.' }, 'MINUTES_INVALID'],
      ] as const) {
        const { status, text } = await correct(fields);
        expect(status, fields.minutes).to.equal(400);
        expect(wordsOf(text)).to.include(await detailOf(code));
      }
      expect(await corrections()).to.equal(0);
    });

    it('that an answer orders and that can’t be: neither of the two stands', async () => {
      const fields = { answer: 'Benar.', outcome: 'koreksi', minutes: '99999' };
      const { status, text } = await answerWith(fields);
      expect(status).to.equal(400);
      expect(wordsOf(text)).to.include(await detailOf('MINUTES_INVALID'));
      expect((await storedObjections(app))[0]?.state).to.equal('open');
      expect(await corrections()).to.equal(0);
      const made = { event: { $in: ['objection.answered', 'attendance.corrected'] } };
      const audit = app.database.connection.collection('audit');
      expect(await audit.countDocuments(made)).to.equal(0);
    });
  });

  describe('a second answer', () => {
    it('when two operators answer at once: the first one stands, the second one is told', async () => {
      const _csrf = await csrfOf(host, '/kendali/keberatan');
      const fields = { _csrf, outcome: 'koreksi', minutes: '1', kembali: 'daftar' };
      const path = `/kendali/keberatan/${objection}/jawab`;
      const answers = await Promise.all(
        ['Jawaban satu.', 'Jawaban dua.'].map((answer) => host.post(path, { ...fields, answer })),
      );
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 409]);
      const late = answers.find(({ status }) => status === 409);
      expect(wordsOf(late?.text ?? '')).to.include('Petugas lain sudah menjawab keberatan ini.');
      const [stored] = await storedObjections(app);
      expect(late?.text).to.include(stored?.answer ?? '?');
      expect(await corrections()).to.equal(1);
      const again = await host.post(path, { ...fields, answer: 'Jawaban tiga.' });
      expect(again.status).to.equal(409);
      expect((await storedObjections(app))[0]?.answer).to.equal(stored?.answer);
    });
  });

  describe('objections', () => {
    const answerOpen = async () => {
      const open = (await storedObjections(app)).find(({ state }) => state === 'open');
      await app.ikrar.domains.objections.answer({
        objection: open?._id ?? '',
        session: app.session(),
        answer: 'Tetap.',
        outcome: 'kept',
        minutes: undefined,
        by: BY,
      });
    };

    it('beyond the fifth', async () => {
      for (let made = 1; made < OBJECTIONS_MAX; made++) {
        await objectTo(official, `Keberatan ${made + 1}.`);
        await answerOpen();
      }
      const page = wordsOf((await official.open('/kehadiran')).text);
      expect(page).to.include('Anda telah mengajukan 5 keberatan');
      const _csrf = await csrfOf(official, '/panggung');
      const sent = await official.post('/kehadiran/keberatan', { _csrf, note: 'Satu lagi.' });
      expect(sent.status).to.equal(409);
      expect(sent.text).to.include('OBJECTION_TOO_MANY');
      expect(await storedObjections(app)).to.have.length(OBJECTIONS_MAX);
    });

    it('to a session that was archived', async () => {
      const other = await app.ikrar.domains.stores.registrations.find(
        (await registrationIn(app, KENDAL, 'kepala-daerah'))._id,
      );
      if (!other) throw new Error('Nobody registered early');
      const session = app.session();
      const archived = { ...session, status: { ...session.status, session: 'archived' as const } };
      const request = {
        registration: { ...other, checkedInAt: clock.now() },
        session: archived,
        note: 'Saya hadir.',
        address: '',
      };
      const refused = await app.ikrar.domains.objections.object(request).then(
        () => 'stored',
        (error: unknown) => (error instanceof Error ? error.message : ''),
      );
      expect(refused).to.equal('SESSION_ARCHIVED');
    });
  });

  const detailOf = async (code: 'SESSION_NOT_ENDED' | 'REASON_MISSING' | 'MINUTES_INVALID') => {
    const { default: errors } = await import('../../templates/catalogue/id/errors.json', {
      with: { type: 'json' },
    });
    return errors[code].detail;
  };
});
