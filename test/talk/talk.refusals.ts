// Everybody who may not ask, moderate, announce or type captions, and everything that may not be
// written: refused with a reason, and nothing changes.
import { expect } from 'chai';
import { COOKIES } from '../../server/http/visitor.ts';
import { openSocket, signInStaff, type TestSocket } from '../control/staff-world.ts';
import { act, KENDAL, registered, SEKDA } from '../official/official-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import { settledCollections } from '../support/collections.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';
import { arrive, ask, captioner, captionLink, moderate, questionOf } from './talk-world.ts';

const ASK = '/panggung/tanya';

describe('what the talk refuses', function () {
  this.timeout(40_000);
  let app: TestApp;
  let staff: TestBrowser;
  let official: Awaited<ReturnType<typeof arrive>>;
  /** Registered before the doors, and not checked in. */
  let early: TestBrowser;
  /** Opened before anything is compared: an official's line is presence. */
  let lines: Record<'official' | 'control' | 'captions', TestSocket>;

  const unchanged = async (work: () => Promise<void>) => {
    const before = await settledCollections(app.database.connection);
    await work();
    expect(await settledCollections(app.database.connection)).to.deep.equal(before);
  };
  const open = async (visitor: TestBrowser, page: string) =>
    (await openSocket(app, visitor, { page })).socket;
  const post = async (visitor: TestBrowser, path: string, fields: Record<string, string>) => {
    const _csrf = formTokenIn((await visitor.open('/masuk')).text);
    return visitor.post(path, { ...fields, _csrf });
  };
  const askOver = async (browser: TestBrowser, text: string) => post(browser, ASK, { text });

  before(async () => {
    app = await startApp();
    early = await registered(app, KENDAL, 'inspektorat');
    await act(app, 'open-doors', 'go-live');
    staff = await signInStaff(app, 'petugas');
    official = await arrive(app, KENDAL, SEKDA);
    lines = {
      official: await open(official.browser, 'official'),
      control: await open(staff, 'control'),
      captions: await open(await captioner(app, staff), 'captions'),
    };
  });
  after(async () => {
    for (const socket of Object.values(lines ?? {})) socket.close();
    await app?.stop();
  });

  it('questions that are too long, empty or unreadable, on the page with what was typed', () =>
    unchanged(async () => {
      const long = await askOver(official.browser, `<script>${'x'.repeat(10_000)}`);
      expect(long.status).to.equal(400);
      expect(long.text).to.include('Paling panjang 500 karakter');
      expect(long.text).to.include('&lt;script&gt;xxx').and.not.include('<script>xxx');
      expect((await askOver(official.browser, '  \n ')).text).to.include('Tulisan belum diisi');
      const hidden = await askOver(official.browser, 'balik \u202e arah');
      expect(hidden.text).to.include('karakter yang tidak terlihat');
    }));

  it('the same over the socket', () =>
    unchanged(async () => {
      const socket = lines.official;
      const code = async (text: unknown) => {
        const answer = await socket.emitWithAck('talk:ask', { text });
        return answer.ok ? 'done' : answer.code;
      };
      expect(await code('x'.repeat(10_000))).to.equal('NOTE_TOO_LONG');
      expect(await code('')).to.equal('TEXT_EMPTY');
      expect(await code('a\u0000b')).to.equal('NOTE_CONTROL_CHARACTERS');
      expect(await code(42)).to.equal('INVALID_INPUT');
    }));

  it('questions of strangers and of who has not checked in', () =>
    unchanged(async () => {
      const stranger = await askOver(app.visitor(), 'Boleh?');
      expect(stranger.status).to.equal(401);
      const answer = await askOver(early, 'Boleh?');
      expect(answer.status).to.equal(409);
      expect(answer.text).to.include('Anda belum lapor hadir');
      expect((await early.open(ASK)).url.pathname).to.equal('/lapor-hadir');
      const refused = await openSocket(app, early, { page: 'official' }).catch(String);
      expect(refused).to.include('NOT_CHECKED_IN');
    }));

  it('shows markup as text wherever a question is read', async () => {
    const text = '<img src=x onerror=alert(1)> & "kutip"?';
    const question = await ask(app, official.person, text);
    const escaped = '&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt; &amp;';
    expect((await official.browser.open(ASK)).text).to.include(escaped);
    await moderate(app, question._id, 'approve');
    for (const path of ['/kendali/tanya', ASK]) {
      const { text: page } = await (path === ASK ? official.browser : staff).open(path);
      expect(page).to.include(escaped).and.not.include('<img src=x');
    }
  });

  it('moderation by officials and speakers, out of order, and on an old picture', async () => {
    const question = await ask(app, official.person, 'Boleh dimoderasi?');
    await unchanged(async () => {
      const socket = lines.official;
      const input = { question: question._id, version: 1 };
      for (const [event, body] of [
        ['talk:moderate', { ...input, step: 'approve' }],
        ['talk:desk', {}],
      ] as const) {
        const answer = await socket.emitWithAck(event, body);
        expect(answer).to.deep.include({ ok: false, code: 'NOT_SIGNED_IN' });
      }
      const path = `/kendali/tanya/${app.session().slug}/${question._id}`;
      const step = await post(official.browser, `${path}/approve`, { version: '1' });
      expect(step.url.pathname, 'who is not staff is asked to sign in').to.equal('/masuk');

      const desk = lines.control;
      const code = async (more: object) => {
        const answer = await desk.emitWithAck('talk:moderate', { ...input, ...more });
        return answer.ok ? 'done' : answer.code;
      };
      expect(await code({ step: 'show', shown: null })).to.equal('QUESTION_STEP');
      expect(await code({ step: 'answer' })).to.equal('QUESTION_STEP');
      expect(await code({ step: 'hide' })).to.equal('QUESTION_STEP');
      expect(await code({ step: 'approve', version: 2 })).to.equal('STATE_CHANGED');
      expect(await code({ step: 'reject' })).to.equal('REASON_MISSING');
      expect(await code({ step: 'reject', reason: 'x'.repeat(201) })).to.equal('NOTE_TOO_LONG');
      expect(await code({ step: 'publish' })).to.equal('INVALID_INPUT');
      expect(await code({ step: 'approve', question: 'aaaaaaaaaaaaaaaa' })).to.equal('NOT_FOUND');
      const form = await post(staff, `${path}/show`, { version: '1', shown: '' });
      expect(form.status).to.equal(409);
      expect(form.text).to.include('Langkah ini tidak berlaku');
    });
    expect((await questionOf(app, question._id)).state).to.equal('new');
  });

  it('announcements by who is not staff, and words that no screen can bear', () =>
    unchanged(async () => {
      const fields = { text: 'Bukan petugas', urgency: 'normal', minutes: '0', seen: '0' };
      const path = `/kendali/pengumuman/${app.session().slug}`;
      for (const visitor of [app.visitor(), official.browser]) {
        expect((await post(visitor, path, fields)).url.pathname).to.equal('/masuk');
        const withdrawn = await post(visitor, `${path}/tarik`, { number: '1' });
        expect(withdrawn.url.pathname).to.equal('/masuk');
      }
      const socket = lines.official;
      const input = { text: 'Bukan petugas', urgency: 'normal', minutes: 0, seen: 0 };
      const answer = await socket.emitWithAck('talk:announce', input);
      expect(answer).to.deep.include({ ok: false, code: 'NOT_SIGNED_IN' });
      const desk = lines.control;
      const code = async (more: object) => {
        const refused = await desk.emitWithAck('talk:announce', { ...input, ...more });
        return refused.ok ? 'done' : refused.code;
      };
      expect(await code({ text: 'x'.repeat(201) })).to.equal('NOTE_TOO_LONG');
      expect(await code({ text: ' ' })).to.equal('TEXT_EMPTY');
      expect(await code({ urgency: 'gawat' })).to.equal('INVALID_INPUT');
      expect(await code({ minutes: 3 })).to.equal('INVALID_INPUT');
      expect(await code({ seen: 4 })).to.equal('STATE_CHANGED');
    }));

  it('captions by a forged link, a forged cookie, officials and old pictures', () =>
    unchanged(async () => {
      const link = await captionLink(staff);
      const forged = `${link.slice(0, -4)}AAAA`;
      expect((await app.visitor().open(forged)).status).to.equal(410);
      expect((await post(app.visitor(), forged, {})).status).to.equal(410);
      const lectern = app.ikrar.base.tokens.lectern.sign(
        { session: app.session()._id, speaker: 'x', role: 'reader' },
        60,
      );
      for (const value of ['apa-saja', `${lectern}`]) {
        const response = await fetch(`${app.url}/takarir`, {
          headers: { cookie: `${COOKIES.captioner}=${value}` },
        });
        expect(response.status).to.equal(401);
      }
      for (const visitor of [app.visitor(), official.browser]) {
        const refused = await openSocket(app, visitor, { page: 'captions' }).catch(String);
        expect(refused).to.include('NOT_SIGNED_IN');
      }
      const line = { text: 'Bukan juru takarir', key: 'kunci-baris-palsu' };
      const socket = lines.official;
      for (const [event, body] of [
        ['talk:caption', line],
        ['talk:correct', { number: 1, version: 1, text: 'Diganti' }],
      ] as const) {
        const answer = await socket.emitWithAck(event, body);
        expect(answer).to.deep.include({ ok: false, code: 'NOT_SIGNED_IN' });
      }
      const typing = lines.captions;
      const code = async (event: 'talk:caption' | 'talk:correct', body: object) => {
        const answer = await typing.emitWithAck(event, body);
        return answer.ok ? 'done' : answer.code;
      };
      expect(await code('talk:caption', { ...line, text: 'x'.repeat(201) })).to.equal(
        'NOTE_TOO_LONG',
      );
      expect(await code('talk:caption', { ...line, key: 'pendek' })).to.equal('INVALID_INPUT');
      const wrong = { number: 9, version: 1, text: 'Tidak ada' };
      expect(await code('talk:correct', wrong)).to.equal('NOT_FOUND');
      // Who types captions may do nothing else.
      const answer = await typing.emitWithAck('talk:desk', {});
      expect(answer).to.deep.include({ ok: false, code: 'NOT_SIGNED_IN' });
    }));

  it('a flood of taps: one a second counts, and what floods is refused unread', async () => {
    const socket = lines.official;
    const { reactions } = app.ikrar.domains.talk.stores;
    const id = app.session()._id;
    const before = (await reactions.total(id)).applause;
    const from = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => socket.emitWithAck('talk:react', { reaction: 'applause' })),
    );
    const seconds = (performance.now() - from) / 1_000;
    const counted = answers.filter((one) => one.ok && one.data.counted).length;
    expect(counted).to.be.within(1, 1 + Math.floor(seconds));
    expect(answers.filter((one) => !one.ok && one.code === 'TOO_MANY_EVENTS')).to.not.be.empty;
    await until('the taps are stored', async () => {
      return (await reactions.total(id)).applause === before + counted;
    });
    const bad = await socket.emitWithAck('talk:react', { reaction: 'confetti' });
    expect(bad.ok).to.equal(false);
  });

  it('captions by a link that was replaced: page, form, socket and an open line', async () => {
    const old = await captionLink(staff);
    const typist = await captioner(app, staff);
    const socket = await open(typist, 'captions');
    const type = (text: string) =>
      socket.emitWithAck('talk:caption', { text, key: `kunci-${text.replaceAll(' ', '-')}` });
    expect((await type('Sebelum diganti')).ok).to.equal(true);
    const page = await staff.open('/kendali/tanya');
    const issue = /name="issue" value="(\d+)"/.exec(page.text)?.[1] ?? '';
    const path = `/kendali/takarir/${app.session().slug}/tautan`;
    expect((await post(staff, path, { issue })).status).to.be.oneOf([200, 303]);
    // The second of two operators is told, and the link of the first stays.
    expect((await post(staff, path, { issue })).status).to.equal(409);
    expect(await captionLink(staff)).to.not.equal(old);
    await unchanged(async () => {
      const late = await type('Setelah diganti');
      expect(late.ok ? 'done' : late.code).to.equal('LINK_INVALID');
      expect((await app.visitor().open(old)).status).to.equal(410);
      expect((await typist.open('/takarir')).status).to.equal(410);
      const line = { text: 'Formulir lama', key: 'kunci-formulir-lama' };
      expect((await post(typist, '/takarir/baris', line)).status).to.equal(410);
      const refused = await openSocket(app, typist, { page: 'captions' }).catch(String);
      expect(refused).to.include('LINK_INVALID');
    });
    socket.close();
    (await open(await captioner(app, staff), 'captions')).close();
  });

  it('everything after the end', async () => {
    await act(app, 'end');
    // What the end itself makes is there: its documents are issued by themselves.
    const jobs = app.database.connection.collection('issue_jobs');
    const isIssued = async () => (await jobs.distinct('state')).join() === 'done';
    await until('the documents of the end', isIssued);
    const presence = app.database.connection.collection('presence');
    await until(
      'everybody’s presence ends',
      async () => !(await presence.findOne({ endedAt: null })),
    );
    await unchanged(async () => {
      const answer = await askOver(official.browser, 'Terlambat?');
      expect(answer.status).to.equal(409);
      expect(answer.text).to.include('Pertanyaan, tanggapan, dan takarir tidak diterima lagi');
      const typist = await captioner(app, staff);
      expect((await typist.open('/takarir')).text).to.not.include('data-ketik');
      const late = await post(typist, '/takarir/baris', {
        text: 'Setelah usai',
        key: 'kunci-baris-setelah',
      });
      expect(late.status).to.equal(409);
    });
  });
});
