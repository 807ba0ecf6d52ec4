// Files made to pass for issued ones, by somebody who knows the format and has a platform of their
// own: over HTTP, none is called valid, and each is told apart.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { CertificateData } from '../../server/certificates/index.ts';
import { createCmsWriter } from '../../server/sealing/cms-writer.ts';
import {
  type CertificateWorld,
  createCertificateWorld,
} from '../certificates/certificate-world.ts';
import { openSealBench, type SealBench } from '../certificates/sealed.ts';
import { submitFile } from '../certificates/submit-file.ts';
import { hasValidator, run } from '../support/validators.ts';

const YEARS_MS = 16 * 366 * 86_400_000;

describe('files that pass themselves off as issued', function () {
  this.timeout(120_000);
  let world: CertificateWorld;
  /** The attacker's own platform. */
  let bench: SealBench;
  let pdf: Buffer;
  let other: Buffer;
  let data: CertificateData;
  let code: string;
  let otherCode: string;

  before(async () => {
    world = await createCertificateWorld();
    bench = await openSealBench(world.clock.now());
    await world.begin();
    const people = [await world.arrive('Sekretaris Uji'), await world.arrive('Inspektur Uji')];
    await world.signAll(people);
    const { documents, service } = world.certificates;
    const issued = [];
    for (const { _id } of people) issued.push(await documents.ensureDeclaration(_id));
    [code = '', otherCode = ''] = issued.map((one) => one.code);
    data = issued[0]?.data as CertificateData;
    pdf = Buffer.from((await service.getFile(code)).bytes);
    other = Buffer.from((await service.getFile(otherCode)).bytes);
  });
  after(async () => {
    bench?.remove();
    await world?.stop();
  });

  const judge = async (bytes: Buffer) => {
    const url = `${world.http.url}/api/v1/verifications`;
    return (await fetch(url, { method: 'POST', body: new Uint8Array(bytes) })).json();
  };
  const expectJudged = async (bytes: Buffer, facts: Record<string, unknown>) => {
    expect(await judge(bytes)).to.nested.include({
      'checks.bytes.holds': false,
      'checks.seal.holds': false,
      ...facts,
    });
    const { text } = await submitFile(world.http.url, bytes);
    expect(text).to.not.include('Sertifikat sah').and.not.include('p-sah');
    return text;
  };
  const altered = (seal: string) => ({ state: 'altered', 'checks.seal.reason': seal });

  it('drawn anew with the same number and code, sealed by another platform', async () => {
    const forged = await bench.seal(data);
    const text = await expectJudged(forged, altered('ROOT_UNKNOWN'));
    expect(text).to.include('Dibuat dengan kunci lain, bukan kunci penerbit.');
  });

  it('another person’s certificate under this one’s code', async () => {
    const swapped = Buffer.from(other.toString('latin1').replaceAll(otherCode, code), 'latin1');
    await expectJudged(swapped, {
      ...altered('DIGEST_DIFFERS'),
      'certificate.name': 'Sekretaris Uji',
    });
  });

  it('another file that carries the seal of an issued one', async () => {
    if (data.kind !== 'declaration') throw new Error('No declaration');
    const forged = await bench.seal({ ...data, holder: { ...data.holder, name: 'Nama Lain' } });
    const [at, from] = [forged.indexOf('/Contents <'), pdf.indexOf('/Contents <')];
    const length = pdf.indexOf('>', from) - from;
    pdf.copy(forged, at, from, from + length);
    await expectJudged(forged, altered('DIGEST_DIFFERS'));
  });

  it('an issued one with a second seal over everything', async () => {
    const room = 6_144;
    const before = `\n9999 0 obj\n<< /Type /Sig /ByteRange [0 ${'0'.repeat(10)} ${'0'.repeat(10)} ${'0'.repeat(10)}] /Contents `;
    const after = ' >>\nendobj\nstartxref\n0\n%%EOF\n';
    const start = pdf.length + before.length;
    const end = start + room + 2;
    const numbers = [start, end, after.length].map((one) => String(one).padStart(10, '0'));
    const head = Buffer.concat([
      pdf,
      Buffer.from(before.replace(/\[.*\]/, `[0 ${numbers.join(' ')}]`), 'latin1'),
    ]);
    const digest = createHash('sha256').update(head).update(after).digest();
    const write = createCmsWriter(bench.keys.signer);
    const cms = await write(digest, new AbortController().signal);
    const hex = cms.toString('hex').padEnd(room, '0');
    const twice = Buffer.concat([head, Buffer.from(`<${hex}>${after}`, 'latin1')]);
    await expectJudged(twice, { ...altered('SEVERAL_SEALS'), 'checks.bytes.reason': 'UPDATE' });
  });

  it('an issued one whose seal leaves a gap', async () => {
    const text = pdf.toString('latin1');
    const [, from = '', to = '', rest = ''] = /\/ByteRange \[0 (\d+) (\d+) (\d+)/.exec(text) ?? [];
    const wider = text.replace(
      `[0 ${from} ${to} ${rest}`,
      `[0 ${Number(from) - 9_000} ${to} ${rest}`.padEnd(`[0 ${from} ${to} ${rest}`.length),
    );
    await expectJudged(Buffer.from(wider, 'latin1'), altered('RANGE_BROKEN'));
  });

  it('an issued one behind something else, and one inside another file', async () => {
    const led = Buffer.concat([Buffer.from('%PDF-1.7\n% lain\n'), pdf]);
    await expectJudged(led, { state: 'altered' });
    const wrapped = Buffer.concat([
      Buffer.from('%PDF-1.7\n1 0 obj\n<< >>\nstream\n'),
      pdf,
      Buffer.from('\nendstream\nendobj\nstartxref\n9\n%%EOF\n'),
    ]);
    await expectJudged(wrapped, { state: 'altered' });
  });

  it('a letter of somebody else with a true code and a true QR code’s address in it', async () => {
    const letter = `%PDF-1.7\n1 0 obj\n<< /URI (${data.verifyUrl}#${data.statement}) >>\nendobj\n%%EOF\n`;
    const text = await expectJudged(Buffer.from(letter), {
      state: 'unknown',
      certificate: null,
      'checks.bytes.reason': 'NOT_ISSUED',
      'checks.seal.reason': 'NO_SEAL',
    });
    expect(text).to.include('Berkas ini tidak ada dalam daftar terbitan');
  });

  it('files that send a reader in circles', async () => {
    const loop = '%PDF-1.7\nxref\n0 1\ntrailer\n<< /Prev 9 /Root 1 0 R >>\nstartxref\n9\n%%EOF\n';
    await expectJudged(Buffer.from(loop), { state: 'unknown', 'checks.seal.reason': 'NO_SEAL' });
  });

  it('an issued one saved anew, or encrypted, by another program', async function () {
    if (!(await hasValidator('qpdf'))) return this.skip();
    const file = bench.write('asli.pdf', pdf);
    const saved = async (...how: string[]) => {
      const { code: rc, output } = await run('qpdf', [...how, file, `${file}.baru`]);
      expect(rc, output).to.equal(0);
      return readFileSync(`${file}.baru`);
    };
    await expectJudged(await saved('--linearize'), { state: 'altered' });
    // Its code is encrypted too: nothing names a certificate any more.
    await expectJudged(await saved('--encrypt', '', 'x', '256', '--'), { state: 'unknown' });
  });

  it('a file whose seal holds, but which the list does not know: the seal alone is no issuer', async () => {
    const certificates = world.database.connection.collection('certificates');
    const kept = await certificates.findOne({ code: otherCode });
    if (!kept) throw new Error('No certificate');
    await certificates.deleteOne({ code: otherCode });
    try {
      expect(await judge(other)).to.nested.include({
        state: 'unknown',
        'checks.bytes.reason': 'NOT_ISSUED',
        'checks.seal.holds': true,
        'checks.seal.reason': 'VALID_UNLISTED',
      });
      const { text } = await submitFile(world.http.url, other);
      expect(text)
        .to.include('segel saja tidak membuktikan')
        .and.not.include('dari kunci penerbit');
    } finally {
      await certificates.insertOne(kept);
    }
    expect(await judge(other)).to.include({ state: 'valid' });
  });

  it('200 MB are refused before they are read', async () => {
    const began = performance.now();
    const answer = await fetch(`${world.http.url}/api/v1/verifications`, {
      method: 'POST',
      body: new Uint8Array(200_000_000),
    }).then(
      ({ status }) => status,
      // The server may hang up while the rest is still being sent.
      () => 413,
    );
    expect(answer).to.equal(413);
    expect(performance.now() - began).to.be.below(10_000);
    expect((await judge(pdf)).state).to.equal('valid');
  });

  it('a statement and a head of last year’s key stay true after the keys were renewed', async () => {
    const old = world.keys.evidence.keyId;
    await world.keys.renew(world.clock.now(), true);
    expect(world.keys.evidence.keyId).to.not.equal(old);
    expect(await judge(pdf)).to.include({ state: 'valid' });
    const page = await (await fetch(`${world.http.url}/verifikasi/${code}`)).text();
    expect(page).to.include(old).and.include(world.keys.evidence.keyId);
  });

  it('the issued file itself, once its seal’s certificate has ended: the bytes hold, the seal says why not', async () => {
    world.clock.advance(YEARS_MS);
    expect(await judge(pdf)).to.nested.include({
      state: 'incomplete',
      'checks.bytes.holds': true,
      'checks.seal.reason': 'SEAL_EXPIRED',
      'checks.log.holds': true,
    });
    const { text } = await submitFile(world.http.url, pdf);
    expect(text).to.include('Sertifikat segelnya tidak berlaku pada saat ini');
  });
});
