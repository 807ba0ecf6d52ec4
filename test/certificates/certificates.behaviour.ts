// From signature to verified file: issued once, the same bytes for ever, judged in five states.
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { isPersonal } from '../../server/certificates/index.ts';
import type { Registration } from '../../server/registrations/index.ts';
import { type CertificateWorld, createCertificateWorld, SYSTEM } from './certificate-world.ts';
import { flipped } from './sealed.ts';
import { submitFile } from './submit-file.ts';

const by = { actor: SYSTEM, address: '', reason: 'Jabatan keliru' };

describe('certificates of a real campaign', function () {
  this.timeout(120_000);
  let world: CertificateWorld;
  let signer: Registration;
  let absent: Registration;
  let crowd: Registration[];
  const get = (path: string, cookie = '') =>
    fetch(world.http.url + path, { headers: { cookie }, redirect: 'manual' });
  const verify = async (bytes: Buffer) => {
    const answer = await fetch(`${world.http.url}/api/v1/verifications`, {
      method: 'POST',
      body: new Uint8Array(bytes),
    });
    return answer.json();
  };

  before(async () => {
    world = await createCertificateWorld();
    await world.begin();
    signer = await world.arrive('Sekretaris Daerah Uji');
    absent = await world.arrive('Inspektur Uji');
    crowd = [];
    for (let i = 0; i < 6; i++) crowd.push(await world.arrive(`Pejabat Uji ${i + 1}`));
    await world.signAll([signer, ...crowd]);
  });
  after(() => world.stop());

  it('issues one file and one number to callers at the same time, in two processes', async () => {
    const other = await world.another();
    try {
      const issued = await Promise.all(
        [world.certificates, other, world.certificates, other, world.certificates].map((one) =>
          one.documents.ensureDeclaration(signer._id),
        ),
      );
      expect(new Set(issued.map(({ sha256 }) => sha256)).size).to.equal(1);
      expect(new Set(issued.map(({ code }) => code)).size).to.equal(1);
      expect(issued[0]?.number).to.match(/^IKR-2020-10-07-D-\d{6}$/);
      expect(issued[0]?.data).to.nested.include({
        'holder.name': 'Sekretaris Daerah Uji',
        'holder.acting': 'Plt.',
      });
    } finally {
      await other.stop();
    }
  });

  it('gives the holder the same bytes at every download, and staff too', async () => {
    const [held] = await world.certificates.documents.certificatesOf(signer._id);
    const path = `/berkas/${held?.code}.pdf`;
    const answers = [
      await get(path, world.cookieOf(signer)),
      await get(path, world.cookieOf(signer)),
      await get(path, 'ikrar_petugas=petugas'),
    ];
    for (const answer of answers) {
      expect(answer.status).to.equal(200);
      expect(answer.headers.get('content-type')).to.equal('application/pdf');
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(createHash('sha256').update(bytes).digest('hex')).to.equal(held?.sha256);
    }
  });

  it('verifies by long and short code, on the page and for programs', async () => {
    const [held] = await world.certificates.documents.certificatesOf(signer._id);
    for (const code of [held?.code, held?.shortCode, held?.shortCode.toLowerCase()]) {
      const body = await (await get(`/api/v1/certificates/${code}`)).json();
      expect(body).to.nested.include({
        state: 'valid',
        'certificate.number': held?.number,
        'certificate.name': 'Sekretaris Daerah Uji',
        'certificate.office': `Plt. ${held && isPersonal(held.data) ? held.data.holder.seat : ''}`,
      });
      expect(JSON.stringify(body)).to.not.include(held?.code ?? '-');
    }
    const page = await (await get(`/verifikasi/${held?.code}`)).text();
    expect(page).to.include('Sertifikat sah').and.to.include('Sekretaris Daerah Uji');
    expect(page).to.not.include('/berkas/');
    const own = await (await get(`/verifikasi/${held?.code}`, world.cookieOf(signer))).text();
    expect(own).to.include(`/berkas/${held?.code}.pdf`);
    const form = await get(`/verifikasi?kode=${held?.shortCode.toLowerCase()}`);
    expect(form.headers.get('location')).to.equal(`/verifikasi/${held?.shortCode}`);
  });

  it('judges the file itself: exact, one bit turned, and with the page’s own form', async () => {
    const [held] = await world.certificates.documents.certificatesOf(signer._id);
    const { bytes } = await world.certificates.service.getFile(held?.code ?? '');
    const whole = await verify(bytes);
    expect(whole).to.include({ state: 'valid' });
    for (const check of ['bytes', 'seal', 'log', 'state']) {
      expect(whole.checks[check], check).to.include({ holds: true });
    }
    expect(await verify(flipped(bytes, 20_000))).to.nested.include({
      state: 'altered',
      'checks.bytes.reason': 'BYTE',
      'checks.seal.reason': 'DIGEST_DIFFERS',
      'checks.state.holds': true,
    });
    const page = await submitFile(world.http.url, flipped(bytes, 20_000));
    expect(page.status).to.equal(200);
    expect(page.text).to.include('Isi berkas berubah').and.to.include('Satu bita diubah');
  });

  it('issues what is due after the end, to those who met the rule, and nothing twice', async () => {
    const first = await world.certificates.pending.issuePending();
    expect(first, 'while signing is open only what was begun').to.equal(0);
    await world.end();
    await world.certificates.pending.issuePending();
    const collection = world.database.connection.collection('certificates');
    const count = (kind: string) => collection.countDocuments({ kind, sha256: { $ne: null } });
    expect(await count('declaration')).to.equal(7);
    expect(await count('participation')).to.equal(8);
    expect(await world.certificates.pending.issuePending()).to.equal(0);
    const [held] = await world.certificates.documents.certificatesOf(absent._id);
    expect(held?.kind).to.equal('participation');
    expect(held?.data).to.have.property('minutes', 30);
    // Two processes raced for the first one: a number may be unused, none is used twice.
    const numbers: string[] = await collection.distinct('number', { kind: 'declaration' });
    expect(numbers).to.have.length(7);
    expect(numbers.at(-1)).to.be.oneOf(['IKR-2020-10-07-D-000007', 'IKR-2020-10-07-D-000008']);
  });

  it('goes on after a crash between reservation and file: same number, same codes', async () => {
    const collection = world.database.connection.collection('certificates');
    const filter = { registration: crowd[0]?._id, kind: 'declaration' };
    const before = await collection.findOne(filter);
    await collection.updateOne(filter, { $set: { sha256: null, bytes: null } });
    expect((await get(`/api/v1/certificates/${before?.code}`)).status).to.equal(404);
    const other = await world.another();
    try {
      expect(await other.pending.issuePending()).to.equal(1);
    } finally {
      await other.stop();
    }
    const after = await collection.findOne(filter);
    expect(after).to.include({ number: before?.number, code: before?.code });
    expect(after?.sha256).to.match(/^[0-9a-f]{64}$/);
  });

  it('revokes with a reason, and a correction has a new number that the old one names', async () => {
    const target = crowd[1]?._id ?? '';
    const [old] = await world.certificates.documents.certificatesOf(target);
    const { bytes } = await world.certificates.service.getFile(old?.code ?? '');
    const successor = await world.certificates.service.replace(old?.code ?? '', by);
    expect(successor.number).to.not.equal(old?.number);
    const body = await (await get(`/api/v1/certificates/${old?.code}`)).json();
    expect(body).to.nested.include({
      state: 'revoked',
      'certificate.revoked.reason': 'Jabatan keliru',
      'certificate.revoked.replacement': successor.number,
    });
    expect(await verify(bytes)).to.include({ state: 'revoked' });
    const page = await (await get(`/verifikasi/${old?.code}`)).text();
    expect(page).to.include('Sertifikat dicabut').and.to.include(successor.code);
    const held = await world.certificates.documents.certificatesOf(target);
    expect(held.map(({ code }) => code))
      .to.include(successor.code)
      .and.not.include(old?.code);
  });

  it('writes each certificate to the audit once', async () => {
    const audit = world.database.connection.collection('audit');
    const issued = await world.database.connection
      .collection('certificates')
      .countDocuments({ sha256: { $ne: null } });
    // The crash of the test before made one file twice.
    expect(await audit.countDocuments({ event: 'certificate.issued' })).to.equal(issued + 1);
    expect(await audit.countDocuments({ event: 'certificate.revoked' })).to.equal(1);
  });

  it('finds every stored file as it was issued, and names one that is not', async () => {
    const collection = world.database.connection.collection('certificates');
    const { checked, damaged } = await world.certificates.checkAll();
    expect(checked).to.equal(await collection.countDocuments({ sha256: { $ne: null } }));
    expect(damaged).to.deep.equal([]);
    const victim = await collection.findOne({ registration: crowd[2]?._id });
    const bytes = flipped(Buffer.from(victim?.bytes.buffer), 5_000);
    await collection.updateOne({ number: victim?.number }, { $set: { bytes } });
    expect((await world.certificates.checkAll()).damaged).to.deep.equal([victim?.number]);
    await collection.updateOne({ number: victim?.number }, { $set: { bytes: victim?.bytes } });
  });
});

describe('certificates of a sample campaign', function () {
  this.timeout(60_000);
  let world: CertificateWorld;
  before(async () => {
    world = await createCertificateWorld({ sample: true });
  });
  after(() => world.stop());

  it('are CONTOH in number and state, and altered when their file is', async () => {
    await world.begin();
    const person = await world.arrive('Pejabat Contoh');
    await world.signAll([person]);
    const issued = await world.certificates.documents.ensureDeclaration(person._id);
    expect(issued.number).to.match(/^IKR-CONTOH-/);
    expect(issued.sample).to.equal(true);
    const { verification, certificates } = world;
    const { service } = certificates;
    const { bytes } = await service.getFile(issued.code);
    expect((await verification.verifyCode(issued.code, 'a')).state).to.equal('sample');
    expect((await verification.verifyPdf(bytes, '')).state).to.equal('sample');
    const altered = await verification.verifyPdf(flipped(bytes, 20_000), '');
    expect(altered.state).to.equal('altered');
    expect(altered.checks.bytes.holds).to.equal(false);
    const page = await fetch(`${world.http.url}/verifikasi/${issued.code}`);
    expect(await page.text()).to.include('Hanya contoh');
  });
});
