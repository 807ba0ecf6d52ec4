// npm start: four links, a second start that changes nothing, health when the database goes, and
// a Ctrl-C that ends everything it started and nothing else.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  createServerProcess,
  openServerDatabase,
  type ServerProcess,
} from '../support/server-process.ts';

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const linkAfter = (lines: string[], label: string): string => {
  const line = lines.find((one) => one.includes(label)) ?? '';
  return /https?:\/\/\S+/.exec(line)?.[0] ?? '';
};

describe('npm start', function () {
  this.timeout(120_000);
  let server: ServerProcess;
  let lines: string[];
  let firstStartMs: number;

  const mongodPid = async () =>
    Number(await readFile(join(server.dataDir, 'mongo', 'mongod.lock'), 'utf8'));
  const contents = async (): Promise<Record<string, unknown[]>> => {
    const client = await openServerDatabase(server.dataDir);
    try {
      const db = client.db('ikrar');
      const names = (await db.listCollections().toArray()).map(({ name }) => name).sort();
      const all: Record<string, unknown[]> = {};
      for (const name of names) {
        // The leases of the running process are not data of the event.
        if (!['nodes', 'leases'].includes(name))
          all[name] = await db.collection(name).find().sort({ _id: 1 }).toArray();
      }
      return all;
    } finally {
      await client.close();
    }
  };

  before(async () => {
    server = await createServerProcess();
    const from = performance.now();
    lines = await server.start();
    firstStartMs = performance.now() - from;
  });
  after(() => server.clean());

  it('is up within a minute on an empty folder', () => {
    expect(firstStartMs).to.be.below(60_000);
  });

  it('prints four links, and each opens', async () => {
    const labels = ['Ruang kendali', 'Undangan contoh', 'Papan nasional', 'Verifikasi'];
    const links = labels.map((label) => linkAfter(lines, label));
    expect(new Set(links).size).to.equal(4);
    for (const link of links) {
      const answer = await fetch(link.replace('localhost', '127.0.0.1'), { redirect: 'manual' });
      expect(answer.status, link).to.be.oneOf([200, 303]);
    }
  });

  it('writes no secret to its log lines', () => {
    const logged = lines.filter((line) => line.startsWith('{')).join('\n');
    expect(logged).to.not.match(/tautan\/|\/u\//);
  });

  it('keeps its secrets readable by its user alone', async () => {
    const { stat } = await import('node:fs/promises');
    for (const file of ['keys/token.key', 'keys/pin.key', 'keys/code.key', 'run/local-token']) {
      const { mode } = await stat(join(server.dataDir, file));
      expect(mode & 0o077, file).to.equal(0);
    }
  });

  it('starts a second time within ten seconds and changes no data', async () => {
    const before = await contents();
    const pid = await mongodPid();
    expect(await server.stop()).to.equal(0);
    expect(isRunning(pid), 'mongod ends with the server').to.equal(false);
    const from = performance.now();
    const again = await server.start();
    expect(performance.now() - from).to.be.below(10_000);
    expect(await contents()).to.deep.equal(before);
    expect(linkAfter(again, 'Undangan contoh')).to.equal(linkAfter(lines, 'Undangan contoh'));
  });

  it('refuses a second server on the same data', async () => {
    const { spawnSync } = await import('node:child_process');
    const other = spawnSync(process.execPath, ['--import=tsx', 'server/main.ts'], {
      env: { ...process.env, DATA_DIR: server.dataDir, PORT: '0', LIVEKIT: 'off' },
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect(other.status).to.equal(1);
    expect(other.stdout).to.include('tidak dapat berjalan');
    expect((await fetch(`${server.url}/readyz`)).status, 'the first one goes on').to.equal(200);
  });

  it('says 503 at /readyz when the database is gone, while /healthz stays up', async () => {
    process.kill(await mongodPid(), 'SIGKILL');
    let answer = await fetch(`${server.url}/readyz`);
    for (let tries = 0; tries < 20 && answer.status === 200; tries++) {
      answer = await fetch(`${server.url}/readyz`);
    }
    expect(answer.status).to.equal(503);
    expect(await answer.json()).to.include({ ready: false, database: false });
    expect((await fetch(`${server.url}/healthz`)).status).to.equal(200);
  });

  it('ends within seconds all the same', async () => {
    const from = performance.now();
    expect(await server.stop()).to.equal(0);
    expect(performance.now() - from).to.be.below(15_000);
  });
});
