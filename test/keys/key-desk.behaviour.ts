// The keys' desk: what everybody may fetch, what staff see of the keys' end, and what the log says.
import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AuthorityInfoAccessExtension,
  X509Certificate as PeculiarCertificate,
  X509Crl,
} from '@peculiar/x509';
import { expect } from 'chai';
import { pino } from 'pino';
import type { Clock } from '../../server/core/clock.ts';
import { createVisitorTokens } from '../../server/http/visitor.ts';
import {
  createKeyDeskRoutes,
  createKeyWatch,
  createSharedCertificateStore,
} from '../../server/key-desk/index.ts';
import type { SealKeys, TimestamperState } from '../../server/keys/index.ts';
import { NOW, openTestKeys } from '../certificates/sealed.ts';
import { startTestHttp, type TestHttp, testCatalogue } from '../support/http.ts';
import { testDatabase } from '../support/mongo.ts';

const DAY_MS = 86_400_000;
const daysAfter = (date: Date, days: number) => new Date(date.getTime() + days * DAY_MS);

describe("the keys' desk", function () {
  this.timeout(30_000);
  let folder: string;
  let keys: SealKeys;
  let http: TestHttp;
  let now = NOW;
  let tsa: TimestamperState | undefined;
  const clock: Clock = { now: () => now };
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ikrar-desk-'));
    keys = await openTestKeys(join(folder, 'keys'));
    const catalogue = testCatalogue();
    const desk = { keys, tsaRoots: [], tsaState: () => tsa, catalogue, clock };
    http = await startTestHttp({
      routes: createKeyDeskRoutes(desk),
      tokens: createVisitorTokens(Buffer.alloc(32, 3), clock),
      findStaff: async (token) =>
        token === 'petugas'
          ? {
              account: 'a',
              name: 'Petugas',
              grants: [{ campaign: '*', role: 'host' as const }],
              role: 'host',
              session: 's',
            }
          : undefined,
    });
  });
  after(async () => {
    await http.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    now = NOW;
    tsa = undefined;
  });
  const get = (path: string, cookie = '') => fetch(http.url + path, { headers: { cookie } });
  const shown = async () =>
    (await (await get('/kendali/kunci', 'ikrar_petugas=petugas')).text()).replace(/\s+/g, ' ');

  it('gives root, evidence certificates and both revocation lists to everybody', async () => {
    expect(await (await get('/api/v1/certificates/root.pem')).text()).to.equal(keys.rootPem);
    const evidence = await (await get('/api/v1/certificates/evidence.pem')).text();
    expect(new X509Certificate(evidence).subject).to.include('CN=Bukti Ikrar');
    expect(evidence.match(/BEGIN CERTIFICATE/g)).to.have.length(3);
    for (const path of ['crl', 'root.crl']) {
      const list = await get(`/api/v1/certificates/${path}`);
      expect(list.headers.get('content-type')).to.equal('application/pkix-crl');
      const parsed = new X509Crl(new Uint8Array(await list.arrayBuffer()));
      expect(parsed.nextUpdate?.getTime()).to.be.above(daysAfter(NOW, 29).getTime());
    }
  });

  it('gives each certificate its issuer, at the address that stands in it', async () => {
    const [issuing = '', root = ''] = keys.evidence.chainPem;
    const seal = keys.signer.certificate.toString('base64');
    for (const [certificate, issuer] of [
      [seal, issuing],
      [keys.evidence.certificatePem, issuing],
      [issuing, root],
    ] as const) {
      const access = new PeculiarCertificate(certificate).getExtension(
        AuthorityInfoAccessExtension,
      );
      const address = access?.caIssuers[0]?.value ?? '';
      expect(address).to.match(/^https:\/\/ikrar\.example\//);
      const found = await get(new URL(address).pathname);
      expect(found.headers.get('content-type')).to.equal('application/pkix-cert');
      const bytes = Buffer.from(await found.arrayBuffer());
      expect(bytes.equals(new X509Certificate(issuer).raw)).to.equal(true);
    }
  });

  it('shows the page to staff alone, with the fingerprint as certificates print it', async () => {
    expect((await get('/kendali/kunci')).status).to.not.equal(200);
    const page = await shown();
    expect(page).to.include('Semua sertifikat berlaku').and.include('Kunci pribadi akar masih ada');
    expect(page).to.include(keys.rootFingerprint.match(/.{4}/g)?.join(' '));
    expect(page).to.include('Tidak ada layanan stempel waktu');
  });

  it('says what will end, what has ended, and what was not renewed', async () => {
    now = daysAfter(NOW, 400);
    expect(await shown()).to.include('Segel: kunci sudah dipakai lebih dari setahun');
    const end = new Date(new X509Certificate(keys.signer.certificate).validTo);
    now = daysAfter(end, -10);
    expect(await shown())
      .to.include('Segel: sertifikat berakhir pada')
      .and.include('10 hari lagi');
    now = daysAfter(end, 1);
    expect(await shown()).to.include('Segel: sertifikat sudah berakhir');
  });

  it('says how the time-stamping authority does', async () => {
    const lastFailure = { at: NOW, code: 'TSA_TIMEOUT', message: 'tidak menjawab' } as const;
    tsa = { host: 'tsa.uji', lastStampAt: null, lastFailure };
    const failing = await shown();
    expect(failing).to.include('tsa.uji').and.include('tidak menjawab');
    expect(failing).to.include('tanpa waktu independen');
    tsa = { host: 'tsa.uji', lastStampAt: daysAfter(NOW, 1), lastFailure };
    expect(await shown()).to.not.include('tanpa waktu independen');
  });

  it('writes it into the log, and renews by itself where it may', async () => {
    const lines: { level: number; role?: string; msg: string }[] = [];
    const write = (line: string) => void lines.push(JSON.parse(line));
    const logger = pino({ level: 'info', base: null }, { write });
    const store = { insertOnce: async () => undefined, listOthers: async () => [] };
    const watch = createKeyWatch({ keys, store, tsaRoots: [], clock, logger });
    now = daysAfter(NOW, 400);
    const away = { ...keys, status: keys.status, renew: async () => [] };
    await createKeyWatch({ keys: away, store, tsaRoots: [], clock, logger }).look();
    expect(lines.map(({ level, role }) => [level, role])).to.deep.equal([
      [40, 'seal'],
      [40, 'evidence'],
    ]);
    lines.splice(0);
    await watch.look();
    expect(lines.map(({ level, msg }) => [level, msg])).to.deep.equal([[30, 'keys renewed']]);
    const page = await shown();
    expect(page).to.include('Sertifikat lain (2)');
    lines.splice(0);
    now = daysAfter(new Date(new X509Certificate(keys.signer.certificate).validTo), 1);
    await createKeyWatch({ keys: away, store, tsaRoots: [], clock, logger }).look();
    expect(lines[0]).to.include({ level: 50, role: 'seal' });
  });

  it('tells other processes its certificates, and learns theirs but no stranger’s', async () => {
    const database = await testDatabase();
    const store = createSharedCertificateStore(database.connection);
    const first = await openTestKeys(join(folder, 'first'));
    cpSync(join(folder, 'first'), join(folder, 'second'), { recursive: true });
    const second = await openTestKeys(join(folder, 'second'));
    const stranger = await openTestKeys(join(folder, 'stranger'));
    const logger = pino({ level: 'silent' });
    const watches = [first, second, stranger].map((one) =>
      createKeyWatch({ keys: one, store, tsaRoots: [], clock, logger }),
    );
    now = daysAfter(NOW, 400);
    for (const watch of watches) await watch.look();
    for (const watch of [...watches, ...watches]) await watch.share();
    expect(first.evidence.keyId).to.not.equal(second.evidence.keyId);
    const idsOf = (one: SealKeys) => one.evidenceCertificates.map(({ keyId }) => keyId).sort();
    expect(idsOf(first)).to.deep.equal(idsOf(second)).and.to.have.length(3);
    expect(first.sealCertificates).to.have.members(second.sealCertificates).and.have.length(3);
    expect(idsOf(stranger)).to.have.length(2);
    const seal = first.sealCertificates.at(-1) ?? '';
    expect(first.learn('evidence', seal)).to.equal(false);
    expect(first.learn('seal', 'rubbish')).to.equal(false);
  });
});
