// The pages of the matrix over HTTP: equal to the database, filtered without a script, and calls.
import { expect } from 'chai';
import { frameWith, openSocket, signInStaff, type TestSocket } from '../control/staff-world.ts';
import {
  act,
  KENDAL,
  READ_ALL,
  registered,
  SEKDA,
  seatOf,
  tickAll,
} from '../official/official-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';
import { marksOfDatabase, marksOfPage, shownRegions } from './matrix-world.ts';

const KARO = '12.06';

describe('the pages of the matrix', function () {
  this.timeout(90_000);
  let app: TestApp;
  let host: TestBrowser;
  const sockets: TestSocket[] = [];

  const address = (more = '', path = '/kendali/hadir') =>
    `${path}?sesi=${app.session().slug}${more}`;
  const open = async (more = '', path = '/kendali/hadir') =>
    (await host.open(address(more, path))).text;
  /** Reads the page until it fits: the projection follows the database's stream. */
  const untilPage = async (fits: (html: string) => boolean | Promise<boolean>) => {
    let html = '';
    await until('the page follows', async () => {
      html = await open();
      return fits(html);
    });
    return html;
  };
  const come = async (region: string, office: string) => {
    const official = await registered(app, region, office);
    const { socket } = await openSocket(app, official, { page: 'official' });
    sockets.push(socket);
    return { official, socket };
  };

  before(async () => {
    app = await startApp();
    host = await signInStaff(app, 'petugas');
  });
  after(async () => {
    for (const socket of sockets) socket.close();
    await app.stop();
  });

  it('lists all regions with a cell for each seat, before anybody has registered', async () => {
    const marks = marksOfPage(await open());
    expect(marks.size).to.equal(270);
    expect(
      [...marks.values()].every((cells) => cells.join() === 'free,free,free,free,free'),
    ).to.equal(true);
    const small = await host.open('/kendali/hadir?sesi=6-februari-2024');
    const sizes = [...marksOfPage(small.text).values()].map((cells) => cells.length);
    expect([...new Set(sizes)]).to.deep.equal([3]);
  });

  it('ranks, before the doors, by who has not registered, and names whom to reach', async () => {
    await registered(app, KENDAL, SEKDA);
    await untilPage((html) => marksOfPage(html).get(KENDAL)?.[1] === 'absent');
    const list = await open('&cari=kendal', '/kendali/hubungi');
    expect(list).to.include('1 dari 5 pejabat terdaftar').and.include('href="tel:08120000"');
    expect(list).to.include('Belum ada pendaftar: Kepala Daerah, Kepala BKD/BKPSDM');
    const first = /data-hubungi="([^"]+)"/.exec(await open('', '/kendali/hubungi'))?.[1];
    expect(first)
      .to.match(/^\d\d\.\d\d$/)
      .and.not.equal(KENDAL);
  });

  it('equals the database after people came, left, were released and signed', async () => {
    await act(app, 'open-doors');
    await come(KARO, SEKDA);
    const inspector = await come(KARO, 'inspektorat');
    const left = await come(KARO, 'kepala-bkd');
    left.socket.close();
    const gone = await come(KENDAL, 'inspektorat');
    gone.socket.close();
    const seat = await seatOf(app, KENDAL, 'inspektorat');
    await app.ikrar.domains.seatDesk.release(seat._id, 'Uji', {
      actor: { kind: 'system', id: 'uji', label: 'Uji' },
      address: '',
    });
    await act(app, 'go-live', ...READ_ALL, 'open-signing');
    await tickAll(inspector.official);
    const form = { action: '/ikrar/tanda-tangan' };
    const fields = { text: 'Pejabat Uji', consent: 'on' };
    const page = await inspector.official.open('/ikrar?teks=1');
    const action = /action="(\/ikrar[^"]*)"/.exec(page.text)?.[1] ?? form.action;
    await inspector.official.submit('/ikrar?teks=1', fields, { action });
    const expected = ['free', 'present', 'was-present', 'free', 'signed'];
    const html = await untilPage((one) => marksOfPage(one).get(KARO)?.join() === expected.join());
    const database = await marksOfDatabase(app);
    expect(database.get(KARO)).to.deep.equal(expected);
    expect(marksOfPage(html)).to.deep.equal(database);
    expect(html).to.include('23 daerah. 1 sebagian hadir, 22 belum hadir.');
  });

  it('filters without a script, by everything at once, and shows the filter in its fields', async () => {
    expect(shownRegions(await open('&cari=ogan+komering+ulu+selatan'))).to.have.length(1);
    expect(shownRegions(await open('&keadaan=menandatangani'))).to.deep.equal([KARO]);
    const query = `&provinsi=12&jabatan=${SEKDA}&keadaan=hadir`;
    const html = await open(query);
    expect(shownRegions(html)).to.deep.equal([KARO]);
    expect(html.match(/ kena"/g)).to.have.length(1);
    for (const value of ['12', SEKDA, 'hadir']) {
      expect(html).to.include(`value="${value}" selected`);
    }
    expect(html).to.include('1 daerah');
    expect(shownRegions(await open('&provinsi=33&keadaan=menandatangani'))).to.deep.equal([]);
    const outside = await open('&provinsi=pusat');
    expect(outside).to.include('18 kursi Pusat dan Kanreg');
    expect(shownRegions(outside)).to.deep.equal([]);
  });

  it('escapes what was searched for', async () => {
    const html = await open(`&cari=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(html).not.to.include('<script>alert');
    expect(html).to.include('Tidak ada yang cocok');
  });

  it('shows a region with its seats, holders and since when they are there', async () => {
    const html = await open('', `/kendali/hadir/${KARO}`);
    expect(html)
      .to.match(/Hadir sejak \d\d\.\d\d WIB/)
      .and.match(/Terakhir hadir \d\d\.\d\d WIB/);
    expect(html).to.include('Plt. Pejabat Uji').and.include('href="/kendali/orang/');
    expect(html.match(/id="kursi-/g)).to.have.length(5);
    const outside = await open('', '/kendali/hadir/pusat');
    expect(outside.match(/id="kursi-/g)).to.have.length(18);
    expect(outside).not.to.include('action="/kendali/hubungi');
  });

  it('marks a call with its note, in the audit and for the control room, and lets the region sink', async () => {
    const listed = await open('', '/kendali/hubungi');
    const code = /data-hubungi="([^"]+)"/.exec(listed)?.[1] ?? '';
    const { socket, first } = await openSocket(app, host, {
      page: 'control',
      session: app.session().slug,
    });
    sockets.push(socket);
    expect(first.calls).to.deep.equal([]);
    const told = frameWith(socket, ({ calls }) => (calls?.length ?? 0) > 0);
    const action = `/kendali/hubungi/${code}`;
    await host.submit(address('', '/kendali/hubungi'), { note: 'Akan tersambung' }, { action });
    const [mark] = (await told).calls ?? [];
    expect(mark).to.include({
      region: code,
      by: 'Petugas petugas',
      note: 'Akan tersambung',
      number: 1,
    });
    const codes = [...(await open('', '/kendali/hubungi')).matchAll(/data-hubungi="([^"]+)"/g)];
    expect(codes.length, 'regions still to call').to.be.above(0);
    expect(codes.map(([, one]) => one)).not.to.include(code);
    const [event] = await app.database.connection
      .collection('audit')
      .find({ event: 'region.called' })
      .toArray();
    expect(event?.data.region).to.equal(code);
    expect(JSON.stringify(event)).not.to.include('Akan tersambung');
    const region = await open('', `/kendali/hadir/${code}`);
    expect(region).to.include('Akan tersambung').and.include('Dihubungi Petugas petugas');
  });

  it('sends no name and no contact over the socket', async () => {
    const slug = app.session().slug;
    const { socket, first } = await openSocket(app, host, { page: 'matrix', session: slug });
    sockets.push(socket);
    const answer = await socket.emitWithAck('matrix:snapshot', {});
    expect(answer.ok).to.equal(true);
    const text = JSON.stringify([first, answer]);
    expect(text).not.to.include('Pejabat Uji').and.not.to.include('0812');
  });
});
