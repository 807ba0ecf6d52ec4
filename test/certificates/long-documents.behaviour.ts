// The documents of many rows on a real database: issued after the end, from the log's own record,
// printed and attached alike, replaced under a new number.
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readXlsx } from 'hucre/xlsx';
import { type LongKind, regionSubject, SESSION_SUBJECT } from '../../server/certificates/index.ts';
import type { Registration } from '../../server/registrations/index.ts';
import { run } from '../support/validators.ts';
import { type CertificateWorld, createCertificateWorld, SYSTEM } from './certificate-world.ts';

const by = { actor: SYSTEM, address: '', reason: 'Nama pejabat diperbaiki' };
const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('documents of many rows', function () {
  this.timeout(120_000);
  let world: CertificateWorld;
  let folder: string;
  let people: Registration[];
  const session = () => world.session()._id;
  const issue = (kind: LongKind, subject = SESSION_SUBJECT) =>
    world.certificates.service.issueFor(session(), kind, subject);
  const regions = async () =>
    world.domains.regionsOf(await world.domains.campaignOf(world.session()));
  const region = async (place: number) => regionSubject((await regions())[place]?.code ?? '');
  /** A document's text and its attachment's rows. */
  const read = async (code: string) => {
    const { bytes } = await world.certificates.service.getFile(code);
    const file = join(folder, `${code}.pdf`);
    await writeFile(file, bytes);
    const { output } = await run('pdftotext', ['-layout', file, '-']);
    const attached = join(folder, `${code}.xlsx`);
    await run('pdfdetach', ['-save', '1', '-o', attached, file]);
    const { sheets } = await readXlsx(await readFile(attached));
    return { text: output.replace(/\s+/g, ' '), rows: sheets[0]?.rows ?? [] };
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ikrar-long-'));
    world = await createCertificateWorld({ withLog: true });
    await world.begin();
    people = [];
    // Five seats in the first region, three of the second's; the third stays empty.
    for (let i = 0; i < 8; i++) people.push(await world.arrive(`Pejabat Uji ${i + 1}`));
    await world.signAll(people.slice(0, 7));
  });
  after(async () => {
    await world.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('are refused while the session runs', async () => {
    for (const kind of ['region', 'roll', 'minutes'] as const) {
      const subject = kind === 'region' ? await region(0) : SESSION_SUBJECT;
      expect(await errorOf(issue(kind, subject))).to.include({ missing: 'NOT_ENDED' });
    }
  });

  it('wait for the log to cover every signature', async () => {
    await world.end();
    expect(await errorOf(issue('roll'))).to.include({ missing: 'LOG_PENDING' });
    world.wholeLog?.start();
    for (let left = 200; left > 0; left--) {
      const state = await world.wholeLog?.service.stateOf(session());
      if (state?.pending === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('The log did not come to its end');
  });

  it('are refused for regions that are unknown or did not sign, and subjects of another kind', async () => {
    expect(await errorOf(issue('region', regionSubject('99.99')))).to.include({
      code: 'REGION_UNKNOWN',
    });
    expect(await errorOf(issue('region', await region(2)))).to.include({ missing: 'NOT_SIGNED' });
    expect(await errorOf(issue('region'))).to.include({ code: 'NOT_FOUND' });
    expect(await errorOf(issue('roll', await region(0)))).to.include({ code: 'NOT_FOUND' });
    const { service } = world.certificates;
    const other = service.issueFor('tidak-ada', 'roll', SESSION_SUBJECT);
    expect(await errorOf(other)).to.include({ code: 'NOT_FOUND' });
  });

  it('the region’s: every seat, who signed with moment and fingerprint, who did not', async () => {
    const issued = await issue('region', await region(1));
    expect(issued).to.include({ kind: 'region', registration: null, timestamp: null });
    expect(issued.number).to.match(/^IKR-2020-10-07-W-\d{6}$/);
    expect(issued.data).to.not.have.property('rows');
    expect(issued.data).to.deep.include({ totals: { seats: 5, signed: 2 } });
    const { text, rows } = await read(issued.code);
    const signed = await world.domains.signatures.list(session());
    expect(text).to.include('oleh 2 dari 5 pejabat').and.to.include('Belum menandatangani');
    for (const name of ['Pejabat Uji 6', 'Pejabat Uji 7']) {
      expect(text).to.include(name);
      const hash = signed.find(({ personal }) => personal?.name === name)?.leafHash ?? '-';
      expect(text).to.include(`${hash.slice(0, 4)} ${hash.slice(4, 8)}`);
      expect(rows.find((row) => row.includes(name))).to.include(hash);
    }
    expect(text).to.not.include('Pejabat Uji 8').and.to.not.include('Pejabat Uji 5');
    expect(rows).to.have.length(6);
  });

  it('the national roll: every signature once, in the order of regions and seats', async () => {
    const issued = await issue('roll');
    const { text, rows } = await read(issued.code);
    const names = people.slice(0, 7).map((one) => one.name);
    expect(rows.slice(1).map((row) => row[5])).to.deep.equal(names);
    const places = names.map((name) => text.indexOf(name));
    expect(places).to.deep.equal(places.toSorted((a, b) => a - b));
    expect(places.every((place) => place >= 0)).to.equal(true);
    const head = await world.wholeLog?.service.headOf(session());
    expect(text.replaceAll(' ', '')).to.include(head?.root ?? '-');
    expect(text).to.include('belum ada penanda waktu independen');
    expect(issued.data).to.deep.nested.include({ 'log.size': 7, 'totals.signed': 7 });
  });

  it('the minutes: counts by province, the declaration’s hash, no person’s name', async () => {
    const issued = await issue('minutes');
    expect(issued.number).to.match(/^IKR-2020-10-07-B-/);
    const { text, rows } = await read(issued.code);
    expect(text).to.include('Pada hari Rabu, tanggal 7 Oktober 2020, secara daring');
    expect(text).to.include('diterbitkan oleh Komisi Aparatur Sipil Negara');
    expect(text.replaceAll(' ', '')).to.include(world.session().declaration?.sha256 ?? '-');
    expect(text).to.not.include('Pejabat Uji');
    const totals = rows.at(-1) ?? [];
    expect(totals.slice(0, 2)).to.deep.equal(['Jumlah', 3]);
    expect(totals.slice(-2)).to.deep.equal([8, 7]);
    expect(rows.at(-2)?.[0]).to.equal('Pusat dan kantor regional');
  });

  it('are one file for callers at the same time, the same bytes, for staff only', async () => {
    const [first, second] = await Promise.all([issue('roll'), issue('roll')]);
    expect(first.number).to.equal(second.number);
    const get = (cookie = '') =>
      fetch(`${world.http.url}/berkas/${first.code}.pdf`, { headers: { cookie } });
    const answer = await get('ikrar_petugas=petugas');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).to.equal(first.sha256);
    expect((await get()).status).to.equal(401);
    const [person] = people;
    if (person) expect((await get(world.cookieOf(person))).status).to.equal(401);
  });

  it('the region’s opens to its officials and its coordinator, to nobody else', async () => {
    const here = await issue('region', await region(1));
    const path = `${world.http.url}/berkas/${here.code}.pdf`;
    const status = async (cookie: string) => (await fetch(path, { headers: { cookie } })).status;
    const [stranger, neighbour] = [people[0], people[7]];
    if (!stranger || !neighbour) throw new Error('Somebody is missing');
    expect(await status(world.cookieOf(neighbour))).to.equal(200);
    expect(await status(world.cookieOf(stranger))).to.equal(401);
    const codes = (await regions()).map(({ code }) => code);
    const [, second, third] = codes;
    await world.domains.coordinatorLinks.listOfSession(session(), codes);
    expect(await status(await world.coordinatorCookie(second ?? ''))).to.equal(200);
    expect(await status(await world.coordinatorCookie(third ?? ''))).to.equal(401);
    const withdrawn = await world.coordinatorCookie(second ?? '');
    const links = world.domains.coordinatorLinks;
    await links.withdraw(session(), second ?? '', { actor: SYSTEM, address: '' });
    expect(await status(withdrawn)).to.equal(401);
    const { documents } = world.certificates;
    expect(await documents.regionDocument(session(), second ?? '')).to.include({ code: here.code });
    expect(await documents.regionDocument(session(), third ?? '')).to.equal(undefined);
  });

  it('verify by code: what it is and how many signed, for people and programs', async () => {
    const { shortCode } = await issue('region', await region(1));
    const json = await (await fetch(`${world.http.url}/api/v1/certificates/${shortCode}`)).json();
    expect(json).to.nested.include({
      state: 'valid',
      'certificate.kind': 'region',
      'certificate.signed': 2,
      'certificate.seats': 5,
    });
    const page = await (await fetch(`${world.http.url}/verifikasi/${shortCode}`)).text();
    expect(page).to.include('Naskah ikrar daerah').and.to.include('2 dari 5 pejabat');
  });

  it('a replaced one is revoked and names its successor', async () => {
    const old = await issue('roll');
    const next = await world.certificates.service.replace(old.code, by);
    expect(next.number).to.not.equal(old.number);
    const stored = await world.certificates.store.findIssued(old._id);
    expect(stored?.revoked).to.include({ replacedBy: next.code, reason: by.reason });
    expect((await issue('roll')).number).to.equal(next.number);
  });

  it('resumes a reservation that a crash left, with its number and rows', async () => {
    const collection = world.database.connection.collection('certificates');
    const filter = { kind: 'roll', active: true };
    const before = await collection.findOne(filter);
    await collection.updateOne(filter, { $set: { sha256: null, bytes: null } });
    await issue('roll');
    const after = await collection.findOne(filter);
    expect(after).to.include({ number: before?.number, code: before?.code });
    expect(after?.sha256).to.match(/^[0-9a-f]{64}$/);
    expect(after?.data.rows).to.have.length(7);
  });

  it('a name that the fonts lack is refused by name, before anything is reserved', async () => {
    const { database } = world;
    const [target] = people;
    const rename = (name: string | undefined) =>
      database.connection
        .collection('signatures')
        .updateOne({ registration: target?._id }, { $set: { 'personal.name': name } });
    await rename('Pejabat 漢');
    const refused = await errorOf(issue('region', await region(0)));
    expect(refused).to.include({ code: 'MISSING_GLYPH', glyph: '漢', of: 'Pejabat 漢' });
    // What goes to the log names nobody.
    expect(String(refused)).to.include('U+6F22').and.to.not.include('Pejabat');
    const filter = { kind: 'region', active: true };
    expect(await database.connection.collection('certificates').countDocuments(filter)).to.equal(1);
    await rename(target?.name);
  });

  it('staff see what is there, and make a region’s or all that are missing', async () => {
    const staff = { cookie: 'ikrar_petugas=petugas' };
    const url = `${world.http.url}/kendali/dokumen`;
    const page = async (query = '') => {
      const answer = await fetch(`${url}?${query}`, { headers: staff });
      const set = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
      const form = set.join('; ');
      return { text: await answer.text(), form };
    };
    const shown = await page();
    expect(shown.text)
      .to.include((await issue('roll')).number)
      .and.to.include('1 dari 3 daerah');
    expect(shown.text).to.include('Tidak ada tanda tangan');
    const token = /name="_csrf" value="([^"]+)"/.exec(shown.text)?.[1] ?? '';
    const [first = '', , third = ''] = (await regions()).map(({ code }) => code);
    const send = (fields: Record<string, string>) =>
      fetch(url, {
        method: 'POST',
        body: new URLSearchParams({ _csrf: token, sesi: world.session().slug, ...fields }),
        headers: { cookie: `${staff.cookie}; ${shown.form}` },
        redirect: 'manual',
      });
    const refused = await send({ jenis: 'region', daerah: third });
    expect(refused.status).to.equal(409);
    expect(await refused.text()).to.include('Belum ada tanda tangan yang dapat dimuat');
    expect((await send({ jenis: 'region' })).status).to.equal(303);
    const { documents } = world.certificates;
    for (let left = 200; left > 0 && !(await documents.regionDocument(session(), first)); left--) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await documents.regionDocument(session(), first)).to.include({ kind: 'region' });
    expect((await page('cari=zzz')).text).to.include('Tidak ada daerah dengan nama itu');
  });
});
