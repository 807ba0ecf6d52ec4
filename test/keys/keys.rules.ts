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
import { certify, newKey } from '../../server/keys/certificate-authority.ts';
import { keyIdOf } from '../../server/keys/evidence-key.ts';
import { openKeyFolder } from '../../server/keys/key-files.ts';
import { serialOf } from '../../server/keys/key-status.ts';
import { openSealKeys } from '../../server/keys/keys.ts';
import { addRevoked } from '../../server/keys/revoked.ts';
import { moveRootAway } from '../../server/keys/root-away.ts';
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
const DAY_MS = 86_400_000;
const YEAR_LATER = new Date(NOW.getTime() + 366 * DAY_MS);
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
  const read = (name: string) => readFileSync(path(name), 'utf8');
  /** A new seal key with its certificate, as a renewal in this folder would make them. */
  const signedBy = async (keysDir: string, now: Date) => {
    const issuer = { key: '', certificate: '' };
    issuer.key = readFileSync(join(keysDir, 'issuing.key.pem'), 'utf8');
    issuer.certificate = readFileSync(join(keysDir, 'issuing.pem'), 'utf8');
    const key = await newKey();
    const facts = {
      organization: 'Ikrar',
      publicUrl: 'https://ikrar.example',
      random: systemRandom,
    };
    return { key, certificate: await certify('seal', key, issuer, { ...facts, now }) };
  };
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

  it('are renewed after a year: new keys, old certificates kept, old private keys gone', async () => {
    const keysDir = path('keys');
    const keys = await openTestKeys(keysDir);
    const [oldSeal, oldEvidence] = [keys.signer.certificate, keys.evidence];
    const oldKeys = ['seal', 'evidence'].map((rung) => read(`keys/${rung}.key.pem`));
    const dayBefore = new Date(NOW.getTime() + 364 * DAY_MS);
    expect(await keys.renew(dayBefore)).to.deep.equal([]);
    expect(await keys.renew(YEAR_LATER)).to.deep.equal(['seal', 'evidence']);
    expect(await keys.renew(YEAR_LATER)).to.deep.equal([]);
    expect(keys.signer.certificate.equals(oldSeal)).to.equal(false);
    expect(keys.evidence.keyId).to.not.equal(oldEvidence.keyId);
    expect(keys.evidenceCertificates.map(({ keyId }) => keyId)).to.deep.equal([
      oldEvidence.keyId,
      keys.evidence.keyId,
    ]);
    expect(keys.sealCertificates.map((pem) => new NodeCertificate(pem).raw)).to.deep.equal([
      oldSeal,
      keys.signer.certificate,
    ]);
    const everything = readdirSync(keysDir).map((file) => read(`keys/${file}`));
    for (const key of oldKeys) expect(everything).to.not.include(key);
    const { validFrom, validTo } = new NodeCertificate(keys.signer.certificate);
    const years = new Date(validTo).getUTCFullYear() - new Date(validFrom).getUTCFullYear();
    expect(years).to.equal(15);
    const again = await openTestKeys(keysDir, YEAR_LATER);
    expect(again.signer.certificate.equals(keys.signer.certificate)).to.equal(true);
    expect(again.rootFingerprint).to.equal(keys.rootFingerprint);
  });

  it('are renewed to the end, whatever a kill left of it', async () => {
    const folder = openKeyFolder(path('keys'));
    const pieces = ['seal.next.key.pem', 'seal.next.pem'] as const;
    for (let step = 0; step < 4; step++) {
      const before = await openTestKeys(path('keys'));
      const next = await openTestKeys(path(`next-${step}`));
      const { key, certificate } = await signedBy(path('keys'), NOW);
      if (step >= 0) folder.write(pieces[0], key);
      if (step >= 1) folder.write(pieces[1], certificate);
      const old = read('keys/seal.pem');
      if (step >= 2) folder.write(`seal-${keyIdOf(old)}.pem`, old);
      if (step >= 3) folder.move(pieces[0], 'seal.key.pem');
      const after = await openTestKeys(path('keys'));
      expect(after.signer.certificate.equals(before.signer.certificate)).to.equal(step === 0);
      expect(after.sealCertificates).to.include(old);
      expect(readdirSync(path('keys')).filter((name) => name.includes('next'))).to.deep.equal([]);
      expect(next.rootFingerprint).to.not.equal(after.rootFingerprint);
    }
  });

  it('stay as they are while the issuing key is elsewhere, with the last list to give out', async () => {
    const keys = await openTestKeys(path('keys'));
    await keys.keepCrl(NOW);
    rmSync(path('keys/issuing.key.pem'));
    const later = await openTestKeys(path('keys'), YEAR_LATER);
    expect(await later.renew(YEAR_LATER, true)).to.deep.equal([]);
    const list = new X509Crl(new Uint8Array((await later.createCrl(YEAR_LATER)) ?? []));
    expect(list.thisUpdate.getTime()).to.equal(NOW.getTime() - 60_000);
    const rows = later.status(YEAR_LATER, []);
    expect(rows.map(({ role, place, state }) => [role, place, state])).to.deep.equal([
      ['root', 'folder', 'ok'],
      ['issuing', 'away', 'ok'],
      ['seal', 'folder', 'due'],
      ['evidence', 'folder', 'due'],
    ]);
  });

  it('are told in time: ninety days before their end, at their end, and revoked', async () => {
    const keys = await openTestKeys(path('keys'));
    const end = new Date(new NodeCertificate(keys.signer.certificate).validTo);
    const stateAt = (days: number) =>
      keys.status(new Date(end.getTime() + days * DAY_MS), []).find(({ role }) => role === 'seal')
        ?.state;
    expect([stateAt(-91), stateAt(-89), stateAt(0), stateAt(1)]).to.deep.equal([
      'due',
      'soon',
      'expired',
      'expired',
    ]);
    const serial = serialOf(new NodeCertificate(keys.signer.certificate));
    const folder = openKeyFolder(path('keys'));
    expect(addRevoked(folder, { serial, at: NOW, reason: 'bocor' })).to.equal(true);
    expect(addRevoked(folder, { serial, at: YEAR_LATER, reason: 'diganti' })).to.equal(false);
    expect(stateAt(-1000)).to.equal('revoked');
    expect([...keys.revokedSeals()]).to.deep.equal([[serial, NOW]]);
    const list = new X509Crl(new Uint8Array((await keys.createCrl(NOW)) ?? []));
    expect(list.entries.map((entry) => entry.serialNumber)).to.deep.equal([serial]);
    expect(list.entries[0]?.reason).to.equal(1);
    expect(list.getExtension('2.5.29.20')?.value).to.be.instanceOf(ArrayBuffer);
    folder.write('issuing.revoked.json', '{"serial":1}');
    expect(() => keys.revokedSeals())
      .to.throw()
      .with.property('code', 'KEY_DAMAGED');
  });

  it('let the root key go elsewhere, after a copy that was checked', async () => {
    await openTestKeys(path('keys'));
    const key = read('keys/root.key.pem');
    expect(() => moveRootAway(path('keys'), path('keys/sub')))
      .to.throw()
      .with.property('code', 'ROOT_STAYS');
    writeFileSync(path('ikrar-root.key.pem'), 'another key');
    expect(() => moveRootAway(path('keys'), folder))
      .to.throw()
      .with.property('code', 'ROOT_STAYS');
    expect(read('keys/root.key.pem')).to.equal(key);
    const file = moveRootAway(path('keys'), path('safe'));
    expect(readFileSync(file, 'utf8')).to.equal(key);
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    expect(existsSync(path('keys/root.key.pem'))).to.equal(false);
    expect(() => moveRootAway(path('keys'), path('safe')))
      .to.throw()
      .with.property('code', 'ROOT_NOT_HERE');
    const keys = await openTestKeys(path('keys'), YEAR_LATER);
    expect(await keys.renew(YEAR_LATER)).to.deep.equal(['seal', 'evidence']);
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
      expect(readdirSync(path('own'))).to.have.members([
        ...FILES.filter((f) => !f.startsWith('seal')),
        ...readdirSync(path('own')).filter((f) => /^p12-(seal|root)-[0-9a-f]{16}\.pem$/.test(f)),
      ]);
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
      const earlier = new Date(Date.now() - 40 * DAY_MS);
      expect(await codeOf(open('rahasia', 'k.p12', earlier))).to.equal('CERTIFICATE_NOT_YET_VALID');
      make(['ec', '-pkeyopt', 'ec_paramgen_curve:P-384'], '30');
      expect(await codeOf(open())).to.equal('KEY_UNSUPPORTED');
      expect(existsSync(path('own'))).to.equal(false);
    });

    it('says what is wrong: a certificate of another key, no chain, no use for seals', async () => {
      const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
      const selfSigned = (name: string, ...more: string[]) =>
        openssl(
          ...['req', '-x509', ...curve, '-keyout', `${name}.key`, '-out', `${name}.pem`],
          ...['-days', '30', '-subj', `/CN=${name}`, ...more],
        );
      const pack = (key: string, certificate: string) => {
        const pair = ['-inkey', `${key}.key`, '-in', `${certificate}.pem`];
        openssl('pkcs12', '-export', ...pair, '-out', 'x.p12', '-passout', 'pass:rahasia');
      };
      selfSigned('akar');
      openssl(
        'req',
        '-new',
        ...curve,
        '-keyout',
        'daun.key',
        '-out',
        'daun.csr',
        '-subj',
        '/CN=daun',
      );
      const issuer = ['-CA', 'akar.pem', '-CAkey', 'akar.key', '-CAcreateserial', '-days', '30'];
      openssl('x509', '-req', '-in', 'daun.csr', ...issuer, '-out', 'daun.pem');
      pack('daun', 'daun');
      expect(await codeOf(open('rahasia', 'x.p12'))).to.equal('CHAIN_BROKEN');
      selfSigned('kunci', '-addext', 'keyUsage=critical,digitalSignature');
      pack('kunci', 'kunci');
      expect(await codeOf(open('rahasia', 'x.p12'))).to.equal('CERTIFICATE_USAGE');
      const apart = ['-nokeys', '-in', 'akar.pem', '-out', 'x.p12', '-passout', 'pass:rahasia'];
      openssl('pkcs12', '-export', ...apart);
      expect(await codeOf(open('rahasia', 'x.p12'))).to.equal('P12_NO_KEY');
      expect(existsSync(path('own'))).to.equal(false);
    });

    it('finds the seal of earlier years again, whatever seals now', async () => {
      make(['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'], '30');
      const first = await open();
      make(['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'], '30');
      const second = await open();
      const own = await openTestKeys(path('own'), new Date());
      for (const keys of [second, own]) {
        const roots = keys.trustedRoots.map((der) => der.toString('hex'));
        expect(roots).to.include(first.signer.certificate.toString('hex'));
        expect(keys.rootFingerprint).to.equal(first.rootFingerprint);
      }
    });
  });
});
