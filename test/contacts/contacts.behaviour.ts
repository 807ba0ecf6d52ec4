// Contacts over HTTP: the dry run stores no contact, taking over happens once, also after a death.
import { expect } from 'chai';
import { signInStaff } from '../control/staff-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';
import { contactCsv, HEADER, uploadFile } from './contact-world.ts';

const PAGE = '/kendali/kontak';

describe('the page of contacts', function () {
  this.timeout(60_000);
  let app: TestApp;
  let staff: TestBrowser;
  const store = () => app.ikrar.invitations.contacts.store;
  const latest = () => store().findLatest(app.session()._id);
  const count = () => store().count(app.session()._id);
  const events = (event: string) =>
    app.database.connection.collection('audit').countDocuments({ event });

  before(async () => {
    app = await startApp();
    staff = await signInStaff(app, 'petugas');
  });
  after(() => app.stop());

  it('is for staff', async () => {
    expect((await app.visitor().open(PAGE)).text).not.to.include('Unggah berkas');
    const answer = await uploadFile(app, staff, Buffer.from(''));
    expect(answer.status).to.equal(422);
    expect(await answer.text()).to.include('Baris pertama berisi nama kolom');
  });

  it('says what is wrong with a file that can’t be read', async () => {
    const answer = await uploadFile(app, staff, Buffer.from('nama;alamat\nUji;Jalan Uji'));
    expect(answer.status).to.equal(422);
    expect(await answer.text()).to.include('Kolom yang kurang: daerah.');
    const large = await uploadFile(app, staff, Buffer.alloc(20_000_001, 'a,b\n'));
    expect(large.status).to.equal(413);
    expect(await latest()).to.equal(undefined);
  });

  it('checks first and stores no contact', async () => {
    expect((await uploadFile(app, staff, await contactCsv(app, 700, 40))).status).to.equal(303);
    expect(await latest()).to.include({ state: 'checked', total: 740, good: 700 });
    expect(await count()).to.equal(0);
    const { text } = await staff.open(PAGE);
    expect(text.match(/gmail\.com/g)).to.have.length(40);
    expect(text).to.include('Baris 741').and.to.include('Impor 700 kontak');
    expect(await events('contacts.checked')).to.equal(1);
    const csv = await staff.open(`${PAGE}/${app.session().slug}/salah.csv`);
    expect(csv.text.trim().split('\n')).to.have.length(41);
  });

  it('takes it over once, and goes on where a dead process stopped', async () => {
    const one = await latest();
    if (!one) throw new Error('Nothing was checked');
    // A process that died after its first group.
    await app.database.transaction((transaction) => store().begin(one._id, transaction));
    const due = await store().listDue(one._id, 200);
    await app.database.transaction((transaction) =>
      store().takeOver(due, one, new Date(), transaction),
    );
    await until('the import', async () => (await latest())?.state === 'done');
    expect(await latest()).to.include({ taken: 700, good: 700 });
    expect(await count()).to.equal(700);
    expect((await store().listBad(one._id)).length).to.equal(40);
    expect((await staff.open(PAGE)).text).to.include('700 dari 700 kontak diimpor');
  });

  it('begins by the form, replaces what was there, and writes who did it', async () => {
    const bytes = (await contactCsv(app, 3)).toString().replaceAll('@uji.go.id', '@baru.go.id');
    await uploadFile(app, staff, Buffer.from(bytes));
    const one = await latest();
    const action = `${PAGE}/${app.session().slug}/${one?._id}/impor`;
    expect((await staff.submit(PAGE, {}, { action })).status).to.equal(200);
    await until('the import', async () => (await latest())?.state === 'done');
    expect(await count()).to.equal(700);
    const changed = (await store().list(app.session()._id)).filter(({ email }) =>
      email.endsWith('@baru.go.id'),
    );
    expect(changed).to.have.length(3);
    expect(await events('contacts.imported')).to.equal(1);
    // A second time it is no longer what was checked.
    const { text } = await staff.open('/kendali/kursi');
    const token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
    expect((await staff.post(action, { _csrf: token })).status).to.equal(409);
  });

  it('gives a file to fill in that it reads back, and no formula', async () => {
    const file = `${app.url}${PAGE}/${app.session().slug}/isian.xlsx`;
    const answer = await fetch(file, { headers: { cookie: staff.cookies() } });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect((await uploadFile(app, staff, bytes)).status).to.equal(303);
    expect(await latest()).to.include({ good: 700 });
    await uploadFile(app, staff, Buffer.from(`${HEADER}\n=cmd();sekda;;a@b.go.id;`));
    const csv = await staff.open(`${PAGE}/${app.session().slug}/salah.csv`);
    expect(csv.text).to.include("'=cmd()");
  });
});
