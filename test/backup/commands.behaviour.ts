// `npm run backup` beside a running server and beside a stopped one, and `npm run restore`.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { openDatabase } from '../../server/backup/index.ts';
import { readConfig } from '../../server/config.ts';
import { DATABASE_NAME } from '../../server/core/database.ts';
import { startTemporaryMongod } from './temporary-mongod.ts';

const run = promisify(execFile);
const quiet = { step: () => undefined, done: () => undefined, warn: () => undefined };
const cacheDir = readConfig({}).CACHE_DIR;

/** Runs one command in a process of its own; MONGODB_URI only when `more` names it. */
async function command(name: string, args: string[], more = {}): Promise<string> {
  const { MONGODB_URI: _, ...rest } = process.env;
  const env = { ...rest, ...more };
  const script = `server/cli/${name}.ts`;
  try {
    return (await run(process.execPath, ['--import=tsx', script, ...args], { env })).stdout;
  } catch (error) {
    return error instanceof Error && 'stderr' in error ? `failed: ${error.stderr}` : String(error);
  }
}

describe('the commands backup and restore', function () {
  this.timeout(120_000);
  let root: string;
  const at = (name: string) => join(root, name);
  const open = (dir: string, alone: boolean) =>
    openDatabase({ uri: undefined, dataDir: at(dir), cacheDir, report: quiet }, alone);

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'ikrar-commands-'));
    await mkdir(join(at('a'), 'keys'), { recursive: true });
    await writeFile(join(at('a'), 'keys', 'root.pem'), 'root');
  });
  after(() => rm(root, { recursive: true, force: true }));

  it('back up a running server without disturbing it, and restore into an empty place', async () => {
    const server = await open('a', true);
    try {
      await server.db.collection('x').insertOne({ said: 'ikrar' });
      const said = await command('backup', ['--out', at('1.tar.gz'), '--data-dir', at('a')]);
      expect(said).to.include('Cadangan lengkap');
      expect(await server.db.collection('x').countDocuments()).to.equal(1);
      const refused = await command('restore', ['--from', at('1.tar.gz'), '--data-dir', at('a')]);
      expect(refused).to.include('failed:').and.include('sudah berisi keys');
    } finally {
      await server.close();
    }
    const restored = await command('restore', ['--from', at('1.tar.gz'), '--data-dir', at('b')]);
    expect(restored).to.include('Dipulihkan');
    const copy = await open('b', true);
    try {
      expect((await copy.db.collection('x').findOne())?.said).to.equal('ikrar');
    } finally {
      await copy.close();
    }
    expect(await readFile(join(at('b'), 'keys', 'root.pem'), 'utf8')).to.equal('root');
  });

  it('back up a stopped server', async () => {
    const said = await command('backup', ['--out', at('2.tar.gz'), '--data-dir', at('a')]);
    expect(said).to.include('1 dokumen');
  });

  it('serve a configured database as well: the server’s own, whichever the address names', async () => {
    const mongod = await startTemporaryMongod();
    const more = { MONGODB_URI: mongod.uri.replace('/ikrar?', '/admin?') };
    const db = mongod.client.db(DATABASE_NAME);
    try {
      await db.collection('x').insertOne({ said: 'ikrar' });
      const said = await command('backup', ['--out', at('3.tar.gz'), '--data-dir', at('a')], more);
      expect(said).to.include('1 dokumen');
      const restore = ['--from', at('3.tar.gz'), '--data-dir', at('d')];
      expect(await command('restore', restore, more)).to.include('sudah berisi data');
      await db.dropDatabase();
      expect(await command('restore', restore, more)).to.include('Dipulihkan');
      expect((await db.collection('x').findOne())?.said).to.equal('ikrar');
      expect(await readFile(join(at('d'), 'keys', 'root.pem'), 'utf8')).to.equal('root');
    } finally {
      await mongod.stop();
    }
  });

  it('say what is missing', async () => {
    expect(await command('backup', [])).to.include('--out');
    expect(await command('restore', [])).to.include('--from');
    const lost = await command('restore', ['--from', at('no.tar.gz'), '--data-dir', at('c')]);
    expect(lost).to.include('tidak terbaca');
  });
});
