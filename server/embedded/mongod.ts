// The database: the configured one when MONGODB_URI is set, else a mongod of our own under
// DATA_DIR, a replica set of one node on loopback that keeps its port from start to start.
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { type DataFolder, findJson, prepareDataFolder, writePrivate } from './data-folder.ts';
import { pickTcpPort } from './free-port.ts';
import { findMongod } from './mongod-binary.ts';
import { checkConfiguredMongo } from './mongod-configured.ts';
import { type StartedProcess, startDetached, stopProcess } from './own-process.ts';
import { findCommandLine } from './process-facts.ts';
import { ensureReplicaSet, REPLICA_SET } from './replica-set.ts';
import type { Report } from './report.ts';

export interface MongoOptions {
  uri: string | undefined;
  dataDir: string;
  cacheDir: string;
  report: Report;
  env?: NodeJS.ProcessEnv;
  /** Ends a download that is under way. */
  signal?: AbortSignal;
}

export interface RunningMongo {
  uri: string;
  /** Ends the mongod that this or an earlier start brought up; a configured one is left alone. */
  stop(): Promise<void>;
}

interface Running {
  pid: number;
  port: number;
}

const stateSchema = z.object({ port: z.number().int().positive() });
const HOST = '127.0.0.1';
const ANSWER_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 30_000;
/** MongoDB's own is a minute; ours take milliseconds. */
const TRANSACTION_LIMIT_S = 15;

/**
 * Resolves when the database takes writes. Throws an Error with an Indonesian text for the
 * operator when the configured address fails, or no mongod can be found, fetched or started.
 * The caller holds the lock of the data folder (data-lock.ts).
 */
export async function startMongod(opts: MongoOptions): Promise<RunningMongo> {
  if (opts.uri) {
    opts.report.step('Menghubungi MongoDB');
    await checkConfiguredMongo(opts.uri);
    opts.report.done('MongoDB menjawab');
    return { uri: opts.uri, stop: async () => {} };
  }
  const folder = await prepareDataFolder(opts.dataDir);
  const { pid, port } = (await findOrphan(folder)) ?? (await launch(folder, opts));
  const stop = () => stopProcess(pid, { isOurs: isOn(folder.mongo), graceMs: STOP_LIMIT_MS });
  try {
    await ensureReplicaSet(port);
  } catch (cause) {
    await stop();
    throw cause;
  }
  opts.report.done('MongoDB siap');
  return { uri: `mongodb://${HOST}:${port}/ikrar?replicaSet=${REPLICA_SET}`, stop };
}

/** Tells a mongod on our data from every other process. */
function isOn(dbPath: string): (commandLine: string) => boolean {
  return (line) => line.includes('mongod') && line.includes(` --dbpath ${dbPath} `);
}

/** A mongod on our data that outlived a killed server; one that doesn't answer is ended. */
async function findOrphan(folder: DataFolder): Promise<Running | undefined> {
  // mongod itself keeps its process id in this file.
  const text = await readFile(join(folder.mongo, 'mongod.lock'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  if (!(pid > 0)) return undefined;
  const line = await findCommandLine(pid);
  if (!line || !isOn(folder.mongo)(line)) return undefined;
  const port = Number(/ --port (\d+) /.exec(line)?.[1]);
  if (await answers(port)) return { pid, port };
  await stopProcess(pid, { isOurs: isOn(folder.mongo), graceMs: STOP_LIMIT_MS });
  return undefined;
}

async function launch(folder: DataFolder, opts: MongoOptions): Promise<Running> {
  const env = opts.env ?? process.env;
  const binary = await findMongod({ ...opts, env });
  opts.signal?.throwIfAborted();
  opts.report.step('Menyalakan MongoDB');
  const stateFile = join(folder.run, 'mongod.json');
  const earlier = await findJson(stateFile, stateSchema);
  const port = await pickTcpPort({ host: HOST, preferred: earlier?.port });
  await writePrivate(stateFile, JSON.stringify({ port }));
  const logFile = join(folder.logs, 'mongod.log');
  const started = await startDetached({
    command: binary.command,
    args: mongodArguments(folder.mongo, port),
    env,
    extra: binary.env,
    logFile,
  });
  await waitForAnswer(started, port, logFile);
  return { pid: started.pid, port };
}

function mongodArguments(dbPath: string, port: number): string[] {
  return [
    ...['--dbpath', dbPath, '--port', String(port), '--bind_ip', HOST],
    ...['--replSet', REPLICA_SET, '--oplogSize', '990', '--wiredTigerCacheSizeGB', '1'],
    ...['--nounixsocket', '--quiet'],
    ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
    // A server killed inside a transaction leaves it open, and who writes there waits for its end.
    ...['--setParameter', `transactionLifetimeLimitSeconds=${TRANSACTION_LIMIT_S}`],
    // No other node has to be told before this one ends.
    ...['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=0'],
  ];
}

async function waitForAnswer(started: StartedProcess, port: number, logFile: string) {
  let ended: string | undefined;
  started.exited.then((how) => {
    ended = how;
  });
  const deadline = performance.now() + ANSWER_LIMIT_MS;
  while (!(await answers(port))) {
    if (ended !== undefined || performance.now() > deadline) {
      const what = ended === undefined ? 'tidak menjawab dalam 60 detik' : `berhenti (${ended})`;
      throw new Error(`MongoDB ${what} saat dinyalakan.${await lastComplaint(logFile)}`);
    }
    await delay(25);
  }
}

/** The last fatal or error line of mongod's own log, for the operator. */
async function lastComplaint(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).trim().split('\n').reverse();
  const found = lines.slice(0, 200).find((line) => /"s":"[EF]"/.test(line)) ?? lines[0] ?? '';
  return ` Catatan terakhirnya: ${found.slice(0, 400)} (selengkapnya di ${logFile})`;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: HOST, port, timeout: 2000 });
    const finish = (result: boolean) => () => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', finish(true));
    socket.once('error', finish(false));
    socket.once('timeout', finish(false));
  });
}
