// The seal's keys: made once, completed after a kill, refused when they are not usable.
import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate as NodeCertificate, verify } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X509Certificate, X509Crl } from '@peculiar/x509';
import { expect } from 'chai';
import { createCertificateRenderer } from '../../server/certificates/render-certificate.ts';
import { systemRandom } from '../../server/core/random.ts';
import { openSealKeys } from '../../server/keys/keys.ts';
import { CONTENTS_BYTES } from '../../server/sealing/field.ts';
import { inspectSeal } from '../../server/sealing/inspect-pdf.ts';
import { sealPdf } from '../../server/sealing/seal.ts';
import { participationData } from '../certificates/sample-data.ts';
import { builtIn, NOW, openTestKeys, TEMPLATES } from '../certificates/sealed.ts';

/** The order in which the first start writes them. */
const FILES = [
  'root.key.pem',
  'root.pem',
  'root.crl.base64',
  'issuing.key.pem',
  'issuing.pem',
  'seal.key.pem',
  'seal.pem',
  'evidence.key.pem',
  'evidence.pem',
];
const publicKeyOf = (certificate: NodeCertificate | undefined) => {
  if (!certificate) throw new Error('No certificate');
  return certificate.publicKey;
};
const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );

describe('seal keys', function () {
  this.timeout(60_000);
  let folder: string;
  const path = (name: string) => join(folder, name);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ikrar-keys-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are made on first start, readable by their owner alone, and kept', async () => {
    const first = await openTestKeys(path('keys'));
    const files = readdirSync(path('keys'));
    expect(files).to.have.members(FILES);
    for (const file of files) expect(statSync(path(`keys/${file}`)).mode & 0o777).to.equal(0o600);
    const second = await openTestKeys(path('keys'));
    expect(second.signer.certificate.equals(first.signer.certificate)).to.equal(true);
    expect(second.rootPem).to.equal(first.rootPem);
  });

  it('are completed from whatever a kill half-way left', async () => {
    for (let written = 0; written < FILES.length; written++) {
      const keysDir = path(`kill-${written}`);
      await openTestKeys(keysDir);
      const kept = FILES.slice(0, written).map((file) => readFileSync(join(keysDir, file), 'utf8'));
      for (const file of FILES.slice(written)) rmSync(join(keysDir, file));
      writeFileSync(join(keysDir, `${FILES[written]}.new`), 'half a fi');
      const keys = await openTestKeys(keysDir);
      expect(keys.signer.alg).to.equal('ES256');
      const after = FILES.slice(0, written).map((file) =>
        readFileSync(join(keysDir, file), 'utf8'),
      );
      expect(after).to.deep.equal(kept);
    }
  });

  it('work with the root key taken away, and refuse to go on without the seal key', async () => {
    await openTestKeys(path('keys'));
    rmSync(path('keys/root.key.pem'));
    const keys = await openTestKeys(path('keys'));
    expect(await keys.createCrl(NOW)).to.be.instanceOf(Buffer);
    rmSync(path('keys/seal.key.pem'));
    expect(await codeOf(openTestKeys(path('keys')))).to.equal('KEY_MISSING');
  });

  it('refuse damaged files, foreign keys and an expired certificate', async () => {
    await openTestKeys(path('keys'));
    await openTestKeys(path('other'));
    const original = readFileSync(path('keys/seal.key.pem'));
    writeFileSync(path('keys/seal.key.pem'), readFileSync(path('other/seal.key.pem')));
    expect(await codeOf(openTestKeys(path('keys')))).to.equal('KEY_MISMATCH');
    writeFileSync(path('keys/seal.key.pem'), 'rubbish');
    expect(await codeOf(openTestKeys(path('keys')))).to.equal('KEY_DAMAGED');
    writeFileSync(path('keys/seal.key.pem'), original);
    const later = new Date('2042-01-01T00:00:00Z');
    expect(await codeOf(openTestKeys(path('keys'), later))).to.equal('CERTIFICATE_EXPIRED');
    const earlier = new Date('2020-01-01T00:00:00Z');
    expect(await codeOf(openTestKeys(path('keys'), earlier))).to.equal('CERTIFICATE_NOT_YET_VALID');
    writeFileSync(path('keys/issuing.pem'), readFileSync(path('other/issuing.pem')));
    expect(await codeOf(openTestKeys(path('keys')))).to.equal('CHAIN_BROKEN');
  });

  it('hold an evidence key that the issuing certificate vouches for', async () => {
    const keys = await openTestKeys(path('keys'));
    const { evidence } = keys;
    const text = Buffer.from('ikrar-test/1');
    const { publicKey, raw } = new NodeCertificate(evidence.certificatePem);
    const signature = evidence.sign(text);
    expect(signature).to.have.length(64);
    const key = { key: publicKey, dsaEncoding: 'ieee-p1363' as const };
    expect(verify('sha256', text, key, signature)).to.equal(true);
    expect(verify('sha256', Buffer.from('ikrar-test/2'), key, signature)).to.equal(false);
    const spki = publicKey.export({ format: 'der', type: 'spki' });
    const digest = createHash('sha256').update(spki).digest('hex');
    expect(evidence.keyId).to.equal(digest.slice(0, 8));
    const [issuing, root] = evidence.chainPem.map((pem) => new NodeCertificate(pem));
    expect(new NodeCertificate(raw).verify(publicKeyOf(issuing))).to.equal(true);
    expect(issuing?.verify(publicKeyOf(root))).to.equal(true);
    expect(root?.fingerprint256.replaceAll(':', '').toLowerCase()).to.equal(keys.rootFingerprint);
    expect(keys.evidenceCertificates).to.deep.equal([
      { keyId: evidence.keyId, pem: evidence.certificatePem },
    ]);
    expect(keys.sealCertificates).to.deep.equal([readFileSync(path('keys/seal.pem'), 'utf8')]);
    const again = await openTestKeys(path('keys'));
    expect(again.evidence.keyId).to.equal(evidence.keyId);
  });

  it('publish a revocation list that their issuer signed, at the address in the certificate', async () => {
    const keys = await openTestKeys(path('keys'));
    const list = new X509Crl(new Uint8Array((await keys.createCrl(NOW)) ?? []));
    const issuing = new X509Certificate(readFileSync(path('keys/issuing.pem'), 'utf8'));
    expect(await list.verify({ publicKey: issuing.publicKey })).to.equal(true);
    expect(list.entries).to.have.length(0);
    const seal = new X509Certificate(readFileSync(path('keys/seal.pem'), 'utf8'));
    expect(seal.toString('text')).to.include('https://ikrar.example/api/v1/certificates/crl');
  });

  describe('from PKCS#12', () => {
    const openssl = (...args: string[]) =>
      execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
    const make = (kind: string[], days: string) => {
      openssl(
        'req',
        '-x509',
        '-newkey',
        ...kind,
        '-nodes',
        '-keyout',
        'k.pem',
        '-out',
        'c.pem',
        '-days',
        days,
        '-subj',
        '/CN=Segel',
      );
      openssl(
        'pkcs12',
        '-export',
        '-inkey',
        'k.pem',
        '-in',
        'c.pem',
        '-out',
        'k.p12',
        '-passout',
        'pass:rahasia',
      );
    };
    const open = (password = 'rahasia', file = 'k.p12', now = new Date()) =>
      openSealKeys({
        keysDir: path('own'),
        organization: 'Ikrar',
        publicUrl: 'https://ikrar.example',
        now,
        random: systemRandom,
        p12: { file: path(file), password, level: 'tidak-tersertifikasi' },
      });

    for (const [name, kind] of [
      ['ECDSA', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256']],
      ['RSA', ['rsa:2048']],
    ] as const) {
      it(`seals with an ${name} key`, async () => {
        make([...kind], '30');
        const keys = await open();
        const renderer = await createCertificateRenderer(TEMPLATES);
        const now = new Date();
        const data = participationData();
        const pdf = await renderer.render(
          data,
          await builtIn(data),
          CONTENTS_BYTES[keys.signer.alg],
        );
        const sealed = await sealPdf(pdf, keys.signer, new AbortController().signal);
        expect(inspectSeal(sealed, keys.trustedRoots, now).reasons).to.deep.equal([]);
      });
    }

    it('keeps root, issuing certificate and evidence key of its own beside it', async () => {
      make(['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'], '30');
      const keys = await open();
      expect(readdirSync(path('own'))).to.have.members(FILES.filter((f) => !f.startsWith('seal')));
      const [foreign, own] = keys.trustedRoots.map((der) => new NodeCertificate(der));
      expect(foreign?.subject).to.equal('CN=Segel');
      expect(own?.fingerprint256.replaceAll(':', '').toLowerCase()).to.equal(keys.rootFingerprint);
      expect(keys.sealCertificates.map((pem) => new NodeCertificate(pem).subject)).to.deep.equal([
        'CN=Segel',
      ]);
      expect(keys.rootPem.match(/BEGIN CERTIFICATE/g)).to.have.length(2);
      expect(new NodeCertificate(keys.evidence.certificatePem).issuer).to.include('Penerbit');
    });

    it('says what is wrong: password, file, expiry, curve', async () => {
      make(['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'], '30');
      expect(await codeOf(open('salah'))).to.equal('P12_PASSWORD');
      expect(await codeOf(open('rahasia', 'tidak-ada.p12'))).to.equal('P12_MISSING');
      expect(await codeOf(open('rahasia', 'c.pem'))).to.equal('P12_UNREADABLE');
      const later = new Date(Date.now() + 40 * 86_400_000);
      expect(await codeOf(open('rahasia', 'k.p12', later))).to.equal('CERTIFICATE_EXPIRED');
      make(['ec', '-pkeyopt', 'ec_paramgen_curve:P-384'], '30');
      expect(await codeOf(open())).to.equal('KEY_UNSUPPORTED');
      expect(existsSync(path('own'))).to.equal(false);
    });
  });
});
