// The stage over a real database: the roster from the plan, hands in their order whatever happens at
// once, what survives a restart, and what one process tells the other.
import { expect } from 'chai';
import { frameWith, openSocket, signInStaff } from '../control/staff-world.ts';
import { act, BY, KENDAL, registered, SEKDA, seatOf } from '../official/official-world.ts';
import { openScreen, sharedRoom, sharedScreen } from '../shared-rooms/shared-screen.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { becomes, until } from '../support/until.ts';
import { addPerson, atLectern, DIRECTOR, direct, personOf } from './stage-world.ts';

const KARO = '12.06';
const codeIn = ({ code }: { code: string }): string => code;
const ROSTER = '/kendali/panggung?sesi=7-oktober-2020';

describe('the stage', function () {
  this.timeout(40_000);
  let app: TestApp;
  const session = () => app.session()._id;
  const facts = () => app.ikrar.stage.memory.refresh(session());
  const audits = (event: string) =>
    app.database.connection.collection('audit').find({ event }).toArray();
  const raise = (who: string, title = `Jabatan ${who}`) =>
    app.ikrar.stage.service.hand({
      session: session(),
      guest: { who, title, place: 'Kabupaten Uji' },
      up: true,
      by: BY,
    });

  before(async () => {
    app = await startApp();
    await act(app, 'open-doors', 'go-live');
  });
  after(() => app?.stop());

  it('begins with the speakers that were planned, each once, in whatever process is first', async () => {
    const { roster } = app.ikrar.stage;
    const lists = await Promise.all([1, 2, 3].map(() => roster.list(app.session())));
    const titles = lists.map((list) => list.map(({ title }) => title));
    const planned = app.session().speakers.map(({ office }) => office);
    for (const one of titles) expect(one).to.deep.equal(planned);
  });

  it('takes an office on its page, with a link and an event of the audit', async () => {
    const host = await signInStaff(app, 'pemimpin', 'owner');
    const answer = await host.submit(
      ROSTER,
      { role: 'interpreter', title: 'Juru Bahasa Isyarat' },
      { action: '/kendali/panggung' },
    );
    expect(answer.status).to.equal(200);
    expect(answer.text).to.include('Jabatan ditambahkan').and.include('Juru Bahasa Isyarat');
    const [event] = await audits('stage.person-added');
    expect(event?.actor.label).to.equal('Petugas pemimpin');
    expect(JSON.stringify(event?.data)).to.include('Juru Bahasa Isyarat');
    const { code } = await personOf(app, 'interpreter');
    await host.submit(
      answer.url.pathname + answer.url.search,
      {},
      {
        action: `/kendali/panggung/${code}/tautan`,
      },
    );
    expect(await audits('stage.link-reissued')).to.have.length(1);
  });

  it('is listed in the order that staff choose, however often a form is sent', async () => {
    const host = await signInStaff(app, 'pengatur');
    const codes = async () => (await app.ikrar.stage.roster.list(app.session())).map(codeIn);
    const before = await codes();
    const [first = '', second = '', ...rest] = before;
    const form = { action: `/kendali/panggung/${first}/urutan` };
    for (const _ of ['once', 'and again']) {
      const answer = await host.submit(ROSTER, { ke: '2' }, form);
      expect(answer.text).to.include('Urutan diubah');
      expect(await codes()).to.deep.equal([second, first, ...rest]);
    }
    const [event, ...more] = await audits('stage.person-moved');
    expect(more).to.have.length(0);
    expect(event?.actor.label).to.equal('Petugas pengatur');
    expect(event?.data).to.include({ person: first, place: 2 });
    const { text } = await host.open(ROSTER);
    const places = [first, second].map((code) => text.indexOf(`id="o-${code}"`));
    expect(places[1]).to.be.below(places[0] ?? 0);
    const desk = (await facts()).people.map(codeIn);
    expect(desk, 'as the control room sees it').to.deep.equal([second, first, ...rest]);
    const last = String(before.length);
    await host.submit(ROSTER, { ke: '60' }, form);
    expect((await codes()).at(-1)).to.equal(first);
    expect((await audits('stage.person-moved')).at(-1)?.data.place).to.equal(Number(last));
    for (const ke of ['0', '61', 'atas']) {
      expect((await host.submit(ROSTER, { ke }, form)).status, ke).to.equal(400);
    }
    expect((await codes()).at(-1)).to.equal(first);
  });

  it('keeps hands in the order of raising, and nobody twice', async () => {
    const officials = Array.from({ length: 200 }, (_, index) => `p-${index}`);
    const answers = await Promise.all([...officials, ...officials].map((who) => raise(who)));
    const { hands, handCount } = await facts();
    expect(handCount).to.equal(200);
    expect(hands).to.have.length(20);
    const numbers = hands.map(({ number }) => number);
    expect(numbers).to.deep.equal([...numbers].sort((a, b) => a - b));
    const all = new Set(answers.map(({ hand }) => hand));
    expect(all.size).to.equal(200);
    await app.database.connection.collection('stage_hands').deleteMany({});
  });

  it('gives the floor once, and takes the hand down with it', async () => {
    await raise('p-a');
    await raise('p-b');
    await Promise.all([direct(app, 'give', 'p-a'), direct(app, 'give', 'p-a')]);
    const again = await direct(app, 'give', 'p-a');
    expect(again.already).to.deep.equal({ by: DIRECTOR.actor.label });
    const { state, hands } = await facts();
    expect(state.floor).to.include({ who: 'p-a', place: 'Kabupaten Uji', muted: false });
    expect(hands.map(({ who }) => who)).to.deep.equal(['p-b']);
    const given = (await audits('stage.acted')).filter(({ data }) => data.act === 'give');
    expect(given).to.have.length(1);
    expect(given[0]?.actor.label).to.equal(DIRECTOR.actor.label);
    await direct(app, 'end');
    expect((await facts()).state.floor).to.equal(null);
    await direct(app, 'dismiss', 'p-b');
    expect((await facts()).handCount).to.equal(0);
  });

  it('frees the floor when who has it lowers the hand, or their seat gets another holder', async () => {
    await registered(app, KENDAL, SEKDA);
    const seat = await seatOf(app, KENDAL, SEKDA);
    const holder = await app.ikrar.domains.registrations.findOfSeat(seat._id);
    const who = `p-${holder?._id}`;
    for (const end of [
      () =>
        app.ikrar.stage.service.hand({
          ...{ session: session(), up: false, by: BY },
          guest: { who, title: '', place: '' },
        }),
      () => app.ikrar.domains.seatDesk.release(seat._id, 'Salah orang', BY),
    ]) {
      await raise(who);
      await direct(app, 'give', who);
      await end();
      await becomes(async () => (await facts()).state.floor, null);
    }
  });

  it('lets a shared room ask as one: by its screen and by each of its members', async () => {
    const member = await registered(app, KARO, SEKDA);
    const screen = await sharedScreen(app, KARO, SEKDA);
    const { socket } = await openSocket(app, member, { page: 'official' });
    const room = await sharedRoom(app, KARO);
    const { socket: other, first } = await openSocket(app, screen, { page: 'room' });
    expect(first.stage?.own).to.include({ who: `r-${room._id}`, room: room.place, hand: null });
    const [mine, theirs] = [
      await socket.emitWithAck('stage:hand', { up: true }),
      await other.emitWithAck('stage:hand', { up: true }),
    ];
    expect(mine.ok && mine.data.hand).to.equal(theirs.ok && theirs.data.hand);
    // Who raises it is answered at once; pages read it from the stage, as often as that is read.
    const own = `"who":"r-${room._id}","hand":${mine.ok && mine.data.hand}`;
    await until('the hand on the member’s page', async () =>
      (await member.open('/panggung')).text.includes(own),
    );
    const { hands } = await facts();
    expect(hands.map(({ title, place }) => ({ title, place }))).to.deep.equal([
      { title: room.place, place: 'Kabupaten Karo' },
    ]);
    await direct(app, 'give', `r-${room._id}`);
    expect((await facts()).state.floor?.who).to.equal(`r-${room._id}`);
    await direct(app, 'end');
    socket.close();
    other.close();
  });

  it('tells another process, and keeps stage, floor and closed turns through a restart', async () => {
    await raise('p-lama');
    await raise('p-nakal');
    await direct(app, 'give', 'p-lama');
    await direct(app, 'block', 'p-nakal');
    const other = await startApp({ database: app.database });
    const { socket, first } = await openSocket(other, await signInStaff(other, 'kedua'), {
      page: 'control',
      session: '7-oktober-2020',
    });
    expect(first.stage?.floor).to.include({ who: 'p-lama' });
    expect(first.stage?.desk?.blocked.map(({ who }) => who)).to.deep.equal(['p-nakal']);
    expect(first.stage?.desk?.director?.name).to.equal(DIRECTOR.actor.label);
    const heard = new Promise((resolve) => {
      socket.on('frame', ({ stage }) => stage && stage.floor === null && resolve(true));
    });
    await direct(app, 'end');
    await heard;
    socket.close();
    // Only the database is shared and it is closed with the first one.
    await other.ikrar.stop();
    await direct(app, 'unblock', 'p-nakal');
  });

  it('knows who waits, and that they are gone when their process is killed', async () => {
    await addPerson(app, 'hall', 'Aula Uji');
    const { socket } = await openSocket(app, await atLectern(app, 'hall'), { page: 'lectern' });
    const { code } = await personOf(app, 'hall');
    await until('there', async () => (await facts()).here.has(code));
    await socket.emitWithAck('stage:ready', { camera: true, microphone: false });
    await becomes(async () => (await facts()).here.get(code), { camera: true, microphone: false });
    // A killed process renews nothing: what it held ends by itself.
    const past = { $set: { until: new Date(Date.now() - 1) } };
    await app.database.connection.collection('stage_arrivals').updateMany({}, past);
    await until('gone', async () => !(await facts()).here.has(code));
    socket.close();
    await openScreen(app, KARO);
  });

  it('tells every screen that the floor is free and no hand is up once the event has ended', async () => {
    await raise('p-akhir');
    await raise('p-belakang');
    await direct(app, 'give', 'p-akhir');
    const official = await registered(app, KENDAL, 'inspektorat');
    const { socket, first } = await openSocket(app, official, { page: 'official' });
    expect(first.stage?.floor).to.include({ who: 'p-akhir' });
    expect(first.stage?.queue).to.have.length(1);
    const told = frameWith(socket, ({ stage }) => stage?.floor === null);
    await act(app, 'end');
    expect((await told).stage).to.include({ hands: 0 });
    socket.close();
    const again = await openSocket(app, official, { page: 'official' });
    expect(again.first.stage).to.include({ floor: null, hands: 0 });
    again.socket.close();
  });
});
