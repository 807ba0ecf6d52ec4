// The four answers on the page and in JSON: each tampering by its own message, a leaf that was never
// logged, a holder who did not sign, a revoked certificate, a revoked seal.
import { X509Certificate } from 'node:crypto';
import { expect } from 'chai';
import type { Registration } from '../../server/registrations/index.ts';
import {
  type CertificateWorld,
  createCertificateWorld,
  SYSTEM,
} from '../certificates/certificate-world.ts';
import { appended, flipped, padded, updated } from '../certificates/sealed.ts';
import { submitFile } from '../certificates/submit-file.ts';

/** The XMP's date moved by a year: same length, several bytes, a text that readers show. */
function edited(pdf: Buffer): Buffer {
  const copy = Buffer.from(pdf);
  const at = copy.indexOf('<xmp:CreateDate>', copy.indexOf('<?xpacket begin'));
  if (at < 0) throw new Error('No date in the XMP');
  copy.write('1999-01', at + '<xmp:CreateDate>'.length, 'latin1');
  return copy;
}

/** Another figure in the middle of the page's content. */
function rewritten(pdf: Buffer): Buffer {
  const copy = Buffer.from(pdf);
  copy.fill(0x41, 20_000, 20_040);
  return copy;
}

describe('verification tells four things apart', function () {
  this.timeout(120_000);
  let world: CertificateWorld;
  let signer: Registration;
  let unlogged: Registration;
  let absent: Registration;
  let code: string;
  let pdf: Buffer;
  const json = async (bytes: Buffer) => {
    const body = new Uint8Array(bytes);
    return (await fetch(`${world.http.url}/api/v1/verifications`, { method: 'POST', body })).json();
  };
  const byCode = async (which: string) =>
    (await fetch(`${world.http.url}/api/v1/certificates/${which}`)).json();
  const pageOf = async (which: string) =>
    (await fetch(`${world.http.url}/verifikasi/${which}`)).text();

  before(async () => {
    world = await createCertificateWorld();
    await world.begin();
    signer = await world.arrive('Sekretaris Daerah Uji');
    unlogged = await world.arrive('Inspektur Uji');
    absent = await world.arrive('Kepala Dinas Uji');
    world.log.fill(world.session()._id, 5);
    await world.signAll([signer, unlogged], { logged: false });
    const signature = await world.domains.signatures.find(signer._id);
    world.log.append(signer.session, signature?.leafHash ?? '');
    world.log.fill(world.session()._id, 3);
    code = (await world.certificates.documents.ensureDeclaration(signer._id)).code;
    pdf = Buffer.from((await world.certificates.service.getFile(code)).bytes);
  });
  after(() => world?.stop());

  it('says yes four times to a whole file, with the proof it was computed from', async () => {
    const { state, checks } = await json(pdf);
    expect(state).to.equal('valid');
    expect(checks.bytes).to.deep.equal({ holds: true, reason: 'SAME' });
    expect(checks.seal).to.deep.equal({ holds: true, reason: 'VALID', reasons: [] });
    expect(checks.log).to.include({ holds: true, reason: 'INCLUDED', index: 5 });
    expect(checks.log.head).to.include({ size: 9 });
    expect(checks.state).to.deep.equal({ holds: true, reason: 'IN_FORCE' });
    const { text } = await submitFile(world.http.url, pdf);
    for (const sentence of [
      'Sama dengan berkas terbitan, bita demi bita.',
      'Utuh, mencakup seluruh berkas',
      'Tanda tangan tercatat: nomor 6 dari 9',
      'Masih berlaku, tidak dicabut.',
    ]) {
      expect(text).to.include(sentence);
    }
  });

  const tamperings = [
    {
      name: 'a flipped byte',
      make: (file: Buffer) => flipped(file, 20_000),
      bytes: 'BYTE',
      seal: 'DIGEST_DIFFERS',
      says: 'Satu bita diubah, pada bita ke-20001.',
    },
    {
      name: 'an edited text in the XMP',
      make: edited,
      bytes: 'METADATA',
      seal: 'DIGEST_DIFFERS',
      says: 'Keterangan berkas (judul, kata kunci, tanggal) disunting',
    },
    {
      name: 'an incremental update',
      make: updated,
      bytes: 'UPDATE',
      seal: 'NOT_WHOLE_FILE',
      says: 'ditambahi pembaruan setelah disegel',
    },
    {
      name: 'junk in the padding',
      make: padded,
      bytes: 'PADDING',
      seal: 'PADDING_USED',
      says: 'Ruang kosong di belakang segel diisi sesuatu',
    },
    {
      name: 'bytes after the end',
      make: appended,
      bytes: 'APPENDED',
      seal: 'NOT_WHOLE_FILE',
      says: 'bita tambahan setelah akhir berkas terbitan',
    },
    {
      name: 'edited content',
      make: rewritten,
      bytes: 'CONTENT',
      seal: 'DIGEST_DIFFERS',
      says: 'Isi halaman atau bagian lain diubah',
    },
    {
      name: 'a missing end',
      make: (file: Buffer) => file.subarray(0, -200),
      bytes: 'TRUNCATED',
      seal: 'RANGE_BROKEN',
      says: 'Bagian akhir berkas hilang: 200 bita.',
    },
  ];
  for (const { name, make, bytes, seal, says } of tamperings) {
    it(`catches ${name} with its own message, on the page and in JSON`, async () => {
      const file = make(pdf);
      expect(await json(file)).to.nested.include({
        state: 'altered',
        'checks.bytes.holds': false,
        'checks.bytes.reason': bytes,
        'checks.seal.holds': false,
        'checks.seal.reason': seal,
        'checks.log.holds': true,
        'checks.state.holds': true,
      });
      const { text } = await submitFile(world.http.url, file);
      expect(text).to.include('Isi berkas berubah').and.to.include(says);
      const others = tamperings.filter((one) => one.says !== says);
      for (const other of others) expect(text, other.name).to.not.include(other.says);
    });
  }

  it('does not call valid whose leaf was never logged, and waits while the log catches up', async () => {
    const { code: lost } = await world.certificates.documents.ensureDeclaration(unlogged._id);
    expect(await byCode(lost)).to.nested.include({
      state: 'incomplete',
      'checks.log.holds': false,
      'checks.log.reason': 'NOT_IN_LOG',
    });
    const page = await pageOf(lost);
    expect(page)
      .to.include('Bukti tidak lengkap')
      .and.to.include('Tidak ada dalam buku catatan publik.');
    world.log.state.pending = 1;
    const waiting = await byCode(lost);
    world.log.state.pending = 0;
    expect(waiting).to.nested.include({ state: 'valid', 'checks.log.reason': 'PENDING' });
    expect(waiting.checks.log.holds).to.equal(null);
  });

  it('does not believe the log’s word: a wrong proof and a head signed by another key fail', async () => {
    const { inclusionOf } = world.log.door;
    try {
      world.log.door.inclusionOf = async (session, leaf) => {
        const found = await inclusionOf(session, leaf);
        return found && { ...found, index: found.index + 1 };
      };
      expect((await byCode(code)).checks.log).to.include({ holds: false, reason: 'WRONG_PROOF' });
      world.log.door.inclusionOf = async (session, leaf) => {
        const found = await inclusionOf(session, leaf);
        const signature = Buffer.alloc(64, 7).toString('base64');
        return found && { ...found, head: { ...found.head, signature } };
      };
      expect(await byCode(code)).to.nested.include({
        state: 'incomplete',
        'checks.log.reason': 'WRONG_PROOF',
      });
    } finally {
      world.log.door.inclusionOf = inclusionOf;
    }
    expect((await byCode(code)).state).to.equal('valid');
  });

  it('says that a withdrawn signature was withdrawn', async () => {
    const { standingOf } = world.log.door;
    world.log.door.standingOf = async () => ({ withdrawnAt: new Date('2026-10-08T02:00:00Z') });
    const withdrawn = await byCode(code);
    const page = await pageOf(code);
    world.log.door.standingOf = standingOf;
    expect(withdrawn).to.nested.include({ state: 'incomplete', 'checks.log.reason': 'WITHDRAWN' });
    expect(page).to.include('Tercatat, lalu ditarik 8 Oktober 2026.');
  });

  it('says of a code what can be said without the file', async () => {
    const { state, checks, certificate } = await byCode(code);
    expect(state).to.equal('valid');
    expect(checks.bytes).to.deep.equal({ holds: null, reason: 'NO_FILE' });
    expect(checks.seal).to.include({ holds: null, reason: 'NO_FILE' });
    expect(checks.log.holds).to.equal(true);
    expect(checks.state.holds).to.equal(true);
    expect(certificate.statement).to.match(/^[0-9A-Z]{100,336}$/);
    expect(await pageOf(code)).to.include('Belum diperiksa. Letakkan berkas PDF-nya');
  });

  it('fails a seal whose certificate was revoked, though the bytes are the ones issued', async () => {
    const { serialNumber } = new X509Certificate(world.keys.signer.certificate);
    const serial = serialNumber.toLowerCase().replace(/^(00)+/, '');
    world.revoked.set(serial, new Date('2026-01-01T00:00:00Z'));
    try {
      expect(await json(pdf)).to.nested.include({
        state: 'incomplete',
        'checks.bytes.holds': true,
        'checks.seal.reason': 'SEAL_REVOKED',
      });
      const { text } = await submitFile(world.http.url, pdf);
      expect(text).to.include('Sertifikat segelnya telah dicabut.');
    } finally {
      world.revoked.clear();
    }
  });

  it('says that no leaf applies to who took part without signing', async () => {
    await world.end();
    const issued = await world.certificates.service.issue(absent._id, 'participation');
    expect(await byCode(issued.code)).to.nested.include({
      state: 'valid',
      'checks.log.holds': null,
      'checks.log.reason': 'NOT_SIGNED',
    });
    expect(await pageOf(issued.code)).to.include(
      'Tidak berlaku: pemegang dokumen ini tidak menandatangani ikrar.',
    );
    const signed = await world.certificates.service.issue(signer._id, 'participation');
    expect((await byCode(signed.code)).checks.log).to.include({ holds: true, index: 5 });
  });

  it('says that a revoked one is revoked, why, and by what it was replaced', async () => {
    const by = { actor: SYSTEM, address: '', reason: 'office-wrong' };
    const { service } = world.certificates;
    const next = await service.replace(code, by);
    expect(await json(pdf)).to.nested.include({
      state: 'revoked',
      'checks.bytes.holds': true,
      'checks.seal.holds': true,
      'checks.log.holds': true,
      'checks.state.holds': false,
      'checks.state.reason': 'REVOKED',
    });
    const page = await pageOf(code);
    expect(page)
      .to.include('Alasan: Jabatan atau daerah keliru.')
      .and.include(`/verifikasi/${next.code}`);
    const { text } = await submitFile(world.http.url, flipped(pdf, 20_000));
    expect(text)
      .to.include('Isi berkas berubah')
      .and.include('Alasan: Jabatan atau daerah keliru.');
  });
});
