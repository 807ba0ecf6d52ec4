// What a room refuses: each with its code, and nothing changed.
import { expect } from 'chai';
import { CODE_ALPHABET, normaliseCode } from '../../server/invitations/index.ts';
import type { Registration } from '../../server/registrations/index.ts';
import type { SharedRoom } from '../../server/shared-rooms/index.ts';
import {
  act,
  BY,
  codeOf,
  createRoomWorld,
  KARO,
  KENDAL,
  type RoomWorld,
  selfOf,
} from './room-world.ts';

/** A code with a right check character that nobody was ever shown. */
const forgedCode = (): string => {
  for (const letter of CODE_ALPHABET) {
    const code = normaliseCode(`ABCDEFG${letter}`);
    if (code) return code;
  }
  throw new Error('No code ends right');
};

describe('a shared room refuses', function () {
  this.timeout(60_000);
  let world: RoomWorld;
  let person: Registration;
  let room: SharedRoom;
  const rooms = () => world.app.ikrar.domains.sharedRooms;
  const members = () => world.count('room_members', {});
  before(async () => {
    world = await createRoomWorld();
    person = await world.register(KENDAL, 'sekretaris-daerah');
    room = await world.open();
  });
  after(() => world?.stop());

  it('joining before the doors are open', async () => {
    expect(await codeOf(world.join(room, person))).to.equal('DOORS_CLOSED');
    expect((await world.find(person))?.checkedInAt).to.equal(null);
    expect(await members()).to.equal(0);
    await act(world.app, 'open-doors');
  });

  it('somebody of another region, and does not check them in', async () => {
    const stranger = await world.register(KARO, 'inspektorat');
    expect(await codeOf(world.join(room, stranger))).to.equal('ROOM_OTHER_REGION');
    expect((await world.find(stranger))?.checkedInAt).to.equal(null);
    expect(await members()).to.equal(0);
  });

  it('somebody of another session', async () => {
    const { rehearsals, invitations, registrations } = world.app.ikrar.domains;
    const rehearsal = await rehearsals.create(BY, world.app.session()._id);
    const seats = await invitations.listOfRegion(rehearsal._id, KENDAL);
    const [seat] = seats;
    if (!seat) throw new Error('No seat');
    const input = { name: 'Pejabat Uji', acting: '' as const, contact: '08123', pin: '135790' };
    const other = await registrations.register(seat, input, '');
    expect(await codeOf(world.join(room, other))).to.equal('ROOM_OTHER_REGION');
    expect(await members()).to.equal(0);
  });

  it('nobody: a registration that does not exist', async () => {
    const nobody = { ...person, _id: 'tidak-ada' };
    expect(await codeOf(world.join(room, nobody))).to.equal('NOT_REGISTERED');
  });

  it('vouching without a reason', async () => {
    const vouched = { how: 'vouched' as const, reason: '  ', ...selfOf(person) };
    expect(await codeOf(rooms().join(room._id, person._id, vouched))).to.equal('REASON_MISSING');
    expect((await world.find(person))?.checkedInAt).to.equal(null);
    expect(await members()).to.equal(0);
  });

  it('codes that are malformed or forged', async () => {
    expect(await codeOf(rooms().findByCode('ABC'))).to.equal('ROOM_CODE_MALFORMED');
    expect(await codeOf(rooms().findByCode('ABCDEFG0'))).to.equal('ROOM_CODE_MALFORMED');
    expect(await codeOf(rooms().findByCode(forgedCode()))).to.equal('ROOM_CODE_UNKNOWN');
  });

  it('an old code that is shown again', async () => {
    const { code } = await rooms().codeNow(room);
    world.clock.advance(240_000);
    expect(await codeOf(rooms().findByCode(code))).to.equal('ROOM_CODE_EXPIRED');
  });

  it('places without a name, unknown regions and seats of others', async () => {
    const open = (change: object) =>
      codeOf(
        rooms().open({
          session: world.app.session()._id,
          region: KENDAL,
          place: 'Aula',
          seats: [],
          by: BY,
          ...change,
        }),
      );
    const before = await world.count('shared_rooms', {});
    expect(await open({ place: ' ' })).to.equal('PLACE_INVALID');
    expect(await open({ place: 'x'.repeat(81) })).to.equal('PLACE_INVALID');
    expect(await open({ place: 'Aula\u0000' })).to.equal('PLACE_INVALID');
    expect(await open({ region: '99.99' })).to.equal('REGION_UNKNOWN');
    const [seat] = await world.app.ikrar.domains.invitations.listOfRegion(
      world.app.session()._id,
      KARO,
    );
    expect(await open({ seats: [seat?._id ?? ''] })).to.equal('ROOM_OTHER_REGION');
    expect(await world.count('shared_rooms', {})).to.equal(before);
  });

  it('forged screen links', () => {
    const path = rooms().screenPath(room);
    const token = path.replace('/layar/', '');
    expect(rooms().readScreenLink(token)).to.deep.equal({
      room: room._id,
      session: room.session,
    });
    expect(rooms().readScreenLink(`${token.slice(0, -2)}xx`)).to.equal(undefined);
    // A cookie's token is of another purpose than a link's.
    expect(rooms().readScreenLink('x.y')).to.equal(undefined);
  });

  it('a closed room, by code and by joining', async () => {
    const closing = await world.open(KENDAL, 'Sementara');
    const { code } = await rooms().codeNow(closing);
    await rooms().close(closing._id, BY);
    await rooms().close(closing._id, BY);
    expect(await codeOf(rooms().findByCode(code))).to.equal('ROOM_CLOSED');
    expect(await codeOf(world.join(closing, person))).to.equal('ROOM_CLOSED');
    const audited = { event: 'room.closed', 'data.room': closing._id };
    expect(await world.count('audit', audited)).to.equal(1);
  });

  it('everybody once the session has ended', async () => {
    await act(world.app, 'go-live', 'end');
    expect(await codeOf(world.join(room, person))).to.equal('SESSION_ENDED');
    expect(await codeOf(world.open())).to.equal('SESSION_ENDED');
    expect(await members()).to.equal(0);
  });
});
