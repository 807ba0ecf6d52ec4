// After random histories of joins, leaves, dead processes, plain pages, releases and signatures the
// board, its API, the report, its page, its files and a plain model over the collections are equal:
// while the session runs and after its end.

import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { parseCsv } from 'hucre/csv';
import type { Held } from '../../server/attendance/index.ts';
import { reportSourcesOf } from '../../server/compose-reports.ts';
import { systemClock } from '../../server/core/clock.ts';
import { localTokenFile } from '../../server/http/machine.ts';
import { type Registration, registrationInputSchema } from '../../server/registrations/index.ts';
import { seededRandom } from '../../server/rehearsal/index.ts';
import { createReportService, type ReportService } from '../../server/reports/index.ts';
import { signInStaff } from '../control/staff-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { becomes } from '../support/until.ts';
import { type PlainFigures, plainFigures } from './plain-figures.ts';

const STEPS = 160;
const BY = { actor: { kind: 'staff', id: 'uji', label: 'Uji' }, address: '127.0.0.1' } as const;
const DEVICES = ['phone', 'desktop', 'tablet', 'unknown'] as const;

describe('board and report after random histories', function () {
  this.timeout(120_000);
  let app: TestApp;
  let host: TestBrowser;
  let reports: ReportService;
  let regions: string[];
  const holders = new Map<string, Registration>();
  const held: { seat: string; one: Held }[] = [];
  const random = seededRandom(7_102_020);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const id = () => app.session()._id;
  const slug = () => app.session().slug;
  type Action = Parameters<typeof app.ikrar.domains.sessions.act>[0]['action'];
  const act = (action: Action) => app.ikrar.domains.sessions.act({ session: id(), action, ...BY });

  /** Calls `read` until it equals: a change stream and a kept report are a moment behind. */
  const follows = (read: () => Promise<unknown>, expected: unknown, what: string) =>
    becomes(read, expected, { what });

  const csv = async (kind: string): Promise<Record<string, string>[]> => {
    const { status, text } = await host.open(`/kendali/laporan/${slug()}/${kind}.csv`);
    expect(status, kind).to.equal(200);
    const [header = [], ...rows] = parseCsv(text.replace(/^\uFEFF/, ''));
    return rows.map((row) =>
      Object.fromEntries(header.map((name, at) => [String(name), String(row[at] ?? '')])),
    );
  };
  const total = (rows: Record<string, string>[], column: string) =>
    rows.reduce((sum, row) => sum + Number(row[column]), 0);
  const presentColumn = () =>
    app.session().status.endedAt ? 'Hadir saat acara berakhir' : 'Hadir saat itu';

  const sameFiles = async ({ counters, held: seatsHeld, checkedIn, came }: PlainFigures) => {
    const { officialsPresent, officialsSigned, outside } = counters;
    const expected = {
      Terisi: seatsHeld,
      'Lapor hadir': checkedIn,
      'Pernah hadir': came,
      [presentColumn()]: officialsPresent + outside.present,
      Menandatangani: officialsSigned + outside.signed,
    };
    for (const kind of ['daerah', 'provinsi', 'jabatan']) {
      const rows = await csv(kind);
      for (const [column, value] of Object.entries(expected)) {
        expect(total(rows, column), `${kind}: ${column}`).to.equal(value);
      }
    }
    const people = (await csv('orang')).filter((row) => row.Pendaftaran === 'aktif');
    expect(people.length).to.equal(seatsHeld);
    expect(people.filter((row) => row['Menandatangani (WIB)']).length).to.equal(
      expected.Menandatangani,
    );
  };

  /** The first three figures of the page, as they are read. */
  const figuresOnPage = async () => {
    const { text } = await host.open(`/kendali/laporan?sesi=${slug()}`);
    return [...text.matchAll(/<dd><b>([\d.]+)<\/b>/g)]
      .map(([, figure = '']) => Number(figure.replace('.', '')))
      .sort((a, b) => a - b);
  };

  const apiOf = async (what: 'board' | 'attendance') => {
    const token = await readFile(localTokenFile(app.config.DATA_DIR), 'utf8');
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${app.url}/api/v1/sessions/${id()}/${what}`, { headers })).json();
  };

  const same = async () => {
    const { boards } = app.ikrar.domains;
    const plain = await plainFigures(app.database.connection, app.session(), regions);
    const report = await reports.readReport(app.session());
    expect(report.rows, 'rows of the report').to.deep.equal(plain.rows);
    expect(report.counters, 'counters of the report').to.deep.equal(plain.counters);
    const { held: seatsHeld, checkedIn, came } = report.whole;
    expect({ held: seatsHeld, checkedIn, came }).to.deep.equal({
      held: plain.held,
      checkedIn: plain.checkedIn,
      came: plain.came,
    });
    await follows(async () => (await boards.snapshot(id())).rows, report.rows, 'rows of the board');
    await follows(async () => (await apiOf('board')).counters, report.counters, 'API of the board');
    expect((await boards.snapshot(id())).counters).to.deep.equal(report.counters);
    return { plain, report };
  };

  /** Also what is kept for a few seconds: the page and the API for programs. */
  const sameOnPage = async () => {
    const { plain, report } = await same();
    const { regionsPresent, regionsSigned, officialsPresent } = report.counters;
    const figures = [regionsPresent, regionsSigned, officialsPresent].sort((a, b) => a - b);
    await follows(figuresOnPage, figures, 'figures of the page');
    await follows(async () => (await apiOf('attendance')).counters, report.counters, 'API');
    await sameFiles(plain);
  };

  before(async () => {
    app = await startApp();
    host = await signInStaff(app, 'petugas');
    const { domains } = app.ikrar;
    regions = await domains.boardSources.regions(app.session());
    reports = createReportService({
      sources: reportSourcesOf(domains),
      database: app.database,
      live: domains.live,
      clock: systemClock,
      media: domains.witness,
    });
    await act('open-doors');
  });
  after(() => app?.stop());

  const arrive = async (
    seat: Parameters<TestApp['ikrar']['domains']['registrations']['register']>[0],
  ) => {
    const { registrations, attendance } = app.ikrar.domains;
    const input = registrationInputSchema.parse({
      name: random() < 0.2 ? '=HYPERLINK("http://contoh.example")' : `Pejabat Uji ${seat.ordinal}`,
      contact: '0800 000',
      pin: '135790',
    });
    const made = await registrations.register(seat, input, BY.address);
    if (random() < 0.15) {
      holders.set(seat._id, made);
      return;
    }
    const present = await registrations.checkIn(made._id, 'doors', BY.address);
    holders.set(seat._id, present);
    held.push({ seat: seat._id, one: await attendance.hold(present, socket()) });
  };
  const socket = () => ({ kind: 'socket' as const, device: pick(DEVICES) ?? 'unknown' });

  /** Another process opened an interval, and died: a sweep closes it at its last renewal. */
  const dieWith = async (holder: Registration, step: number) => {
    const { presence } = app.ikrar.domains.stores;
    const startedAt = new Date(Date.now() - 1_000);
    const common = { session: holder.session, registration: holder._id, seat: holder.seat };
    await presence.insertMany([
      {
        ...common,
        _id: `mati-${step}`,
        region: holder.region,
        kind: 'socket',
        device: 'phone',
        room: null,
        node: `mati-${step}`,
        startedAt,
        renewedAt: null,
        endedAt: null,
        endedBy: null,
      },
    ]);
    if (random() < 0.7) await presence.closeOfNode(`mati-${step}`, new Date());
  };

  it('are equal while people come and go', async () => {
    const { invitations, attendance, seatDesk } = app.ikrar.domains;
    const all = await invitations.list(id());
    const seats = [...all.slice(0, 34), ...all.slice(-6)];
    for (let step = 0; step < STEPS; step++) {
      const seat = pick(seats);
      if (!seat) continue;
      const dice = random();
      const holder = holders.get(seat._id);
      const leaving = held.splice(Math.floor(random() * held.length), dice > 0.6 ? 1 : 0);
      for (const { one } of leaving) await one.close();
      if (!holder) await arrive(seat);
      else if (dice < 0.3) {
        held.push({ seat: seat._id, one: await attendance.hold(holder, socket()) });
      } else if (dice < 0.4) await attendance.renewPlain(holder);
      else if (dice < 0.5) await dieWith(holder, step);
      else if (dice < 0.6) {
        const own = held.filter((one) => one.seat === seat._id);
        for (const { one } of own) await one.close();
        for (const one of own) held.splice(held.indexOf(one), 1);
        if (random() < 0.5) await seatDesk.release(seat._id, 'uji', BY);
        else await seatDesk.handOver(seat._id, 'uji', BY);
        holders.delete(seat._id);
      }
      if (step % 40 === 39) await same();
    }
    await sameOnPage();
  });

  it('are equal while people sign', async () => {
    const { ceremony, signatures } = app.ikrar.domains;
    await act('go-live');
    await act('start-reading');
    for (let clause = 0; clause < 5; clause++) await act('next-clause');
    await act('open-signing');
    for (const holder of holders.values()) {
      if (random() < 0.25 || !holder.checkedInAt) continue;
      for (const clause of [1, 2, 3, 4]) await ceremony.tick(holder, app.session(), clause);
      await signatures.sign(holder, app.session(), { method: 'typed', text: 'Pejabat Uji' });
      if (random() < 0.15) await same();
    }
    await sameOnPage();
  });

  it('are equal after the end, whoever leaves then, and each has the minutes of the record', async () => {
    await act('close-signing');
    const { report: before } = await same();
    await act('end');
    for (const { one } of held) await one.close();
    await sameOnPage();
    const { report } = await same();
    expect(report.rows).to.deep.equal(before.rows);
    const { attendance, stores } = app.ikrar.domains;
    const minutes = await attendance.attendanceOfAll(app.session());
    const rows = await csv('orang');
    const people = await stores.registrations.listActive(id());
    for (const person of people) {
      const row = rows.find((one) => one.Kursi === person.seat && one.Pendaftaran === 'aktif');
      const own = minutes.get(person._id);
      expect(Number(row?.['Menit berlaku'])).to.equal(own?.minutes ?? 0);
      expect(row?.['Memenuhi syarat']).to.equal(own?.met ? 'ya' : 'tidak');
    }
    const met = people.filter((person) => minutes.get(person._id)?.met).length;
    expect(report.whole.met).to.equal(met);
  });
});
