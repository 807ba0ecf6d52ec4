// A start with keys or roots that can't be used: a clear sentence, and nothing changed.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Database } from '../../server/core/database.ts';
import { testDatabase } from '../support/mongo.ts';
import { startApp } from '../support/start-app.ts';

describe('a start with keys that are no good', function () {
  this.timeout(60_000);
  let folder: string;
  let database: Database;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ikrar-start-'));
    database = await testDatabase();
    const subject = ['-subj', '/CN=Segel', '-days', '1'];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    const openssl = (...args: string[]) =>
      execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
    openssl('req', '-x509', ...curve, '-keyout', 'k.pem', '-out', 'c.pem', ...subject);
    const pair = ['-inkey', 'k.pem', '-in', 'c.pem'];
    openssl('pkcs12', '-export', ...pair, '-out', 'k.p12', '-passout', 'pass:rahasia');
    writeFileSync(join(folder, 'no-root.pem'), 'bukan sertifikat');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const inTwoDays = { now: () => new Date(Date.now() + 2 * 86_400_000) };
  const p12 = (password: string) => ({ SEAL_P12: 'k.p12', SEAL_P12_PASSWORD: password });
  const cases = [
    ['a wrong password', p12('salah'), undefined, 'Kata sandi SEAL_P12_PASSWORD tidak cocok'],
    ['no such file', { SEAL_P12: 'tidak-ada.p12' }, undefined, 'Berkas SEAL_P12 tidak ada'],
    ['an expired certificate', p12('rahasia'), inTwoDays, 'Sertifikat segel sudah kedaluwarsa'],
    ['no TSA_ROOT', { TSA_URL: 'http://127.0.0.1:9/' }, undefined, 'Berkas TSA_ROOT tidak ada'],
    ['a TSA_ROOT that is none', { TSA_ROOT: 'no-root.pem' }, undefined, 'tidak memuat sertifikat'],
  ] as const;
  for (const [name, keys, clock, sentence] of cases) {
    it(`says so and leaves folder and database alone: ${name}`, async () => {
      const dataDir = mkdtempSync(join(folder, 'data-'));
      const environment: Record<string, string> = { DATA_DIR: dataDir };
      for (const [key, value] of Object.entries(keys)) {
        const isFile = key === 'SEAL_P12' || key === 'TSA_ROOT';
        environment[key] = isFile ? join(folder, value) : value;
      }
      const options = { database, environment, ...(clock && { clock }) };
      const error = await startApp(options).then(
        () => 'started',
        (reason: Error) => reason.message,
      );
      expect(error).to.include(sentence);
      expect(await database.connection.db?.listCollections().toArray()).to.deep.equal([]);
      const made = existsSync(join(dataDir, 'keys')) ? readdirSync(join(dataDir, 'keys')) : [];
      expect(made.filter((file) => file.endsWith('.pem'))).to.deep.equal([]);
    });
  }
});
