// The command as an auditor runs it: another folder, no data, no database, and a network that throws.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { extract } from 'tar';
import { systemRandom } from '../../server/core/random.ts';
import { FILES, inGroups, runVerify } from '../../server/evidence-check/index.ts';
import { createTimestamper } from '../../server/keys/index.ts';
import { testCatalogue } from '../support/http.ts';
import { startTestTsa, type TestTsa } from '../support/openssl-tsa.ts';
import { run as runProgram } from '../support/validators.ts';
import { createCheckFolder, createEvidenceWorld, unzip, zipOf } from './evidence-world.ts';
import { bytesOfLines, changed, linesOf, resigned } from './resign.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BIN = join(ROOT, 'bin/ikrar-verify.mjs');
/** Whatever asks for the network ends the command with another code than any of its own. */
const NO_NETWORK = `
import net from 'node:net';
import dns from 'node:dns';
const broken = () => { process.stderr.write('network'); process.exit(99); };
const connect = net.Socket.prototype.connect;
// The TypeScript loader asks for a pipe of a parent of its kind: that is a file, no network.
net.Socket.prototype.connect = function (...args) {
  const [options] = [args[0]].flat();
  return typeof options?.path === 'string' ? connect.apply(this, args) : broken();
};
net.Server.prototype.listen = broken;
dns.lookup = broken;
globalThis.fetch = broken;
`;

