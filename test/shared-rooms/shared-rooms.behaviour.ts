// Rooms as a service on a real database: who is in them, who moves, who leaves, how they end.
import { expect } from 'chai';
import type { Registration } from '../../server/registrations/index.ts';
import type { SharedRoom } from '../../server/shared-rooms/index.ts';
import { becomes } from '../support/until.ts';
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

describe('shared rooms', function () {
  this.timeout(60_000);
  let world: RoomWorld;
  let first: Registration;
  let second: Registration;
  let room: SharedRoom;
  const rooms = () => world.app.ikrar.domains.sharedRooms;
  const officesIn = async (one: SharedRoom) =>
    (await rooms().membersOf(one._id)).map(({ registration }) => registration);
  before(async () => {
    world = await createRoomWorld();
    first = await world.register(KENDAL, 'sekretaris-daerah');
    second = await world.register(KENDAL, 'inspektorat');
    room = await world.open();
    await act(world.app, 'open-doors');
  });
  after(() => world?.stop());

  it('checks in whoever joins, once, and lists them in the order of arriving', async () => {
    await world.join(room, first);
    await world.join(room, second, 'pin');
    await world.join(room, second, 'pin');
    expect((await world.find(second))?.checkedInAt).to.be.instanceOf(Date);
    const members = await rooms().membersOf(room._id);
    expect(members.map(({ how }) => how)).to.deep.equal(['phone', 'pin']);
    const audited = { event: 'room.joined', 'data.room': room._id };
    expect(await world.count('audit', audited)).to.equal(2);
  });

  it('moves somebody who joins elsewhere, also when they do it twice at once', async () => {
    const other = await world.open(KENDAL, 'Ruang rapat');
    await Promise.all([
      world.join(other, second),
      world.join(other, second),
      world.join(other, second),
    ]);
    expect(await officesIn(room)).to.deep.equal([first._id]);
    expect(await officesIn(other)).to.deep.equal([second._id]);
    const open = { registration: second._id, leftAt: null };
    expect(await world.count('room_members', open)).to.equal(1);
    expect(await world.count('room_members', { leftHow: 'moved' })).to.equal(1);
    await world.join(room, second);
  });

  it('ends in exactly one room whoever joins two at the same moment', async () => {
    const other = await world.open(KENDAL, 'Ruang lain');
    for (let round = 0; round < 5; round++) {
      await Promise.all([world.join(other, second), world.join(room, second)]);
      const open = { registration: second._id, leftAt: null };
      expect(await world.count('room_members', open)).to.equal(1);
    }
    await rooms().close(other._id, BY);
    await world.join(room, second);
  });

  it('lets one leave alone, and says so when they are in none', async () => {
    await rooms().leave(second._id, selfOf(second));
    expect(await officesIn(room)).to.deep.equal([first._id]);
    expect(await codeOf(rooms().leave(second._id, selfOf(second)))).to.equal('NOT_IN_ROOM');
  });

  it('keeps that somebody was vouched for until they confirm themselves', async () => {
    const by = { kind: 'staff' as const, id: 'uji', label: 'Petugas Uji' };
    const vouched = { how: 'vouched' as const, by, address: '', reason: 'Ponsel tertinggal' };
    const member = await rooms().join(room._id, second._id, vouched);
    expect(member).to.include({ how: 'vouched', reason: 'Ponsel tertinggal' });
    expect((await rooms().join(room._id, second._id, vouched))._id).to.equal(member._id);
    await world.join(room, second);
    const now = await rooms().membershipOf(second._id);
    expect(now).to.include({ how: 'phone', reason: '' });
    // What was vouched for stays in the record.
    expect(await world.count('room_members', { _id: member._id, leftHow: 'confirmed' })).to.equal(
      1,
    );
    await rooms().join(room._id, second._id, vouched);
    expect((await rooms().membershipOf(second._id))?.how).to.equal('phone');
  });

  it('takes in officials from anywhere where no region is named', async () => {
    const open = await world.open(null, 'Kantor pusat');
    const guest = await world.register(KARO, 'inspektorat');
    await world.join(open, guest);
    expect(await officesIn(open)).to.deep.equal([guest._id]);
    expect(await rooms().listOfRegion(world.app.session()._id, null)).to.have.length(1);
  });

  it('ends the membership with the seat', async () => {
    const person = await world.register(KENDAL, 'kepala-daerah');
    await world.join(room, person);
    expect(await officesIn(room)).to.include(person._id);
    await world.app.ikrar.domains.seatDesk.release(person.seat, 'salah orang', BY);
    expect(await officesIn(room)).to.not.include(person._id);
    expect(await world.count('room_members', { leftHow: 'seat-ended' })).to.equal(1);
  });

  it('shows the same code for two minutes, then another', async () => {
    const before = await rooms().codeNow(room);
    expect(await rooms().codeNow(room)).to.deep.equal(before);
    expect((await rooms().findByCode(before.code))._id).to.equal(room._id);
    world.clock.advance(120_000);
    const next = await rooms().codeNow(room);
    expect(next.code).to.not.equal(before.code);
    // The one before is still taken: somebody is about to scan it.
    expect((await rooms().findByCode(before.code))._id).to.equal(room._id);
    expect((await rooms().findByCode(next.code.toLowerCase()))._id).to.equal(room._id);
  });

  it('makes one code when many ask at the same moment', async () => {
    world.clock.advance(120_000);
    const codes = await Promise.all(Array.from({ length: 8 }, () => rooms().codeNow(room)));
    expect(new Set(codes.map(({ code }) => code)).size).to.equal(1);
  });

  it('closes all rooms and memberships with the session, once in the audit', async () => {
    await act(world.app, 'go-live', 'end');
    const session = world.app.session()._id;
    const open = () => world.count('shared_rooms', { session, closedAt: null });
    await becomes(open, 0, { what: 'open rooms' });
    expect(await world.count('room_members', { leftAt: null })).to.equal(0);
    const closed = { event: 'room.closed', 'data.room': room._id };
    expect(await world.count('audit', closed)).to.equal(1);
  });
});
