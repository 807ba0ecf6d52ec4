// A mongod of our own: quick to come back, with its data and its port, adopted after the server
// was killed, and ended only by the server that has it.

import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { startMongod } from '../../server/embedded/mongod.ts';
import { findCommandLine } from '../../server/embedded/process-facts.ts';
import { until } from '../support/until.ts';
import {
  cacheDir,
  killHard,
  refusalOf,
  rememberingReport,
  startScript,
  temporaryFolder,
} from './support.ts';

const { MongoClient } = mongoose.mongo;

const portOf = (uri: string) => Number(new URL(uri).port);

async function withClient<T>(
  uri: string,
  use: (client: InstanceType<typeof MongoClient>) => Promise<T>,
): Promise<T> {
  const client = new MongoClient(uri);
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

const countNotes = (uri: string) =>
  withClient(uri, (client) => client.db().collection('notes').countDocuments());
const addNote = (uri: string) =>
  withClient(uri, (client) => client.db().collection('notes').insertOne({ at: new Date() }));

describe('the embedded mongod', function () {
  this.timeout(120_000);
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());
  const start = (report = rememberingReport()) =>
    startMongod({ uri: undefined, dataDir: folder.dir, cacheDir, report });
  const mongodPid = async () =>
    Number.parseInt(await readFile(join(folder.dir, 'mongo', 'mongod.lock'), 'utf8'), 10);

  it('takes transactions and change streams, and stops cleanly', async () => {
    const mongo = await start();
    await withClient(mongo.uri, async (client) => {
      await client.db().createCollection('notes');
      const changes = client.db().collection('notes').watch();
      const next = changes.next();
      await client.withSession((session) =>
        session.withTransaction(() =>
          client.db().collection('notes').insertOne({ text: 'a' }, { session }),
        ),
      );
      expect((await next).operationType).to.equal('insert');
      await changes.close();
      // What a killed server leaves open in the middle holds others up no longer than this.
      const limit = { getParameter: 1, transactionLifetimeLimitSeconds: 1 };
      expect(await client.db('admin').command(limit)).to.have.property(
        'transactionLifetimeLimitSeconds',
        15,
      );
    });
    const pid = await mongodPid();
    await mongo.stop();
    expect(await findCommandLine(pid)).to.equal(undefined);
    // mongod empties the file when it has flushed and gone.
    expect((await stat(join(folder.dir, 'mongo', 'mongod.lock'))).size).to.equal(0);
    const log = await readFile(join(folder.dir, 'logs', 'mongod.log'), 'utf8');
    expect(log).to.include('"attr":{"exitCode":0}');
  });

  it('listens on loopback only, in folders that only this user reads', async () => {
    const mongo = await start();
    const line = await findCommandLine(await mongodPid());
    expect(line).to.include('--bind_ip 127.0.0.1 ').and.include('--replSet ikrar ');
    const modes = ['mongo', 'logs', 'run', 'keys'].map((name) => stat(join(folder.dir, name)));
    for (const each of await Promise.all(modes)) expect(each.mode & 0o077).to.equal(0);
    await mongo.stop();
  });

  it('is ready again within seconds, with its data, on the same port', async () => {
    const first = await start();
    await addNote(first.uri);
    await first.stop();
    const began = performance.now();
    const second = await start();
    expect(performance.now() - began).to.be.below(5000);
    expect(second.uri).to.equal(first.uri);
    expect(await countNotes(second.uri)).to.equal(1);
    await second.stop();
  });

  it('moves to another port when its own was taken meanwhile', async () => {
    const first = await start();
    await addNote(first.uri);
    await first.stop();
    const squatter = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) =>
      squatter.listen(portOf(first.uri), '127.0.0.1', () => resolve()),
    );
    const second = await start();
    expect(portOf(second.uri)).to.not.equal(portOf(first.uri));
    expect(await countNotes(second.uri)).to.equal(1);
    await second.stop();
    squatter.close();
  });

  it('is adopted after its server was killed, and ended by the next one', async () => {
    const { child, line } = await startScript('./services-child.ts', [folder.dir, 'mongod']);
    const { mongo: uri } = JSON.parse(line);
    await addNote(uri);
    const pid = await mongodPid();
    await killHard(child);
    expect(await findCommandLine(pid)).to.include('mongod');
    const next = await start();
    expect(next.uri).to.equal(uri);
    expect(await mongodPid()).to.equal(pid);
    expect(await countNotes(next.uri)).to.equal(1);
    await next.stop();
    expect(await findCommandLine(pid)).to.equal(undefined);
  });

  it('recovers by itself when it was killed too', async () => {
    const first = await start();
    await withClient(first.uri, (client) =>
      client
        .db()
        .collection('notes')
        .insertOne({ a: 1 }, { writeConcern: { w: 1, j: true } }),
    );
    const pid = await mongodPid();
    process.kill(pid, 'SIGKILL');
    await until('mongod is gone', async () => (await findCommandLine(pid)) === undefined);
    const second = await start();
    expect(await countNotes(second.uri)).to.equal(1);
    await second.stop();
  });

  it('says what to do where none is found and none can be fetched', async () => {
    const report = rememberingReport();
    const text = await refusalOf(
      startMongod({
        uri: undefined,
        dataDir: folder.dir,
        cacheDir: join(folder.dir, 'cache'),
        report,
        env: { PATH: '/nonexistent', HTTPS_PROXY: 'http://127.0.0.1:9' },
      }),
    );
    expect(text)
      .to.include('MONGODB_URI')
      .and.include('Pasang mongod')
      .and.include('python3 tidak ada');
  });
});
