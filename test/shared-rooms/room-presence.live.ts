// A shared screen's presence on real sockets: everybody in the room is held while it is connected,
// who comes and goes is followed at once, and nobody is counted twice.
import { expect } from 'chai';
import { openSocket, type TestSocket } from '../control/staff-world.ts';
import { registered, seatOf } from '../official/official-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { becomes, until } from '../support/until.ts';
import { act, BY, createRoomWorld, INPUT, KENDAL, type RoomWorld, selfOf } from './room-world.ts';
import { openScreen, SHARED_PLACE, sharedRoom, typeAtScreen } from './shared-screen.ts';

const SEKDA = 'sekretaris-daerah';
const INSPECTOR = 'inspektorat';
const HEAD = 'kepala-daerah';

describe('the presence of a shared room', function () {
  this.timeout(60_000);
  let world: RoomWorld;
  let screen: TestBrowser;
  let socket: TestSocket;
  const sockets: TestSocket[] = [];
  const seatId = async (office: string) => (await seatOf(world.app, KENDAL, office))._id;
  const holder = async (office: string) => {
    const found = await world.app.ikrar.domains.registrations.findOfSeat(await seatId(office));
    if (!found) throw new Error(`Nobody at ${office}`);
    return found;
  };
  const connect = async (browser: TestBrowser, page: string) => {
    const opened = await openSocket(world.app, browser, { page });
    sockets.push(opened.socket);
    return opened;
  };
  /** Waits until exactly these offices of Kendal are present on the board. */
  const present = async (...offices: string[]) => {
    const wanted = (await Promise.all(offices.map(seatId))).sort();
    const { boards } = world.app.ikrar.domains;
    const read = async () => {
      const rows = await boards.delegation(world.app.session()._id, KENDAL);
      return rows
        .filter(({ state }) => state !== 'absent')
        .map(({ seat }) => seat)
        .sort();
    };
    await becomes(read, wanted, { what: `present: ${offices}` });
  };
  const open = (filter: object) => world.count('presence', { endedAt: null, ...filter });
  before(async () => {
    world = await createRoomWorld();
    await act(world.app, 'open-doors');
    for (const office of [SEKDA, INSPECTOR]) await world.register(KENDAL, office);
    screen = await openScreen(world.app, KENDAL);
  });
  after(async () => {
    for (const one of sockets) one.close();
    await world?.stop();
  });

  it('refuses a screen without its cookie, and one whose cookie is forged', async () => {
    const refusal = (browser: TestBrowser) =>
      openSocket(world.app, browser, { page: 'room' }).then(
        () => 'let in',
        (error: Error) => error.message,
      );
    expect(await refusal(world.app.visitor())).to.equal('NOT_SIGNED_IN');
    const forged = { ...screen, cookies: () => `${screen.cookies().slice(0, -3)}xyz` };
    expect(await refusal(forged)).to.equal('NOT_SIGNED_IN');
  });

  it('holds who was there before, and who comes by PIN afterwards', async () => {
    const fields = { seat: await seatId(SEKDA), pin: INPUT.pin };
    await typeAtScreen(screen, 'masuk', fields);
    expect(await open({})).to.equal(0);
    const opened = await connect(screen, 'room');
    ({ socket } = opened);
    expect(opened.first.tile?.[0]).to.equal(KENDAL);
    expect(opened.first.region).to.have.length(5);
    await present(SEKDA);
    const told = new Promise((resolve) => {
      socket.on('frame', (frame) => frame.room && resolve(true));
    });
    await typeAtScreen(screen, 'masuk', { seat: await seatId(INSPECTOR), pin: INPUT.pin });
    await told;
    await present(SEKDA, INSPECTOR);
    const room = await sharedRoom(world.app, KENDAL);
    expect(await open({ kind: 'room', room: room._id })).to.equal(2);
  });

  it('counts nobody twice who is there with their own phone too', async () => {
    const phone = await registered(world.app, KENDAL, HEAD);
    const own = await connect(phone, 'official');
    const person = await holder(HEAD);
    await world.join(await sharedRoom(world.app, KENDAL), person);
    await present(SEKDA, INSPECTOR, HEAD);
    await until('held twice', async () => (await open({ registration: person._id })) === 2);
    await act(world.app, 'go-live');
    const liveAt = Date.parse(world.app.session().status.liveAt ?? '');
    const { attendance } = world.app.ikrar.domains;
    const { attended } = await attendance.attendanceOf(person._id, world.app.session());
    // Two connections, one stretch of time, and no more of it than has passed.
    expect(attended).to.have.length(1);
    const lasted = attended.reduce((sum, { start, end }) => sum + end - start, 0);
    expect(lasted).to.be.within(0, Date.now() - liveAt);
    own.socket.close();
    await present(SEKDA, INSPECTOR, HEAD);
    await world.app.ikrar.domains.sharedRooms.leave(person._id, selfOf(person));
    await present(SEKDA, INSPECTOR);
  });

  it('lets one leave alone and keeps the others', async () => {
    await world.app.ikrar.domains.sharedRooms.leave(
      (await holder(INSPECTOR))._id,
      selfOf(await holder(INSPECTOR)),
    );
    await present(SEKDA);
    await world.join(await sharedRoom(world.app, KENDAL), await holder(INSPECTOR));
    await present(SEKDA, INSPECTOR);
  });

  it('goes on while one of them has their turn at the screen', async () => {
    const seat = await seatId(SEKDA);
    await typeAtScreen(screen, 'giliran', { seat, pin: INPUT.pin });
    socket.close();
    await connect(screen, 'official');
    await present(SEKDA, INSPECTOR);
    const rows = await world.app.database.connection
      .collection('presence')
      .find({ registration: (await holder(INSPECTOR))._id, kind: 'room', endedAt: null })
      .toArray();
    // The same interval as before: turning a page of the screen is no gap.
    expect(rows).to.have.length(1);
  });

  it('ends with the turn when the turn’s line is over and no screen is left', async () => {
    for (const one of sockets) one.close();
    await present();
    expect(await open({})).to.equal(0);
  });

  it('moves with whoever joins another room, and ends when a room is closed', async () => {
    await connect(await openScreen(world.app, KENDAL), 'room');
    await present(SEKDA, INSPECTOR);
    const { sharedRooms } = world.app.ikrar.domains;
    const other = await world.open(KENDAL, 'Ruang rapat');
    await world.join(other, await holder(INSPECTOR));
    await present(SEKDA);
    const moved = { registration: (await holder(INSPECTOR))._id, endedBy: 'moved' };
    expect(await world.count('presence', moved)).to.equal(1);
    const room = await sharedRoom(world.app, KENDAL);
    expect(room.place).to.equal(SHARED_PLACE);
    await sharedRooms.close(room._id, BY);
    await present();
  });
});
