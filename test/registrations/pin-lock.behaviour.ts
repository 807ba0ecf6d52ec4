// PINs that are guessed: counted in the database by seat, locked after six, for every process.
import { expect } from 'chai';
import { createPinAttemptStore } from '../../server/registrations/index.ts';
import {
  act,
  BY,
  codeOf,
  createRoomWorld,
  INPUT,
  KENDAL,
  type RoomWorld,
} from '../shared-rooms/room-world.ts';

describe('a guessed PIN', function () {
  this.timeout(60_000);
  let world: RoomWorld;
  before(async () => {
    world = await createRoomWorld();
    await act(world.app, 'open-doors');
  });
  after(() => world?.stop());
  const check = (seat: string, pin: string) =>
    codeOf(world.app.ikrar.domains.registrations.checkPin(seat, pin, '127.0.0.1'));

  it('locks the seat after six, also for the right PIN, and is noted once', async () => {
    const { seat } = await world.register(KENDAL, 'sekretaris-daerah');
    for (let guess = 0; guess < 6; guess++) {
      expect(await check(seat, `00000${guess}`)).to.equal('PIN_WRONG');
    }
    expect(await check(seat, '000006')).to.equal('TOO_MANY_ATTEMPTS');
    expect(await check(seat, INPUT.pin)).to.equal('TOO_MANY_ATTEMPTS');
    expect(await world.count('audit', { event: 'seat.pin-locked' })).to.equal(1);
    // Another process sees the same count: it lies in the database.
    const elsewhere = createPinAttemptStore(world.app.database.connection);
    expect((await elsewhere.count(seat, world.clock.now())).failures).to.equal(7);
    world.clock.advance(15 * 60_000);
    expect(await check(seat, INPUT.pin)).to.equal('done');
    expect(await world.count('pin_attempts', {})).to.equal(0);
  });

  it('is no easier when many guess at once', async () => {
    const { seat } = await world.register(KENDAL, 'inspektorat');
    const guesses = Array.from({ length: 40 }, (_, index) => check(seat, String(100_000 + index)));
    const codes = await Promise.all(guesses);
    expect(codes.filter((code) => code === 'PIN_WRONG')).to.have.length(6);
    expect(codes.filter((code) => code === 'TOO_MANY_ATTEMPTS')).to.have.length(34);
  });

  it('is forgotten when staff reset the PIN, and a screen takes none before a new one is set', async () => {
    const { registrations, seatDesk, invitations } = world.app.ikrar.domains;
    const { seat } = await world.register(KENDAL, 'kepala-daerah');
    for (let guess = 0; guess < 7; guess++) await check(seat, '000000');
    await seatDesk.resetPin(seat, 'lupa PIN', BY);
    expect(await check(seat, INPUT.pin)).to.equal('PIN_NOT_SET');
    const found = await invitations.find(seat);
    if (!found) throw new Error('No seat');
    await registrations.returnWithPin(found, '246810', '');
    expect(await check(seat, '246810')).to.equal('done');
  });
});
