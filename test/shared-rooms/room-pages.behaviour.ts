// A room's pages without a browser's script: opened at the stage, joined by code and by PIN, a turn
// at the screen, leaving alone, and what each of them refuses.
import { expect } from 'chai';
import { formatCode } from '../../server/invitations/index.ts';
import type { SharedRoom } from '../../server/shared-rooms/index.ts';
import { READ_ALL, registered, seatOf, tickAll } from '../official/official-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import {
  act,
  codeOf,
  createRoomWorld,
  INPUT,
  KARO,
  KENDAL,
  PLACE,
  type RoomWorld,
} from './room-world.ts';

const SEKDA = 'sekretaris-daerah';
const INSPECTOR = 'inspektorat';
const HEAD = 'kepala-daerah';

describe('pages of a shared room', function () {
  this.timeout(60_000);
  let world: RoomWorld;
  let screen: TestBrowser;
  let phone: TestBrowser;
  let room: SharedRoom;
  const rooms = () => world.app.ikrar.domains.sharedRooms;
  const seatId = async (office: string) => (await seatOf(world.app, KENDAL, office))._id;
  const members = async () => {
    const seats = await Promise.all([SEKDA, INSPECTOR, HEAD].map(seatId));
    const inside = (await rooms().membersOf(room._id)).map(({ seat }) => seat);
    return [SEKDA, INSPECTOR, HEAD].filter((_, index) => inside.includes(seats[index] ?? ''));
  };
  /** Types a PIN at a seat's row of the screen. */
  const typePin = async (office: string, pin: string, action: string) => {
    const where = { seat: await seatId(office) };
    const first = `/layar/${action === 'keluar' ? 'giliran' : action}`;
    const { text } = await screen.open('/layar?segar=1');
    const token = formTokenIn(text);
    expect(text).to.include(first);
    return screen.post(`/layar/${action}`, { _csrf: token, pin, ...where });
  };
  before(async () => {
    world = await createRoomWorld();
    await act(world.app, 'open-doors');
  });
  after(() => world?.stop());

  it('makes a browser the screen, its official the first member, and speaks for nobody', async () => {
    screen = await registered(world.app, KENDAL, SEKDA);
    expect((await screen.open('/panggung')).text).to.include('href="/ruang"');
    const refused = await screen.submit('/ruang/buka', { place: ' ' }, { action: '/ruang/buka' });
    expect(refused.status).to.equal(400);
    expect(refused.text).to.include('id="salah-place"');
    const opened = await screen.submit('/ruang/buka', { place: PLACE }, { action: '/ruang/buka' });
    expect(opened.text).to.include(PLACE).and.to.include('id="kode-ruang"');
    [room] = (await rooms().listOfRegion(world.app.session()._id, KENDAL)) as [SharedRoom];
    expect(await members()).to.deep.equal([SEKDA]);
    expect(screen.cookies()).to.include('ikrar_ruang=').and.not.to.include('ikrar_pejabat=');
    expect((await screen.open('/panggung')).status).to.equal(401);
    expect(opened.text).to.include('Dikonfirmasi melalui ponsel');
  });

  it('shows a phone what the code will do, changes nothing, then joins it', async () => {
    phone = await registered(world.app, KENDAL, INSPECTOR);
    const { code } = await rooms().codeNow(room);
    const typed = await phone.submit('/ruang', { code: formatCode(code).toLowerCase() });
    expect(typed.text).to.include('Saya berada di ruangan ini').and.to.include(PLACE);
    expect(await members()).to.deep.equal([SEKDA]);
    const joined = await phone.submit(`/r/${code}`, {}, { action: `/r/${code}` });
    expect(joined.text).to.include(`Anda tercatat hadir di ${PLACE}`);
    expect(await members()).to.deep.equal([SEKDA, INSPECTOR]);
    expect((await screen.open('/layar')).text).to.include('Dikonfirmasi melalui ponsel');
  });

  it('leads a phone that nobody knows through checking in and back to the room', async () => {
    const { code } = await rooms().codeNow(room);
    const stranger = world.app.visitor();
    const shown = await stranger.open(`/r/${code}`);
    expect(shown.text).to.include('Lapor hadir dahulu');
    // Checking in takes its time; the code on the screen has changed meanwhile.
    world.clock.advance(300_000);
    const invitation = await world.app.codeOf(KENDAL, HEAD);
    await stranger.submit(`/r/${code}`, { code: invitation }, { action: '/undangan' });
    const back = await stranger.submit('/lapor-hadir', INPUT, { action: '/lapor-hadir' });
    expect(back.text).to.include('Saya berada di ruangan ini');
    await stranger.submit(`/r/${code}`, {}, { action: `/r/${code}` });
    expect(await members()).to.deep.equal([SEKDA, INSPECTOR, HEAD]);
    // The ticket is used up: the same code is now an old one.
    await stranger.submit('/ruang', {}, { action: '/ruang/keluar' });
    expect((await stranger.open(`/r/${code}`)).status).to.equal(410);
    expect(await members()).to.deep.equal([SEKDA, INSPECTOR]);
  });

  it('refuses an old code, a forged one and a room of another region, and says why', async () => {
    const { code } = await rooms().codeNow(room);
    const other = await registered(world.app, KARO, SEKDA);
    const wrong = await other.submit(`/r/${code}`, {}, { action: `/r/${code}` });
    expect(wrong.status).to.equal(409);
    expect(wrong.text).to.include('daerah lain');
    world.clock.advance(240_000);
    const late = await other.open('/ruang');
    expect(late.text).to.include('name="code"');
    // Who is in the room is not asked for a code.
    const inside = await phone.open('/ruang');
    expect(inside.text).to.include(PLACE).and.not.include('name="code"');
    const fresh = world.app.visitor();
    expect((await fresh.submit('/ruang', { code }, { action: '/ruang' })).status).to.equal(410);
    const short = await fresh.submit('/ruang', { code: 'x' }, { action: '/ruang' });
    expect(short.status).to.equal(404);
    expect(short.text).to.include('Kode ruangan belum lengkap').and.not.include('surat undangan');
    expect(await world.count('room_members', { region: KARO })).to.equal(0);
  });

  it('slows down whoever guesses room codes', async () => {
    const guesser = await registered(world.app, KARO, INSPECTOR);
    const { CODE_ALPHABET, normaliseCode } = await import('../../server/invitations/index.ts');
    const guesses: string[] = [];
    for (const a of CODE_ALPHABET) {
      for (const b of CODE_ALPHABET) {
        const code = normaliseCode(`ZZZZZZ${a}${b}`);
        if (code) guesses.push(code);
      }
    }
    const answers: number[] = [];
    for (const code of guesses.slice(0, 22))
      answers.push((await guesser.open(`/r/${code}`)).status);
    expect(answers.slice(0, 20)).to.deep.equal(Array(20).fill(404));
    expect(answers.at(-1)).to.equal(429);
  });

  it('lets somebody in with their PIN at the screen, and nobody with a wrong one', async () => {
    const wrong = await typePin(HEAD, '000000', 'masuk');
    expect(wrong.status).to.equal(401);
    expect(wrong.text).to.include('aria-invalid="true"');
    expect(await members()).to.deep.equal([SEKDA, INSPECTOR]);
    expect((await typePin(HEAD, '12', 'masuk')).status).to.equal(400);
    const right = await typePin(HEAD, INPUT.pin, 'masuk');
    expect(right.text).to.include('Dikonfirmasi dengan PIN');
    expect(await members()).to.deep.equal([SEKDA, INSPECTOR, HEAD]);
  });

  it('gives a turn by PIN that signs as that person, and ends with the screen', async () => {
    await act(world.app, 'go-live', ...READ_ALL, 'open-signing');
    const sheet = await typePin(SEKDA, INPUT.pin, 'giliran');
    expect(sheet.text).to.include('Giliran Sekretaris Daerah').and.to.include('href="/layar"');
    expect((await screen.open('/ikrar?teks=1')).text).to.include('href="/layar?teks=1"');
    await tickAll(screen);
    const mark = { text: 'Pejabat Uji', consent: '1' };
    const signed = await screen.submit('/ikrar?teks=1', mark, { action: '/ikrar' });
    expect(signed.text).to.include('Ikrar Anda telah disegel');
    const seat = await seatId(SEKDA);
    expect(await world.count('signatures', { seat, kind: 'signature' })).to.equal(1);
    expect(await world.count('signatures', { kind: 'signature' })).to.equal(1);
    // The stage of one of them is not for a shared screen.
    expect((await screen.open('/panggung')).text).to.include('id="kode-ruang"');
    expect(screen.cookies()).not.to.include('ikrar_pejabat=');
    expect((await screen.open('/ikrar')).status).to.equal(401);
  });

  it('gives no turn to somebody who is not in the room, and none after ten minutes', async () => {
    await rooms().leave(
      (await world.app.ikrar.domains.registrations.findOfSeat(await seatId(HEAD)))?._id ?? '',
      { by: { kind: 'official', id: 'uji', label: 'Uji' }, address: '' },
    );
    const { text } = await screen.open('/layar');
    const _csrf = formTokenIn(text);
    const fields = { _csrf, pin: INPUT.pin, seat: await seatId(HEAD), as: 'json' };
    const answer = await screen.post('/layar/giliran', fields);
    expect(answer.status).to.equal(409);
    expect(JSON.parse(answer.text)).to.include({ ok: false, code: 'NOT_IN_ROOM' });
    expect(screen.cookies()).not.to.include('ikrar_pejabat=');
    await typePin(INSPECTOR, INPUT.pin, 'giliran');
    expect((await screen.open('/ikrar')).status).to.equal(200);
    world.clock.advance(10 * 60_000);
    expect((await screen.open('/ikrar')).status).to.equal(401);
  });

  it('lets one leave alone, from their own phone or with their PIN', async () => {
    await typePin(SEKDA, INPUT.pin, 'keluar');
    expect(await members()).to.deep.equal([INSPECTOR]);
    const left = await phone.submit('/ruang', {}, { action: '/ruang/keluar' });
    expect(left.text).to.include('name="code"');
    expect(await members()).to.deep.equal([]);
  });

  it('makes another device a screen by its link, and refuses forged links and cookies', async () => {
    const path = rooms().screenPath(room);
    const device = world.app.visitor();
    expect((await device.open(path)).text).to.include(PLACE);
    expect(device.cookies()).not.to.include('ikrar_ruang=');
    expect((await device.submit(path, {}, { action: path })).text).to.include('id="kode-ruang"');
    expect((await device.open(`${path}x`)).status).to.equal(410);
    const { status } = await fetch(`${world.app.url}/layar`, {
      headers: { cookie: `ikrar_ruang=${path.replace('/layar/', '')}` },
    });
    expect(status).to.equal(401);
  });

  it('says on every screen that the room was closed, and forgets it', async () => {
    await screen.submit('/layar', {}, { action: '/layar/tutup' });
    expect(screen.cookies()).not.to.include('ikrar_ruang=');
    expect(await codeOf(rooms().getOpen(room._id))).to.equal('ROOM_CLOSED');
  });
});
