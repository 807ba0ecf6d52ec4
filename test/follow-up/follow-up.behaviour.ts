// Bawaslu's offices and the library over HTTP: a file is checked before it counts, two who edit at
// once, PDFs looked into before they are kept, what the public reads, and what a clone takes over.
import { expect } from 'chai';
import { createLibraryStore } from '../../server/follow-up/index.ts';
import { signInStaff } from '../control/staff-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const CAMPAIGN = 'netralitas-asn-2020';
const OFFICES = `/kendali/kampanye/${CAMPAIGN}/bawaslu`;
const LIBRARY = `/kendali/kampanye/${CAMPAIGN}/perpustakaan`;
const PUBLIC = `/hukum/${CAMPAIGN}`;
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< >>\n%%EOF\n');
const CSV = [
  'Kode daerah;Kantor;Alamat;Telepon;Email;Web',
  '33.24;Bawaslu Kabupaten Kendal;Jalan Uji 1;(0294) 555010;kendal@contoh.go.id;kendal.contoh.go.id',
  '12.06;Bawaslu Kabupaten Karo;Jalan Uji 2;;;',
  '99.99;Bawaslu Tidak Ada;Jalan;;;',
  '33.24;Bawaslu Kendal Lagi;Jalan;;;',
  '12.09;;Jalan;;;',
].join('\n');

