// The comparison over HTTP: two official sessions with their record, the figures counted from the
// collections by themselves, the filter, the file; twelve sessions of 270 regions come quickly.
import { expect } from 'chai';
import { parseCsv } from 'hucre/csv';
import type { mongo } from 'mongoose';
import { endSession, writeEndedEvent } from '../certificate-desk/ended-event.ts';
import { signInStaff } from '../control/staff-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';

const PATH = '/kendali/kampanye/netralitas-asn-2020/perbandingan';
/** What a page of twelve sessions may need on a busy machine; alone it takes a tenth of this. */
const QUICK_MS = 5_000;

describe('the page of a campaign’s sessions side by side', function () {
  this.timeout(120_000);
  let app: TestApp;
  let host: TestBrowser;
  let db: mongo.Db;
  const csv = async (query = '') => {
    const answer = await host.open(`${PATH}.csv${query}`);
    expect(answer.status).to.equal(200);
    const [header = [], ...rows] = parseCsv(answer.text.replace(/^\uFEFF/, ''));
    return { header, rows };
  };
  const heldOf = (slug: string) => app.ikrar.domains.live.findBySlug(slug)?._id ?? '';

  before(async () => {
    app = await startApp();
    host = await signInStaff(app, 'petugas');
    const { db: connected } = app.database.connection;
    if (!connected) throw new Error('No database');
    db = connected;
  });
  after(() => app?.stop());

  it('says that nothing was held yet, and knows no other campaign', async () => {
    const empty = await host.open(PATH);
    expect(empty.text).to.include('Belum ada acara resmi yang dimulai');
    expect((await host.open(PATH.replace('2020', '1999'))).status).to.equal(404);
    expect((await host.open(`${PATH}?kelompok=semua`)).status).to.equal(400);
  });

  it('refuses a stranger, page and file', async () => {
    for (const path of [PATH, `${PATH}.csv`]) {
      expect((await app.visitor().open(path)).url.pathname).to.equal('/masuk');
    }
  });

  it('its groups are those that the collections tell', async () => {
    const [earlier, later] = [heldOf('26-agustus-2020'), heldOf('7-oktober-2020')];
    const endedAt = new Date(Date.now() - 60_000);
    const from = new Date(endedAt.getTime() - 7_200_000);
    await writeEndedEvent(db, { people: 60, endedAt, session: later });
    // The same record for the earlier session, of other seats: some regions came to both.
    const seats = await db
      .collection<mongo.Document & { _id: string }>('seats')
      .find({ session: earlier, region: { $ne: null } })
      .sort({ _id: 1 })
      .limit(30)
      .toArray();
    await db.collection<mongo.Document & { _id: string }>('presence').insertMany(
      seats.map(({ _id, region }, place) => ({
        _id: `dulu-${place}`,
        ...{ session: earlier, registration: `dulu-${place}`, seat: _id, region, kind: 'socket' },
        ...{ device: 'phone', room: null, node: 'uji', renewedAt: null, endedBy: 'left' },
        ...{ startedAt: from, endedAt },
      })),
    );
    await endSession(db, { from, endedAt, session: earlier });
    const hasEnded = (id: string) => app.ikrar.domains.live.find(id)?.status.session === 'ended';
    await until('both ends', () => hasEnded(earlier) && hasEnded(later));

    const regionsOf = async (session: string): Promise<Set<string>> => {
      const came = await db.collection('presence').distinct('seat', { session });
      const found = await db
        .collection('seats')
        .distinct('region', { session, _id: { $in: came }, region: { $ne: null } });
      return new Set(found.map(String));
    };
    const [then, now] = [await regionsOf(earlier), await regionsOf(later)];
    const both = [...then].filter((code) => now.has(code)).length;
    const any = new Set([...then, ...now]).size;
    const { header, rows } = await csv();
    expect(rows).to.have.length(270);
    expect(header).to.have.length(6);
    const inGroup = (label: string) => rows.filter((row) => row[3] === label).length;
    expect(inGroup('Hadir di semua acara')).to.equal(both);
    expect(inGroup('Hadir di sebagian')).to.equal(any - both);
    expect(inGroup('Tidak pernah hadir')).to.equal(270 - any);
    expect(both).to.be.above(0);
    const { text } = await host.open(PATH);
    expect(text)
      .to.match(new RegExp(`<b>${both}</b>`))
      .and.to.include('daerah hadir di semua');
    const audited = await db.collection('audit').countDocuments({ event: 'comparison.exported' });
    expect(audited).to.equal(1);
  });

  it('its states are those of the reports of each session', async () => {
    const { rows } = await csv();
    for (const [column, slug] of [
      [4, '26-agustus-2020'] as const,
      [5, '7-oktober-2020'] as const,
    ]) {
      const report = await host.open(`/kendali/laporan/${slug}/daerah.csv`);
      const [header = [], ...states] = parseCsv(report.text.replace(/^\uFEFF/, ''));
      const stateOf = new Map(states.map((row) => [row[0], row[header.length - 1]]));
      for (const row of rows) {
        const said = row[column];
        const signed = stateOf.get(row[0]) === 'Telah menandatangani';
        expect(said === 'menandatangani', `${slug} ${row[1]}`).to.equal(signed);
      }
    }
  });

  it('narrows by province and by group, on the page and in the file', async () => {
    const all = (await csv()).rows;
    const { rows } = await csv('?provinsi=12&kelompok=none');
    const [, name] = rows[0] ?? [];
    expect(rows).to.deep.equal(
      all.filter((row) => String(row[0]).startsWith('12.') && row[3] === 'Tidak pernah hadir'),
    );
    const { text } = await host.open(`${PATH}?provinsi=12&kelompok=none`);
    if (name) expect(text).to.include(String(name));
    expect(text).to.not.include('Kabupaten Kendal');
  });

  it('twelve sessions of 270 regions come quickly', async () => {
    const sessions = db.collection<mongo.Document & { _id: string }>('sessions');
    const model = await sessions.findOne({ isDefault: true });
    const seats = await db
      .collection<mongo.Document & { _id: string }>('seats')
      .find({ session: model?._id })
      .toArray();
    for (let place = 0; place < 10; place++) {
      const id = `acara-uji-${place}`;
      await db
        .collection<mongo.Document & { _id: string }>('seats')
        .insertMany(seats.map((one) => ({ ...one, _id: `${id}-${one._id}`, session: id })));
      await db.collection<mongo.Document & { _id: string }>('presence').insertMany(
        seats.flatMap((one, i) =>
          [0, 1, 2].map((stay) => ({
            _id: `${id}-${i}-${stay}`,
            ...{ session: id, registration: `${id}-${i}`, seat: `${id}-${one._id}` },
            ...{ region: one.region, kind: 'socket', device: 'phone', room: null, node: 'uji' },
            ...{ startedAt: new Date(Date.now() - 7_200_000 + stay * 60_000), renewedAt: null },
            ...{ endedAt: new Date(Date.now() - 7_000_000 + stay * 60_000), endedBy: 'left' },
          })),
        ),
      );
      await sessions.insertOne({
        ...{ ...model, _id: id, slug: id, isDefault: false, title: `Acara uji ${place}` },
      });
    }
    await until('all sessions', () => app.ikrar.domains.live.find('acara-uji-9') !== undefined);
    const from = performance.now();
    const { text, status } = await host.open(PATH);
    const ms = performance.now() - from;
    expect(status).to.equal(200);
    expect(text).to.include('Acara uji 9');
    expect(ms).to.be.below(QUICK_MS);
  });
});
