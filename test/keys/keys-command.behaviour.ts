// `npm run keys`: what it says and does to a key folder, and what it refuses.
import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { X509Certificate as PeculiarCertificate, X509Crl } from '@peculiar/x509';
import { expect } from 'chai';
import { acquireDataLock } from '../../server/embedded/data-lock.ts';
import { fingerprintOf } from '../../server/keys/evidence-key.ts';
import { openTestKeys } from '../certificates/sealed.ts';

const run = promisify(execFile);

describe('the command keys', function () {
  this.timeout(60_000);
  let folder: string;
  const at = (name: string) => join(folder, name);
  const seal = () => fingerprintOf(readFileSync(at('data/keys/seal.pem'), 'utf8'));
  const command = async (...args: string[]): Promise<string> => {
    const env = { PATH: process.env.PATH, HOME: folder, DATA_DIR: at('data') };
    try {
      const all = ['--import=tsx', 'server/cli/keys.ts', ...args];
      return (await run(process.execPath, all, { env })).stdout;
    } catch (error) {
      return error instanceof Error && 'stderr' in error
        ? `failed: ${error.stderr}`
        : String(error);
    }
  };
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ikrar-keys-command-'));
    await openTestKeys(at('data/keys'), new Date());
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('says how to use it, and makes no keys where there are none', async () => {
    expect(await command()).to.include('failed: Pemakaian:');
    expect(await command('status', '--data-dir', at('empty'))).to.include(
      'failed: Belum ada kunci',
    );
    expect(existsSync(at('empty'))).to.equal(false);
  });

  it('tells each certificate, and takes the root key away', async () => {
    const said = await command('status');
    expect(said).to.include('Akar: Akar Segel Ikrar').and.include('Bukti: Bukti Ikrar');
    expect(said).to.include(seal().slice(0, 4)).and.include('kunci pribadi di folder ini');
    expect(await command('root-out')).to.include('failed: Sebutkan foldernya');
    expect(await command('root-out', '--to', at('safe'))).to.include('Kunci akar dipindahkan');
    expect(readdirSync(at('safe'))).to.deep.equal(['ikrar-root.key.pem']);
    expect(await command('status')).to.match(/Akar Segel Ikrar\n.*kunci pribadi di tempat lain/);
    expect(await command('root-out', '--to', at('safe'))).to.include(
      'failed: Kunci akar tidak ada',
    );
  });

  it('only looks, so that nothing happens to keys that a server is renewing', async () => {
    const halfWay = at('data/keys/seal.next.key.pem');
    writeFileSync(halfWay, 'a key whose certificate is being made');
    expect(await command('status')).to.include('Segel: Segel Elektronik Ikrar');
    expect(existsSync(halfWay)).to.equal(true);
    rmSync(halfWay);
  });

  it('certifies the issuing key anew with the root’s key, which is only read', async () => {
    const issuing = () => new X509Certificate(readFileSync(at('data/keys/issuing.pem')));
    const crl = () => readFileSync(at('data/keys/root.crl.base64'), 'utf8');
    const [before, oldSeal, oldList] = [issuing(), seal(), crl()];
    const away = at('safe/ikrar-root.key.pem');
    expect(await command('renew', '--root', at('tidak-ada.pem'))).to.include('failed: Kunci akar');
    const stranger = at('data/keys/issuing.key.pem');
    expect(await command('renew', '--root', stranger)).to.include('failed: Kunci akar');
    expect([issuing().fingerprint256, seal(), crl()]).to.deep.equal([
      ...[before.fingerprint256, oldSeal, oldList],
    ]);
    const said = await command('renew', '--root', away);
    expect(said).to.include('Sertifikat penerbit').and.include('Kunci segel dan kunci bukti baru');
    expect(existsSync(at('data/keys/root.key.pem'))).to.equal(false);
    const root = new X509Certificate(readFileSync(at('data/keys/root.pem')));
    expect(issuing().fingerprint256).to.not.equal(before.fingerprint256);
    expect(issuing().verify(root.publicKey)).to.equal(true);
    const keys = await openTestKeys(at('data/keys'), new Date());
    const chain = [keys.signer.certificate, ...keys.signer.chain];
    expect(chain[1]?.equals(issuing().raw)).to.equal(true);
    for (const pem of keys.sealCertificates) {
      expect(new X509Certificate(pem).verify(issuing().publicKey), 'old ones too').to.equal(true);
    }
    expect(keys.sealCertificates).to.have.length(2);
    const list = new X509Crl(new Uint8Array(keys.rootCrl ?? []));
    expect(crl()).to.not.equal(oldList);
    expect(await list.verify({ publicKey: new PeculiarCertificate(root.raw).publicKey })).to.equal(
      true,
    );
  });

  it('renews and revokes, but not beside a running server', async () => {
    const lock = await acquireDataLock(at('data'));
    expect(await command('renew'))
      .to.include('failed:')
      .and.include('sedang dipakai');
    await lock.release();
    const first = seal();
    expect(await command('renew')).to.include('Kunci segel dan kunci bukti baru dibuat');
    expect(seal()).to.not.equal(first);
    expect(await command('revoke-seal', '--seal', first)).to.include('failed: Pemakaian:');
    const wrong = ['--seal', 'ffffffff', '--reason', 'bocor'];
    expect(await command('revoke-seal', ...wrong)).to.include('failed: Tidak ada satu sertifikat');
    const second = seal();
    const current = ['--seal', second.slice(0, 12), '--reason', 'bocor'];
    expect(await command('revoke-seal', ...current)).to.include(`${second} dicabut`);
    expect(seal()).to.not.equal(second);
    expect(await command('status')).to.match(/DICABUT/);
    const keys = await openTestKeys(at('data/keys'), new Date());
    const list = new X509Crl(new Uint8Array((await keys.createCrl(new Date())) ?? []));
    expect(list.entries).to.have.length(1);
  });
});
