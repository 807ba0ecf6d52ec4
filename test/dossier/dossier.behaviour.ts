// The dossier of a rehearsal over HTTP: what is in it, that each of its numbers is the database's,
// that no formula runs, that the press file names nobody, and that it can be downloaded again.
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseCsv } from 'hucre/csv';
import { readXlsx } from 'hucre/xlsx';
import { FILES } from '../../server/evidence-check/index.ts';
import { signInStaff } from '../control/staff-world.ts';
import { type Members, unzip } from '../evidence/evidence-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';
import { run } from '../support/validators.ts';
import {
  BRIEF,
  correct,
  FORMULA,
  type HeldRehearsal,
  heldRehearsal,
  logged,
  PEOPLE,
  withdraw,
} from './dossier-world.ts';

describe('the dossier of a rehearsal', function () {
  this.timeout(120_000);
  let app: TestApp;
  let host: TestBrowser;
  let held: HeldRehearsal;
  let path: string;
  let members: Members;
  let folder: string;

  const download = async (address: string) => {
    const answer = await fetch(`${app.url}${address}`, { headers: { cookie: host.cookies() } });
    return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  const member = (name: string): Buffer => {
    const found = [...members].find(([key]) => key.includes(name));
    if (!found) throw new Error(`No member ${name} among ${[...members.keys()].join(', ')}`);
    return found[1];
  };
  const sheet = async () => {
    const { sheets } = await readXlsx(member('daftar-hadir.xlsx'));
    const [header = [], ...rows] = sheets[0]?.rows ?? [];
    return { header, rows, cell: (row: unknown[], name: string) => row[header.indexOf(name)] };
  };
  const make = async (): Promise<string> => {
    const answer = await host.submit(path, {}, { action: path });
    expect(answer.status).to.equal(200);
    const href = /href="(\/kendali\/berkas-acara\/[^"]+\.zip)"/.exec(answer.text)?.[1];
    if (!href) throw new Error('The page leads to no dossier');
    return href;
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ikrar-dossier-'));
    app = await startApp();
    host = await signInStaff(app, 'petugas');
    held = await heldRehearsal(app);
    path = `/kendali/berkas-acara/${held.session().slug}`;
    await withdraw(host, held.people[5] ?? '');
    await logged(app, held.session()._id, PEOPLE + 1);
    await correct(host, held.people[0] ?? '', 90);
    const issued = { kind: 'participation', active: true, sha256: { $gt: '' } };
    const count = () => held.db.collection('certificates').countDocuments(issued);
    // What a correction makes due is found by the next sweep: this one need not be waited for.
    await app.ikrar.desk.runner.runOnce();
    await until('all certificates', async () => (await count()) >= PEOPLE - BRIEF);
  });
  after(async () => {
    await app?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is one click: the page begins the download, which bears the mark of a rehearsal', async () => {
    const page = await host.open(path);
    expect(page.text).to.include('Gladi').and.to.include('CONTOH');
    const href = await make();
    const { answer, bytes } = await download(href);
    expect(answer.status).to.equal(200);
    expect(answer.headers.get('content-type')).to.equal('application/zip');
    expect(answer.headers.get('content-disposition')).to.include('GLADI-berkas-acara-');
    members = await unzip(bytes);
    expect([...members.keys()].every((name) => name.startsWith('GLADI-'))).to.equal(true);
    expect(members.size).to.equal(6);
    const { db } = held;
    expect(await db.collection('audit').countDocuments({ event: 'dossier.made' })).to.equal(1);
    expect(await db.collection('audit').countDocuments({ event: 'dossier.downloaded' })).to.equal(
      1,
    );
  });

  it('its numbers are those of the collections, counted by themselves', async () => {
    const { db } = held;
    const session = held.session()._id;
    const count = (name: string, filter: object = {}) =>
      db.collection(name).countDocuments({ session, ...filter });
    const withdrawn = await count('log_amendments', { kind: 'withdrawal' });
    const issued = (kind: string) =>
      count('certificates', { kind, active: true, sha256: { $gt: '' } });
    const totals = JSON.parse(member('ringkasan.json').toString('utf8')).totals;
    expect(totals).to.deep.equal({
      seats: await count('seats'),
      people: await count('registrations'),
      came: (await db.collection('presence').distinct('seat', { session })).length,
      // Everybody stayed for two hours but those who left at once, of whom one was corrected.
      met: PEOPLE - BRIEF + 1,
      signed: (await count('signatures', { kind: 'signature' })) - withdrawn,
      withdrawn,
      declarations: await issued('declaration'),
      participations: await issued('participation'),
    });
    expect(totals).to.include({ people: PEOPLE, withdrawn: 1, signed: PEOPLE - 1 });
    const { rows, cell } = await sheet();
    expect(rows).to.have.length(totals.seats);
    const having = (name: string, value: string) =>
      rows.filter((row) => cell(row, name) === value).length;
    expect(having('Tanda tangan', 'berlaku')).to.equal(totals.signed);
    expect(having('Tanda tangan', 'ditarik')).to.equal(1);
    expect(having('Memenuhi syarat', 'ya')).to.equal(totals.met);
  });

  it('the roll has stays, clauses together and afterwards, fingerprint and certificates', async () => {
    const { rows, cell } = await sheet();
    const { db, people } = held;
    const rowOf = async (person = '') => {
      const found = await db
        .collection<{ _id: string; seat: string }>('registrations')
        .findOne({ _id: person });
      return rows.find((row) => cell(row, 'Kursi') === found?.seat) ?? [];
    };
    const [first, last] = [await rowOf(people[0]), await rowOf(people.at(-1))];
    expect(cell(first, 'Masa hadir (WIB)')).to.match(/\d\d:\d\d:\d\d-/);
    expect(cell(first, 'Butir 4, cara')).to.equal('bersama');
    expect(cell(first, 'Butir 1 (WIB)')).to.be.instanceOf(Date);
    expect(cell(first, 'Menit berlaku')).to.equal(90);
    expect(cell(last, 'Butir 1, cara')).to.equal('sesudahnya');
    expect(cell(last, 'Butir 2, cara') ?? '').to.equal('');
    const signature = await db
      .collection('signatures')
      .findOne({ registration: people[0] ?? '', kind: 'signature' });
    expect(cell(first, 'Sidik catatan (SHA-256)')).to.equal(signature?.leafHash);
    const declaration = await db
      .collection('certificates')
      .findOne({ subject: people[0] ?? '', kind: 'declaration', active: true });
    const said = cell(first, 'Naskah ikrar bertanda tangan') ?? '';
    expect(said).to.equal(declaration?.number ?? '');
  });

  it('no cell is a formula, whatever a name begins with', async () => {
    const { rows, cell } = await sheet();
    expect(rows.filter((row) => cell(row, 'Nama') === FORMULA)).to.have.length(1);
    const inner = await unzip(member('daftar-hadir.xlsx'));
    const xml = [...inner].find(([name]) => name.includes('sheet1'))?.[1].toString('utf8') ?? '';
    expect(xml)
      .to.include('HYPERLINK')
      .and.to.not.match(/<f[ >]/);
  });

  it('the file for the press counts the same and names nobody', async () => {
    const text = member('untuk-pers.csv')
      .toString('utf8')
      .replace(/^\uFEFF/, '');
    expect(text).to.not.include('Pejabat Uji').and.to.not.include('HYPERLINK');
    const [header = [], ...rows] = parseCsv(text);
    const sum = (name: string) =>
      rows.reduce((all, row) => all + Number(row[header.indexOf(name)]), 0);
    const { totals } = JSON.parse(member('ringkasan.json').toString('utf8'));
    expect(sum('Kursi')).to.equal(totals.seats);
    expect(sum('Kursi pernah hadir')).to.equal(totals.came);
    expect(sum('Memenuhi syarat kehadiran')).to.equal(totals.met);
    expect(sum('Tanda tangan')).to.equal(totals.signed);
  });

  it('the minutes are sealed, a sample, and tell the same', async () => {
    const seats = await held.db.collection('seats').countDocuments({ session: held.session()._id });
    const minutes = await held.db
      .collection('certificates')
      .findOne({ session: held.session()._id, kind: 'minutes', active: true });
    const bytes = member('berita-acara-');
    expect(createHash('sha256').update(bytes).digest('hex')).to.equal(minutes?.sha256);
    expect(minutes?.data.totals).to.include({ seats, met: PEOPLE - BRIEF + 1 });
    expect(minutes?.data.totals.signed).to.equal(PEOPLE - 1);
    const { offices, hours, regions } = minutes?.data.details ?? {};
    type Row = Record<string, number>;
    const sum = (rows: Row[], key: string) => rows.reduce((all, row) => all + (row[key] ?? 0), 0);
    expect(sum(offices, 'seats')).to.equal(seats);
    expect(sum(offices, 'signed')).to.equal(PEOPLE - 1);
    expect(sum(hours, 'signed')).to.equal(PEOPLE - 1);
    expect(sum(hours, 'arrived')).to.equal(PEOPLE);
    const listed = (key: string) =>
      sum(
        regions.flatMap((region: Record<string, Row[]>) => region[key] ?? []),
        'seats',
      );
    expect(listed('signed')).to.equal(PEOPLE - 1);
    expect(listed('signed') + listed('present') + listed('absent')).to.equal(seats);
    const file = join(folder, 'berita-acara.pdf');
    await writeFile(file, bytes);
    const { output } = await run('pdftotext', ['-layout', file, '-']);
    const text = output.replace(/\s+/g, ' ');
    expect(text).to.include('Rekapitulasi per jabatan').and.to.include('Rekapitulasi per jam');
    expect(text).to.include('Penanda tangan dan yang tidak hadir per daerah');
    expect(text).to.not.include('Pejabat Uji');
  });

  it('the evidence is a whole bundle, and the readme has every file’s hash', async () => {
    const bundle = await unzip(member('bukti-'));
    const manifest = JSON.parse(bundle.get(FILES.manifest)?.toString('utf8') ?? '{}');
    expect(manifest.session).to.include({ id: held.session()._id, kind: 'rehearsal' });
    expect(manifest.head.size).to.equal(PEOPLE + 1);
    expect(bundle.has(FILES.signature)).to.equal(true);
    const readme = member('BACA-DAHULU.txt').toString('utf8');
    expect(readme).to.match(/^GLADI\./);
    for (const [name, bytes] of members) {
      if (name.includes('BACA')) continue;
      const hash = createHash('sha256').update(bytes).digest('hex');
      expect(readme, name).to.include(`${name}\r\n`).and.to.include(hash);
    }
  });

  it('is kept: the same minutes and evidence again, and only one of each is made', async () => {
    const { bytes } = await download(
      /href="([^"]+\.zip)" download/.exec((await host.open(path)).text)?.[1] ?? '',
    );
    const again = await unzip(bytes);
    const same = (name: string) =>
      [...again].find(([key]) => key.includes(name))?.[1].equals(member(name));
    expect(same('berita-acara-')).to.equal(true);
    await make();
    const active = { kind: 'minutes', session: held.session()._id };
    expect(await held.db.collection('certificates').countDocuments(active)).to.equal(1);
    expect(await held.db.collection('dossiers').countDocuments({})).to.equal(2);
  });

  it('says that minutes of attendance were corrected after the sealed ones', async () => {
    const warning = 'menit hadir 1 pejabat dikoreksi';
    // One correction is older than what was sealed.
    expect((await host.open(path)).text).not.to.include('menit hadir');
    await correct(host, held.people[2] ?? '', 30);
    await correct(host, held.people[2] ?? '', 40);
    expect((await host.open(path)).text).to.include(warning);
  });
});
