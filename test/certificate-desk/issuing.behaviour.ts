// Issuing a whole session: by itself at the end, by staff's one action, with failures and retries.
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import type { mongo } from 'mongoose';
import type { IssueProgress } from '../../server/protocol/issue-progress.ts';
import { signInStaff } from '../control/staff-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';
import { writeEndedEvent } from './ended-event.ts';

const PEOPLE = 40;
const BRIEF = 4;

describe('issuing a whole session', function () {
  this.timeout(120_000);
  let app: TestApp;
  let host: TestBrowser;
  let db: mongo.Db;
  let people: string[];
  const path = '/kendali/sertifikat';
  const progress = async (): Promise<IssueProgress> =>
    JSON.parse((await host.open(`${path}/${app.session().slug}/kemajuan`)).text);
  const jobs = () => db.collection('issue_jobs').find({}).sort({ startedAt: 1 }).toArray();
  const certificates = (filter: object = {}) =>
    db.collection('certificates').find(filter).toArray();
  const finished = () =>
    until('the job to end', async () => (await progress()).state === 'done', 60_000);
  const begin = (fields: Record<string, string> = {}) =>
    host.submit(`${path}?sesi=${app.session().slug}`, fields, {
      action: `${path}/${app.session().slug}/terbitkan`,
    });

  before(async () => {
    app = await startApp();
    host = await signInStaff(app, 'petugas');
    const found = app.database.connection.db;
    if (!found) throw new Error('No database');
    db = found;
  });
  after(() => app?.stop());

  it('shows nothing to issue before the signing has closed, and refuses to begin', async () => {
    const { text } = await host.open(path);
    expect(text).to.include('Naskah ikrar terbit setelah penandatanganan ditutup');
    expect(text).to.not.include('>Terbitkan semua<');
    const token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const refused = await host.post(`${path}/${app.session().slug}/terbitkan`, { _csrf: token });
    expect(refused.status).to.equal(409);
    expect(refused.text).to.include('Belum saatnya menerbitkan');
    expect(await jobs()).to.deep.equal([]);
  });

  it('begins by itself when the session ends, and tells what is done', async () => {
    people = await writeEndedEvent(db, {
      people: PEOPLE,
      brief: BRIEF,
      endedAt: new Date(),
    });
    await until('the end', () => app.session().status.session === 'ended');
    await finished();
    const { kinds, issued, failed } = await progress();
    const kind = (name: string) => kinds.find((one) => one.kind === name);
    expect(kind('declaration')).to.include({ issued: PEOPLE, total: PEOPLE, failed: 0 });
    expect(kind('participation')).to.include({ issued: PEOPLE - BRIEF, total: PEOPLE - BRIEF });
    expect({ issued, failed }).to.deep.equal({ issued: 2 * PEOPLE - BRIEF, failed: 0 });
    const [job] = await jobs();
    expect(job).to.deep.include({ state: 'done', made: issued });
    expect(job?.by.kind).to.equal('system');
    const page = await host.open(path);
    expect(page.text).to.include('Penerbitan selesai.').and.to.include('Dimulai sendiri');
    const numbers = new Set((await certificates()).map(({ number }) => number));
    expect(numbers.size).to.equal(issued);
    const audits = await db.collection('audit').countDocuments({ event: 'certificate.issued' });
    expect(audits).to.equal(issued);
  });

  it('frees what a crash left reserved, keeps the other files, and gives no second number', async () => {
    const before = new Map((await certificates()).map((one) => [one.number, one]));
    const [victim] = await certificates({ kind: 'declaration' });
    await db
      .collection('certificates')
      .updateOne({ number: victim?.number }, { $set: { sha256: null, bytes: null } });
    await begin();
    await until('the file again', async () => {
      const [one] = await certificates({ number: victim?.number });
      return Boolean(one?.sha256);
    });
    await finished();
    const after = await certificates({ registration: { $ne: null } });
    expect(after).to.have.length(before.size);
    for (const kind of ['region', 'roll', 'minutes']) {
      expect(await certificates({ kind }), `${kind}: by staff's action`).to.not.be.empty;
    }
    for (const one of after) {
      const old = before.get(one.number);
      expect(old?.code).to.equal(one.code);
      if (one.number === victim?.number) continue;
      expect(Buffer.from(one.bytes.buffer).equals(Buffer.from(old?.bytes.buffer))).to.equal(true);
    }
    const last = (await jobs()).at(-1);
    expect(last).to.include({ state: 'done' });
    expect(last?.by.label).to.equal('Petugas petugas');
  });

  it('tells what failed and why without a name, and issues it when it is mended', async () => {
    const [first] = people;
    const mine = { subject: first, kind: 'participation' };
    await db.collection('certificates').deleteOne(mine);
    const rename = (name: string) =>
      db
        .collection<{ _id: string }>('registrations')
        .updateOne({ _id: first ?? '' }, { $set: { name } });
    const late = people[BRIEF] ?? '';
    await db.collection('certificates').deleteOne({ subject: late, kind: 'participation' });
    await db
      .collection<{ _id: string }>('registrations')
      .updateOne({ _id: late }, { $set: { name: 'Pejabat \u{1F600}' } });
    await begin();
    await until('a failure', async () => (await progress()).failed === 1);
    await finished();
    const [failure] = await db.collection('issue_failures').find({}).toArray();
    expect(failure).to.include({ subject: late, reason: 'MISSING_GLYPH', detail: 'U+1F600' });
    expect(JSON.stringify(failure)).to.not.include('Pejabat');
    const page = await host.open(path);
    expect(page.text).to.include('Huruf U+1F600 tidak ada').and.to.include('Coba lagi yang gagal');
    await app.ikrar.desk.runner.runOnce();
    expect((await progress()).failed, 'not tried again by itself').to.equal(1);
    await rename('Pejabat Uji 1');
    await db
      .collection<{ _id: string }>('registrations')
      .updateOne({ _id: late }, { $set: { name: 'Pejabat Uji 5' } });
    await begin({ ulang: '1' });
    await until('no failure', async () => (await progress()).failed === 0);
    await finished();
    expect(await certificates({ subject: late, kind: 'participation' })).to.have.length(1);
  });

  it('lets the first be downloaded while the rest are being made', async () => {
    const rest = people.slice(BRIEF, BRIEF + 30);
    await db
      .collection('certificates')
      .deleteMany({ kind: 'participation', subject: { $in: rest } });
    const { pending } = app.ikrar.certificates;
    const due = (await pending.listDue(app.session())).filter(({ subject }) =>
      rest.includes(subject),
    );
    expect(due).to.have.length(30);
    const seen: number[] = [];
    await pending.issueDue(app.session(), due, {
      isStopped: () => false,
      async onGroup(_session, [first]) {
        const mine = { kind: 'participation', subject: { $in: rest } };
        const made = await certificates({ ...mine, sha256: { $gt: '' } });
        seen.push(made.length);
        const one = made.find(({ subject }) => subject === first?.subject);
        const answer = await fetch(`${app.url}/berkas/${one?.code}.pdf`, {
          headers: { cookie: host.cookies() },
        });
        const bytes = Buffer.from(await answer.arrayBuffer());
        expect(createHash('sha256').update(bytes).digest('hex')).to.equal(one?.sha256);
      },
    });
    expect(seen[0], 'after the first group').to.be.within(1, 29);
    expect(seen.at(-1)).to.equal(30);
  });

  it('forgets what failed once it is no longer owed', async () => {
    await finished();
    const gone = { session: app.session()._id, kind: 'declaration', subject: 'tidak-ada-lagi' };
    await db.collection<{ _id: string }>('issue_failures').insertOne({
      _id: `${gone.session}/declaration/${gone.subject}`,
      ...gone,
      ...{ reason: 'MISSING_GLYPH', detail: 'U+1F600', at: new Date(), tries: 1 },
    });
    await begin({ ulang: '1' });
    await finished();
    expect((await progress()).failed).to.equal(0);
  });

  it('makes what staff ask for also while the platform works at its own share', async () => {
    await db.collection('certificates').deleteOne({ kind: 'minutes' });
    const session = app.session();
    const at = new Date();
    await db.collection<{ _id: string }>('issue_jobs').insertOne({
      ...{ _id: 'sistem0000000000', schemaVersion: 1, session: session._id, state: 'running' },
      ...{ by: { kind: 'system', id: '', label: 'Sistem' }, startedAt: at, totals: {}, made: 0 },
      ...{ resumedAt: null, handledSince: 0, activeAt: at, finishedAt: null },
    });
    const by = { actor: { kind: 'staff' as const, id: 'a', label: 'Uji' }, address: '' };
    await app.ikrar.desk.desk.begin(session, by);
    app.ikrar.desk.runner.wake();
    await until('no running job', async () =>
      (await jobs()).every(({ state }) => state === 'done'),
    );
    expect(await certificates({ kind: 'minutes' })).to.have.length(1);
  });

  it('is one job however often it is asked for, in two processes', async () => {
    const count = (await certificates()).length;
    const session = app.session();
    const by = { actor: { kind: 'staff' as const, id: 'a', label: 'Uji' }, address: '' };
    await Promise.all([1, 2, 3].map(() => app.ikrar.desk.desk.begin(session, by)));
    expect((await jobs()).filter(({ state }) => state === 'running')).to.have.length.below(2);
    app.ikrar.desk.runner.wake();
    await finished();
    expect(await certificates()).to.have.length(count);
  });

  it('finds one certificate by number, name and region, and nothing else', async () => {
    const [one] = await certificates({ kind: 'declaration', subject: people[7] });
    const search = async (text: string) =>
      (await host.open(`${path}?cari=${encodeURIComponent(text)}`)).text;
    expect(await search(one?.number)).to.include(`/berkas/${one?.code}.pdf`);
    expect(await search('pejabat uji 8')).to.include(one?.number);
    expect(await search('tidak ada yang begini')).to.include('Tidak ada sertifikat yang cocok');
    const holder = await app.ikrar.domains.stores.registrations.find(people[7] ?? '');
    if (holder?.region) expect(await search(holder.region)).to.include(one?.number);
  });

  it('goes on in one session while another one can’t be worked at', async () => {
    const other = app.ikrar.domains.live.list().find(({ _id }) => _id !== app.session()._id);
    if (!other) throw new Error('There is one session only');
    const broken = { campaign: 'tidak-ada', 'status.session': 'ended' };
    await db
      .collection<{ _id: string }>('sessions')
      .updateOne({ _id: other._id }, { $set: broken, $inc: { 'status.version': 1 } });
    await until('the broken session', () => {
      return app.ikrar.domains.live.find(other._id)?.campaign === 'tidak-ada';
    });
    const [model] = await certificates({ kind: 'declaration' });
    await db.collection<{ _id: string }>('certificates').insertOne({
      ...model,
      ...{ _id: 'rusak', number: 'IKR-RUSAK', code: 'RUSAK', shortCode: 'RUSAK' },
      ...{ session: other._id, sha256: null, bytes: null },
    });
    await db.collection<{ _id: string }>('issue_jobs').insertOne({
      ...{ _id: 'rusak00000000000', schemaVersion: 1, session: other._id, state: 'running' },
      ...{ by: { kind: 'system', id: '', label: 'Sistem' }, startedAt: new Date(0), totals: {} },
      ...{ made: 0, resumedAt: null, handledSince: 0, activeAt: null, finishedAt: null },
    });
    await db.collection('certificates').deleteOne({ kind: 'minutes' });
    const by = { actor: { kind: 'staff' as const, id: 'a', label: 'Uji' }, address: '' };
    await app.ikrar.desk.desk.begin(app.session(), by);
    app.ikrar.desk.runner.wake();
    await until('the minutes', async () => (await certificates({ kind: 'minutes' })).length === 1);
    await until('the job to end', async () => {
      const running = (await jobs()).filter(({ state }) => state === 'running');
      return running.map(({ session }) => session).join() === other._id;
    });
  });
});
