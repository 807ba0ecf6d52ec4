// A browser that is a shared room's screen, with one member who joined by PIN and one vouched for.
import { BY, INPUT, seatOf } from '../official/official-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import type { TestApp } from '../support/start-app.ts';

export const SHARED_PLACE = 'Aula Setda';

/** The open room of a region; made when there is none yet. */
export async function sharedRoom(app: TestApp, region: string) {
  const { sharedRooms } = app.ikrar.domains;
  const session = app.session()._id;
  const [known] = await sharedRooms.listOfRegion(session, region);
  return known ?? sharedRooms.open({ session, region, place: SHARED_PLACE, seats: [], by: BY });
}

/** Makes a new browser the screen of the region's room. */
export async function openScreen(app: TestApp, region: string): Promise<TestBrowser> {
  const screen = app.visitor();
  const path = app.ikrar.domains.sharedRooms.screenPath(await sharedRoom(app, region));
  await screen.submit(path, {}, { action: path });
  return screen;
}

/** Sends a PIN at a seat's row of the screen; `action` is masuk, giliran or keluar. */
export async function typeAtScreen(
  screen: TestBrowser,
  action: string,
  fields: { seat: string; pin: string },
) {
  const { text } = await screen.open('/layar?segar=1');
  const _csrf = formTokenIn(text);
  return screen.post(`/layar/${action}`, { _csrf, ...fields });
}

/** The screen of a room in which the official of `office` has joined by PIN. */
export async function sharedScreen(
  app: TestApp,
  region: string,
  office: string,
): Promise<TestBrowser> {
  const screen = await openScreen(app, region);
  const { _id: seat } = await seatOf(app, region, office);
  await typeAtScreen(screen, 'masuk', { seat, pin: INPUT.pin });
  return screen;
}

/** The same while that official has their turn. */
export async function screenInTurn(
  app: TestApp,
  region: string,
  office: string,
): Promise<TestBrowser> {
  const screen = await sharedScreen(app, region, office);
  const { _id: seat } = await seatOf(app, region, office);
  await typeAtScreen(screen, 'giliran', { seat, pin: INPUT.pin });
  return screen;
}

/** Vouches for the official of `office`. */
export async function vouchFor(app: TestApp, region: string, office: string): Promise<void> {
  const { sharedRooms, registrations } = app.ikrar.domains;
  const seat = await seatOf(app, region, office);
  const person = await registrations.findOfSeat(seat._id);
  const room = await sharedRoom(app, region);
  const by = { kind: 'staff' as const, id: 'uji', label: 'Koordinator Uji' };
  const reason = 'Ponsel tertinggal di kendaraan dinas';
  const confirmation = { how: 'vouched' as const, by, reason, address: '' };
  await sharedRooms.join(room._id, person?._id ?? '', confirmation);
}
