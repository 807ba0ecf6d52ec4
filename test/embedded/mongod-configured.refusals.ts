// A MONGODB_URI that does not answer, is no replica set, or refuses the sign-in: each is told
// apart, says what to do, and never repeats the password.

import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { pickTcpPort } from '../../server/embedded/free-port.ts';
import { startMongod } from '../../server/embedded/mongod.ts';
import { findMongod } from '../../server/embedded/mongod-binary.ts';
import { startDetached, stopProcess } from '../../server/embedded/own-process.ts';
import { cacheDir, refusalOf, rememberingReport, temporaryFolder } from './support.ts';

const { MongoClient } = mongoose.mongo;

interface Foreign {
  port: number;
  stop(): Promise<void>;
}

/** A mongod that is not ours, with flags of its own. */
async function startForeign(flags: readonly string[]): Promise<Foreign> {
  const folder = await temporaryFolder();
  const port = await pickTcpPort({ host: '127.0.0.1' });
  const env = process.env;
  const binary = await findMongod({ cacheDir, report: rememberingReport(), env });
  const { pid } = await startDetached({
    command: binary.command,
    args: [...['--dbpath', folder.dir, '--port', String(port), '--bind_ip', '127.0.0.1'], ...flags],
    env,
    extra: binary.env,
    logFile: join(folder.dir, 'mongod.log'),
  });
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`);
  await client.db('admin').command({ hello: 1 });
  await client.close();
  return {
    port,
    async stop() {
      await stopProcess(pid, { isOurs: (line) => line.includes(folder.dir), graceMs: 10_000 });
      await folder.remove();
    },
  };
}

/** The text with which the server would refuse to start on this address. */
const refusal = (uri: string) =>
  refusalOf(startMongod({ uri, dataDir: '/nonexistent', cacheDir, report: rememberingReport() }));

describe('a configured MongoDB that can not be used', function () {
  this.timeout(60_000);
  const foreign: Foreign[] = [];
  const start = async (flags: readonly string[]) => {
    const each = await startForeign(flags);
    foreign.push(each);
    return each.port;
  };
  afterEach(async () => {
    for (const each of foreign.splice(0)) await each.stop();
  });

  it('does not answer: nothing listens', async () => {
    const port = await pickTcpPort({ host: '127.0.0.1' });
    const text = await refusal(`mongodb://nama:rahasia9@127.0.0.1:${port}/ikrar`);
    expect(text).to.include(`127.0.0.1:${port} tidak menjawab`).and.include('firewall');
    expect(text).to.not.include('rahasia9');
  });

  it('does not answer: something else listens and stays silent', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const began = performance.now();
    expect(await refusal(`mongodb://127.0.0.1:${port}/ikrar`)).to.include('tidak menjawab');
    expect(performance.now() - began).to.be.below(8000);
    silent.close();
  });

  it('is a standalone server', async () => {
    const port = await start([]);
    const [text, named] = await Promise.all([
      refusal(`mongodb://127.0.0.1:${port}/ikrar`),
      refusal(`mongodb://127.0.0.1:${port}/ikrar?replicaSet=rs0`),
    ]);
    expect(text).to.include('bukan replica set').and.include('rs.initiate()');
    expect(named).to.include('replica set');
  });

  it('is a replica set that nobody has initiated', async () => {
    const port = await start(['--replSet', 'rs0']);
    const [text, unnamed] = await Promise.all([
      refusal(`mongodb://127.0.0.1:${port}/ikrar?replicaSet=rs0`),
      refusal(`mongodb://127.0.0.1:${port}/ikrar`),
    ]);
    expect(text).to.include('belum diinisiasi').and.include('rs.initiate()');
    expect(unnamed).to.include('rs.initiate()');
  });

  it('refuses the password, and the lack of one', async () => {
    const port = await start(['--auth']);
    const direct = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`);
    // The first user may be made without signing in, from this machine only.
    const user = { createUser: 'ikrar', pwd: 'benar-sekali', roles: ['root'] };
    await direct.db('admin').command(user);
    await direct.close();
    const address = `127.0.0.1:${port}/ikrar?authSource=admin`;
    const wrong = await refusal(`mongodb://ikrar:salah-sekali@${address}`);
    expect(wrong).to.include('menolak nama pengguna atau kata sandi').and.include('authSource');
    expect(wrong).to.not.include('salah-sekali');
    const right = await refusal(`mongodb://ikrar:benar-sekali@${address}`);
    expect(right).to.include('bukan replica set').and.not.include('benar-sekali');
  });

  it('can not be read at all', async () => {
    const text = await refusal('mongodb://nama:ra:hasia@sandi@host/ikrar');
    expect(text).to.include('MONGODB_URI tidak terbaca').and.include('replicaSet=');
    expect(text).to.not.include('hasia');
  });
});