describe('where to report, and the law', function () {
  this.timeout(60_000);
  let app: TestApp;
  let host: TestBrowser;
  const collection = (name: string) => app.database.connection.collection(name);
  const events = (event: string) => collection('audit').countDocuments({ event });

  /** A form with a file, as a browser sends it. */
  const send = async (
    page: string,
    to: string,
    fields: Record<string, string>,
    file?: { bytes: Buffer; name: string },
  ) => {
    const form = new FormData();
    form.set('_csrf', formTokenIn((await host.open(page)).text));
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    if (file) form.set('berkas', new Blob([new Uint8Array(file.bytes)]), file.name);
    const headers = { cookie: host.cookies() };
    const answer = await fetch(`${app.url}${to}`, {
      ...{ method: 'POST', body: form, headers, redirect: 'manual' as const },
    });
    return { status: answer.status, text: await answer.text() };
  };
  const check = (text: string, name = 'bawaslu.csv') =>
    send(OFFICES, `${OFFICES}/periksa`, {}, { bytes: Buffer.from(text), name });

  before(async () => {
    app = await startApp();
    host = await signInStaff(app, 'petugas');
  });
  after(() => app?.stop());

  it('strangers change nothing, auditors only read', async () => {
    const auditor = await signInStaff(app, 'pemeriksa', 'auditor');
    for (const path of [OFFICES, LIBRARY]) {
      expect((await app.visitor().open(path)).url.pathname).to.equal('/masuk');
      expect((await auditor.open(path)).status).to.equal(200);
      expect((await auditor.open(path)).text).to.not.include('enctype="multipart/form-data"');
    }
    const _csrf = formTokenIn((await auditor.open(OFFICES)).text);
    const answer = await auditor.post(`${OFFICES}/33.24`, { _csrf, versi: '0', office: 'X' });
    expect(answer.status).to.equal(403);
    expect(await collection('reporting_contacts').countDocuments({})).to.equal(0);
  });

  it('a file is checked first: each bad row with line and reason, nothing is kept', async () => {
    expect((await check(CSV)).status).to.equal(303);
    const { text } = await host.open(OFFICES);
    expect(text).to.include('2 dari 5 baris dapat disimpan, 3 bermasalah.');
    expect(text).to.include('Baris 4').and.to.include('“99.99” tidak ada');
    expect(text).to.include('Baris 5').and.to.include('sudah ada pada baris 2');
    expect(text).to.include('Baris 6').and.to.include('Nama kantor kosong');
    expect(await collection('reporting_contacts').countDocuments({})).to.equal(0);
  });

  it('then taken over as it was seen; another file in between is not', async () => {
    const seen = await host.open(OFFICES);
    const berkas = /name="berkas" value="([^"]+)"/.exec(seen.text)?.[1] ?? '';
    await check(CSV);
    const _csrf = formTokenIn(seen.text);
    expect((await host.post(`${OFFICES}/impor`, { _csrf, berkas })).status).to.equal(409);
    await host.submit(OFFICES, {}, { action: `${OFFICES}/impor` });
    expect(await collection('reporting_contacts').countDocuments({})).to.equal(2);
    expect(await events('reporting.imported')).to.equal(1);
    const { text } = await host.open(`${PUBLIC}?daerah=33.24`);
    expect(text)
      .to.include('Bawaslu Kabupaten Kendal')
      .and.to.include('mailto:kendal@contoh.go.id');
    expect(text).to.include('Yang perlu disertakan').and.to.include('tidak menerima laporan');
  });

  it('refuses files that are none, lack a column, or hold nothing', async () => {
    expect((await check('Kantor;Email\nBawaslu;a@contoh.go.id')).status).to.equal(422);
    expect((await check('')).status).to.equal(422);
    const binary = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]);
    const file = { bytes: binary, name: 'gambar.csv' };
    expect((await send(OFFICES, `${OFFICES}/periksa`, {}, file)).status).to.equal(415);
  });

  it('one region is edited by its form; the second of two is told and loses nothing', async () => {
    const page = `${OFFICES}?daerah=33.24`;
    const _csrf = formTokenIn((await host.open(page)).text);
    const office = {
      office: 'Bawaslu Kendal',
      address: 'Jalan Baru 2',
      phone: '',
      email: '',
      web: '',
    };
    const send = (versi: string, own = {}) =>
      host.post(`${OFFICES}/33.24`, { _csrf, versi, ...office, ...own });
    expect((await send('1')).status).to.equal(200);
    const late = await send('1', { address: 'Jalan Lain 3' });
    expect(late.status).to.equal(409);
    expect(late.text).to.include('Jalan Lain 3');
    const wrong = await send('2', { email: 'tanpa-domain' });
    expect(wrong.status).to.equal(400);
    expect(wrong.text).to.include('“tanpa-domain” tidak lengkap');
    expect(
      (await host.post(`${OFFICES}/99.99`, { _csrf, versi: '0', office: 'X' })).status,
    ).to.equal(404);
    const blank = { office: '', address: '' };
    expect((await send('2', blank)).status).to.equal(200);
    expect(await collection('reporting_contacts').countDocuments({ region: '33.24' })).to.equal(0);
    const { text } = await host.open(`${PUBLIC}?daerah=33.24`);
    expect(text).to.include('belum dicatat di sini');
  });

  it('an official’s page leads there', async () => {
    const { registered } = await import('../official/official-world.ts');
    await app.ikrar.domains.sessions.act({
      ...{ session: app.session()._id, action: 'open-doors', address: '' },
      actor: { kind: 'staff', id: 'uji', label: 'Uji' },
    });
    const official = await registered(app, '12.06', 'inspektorat');
    const { text } = await official.open('/kehadiran');
    expect(text.replaceAll('&#x3D;', '=')).to.include(`/hukum/${CAMPAIGN}?daerah=12.06#lapor`);
  });

  it('the library begins with the list, once; it names no address that nobody has checked', async () => {
    await host.submit(LIBRARY, {}, { action: `${LIBRARY}/awal` });
    const { text } = await app.visitor().open(PUBLIC);
    expect(text).to.include('Undang-Undang Nomor 20 Tahun 2023');
    const _csrf = formTokenIn((await host.open(LIBRARY)).text);
    expect((await host.post(`${LIBRARY}/awal`, { _csrf })).status).to.equal(409);
    expect(await collection('law_entries').countDocuments({ campaign: CAMPAIGN })).to.equal(6);
  });

  it('an entry has a link and a PDF that anybody can download, byte for byte', async () => {
    const fields = { title: 'Peraturan Uji', note: 'Untuk uji', link: 'https://contoh.go.id/uji' };
    const file = { bytes: PDF, name: 'uji.pdf' };
    expect((await send(LIBRARY, LIBRARY, fields, file)).status).to.equal(303);
    const { text } = await app.visitor().open(PUBLIC);
    expect(text).to.include('https://contoh.go.id/uji');
    const href = new RegExp(`${PUBLIC}/[a-z0-9]+\\.pdf`).exec(text)?.[0] ?? '';
    const answer = await fetch(`${app.url}${href}`);
    expect(answer.headers.get('content-type')).to.equal('application/pdf');
    expect(answer.headers.get('content-disposition')).to.match(/^attachment/);
    expect(Buffer.from(await answer.arrayBuffer()).equals(PDF)).to.equal(true);
  });

  it('refuses what is no PDF, a false link and no title, and keeps what was typed', async () => {
    const before = await collection('law_files').countDocuments({});
    const fields = { title: 'Berkas palsu', note: '', link: '' };
    const page = { bytes: Buffer.from('<html>'), name: 'uji.pdf' };
    const noPdf = await send(LIBRARY, LIBRARY, fields, page);
    expect(noPdf.status).to.equal(415);
    expect(noPdf.text).to.include('Berkas palsu');
    const objects = Buffer.concat([PDF, Buffer.from(' obj'.repeat(300_001))]);
    const complex = await send(LIBRARY, LIBRARY, fields, { bytes: objects, name: 'uji.pdf' });
    expect(complex.status).to.equal(422);
    const large = { bytes: Buffer.concat([PDF, Buffer.alloc(10_000_001)]), name: 'besar.pdf' };
    expect((await send(LIBRARY, LIBRARY, fields, large)).status).to.equal(413);
    const script = { ...fields, link: 'javascript:alert(1)' };
    expect((await send(LIBRARY, LIBRARY, script)).status).to.equal(400);
    expect((await send(LIBRARY, LIBRARY, { ...fields, title: '' })).status).to.equal(400);
    expect(await collection('law_files').countDocuments({})).to.equal(before);
  });

  it('refuses a PDF that is locked or runs something, as a circular would be', async () => {
    const before = await collection('law_files').countDocuments({});
    const fields = { title: 'Peraturan terkunci', note: '', link: '' };
    for (const word of ['/Encrypt 4 0 R', '/S /JavaScript /JS (x)']) {
      const bytes = Buffer.from(PDF.toString('latin1').replace('<< >>', `<< ${word} >>`), 'latin1');
      const answer = await send(LIBRARY, LIBRARY, fields, { bytes, name: 'uji.pdf' });
      expect(answer.status, word).to.equal(422);
      expect(answer.text).to.include('Peraturan terkunci');
    }
    expect(await collection('law_files').countDocuments({})).to.equal(before);
  });

  it('a file stays that another entry begins to use while it is forgotten', async () => {
    const store = createLibraryStore(app.database.connection);
    const fields = { title: 'Peraturan Kembar', note: '', link: '' };
    const file = { bytes: PDF, name: 'uji.pdf' };
    const entry = (await store.list(CAMPAIGN)).find(({ title }) => title === 'Peraturan Uji');
    const sha256 = entry?.file?.sha256 ?? '';
    let isAdded = false;
    await app.database.transaction(async (transaction) => {
      await store.remove(CAMPAIGN, entry?._id ?? '', transaction);
      // Between what the one that forgets has read and what it writes.
      if (!isAdded) expect((await send(LIBRARY, LIBRARY, fields, file)).status).to.equal(303);
      isAdded = true;
      await store.forgetFile(sha256, transaction);
    });
    expect((await store.bytesOf(sha256))?.equals(PDF)).to.equal(true);
    const twin = (await store.list(CAMPAIGN)).find(({ title }) => title === 'Peraturan Kembar');
    await host.submit(LIBRARY, {}, { action: `${LIBRARY}/${twin?._id}/hapus` });
    expect(await store.bytesOf(sha256)).to.equal(undefined);
    const again = { title: 'Peraturan Uji', note: '', link: '' };
    expect((await send(LIBRARY, LIBRARY, again, file)).status).to.equal(303);
  });

  it('an entry is changed, keeps its file, and takes it along when it is removed', async () => {
    const entry = await collection('law_entries').findOne({ title: 'Peraturan Uji' });
    const to = `${LIBRARY}/${entry?._id}`;
    const fields = { title: 'Peraturan Uji, diperbaiki', note: '', link: '' };
    expect((await send(LIBRARY, to, fields)).status).to.equal(303);
    const after = await collection('law_entries').findOne({ title: 'Peraturan Uji, diperbaiki' });
    expect(after?.file.sha256).to.equal(entry?.file.sha256);
    await host.submit(LIBRARY, {}, { action: `${to}/hapus` });
    expect(await collection('law_files').countDocuments({})).to.equal(0);
    const _csrf = formTokenIn((await host.open(LIBRARY)).text);
    expect((await host.post(`${to}/hapus`, { _csrf })).status).to.equal(404);
    expect(await events('library.removed')).to.equal(2);
  });

  it('a clone takes over the library and the offices', async () => {
    const { campaigns } = app.ikrar.domains.stores;
    const source = await campaigns.find(CAMPAIGN);
    if (!source) throw new Error('No campaign');
    const owner = await signInStaff(app, 'pemilik', 'owner');
    const page = `/kendali/kampanye-baru?dari=${CAMPAIGN}`;
    const names = { nama: 'Gerakan Salinan', pendek: 'Salinan', tema: 'Uji', alamat: 'salinan' };
    const rest = { instansi: 'Instansi Uji', singkatan: 'IU', tanggal: '2030-10-07' };
    const answer = await owner.submit(
      page,
      { ...names, ...rest },
      { action: '/kendali/kampanye-baru' },
    );
    expect(answer.status, answer.text.slice(0, 300)).to.equal(200);
    const copied = await createLibraryStore(app.database.connection).list('salinan');
    expect(copied.map(({ title }) => title)).to.have.length(6);
    const offices = { campaign: 'salinan' };
    expect(await collection('reporting_contacts').countDocuments(offices)).to.equal(1);
  });
});
