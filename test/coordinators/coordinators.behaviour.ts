// Coordinators on a real database: links that are replaced and withdrawn, names for seats, and
// vouching, which is marked, needs a reason, and never leads to a signature by itself.
import { expect } from 'chai';
import { signInStaff } from '../control/staff-world.ts';
import { act, BY, KENDAL, SEKDA, seatOf } from '../official/official-world.ts';
import { refusalCode } from '../support/refusal-code.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const OTHER = '33.03';
const NAMED = { name: 'Pejabat Uji', acting: 'Plt.' as const, contact: '0812 0000' };

describe('coordinators of regions', function () {
  this.timeout(60_000);
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());

  const links = () => app.ikrar.domains.coordinatorLinks;
  const desk = () => app.ikrar.domains.coordinatorDesk;
  const codeFor = async (region: string): Promise<string> => {
    const all = await links().listOfSession(app.session()._id, [KENDAL, OTHER]);
    const one = all.find((each) => each.region === region);
    const code = one && links().codeOf(one);
    if (!code) throw new Error(`No link for ${region}`);
    return code;
  };
  const passFor = async (region: string) => links().open(await codeFor(region));
  const roomIn = (region: string) =>
    app.ikrar.domains.sharedRooms.open({
      session: app.session()._id,
      region,
      place: 'Aula Setda',
      seats: [],
      by: BY,
    });
  const counts = async () => {
    const count = (name: string) => app.database.connection.collection(name).countDocuments();
    return Promise.all(['registrations', 'room_members', 'nominations'].map(count));
  };

  it('gives each region one link that opens as often as needed', async () => {
    const code = await codeFor(KENDAL);
    expect(code).to.match(/^[A-Z2-9]{16}$/);
    const typed = `${code.slice(0, 4)}-${code.slice(4, 8)} ${code.slice(8)}`.toLowerCase();
    expect(await links().open(typed)).to.deep.equal(await links().open(code));
    const [one] = await links().listOfSession(app.session()._id, [KENDAL, OTHER]);
    expect(await links().listOfSession(app.session()._id, [KENDAL, OTHER])).to.have.length(2);
    expect(one?.openedAt === null).to.equal(one?.region !== KENDAL);
  });

  it('refuses codes that are malformed, unknown, replaced or withdrawn, and their cookies', async () => {
    expect(await refusalCode(links().open('ABCD'))).to.equal('COORDINATOR_LINK_UNKNOWN');
    const right = await codeFor(OTHER);
    const swapped = `${right.slice(0, 15)}${right.endsWith('A') ? 'B' : 'A'}`;
    expect(await refusalCode(links().open(swapped))).to.equal('COORDINATOR_LINK_UNKNOWN');
    const pass = await links().open(right);
    const newer = await links().reissue(app.session()._id, OTHER, BY);
    expect(await refusalCode(links().open(right))).to.equal('COORDINATOR_LINK_ENDED');
    expect(await refusalCode(links().requireCurrent(pass))).to.equal('COORDINATOR_LINK_ENDED');
    const current = await links().open(newer);
    expect(await links().requireCurrent(current)).to.deep.equal(current);
    await links().withdraw(app.session()._id, OTHER, BY);
    expect(await refusalCode(links().open(newer))).to.equal('COORDINATOR_LINK_ENDED');
    expect(await refusalCode(links().requireCurrent(current))).to.equal('COORDINATOR_LINK_ENDED');
    await links().reissue(app.session()._id, OTHER, BY);
  });

  it('names who fills a seat, once more, and takes the name back', async () => {
    const pass = await passFor(KENDAL);
    const seat = await seatOf(app, KENDAL, SEKDA);
    await desk().nominate(pass, seat._id, { ...NAMED, acting: '' }, '');
    await desk().nominate(pass, seat._id, NAMED, '');
    expect(await desk().nominationOf(seat._id)).to.include(NAMED);
    expect(await desk().nominationsOf(pass)).to.have.length(1);
    await desk().withdrawNomination(pass, seat._id, '');
    expect(await desk().nominationOf(seat._id)).to.equal(undefined);
  });

  it('leaves the seats of other regions alone', async () => {
    const pass = await passFor(OTHER);
    const seat = await seatOf(app, KENDAL, SEKDA);
    expect(await refusalCode(desk().nominate(pass, seat._id, NAMED, ''))).to.equal(
      'SEAT_OTHER_REGION',
    );
    const room = await roomIn(KENDAL);
    const request = { seat: seat._id, room: room._id, reason: 'terlihat di aula' };
    expect(await refusalCode(desk().vouch(pass, request, ''))).to.equal('SEAT_OTHER_REGION');
  });

  it('vouches with a reason only, in an open room of the region, and nothing is left otherwise', async () => {
    const pass = await passFor(KENDAL);
    const seat = await seatOf(app, KENDAL, SEKDA);
    const room = await roomIn(KENDAL);
    const elsewhere = await roomIn(OTHER);
    const ask = (changes: object) =>
      refusalCode(
        desk().vouch(pass, { seat: seat._id, room: room._id, reason: 'hadir', ...changes }, ''),
      );
    const before = await counts();
    expect(await ask({})).to.equal('DOORS_CLOSED');
    await act(app, 'open-doors');
    expect(await ask({})).to.equal('NOMINATION_MISSING');
    await desk().nominate(pass, seat._id, NAMED, '');
    expect(await ask({ reason: '  ' })).to.equal('REASON_MISSING');
    expect(await ask({ room: elsewhere._id })).to.equal('ROOM_OTHER_REGION');
    expect(await ask({ room: 'tidak-ada' })).to.equal('ROOM_CLOSED');
    await desk().withdrawNomination(pass, seat._id, '');
    expect(await counts()).to.deep.equal(before);
  });

  it('marks who was vouched for; a PIN of theirs comes only with their own invitation', async () => {
    const pass = await passFor(KENDAL);
    const seat = await seatOf(app, KENDAL, SEKDA);
    const room = await roomIn(KENDAL);
    await desk().nominate(pass, seat._id, NAMED, '');
    const request = { seat: seat._id, room: room._id, reason: 'ponsel tertinggal' };
    const holder = await desk().vouch(pass, request, '');
    expect(holder).to.include({ identifiedBy: 'vouched', pinHash: null, name: NAMED.name });
    const [member] = await app.ikrar.domains.sharedRooms.membersOf(room._id);
    expect(member).to.include({ how: 'vouched', reason: 'ponsel tertinggal', seat: seat._id });
    const { checkPin } = app.ikrar.domains.registrations;
    expect(await refusalCode(checkPin(seat._id, '123456', ''))).to.equal('PIN_NOT_SET');
    expect(await refusalCode(desk().nominate(pass, seat._id, NAMED, ''))).to.equal('SEAT_FILLED');
    expect((await desk().vouch(pass, request, ''))._id).to.equal(holder._id);
    const events = await app.database.connection
      .collection('audit')
      .find({ event: 'room.joined' })
      .toArray();
    expect(events.map(({ actor }) => actor.kind)).to.deep.equal(['coordinator']);
    const host = await signInStaff(app, 'petugas');
    const record = await host.open(`/kendali/orang/${holder._id}`);
    expect(record.text).to.include('Dijamin koordinator daerah').and.include('ponsel tertinggal');
  });
});
