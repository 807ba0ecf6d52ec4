// What certificates refuse: strangers, guesses, what is no PDF, and what has not been earned.
import { expect } from 'chai';
import type { Registration } from '../../server/registrations/index.ts';
import { type CertificateWorld, createCertificateWorld } from './certificate-world.ts';
import { declarationData } from './sample-data.ts';
import { openSealBench } from './sealed.ts';
import { submitFile } from './submit-file.ts';

const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('certificates refuse', function () {
  this.timeout(120_000);
  let world: CertificateWorld;
  let holder: Registration;
  let other: Registration;
  let code: string;
  const get = (path: string, cookie = '') =>
    fetch(world.http.url + path, { headers: { cookie }, redirect: 'manual' });
  const post = (body: BodyInit, path = '/api/v1/verifications') =>
    fetch(world.http.url + path, { method: 'POST', body });

  before(async () => {
    world = await createCertificateWorld();
    await world.begin();
    holder = await world.arrive('Sekretaris Uji');
    other = await world.arrive('Inspektur Uji');
    await world.signAll([holder]);
    code = (await world.certificates.documents.ensureDeclaration(holder._id)).code;
  });
  after(() => world.stop());

  it('the file to strangers, other officials and wrong or foreign tokens', async () => {
    for (const cookie of ['', world.cookieOf(other), 'ikrar_petugas=salah']) {
      expect((await get(`/berkas/${code}.pdf`, cookie)).status).to.equal(401);
    }
    expect((await get(`/berkas/${code}.pdf?akses=abc.def`)).status).to.equal(401);
  });

  it('the file to a holder whose PIN was reset or whose cookie is of an older one', async () => {
    const old = world.cookieOf({ ...holder, generation: 0 });
    expect((await get(`/berkas/${code}.pdf`, old)).status).to.equal(401);
  });

  it('unknown codes and malformed ones', async () => {
    expect((await get(`/berkas/${'0'.repeat(26)}.pdf`)).status).to.equal(404);
    expect((await get('/berkas/..%2F..%2Fetc.pdf')).status).to.equal(404);
    for (const wrong of ['0'.repeat(26), '0'.repeat(12), 'xyz', '%3Cscript%3E']) {
      const answer = await get(`/api/v1/certificates/${wrong}`);
      expect(answer.status).to.equal(404);
      expect(await answer.json()).to.include({ code: 'CERTIFICATE_UNKNOWN' });
      const page = await get(`/verifikasi/${wrong}`);
      expect(page.status).to.equal(404);
      expect(await page.text()).to.include('Tidak ditemukan');
    }
    const typed = await get('/verifikasi?kode=bukan-kode');
    expect(typed.status).to.equal(400);
    expect(await typed.text()).to.include('Ini bukan kode sertifikat');
  });

  it('guessing: after many failures the address has to wait, and a right code waits too', async () => {
    const { verification } = world;
    for (let i = 0; i < 300; i++) await verification.verifyCode(`${i}`.padStart(12, '0'), 'kantor');
    expect(await errorOf(verification.verifyCode(code, 'kantor'))).to.include({
      code: 'TOO_MANY_ATTEMPTS',
    });
    expect((await verification.verifyCode(code, 'lain')).state).to.equal('valid');
    world.clock.advance(16 * 60_000);
    expect((await verification.verifyCode(code, 'kantor')).state).to.equal('valid');
  });

  it('what is not a PDF, empty, or larger than 10 MB', async () => {
    for (const body of ['', 'halo', '{"a":1}']) {
      const answer = await post(body);
      expect(answer.status).to.equal(415);
      expect(await answer.json()).to.include({ code: 'NOT_A_PDF' });
    }
    expect((await post(new Uint8Array(10_000_001))).status).to.equal(413);
    const page = await submitFile(world.http.url, Buffer.from('bukan pdf'));
    expect(page.status).to.equal(415);
    expect(page.text).to.include('Berkas ini bukan PDF');
    expect((await submitFile(world.http.url, Buffer.alloc(0))).text).to.include('Belum ada berkas');
    expect((await submitFile(world.http.url, Buffer.alloc(10_000_001))).status).to.equal(413);
  });

  it('a form without its token', async () => {
    const form = new FormData();
    form.set('berkas', new Blob(['%PDF-1.7']), 'berkas.pdf');
    expect((await post(form, '/verifikasi')).status).to.equal(403);
  });

  it('to know a PDF of somebody else, sealed or not', async () => {
    const bench = await openSealBench();
    try {
      const foreign = await bench.seal(declarationData());
      const answer = await post(new Uint8Array(foreign));
      expect(await answer.json()).to.nested.include({
        state: 'unknown',
        certificate: null,
        'checks.bytes.reason': 'NOT_ISSUED',
        'checks.seal.reason': 'ROOT_UNKNOWN',
        'checks.log.holds': null,
        'checks.state.holds': null,
      });
      const plain = await submitFile(world.http.url, Buffer.from('%PDF-1.4\n%%EOF\n'));
      expect(plain.text).to.include('Berkas ini tidak ada dalam daftar terbitan');
    } finally {
      bench.remove();
    }
  });

  it('a declaration without a signature, and a participation before the end', async () => {
    const { service, documents } = world.certificates;
    expect(await errorOf(documents.ensureDeclaration(other._id))).to.include({
      missing: 'NOT_SIGNED',
    });
    expect(await errorOf(service.issue(holder._id, 'participation'))).to.include({
      missing: 'NOT_ENDED',
    });
    expect(await errorOf(service.issue('tidak-ada', 'declaration'))).to.include({
      code: 'NOT_REGISTERED',
    });
    const count = await world.database.connection.collection('certificates').countDocuments();
    expect(count).to.equal(1);
  });

  it('a participation to those who stayed too briefly', async () => {
    world.clock.advance(60 * 60_000);
    const late = await world.arrive('Pejabat Terlambat');
    await world.end();
    expect(await world.certificates.pending.issuePending()).to.equal(2);
    expect(await world.certificates.documents.certificatesOf(late._id)).to.have.length(0);
    const refused = world.certificates.service.issue(late._id, 'participation');
    expect(await errorOf(refused)).to.include({ missing: 'RULE_NOT_MET' });
  });

  it('names that no certificate can print', () => {
    const { canPrint } = world.certificates.documents;
    expect(canPrint('Ma’arif Ḍ é ʼ, S.H.')).to.equal(true);
    expect(canPrint('Pejabat 岩')).to.equal(false);
  });

  it('a rehearsal’s links for a session that is none, and to people', async () => {
    const answer = await get(`/api/v1/rehearsals/${world.session()._id}/certificates`);
    expect(answer.status).to.equal(401);
  });
});
