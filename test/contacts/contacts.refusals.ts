// Contact files that nobody should send, over HTTP: two million rows, bombs, formulas, old encodings.
import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import { signInStaff } from '../control/staff-world.ts';
import { KENDAL, SEKDA } from '../official/official-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';
import { HEADER, uploadFile } from './contact-world.ts';

const PAGE = '/kendali/kontak';
const FORMULA = '=HYPERLINK("https://jahat.example";"Buka")';

describe('contact files that are refused or defused', function () {
  this.timeout(60_000);
  let app: TestApp;
  let staff: TestBrowser;
  const latest = () => app.ikrar.invitations.contacts.store.findLatest(app.session()._id);
  const stored = (name: string) => app.database.connection.collection(name).countDocuments();
  before(async () => {
    app = await startApp();
    staff = await signInStaff(app, 'petugas');
  });
  after(() => app.stop());

  const refused = async (bytes: Buffer, status: number, words: string) => {
    const answer = await uploadFile(app, staff, bytes);
    expect(answer.status).to.equal(status);
    expect(await answer.text()).to.include(words);
    expect(await latest()).to.equal(undefined);
    expect(await stored('contact_import_rows')).to.equal(0);
  };

  it('two million short rows: at the first row too many, and nothing is kept of them', async () => {
    const rows = Buffer.alloc(8_000_000, 'a;b\n');
    await refused(Buffer.concat([Buffer.from(`${HEADER}\n`), rows]), 413, '100.000 baris');
  });

  it('two million usual rows: before they have all been read', async () => {
    const { text } = await staff.open(PAGE);
    const field = (name: string, value: string) =>
      `--batas\r\ncontent-disposition: form-data; name="${name}"${value}`;
    const head = Buffer.from(
      `${field('_csrf', `\r\n\r\n${formTokenIn(text)}`)}\r\n${field('berkas', '; filename="k.csv"\r\n\r\n')}${HEADER}\n`,
    );
    const row = '33.24;sekretaris-daerah;Pejabat Uji;uji@uji.go.id;\n';
    const size = head.length + 2_000_000 * row.length;
    const block = Buffer.alloc(row.length * 10_000, row);
    const { status, sent } = await new Promise<{ status: number; sent: number }>((resolve) => {
      const { hostname, port } = new URL(app.url);
      const path = `${PAGE}/${app.session().slug}/periksa`;
      const type = 'multipart/form-data; boundary=batas';
      const headers = { cookie: staff.cookies(), 'content-type': type, 'content-length': size };
      let [written, status] = [0, 0];
      const call = request({ hostname, port, path, method: 'POST', headers }, (answer) => {
        status = answer.statusCode ?? 0;
        answer.resume();
        call.destroy();
      });
      const more = () => {
        while (!call.destroyed && written < size) {
          written += block.length;
          if (!call.write(block)) {
            call.once('drain', more);
            return;
          }
        }
      };
      call.on('error', () => undefined).on('close', () => resolve({ status, sent: written }));
      call.write(head);
      more();
    });
    expect(status).to.equal(413);
    expect(sent).to.be.below(size / 2);
    expect(await latest()).to.equal(undefined);
  });

  it('an XLSX that unpacks to more than it may', async () => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.alloc(70_000_000), 'xl/worksheets/sheet1.xml');
    zip.end();
    await refused(await buffer(zip.outputStream), 413, '60');
  });

  it('a ZIP of a thousand parts, a picture, and an old XLS', async () => {
    const zip = new ZipFile();
    for (let part = 0; part < 1_000; part++) zip.addBuffer(Buffer.from('x'), `xl/${part}.xml`);
    zip.end();
    await refused(await buffer(zip.outputStream), 413, '60');
    await refused(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 415, 'CSV');
  });

  it('Latin-1 with semicolons, a mark before UTF-8, and formulas, which stay text in exports', async () => {
    const line = `${KENDAL};${SEKDA};Pejabat É;e@uji.go.id;`;
    await uploadFile(app, staff, Buffer.from(`${HEADER}\r\n${line}\r\n`, 'latin1'));
    expect(await latest()).to.include({ total: 1, good: 1 });
    const cell = `"${FORMULA.replaceAll('"', '""')}"`;
    const marked = `\ufeff${HEADER}\n${KENDAL};${SEKDA};${cell};e@uji.go.id;+62812\n=1+1;x;;y@uji.go.id;`;
    await uploadFile(app, staff, Buffer.from(marked));
    const one = await latest();
    expect(one).to.include({ total: 2, good: 1 });
    const bad = await staff.open(`${PAGE}/${app.session().slug}/salah.csv`);
    expect(bad.text)
      .to.include("'=1+1")
      .and.not.match(/[;,]=1\+1/);
    const action = `${PAGE}/${app.session().slug}/${one?._id}/impor`;
    await staff.submit(PAGE, {}, { action });
    await until('the import', async () => (await latest())?.state === 'done');
    const answer = await fetch(`${app.url}${PAGE}/${app.session().slug}/isian.xlsx`, {
      headers: { cookie: staff.cookies() },
    });
    const zip = await fromBufferPromise(Buffer.from(await answer.arrayBuffer()));
    let xml = '';
    for await (const entry of zip.eachEntry()) {
      xml += (await buffer(await zip.openReadStreamPromise(entry))).toString();
    }
    expect(xml).to.include('HYPERLINK(').and.not.include('<f>');
  });

  it('a file that a newer one has replaced since is not taken over, and the page says so', async () => {
    const rows = (name: string) => `${HEADER}\n${KENDAL};${SEKDA};${name};z@uji.go.id;`;
    await uploadFile(app, staff, Buffer.from(rows('Lama')));
    const old = await latest();
    const contacts = () => app.database.connection.collection('contacts').find().toArray();
    const before = await contacts();
    await uploadFile(app, staff, Buffer.from(rows('Baru')));
    const { text } = await staff.open(PAGE);
    const _csrf = formTokenIn(text);
    const path = `${PAGE}/${app.session().slug}/${old?._id}/impor`;
    const answer = await staff.post(path, { _csrf });
    expect(answer.status).to.equal(409);
    expect(answer.text).to.include('role="alert"').and.include('Petugas lain mendahului');
    expect(answer.text).to.include('Impor 1 kontak');
    expect((await latest())?.state).to.equal('checked');
    expect(await contacts()).to.deep.equal(before);
  });
});