describe('ikrar-verify', function () {
  this.timeout(120_000);
  let world: Awaited<ReturnType<typeof createEvidenceWorld>>;
  let folder: Awaited<ReturnType<typeof createCheckFolder>>;
  let root: string;
  let tsa: TestTsa;

  before(async () => {
    world = await createEvidenceWorld();
    folder = await createCheckFolder();
    root = world.keys.rootFingerprint;
    const { bundle, pdf } = await world.make();
    const keep = (name: string, bytes: Buffer | string) =>
      writeFile(join(folder.folder, name), bytes);
    await keep('bukti.zip', bundle);
    await keep('bukti-pdf.zip', pdf);
    const members = await unzip(bundle);
    tsa = await startTestTsa();
    const time = { clock: { now: () => new Date() }, random: systemRandom };
    const timestamper = createTimestamper({ url: tsa.url, roots: [tsa.root], ...time });
    const head = linesOf(members, FILES.heads).at(-1);
    const imprint = createHash('sha256').update(String(head?.text)).digest();
    const token = (await timestamper.stamp(imprint)).toString('base64');
    const stamps = { [FILES.timestamps]: bytesOfLines([{ size: 8, token }]) };
    await keep('berwaktu.zip', await zipOf(resigned(members, stamps, world.keys.evidence)));
    await keep('hilang.zip', await zipOf(changed(members, { [FILES.heads]: undefined })));
    await keep(
      'evidence.pem',
      [
        ...world.keys.evidenceCertificates.map(({ pem }) => pem),
        ...world.keys.evidence.chainPem,
      ].join(''),
    );
    await keep('tanpa-jaringan.mjs', NO_NETWORK);
  });
  after(async () => {
    await tsa?.stop();
    await world?.stop();
    await folder?.stop();
  });

  const run = (...args: string[]) => runBin(BIN, args);
  const runBin = (bin: string, args: string[]) =>
    new Promise<{ code: number | null; text: string; errors: string }>((resolve) => {
      const guard = join(folder.folder, 'tanpa-jaringan.mjs');
      const child = spawn(process.execPath, ['--import', guard, bin, ...args], {
        cwd: folder.folder,
        env: { PATH: process.env.PATH ?? '' },
      });
      let [text, errors] = ['', ''];
      child.stdout.on('data', (chunk) => {
        text += chunk;
      });
      child.stderr.on('data', (chunk) => {
        errors += chunk;
      });
      child.on('close', (code) => resolve({ code, text, errors }));
    });

  it('says the same from the packed package, in a folder with nothing else', async () => {
    const at = join(folder.folder, 'paket');
    await mkdir(join(at, 'node_modules'), { recursive: true });
    const packed = await runProgram('npm', ['pack', '--silent', '--pack-destination', at, ROOT]);
    expect(packed.code, packed.output).to.equal(0);
    const archive = packed.output.trim().split('\n').at(-1) ?? '';
    await extract({ file: join(at, archive), cwd: join(at, 'node_modules') });
    // What an installation brings beside it.
    for (const name of await readdir(join(ROOT, 'node_modules'))) {
      await symlink(join(ROOT, 'node_modules', name), join(at, 'node_modules', name));
    }
    const bin = join(at, 'node_modules/package/bin/ikrar-verify.mjs');
    const codes = [];
    for (const args of [
      ['bukti.zip', '--root', root],
      ['hilang.zip', '--root', root],
      ['bukti.zip'],
    ]) {
      codes.push((await runBin(bin, args)).code);
    }
    expect(codes).to.deep.equal([0, 1, 2]);
  });

  it('answers 0 with the right root, as it is printed', async () => {
    const printed = inGroups(root).toUpperCase();
    const { code, text, errors } = await run(
      'bukti.zip',
      '--pdf',
      'bukti-pdf.zip',
      '--root',
      printed,
    );
    expect(errors).to.equal('');
    expect(text)
      .to.include('PUTUSAN: BENAR')
      .and.include(inGroups(root))
      .and.include('14 berkas PDF');
    // A bundle of before a revocation stays true: of when it is stands beside the verdict.
    expect(text).to.match(/Keadaan per 2026-10-07T\S+Z\. .*sesudahnya tidak terlihat/);
    expect(text).not.to.match(/\[verifier\./);
    expect(code).to.equal(0);
  });

  it('answers 2 without a root, in English too, and as JSON', async () => {
    const { code, text } = await run('bukti.zip', '--lang', 'en');
    expect(code).to.equal(2);
    expect(text).to.include('CONSISTENT, ORIGIN NOT CHECKED');
    const told = await run('bukti.zip', '--json');
    const answer = JSON.parse(told.text);
    expect(told.code).to.equal(2);
    expect(answer).to.include({ verdict: 'origin-unchecked', root });
  });

  it('answers 1 for a lie, a missing member, a file that is not there, and another root', async () => {
    const missing = await run('hilang.zip', '--root', root);
    expect(missing.code).to.equal(1);
    expect(missing.text).to.include(`Berkas hilang: ${FILES.heads}`).and.include('TIDAK BENAR');
    expect((await run('tidak-ada.zip')).code).to.equal(1);
    const other = await run('bukti.zip', '--root', '0'.repeat(64));
    expect(other.code).to.equal(1);
    expect(other.text).to.include('bukan yang Anda sebut');
    expect((await run('bukti.zip', '--pdf', 'bukti.zip', '--root', root)).code).to.equal(1);
  });

  it('judges independent time by itself: none, of unknown origin, of the named authority, of another', async () => {
    const timed = (...args: string[]) => run('berwaktu.zip', '--root', root, ...args);
    expect((await run('bukti.zip', '--root', root)).text).to.include('BELUM ADA WAKTU YANG');
    const unnamed = await timed();
    expect(unnamed.text).to.include('WAKTU: KONSISTEN, ASAL LAYANAN WAKTU BELUM DIPERIKSA');
    expect(unnamed.code).to.equal(0);
    const named = await timed('--tsa-root', tsa.rootFile);
    expect(named.text).to.include('WAKTU: BENAR').and.include('CN=Stempel Uji');
    expect(named.code).to.equal(0);
    const other = await timed('--tsa-root', 'evidence.pem');
    expect(other.text).to.include('WAKTU: TIDAK BENAR').and.include('bukan dari layanan');
    expect(other.code).to.equal(1);
    const none = await timed('--tsa-root', 'tidak-ada.pem');
    expect(none.text).to.include('tidak dapat dibaca: tidak-ada.pem');
    expect(none.code).to.equal(1);
  });

  it('shows on a terminal how far it is, and nowhere else', async () => {
    const catalogue = testCatalogue();
    const told = async (isTerminal: boolean) => {
      let text = '';
      const code = await runVerify([join(folder.folder, 'bukti.zip'), '--root', root], {
        write: (more) => {
          text += more;
        },
        isTerminal,
        texts: (language) => (key, words) => catalogue.text(language, `verifier.${key}`, words),
      });
      expect(code).to.equal(0);
      return text;
    };
    expect(await told(true)).to.include('\r\u001b[K  Daun catatan 0 / 8');
    expect(await told(false)).to.not.include('\r');
  });

  it('tells how it is used when it was not understood', async () => {
    for (const args of [[], ['a', '--root', 'ff']]) {
      const { code, text } = await run(...args);
      expect(code, args.join(' ')).to.equal(64);
      expect(text).to.include('ikrar-verify');
    }
  });

  it("checks a QR code's statement", async () => {
    const { certificates, people } = world;
    const issued = await certificates.service.ensureDeclaration(people[1]?._id ?? '');
    const statement = issued.data.statement ?? '';
    const address = `${issued.data.verifyUrl}#${statement}`;
    const keys = ['--keys', 'evidence.pem'];
    const named = await run('--statement', address, ...keys, '--root', root);
    expect(named.text).to.include(issued.number).and.include('PUTUSAN: BENAR');
    expect(named.code).to.equal(0);
    expect((await run('--statement', statement, ...keys)).code).to.equal(2);
    expect((await run('--statement', statement, ...keys, '--root', '0'.repeat(64))).code).to.equal(
      1,
    );
    const last = statement.at(-30) === '7' ? '8' : '7';
    const bent = `${statement.slice(0, -30)}${last}${statement.slice(-29)}`;
    expect((await run('--statement', bent, ...keys, '--root', root)).code).to.equal(1);
  });
});
