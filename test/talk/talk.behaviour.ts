// Asking, moderating, announcing and typing captions: what is stored, who sees it, and who comes second.
import { expect } from 'chai';
import { act, KENDAL, SEKDA } from '../official/official-world.ts';
import { refusalCode } from '../support/refusal-code.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { becomes } from '../support/until.ts';
import { arrive, ask, moderate, questionOf, staffBy } from './talk-world.ts';

describe('the talk around the stage', function () {
  this.timeout(30_000);
  let app: TestApp;
  let person: Awaited<ReturnType<typeof arrive>>['person'];
  const talk = () => app.ikrar.domains.talk;
  const events = async (name: string) =>
    (await app.ikrar.domains.audit.latest(app.session()._id, 50)).filter(
      ({ event }) => event === name,
    );

  before(async () => {
    app = await startApp();
    await act(app, 'open-doors', 'go-live');
    ({ person } = await arrive(app, KENDAL, SEKDA));
  });
  after(() => app?.stop());

  it('keeps a question with region and seat of who asks, for the moderators alone', async () => {
    const question = await ask(app, person, '  Bagaimana <b>cuti</b>\n diatur?  ');
    expect(question).to.include({
      text: 'Bagaimana <b>cuti</b> diatur?',
      region: KENDAL,
      seat: person.seat,
      title: 'Sekretaris Daerah',
      place: 'Kabupaten Kendal',
      state: 'new',
    });
    const { feed } = talk();
    expect(feed.view(person.session)).to.deep.include({ shown: null });
    expect(feed.view(person.session).approved?.count).to.equal(0);
    expect(feed.own(person.session, person._id).map(({ state }) => state)).to.deep.equal(['new']);
    const [asked] = await events('question.asked');
    expect(asked?.data).to.include({ question: question._id, seat: person.seat });
    expect((await ask(app, person, 'Bagaimana <b>cuti</b> diatur?'))._id).to.equal(question._id);
  });

  it('leads it through approval and stage to its answer, each step with who did it', async () => {
    const { _id } = await ask(app, person, 'Kapan naskahnya terbit?');
    await moderate(app, _id, 'approve');
    expect(
      talk()
        .feed.view(person.session)
        .approved?.first.map(({ id }) => id),
    ).to.include(_id);
    await moderate(app, _id, 'show', { by: staffBy('dua') });
    expect(talk().feed.view(person.session).shown).to.deep.equal({
      id: _id,
      text: 'Kapan naskahnya terbit?',
      title: 'Sekretaris Daerah',
      place: 'Kabupaten Kendal',
    });
    await moderate(app, _id, 'answer');
    const stored = await questionOf(app, _id);
    expect(stored).to.include({ state: 'answered', slot: null, version: 4 });
    expect(stored.answeredAt).to.be.instanceOf(Date);
    const steps = (await events('question.moderated')).map(
      ({ data, actor }) => `${'step' in data ? data.step : ''} ${actor.label}`,
    );
    expect(steps.sort()).to.deep.equal([
      'answer Petugas satu',
      'approve Petugas satu',
      'show Petugas dua',
    ]);
  });

  it('lets one question be on stage: the next one takes its place', async () => {
    const first = await ask(app, person, 'Pertama?');
    const { person: other } = await arrive(app, '12.06', SEKDA);
    const second = await ask(app, other, 'Kedua?');
    for (const { _id } of [first, second]) await moderate(app, _id, 'approve');
    await moderate(app, first._id, 'show');
    await moderate(app, second._id, 'show');
    expect((await questionOf(app, first._id)).state).to.equal('approved');
    expect(talk().feed.view(person.session).shown?.id).to.equal(second._id);
  });

  it('tells the second of two moderators, and stores one step', async () => {
    const { person: asker } = await arrive(app, '12.06', 'inspektorat');
    const { _id } = await ask(app, asker, 'Siapa yang lebih dahulu?');
    const codes = await Promise.all([
      refusalCode(moderate(app, _id, 'approve', { version: 1, by: staffBy('satu') })),
      refusalCode(
        moderate(app, _id, 'reject', { version: 1, reason: 'Ganda', by: staffBy('dua') }),
      ),
    ]);
    expect(codes.sort()).to.deep.equal(['STATE_CHANGED', 'done']);
    expect((await questionOf(app, _id)).version).to.equal(2);
  });

  it('shows one of two questions that two moderators show at once', async () => {
    const { person: asker } = await arrive(app, '12.06', 'kepala-daerah');
    const both = [await ask(app, asker, 'Satu?'), await ask(app, asker, 'Dua?')];
    for (const { _id } of both) await moderate(app, _id, 'approve');
    const shown = talk().feed.view(person.session).shown?.id ?? null;
    const codes = await Promise.all(
      both.map(({ _id }) => refusalCode(moderate(app, _id, 'show', { shown }))),
    );
    expect(codes.sort()).to.deep.equal(['STATE_CHANGED', 'done']);
    const all = await talk().stores.questions.list(person.session);
    expect(all.filter(({ state }) => state === 'shown')).to.have.length(1);
  });

  it('counts a rejected question no more, and its asker reads why', async () => {
    const { person: asker } = await arrive(app, KENDAL, 'inspektorat');
    const three = [];
    for (const text of ['A?', 'B?', 'C?']) three.push(await ask(app, asker, text));
    expect(await refusalCode(ask(app, asker, 'D?'))).to.equal('QUESTIONS_OPEN');
    await moderate(app, three[0]?._id ?? '', 'reject', { reason: 'Di luar tema acara' });
    expect(talk().feed.own(asker.session, asker._id).at(-1)).to.include({
      state: 'rejected',
      reason: 'Di luar tema acara',
    });
    expect(await refusalCode(ask(app, asker, 'D?'))).to.equal('done');
  });

  it('keeps three at a time also when a person asks ten times at once', async () => {
    const { person: asker } = await arrive(app, KENDAL, 'kepala-daerah');
    const codes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => refusalCode(ask(app, asker, `Ke-${index}?`))),
    );
    const stored = (await talk().stores.questions.listOfPerson(asker._id)).length;
    expect(stored).to.be.within(1, 3);
    expect(codes.filter((code) => code === 'done')).to.have.length(stored);
  });

  it('announces over every screen: the newest wins, until it is withdrawn', async () => {
    const session = app.session();
    const announce = (text: string, seen: number, minutes = 0) =>
      talk().announcements.announce({
        ...{ session, text, seen, minutes },
        urgency: 'normal',
        by: staffBy('satu'),
      });
    await announce('Acara dimulai pukul 09.15 WIB', 0);
    await announce('Acara dimulai pukul 09.20 WIB', 1, 5);
    const now = talk().feed.announcement(session._id);
    expect(now).to.include({ number: 2, text: 'Acara dimulai pukul 09.20 WIB' });
    expect(now?.until).to.be.a('string');
    const codes = await Promise.all([
      refusalCode(announce('Yang satu', 2)),
      refusalCode(announce('Yang lain', 2)),
    ]);
    expect(codes.sort()).to.deep.equal(['STATE_CHANGED', 'done']);
    await talk().announcements.withdraw(session, 3, staffBy('dua'));
    expect(talk().feed.announcement(session._id)).to.equal(null);
    expect(await refusalCode(talk().announcements.withdraw(session, 3, staffBy('satu')))).to.equal(
      'STATE_CHANGED',
    );
    expect(await events('announcement.made')).to.have.length(3);
    expect((await events('announcement.withdrawn'))[0]?.actor.label).to.equal('Petugas dua');
  });

  it('numbers captions whoever types them, keeps a line sent twice once, and its corrections', async () => {
    const session = app.session();
    const { captions, stores, feed } = talk();
    const by = staffBy('satu');
    const keys = Array.from({ length: 6 }, (_, index) => `kunci-baris-00000${index}`);
    await Promise.all(keys.map((key) => captions.add(session, { text: `Baris ${key}`, key }, by)));
    const again = await captions.add(session, { text: 'Baris', key: keys[0] ?? '' }, by);
    expect(again.text).to.equal(`Baris ${keys[0]}`);
    const corrections = ['Satu', 'Dua'].map((text) =>
      refusalCode(captions.correct(session, { number: 2, version: 1, text }, by)),
    );
    expect((await Promise.all(corrections)).sort()).to.deep.equal(['STATE_CHANGED', 'done']);
    const lines = await stores.captions.listAll(session._id);
    expect(lines.map(({ number }) => number)).to.deep.equal([1, 2, 3, 4, 5, 6]);
    expect(lines[1]).to.include({ version: 2 });
    expect(lines[1]?.text).to.be.oneOf(['Satu', 'Dua']);
    expect(feed.view(session._id).captions?.map(({ version }) => version)).to.deep.equal([
      1, 2, 1, 1, 1, 1,
    ]);
    expect(await app.database.connection.collection('captions').countDocuments()).to.equal(7);
    expect(await events('caption.corrected')).to.have.length(1);
  });

  it('counts taps in memory and stores them once a second', async () => {
    const session = app.session();
    const counted = Array.from({ length: 50 }, () => talk().react(person, session, 'applause'));
    expect(counted.filter(Boolean)).to.have.length(1);
    const { reactions } = talk().stores;
    await becomes(() => reactions.total(session._id), { applause: 1, agree: 0, thanks: 0 });
  });

  it('knows after a new start what was said before', async () => {
    const { database } = app;
    const before = talk().feed.view(person.session);
    const own = talk().feed.own(person.session, person._id);
    const second = await startApp({ database });
    const { feed } = second.ikrar.domains.talk;
    expect(feed.view(person.session)).to.deep.equal(before);
    expect(feed.own(person.session, person._id)).to.deep.equal(own);
    await second.stop();
  });

  it('takes nothing after the end', async () => {
    const waiting = await ask(app, person, 'Terlambat?');
    await moderate(app, waiting._id, 'approve');
    await act(app, 'end');
    const session = app.session();
    expect(await refusalCode(ask(app, person, 'Masih bisa?'))).to.equal('TALK_ENDED');
    expect(() => talk().react(person, session, 'applause')).to.throw('TALK_ENDED');
    expect(await refusalCode(moderate(app, waiting._id, 'show'))).to.equal('TALK_ENDED');
    expect(await refusalCode(moderate(app, waiting._id, 'answer'))).to.equal('done');
    const line = { text: 'Setelah usai', key: 'kunci-baris-setelah' };
    const late = talk().captions.add(session, line, staffBy('satu'));
    expect(await refusalCode(late)).to.equal('TALK_ENDED');
  });
});
