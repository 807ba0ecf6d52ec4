// Makes the embedded mongod a replica set of one node and waits until it takes writes.

import { setTimeout as delay } from 'node:timers/promises';
import mongoose from 'mongoose';

const { MongoClient, MongoNetworkError, MongoServerError } = mongoose.mongo;

/** The set's name; also part of the address. */
export const REPLICA_SET = 'ikrar';

const NOT_YET_INITIALIZED = 94;
const ALREADY_INITIALIZED = 23;
const PRIMARY_LIMIT_MS = 90_000;

interface SetConfig {
  version: number;
  members: { _id: number; host: string }[];
}

/**
 * Initiates the set on first start, corrects its address when the port has changed since, and
 * resolves once the node is primary. Throws when that takes more than 90 s: a
 * node whose old port now belongs to a silent stranger takes half a minute to believe it.
 */
export async function ensureReplicaSet(port: number): Promise<void> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 10_000,
  });
  try {
    const admin = client.db('admin');
    const run = (command: Record<string, unknown>) => admin.command(command);
    await becomePrimary(run, `127.0.0.1:${port}`);
  } finally {
    await client.close();
  }
}

type Run = (command: Record<string, unknown>) => Promise<Record<string, unknown>>;

async function becomePrimary(run: Run, host: string): Promise<void> {
  const deadline = performance.now() + PRIMARY_LIMIT_MS;
  while (performance.now() < deadline) {
    try {
      await configure(run, host);
      if ((await run({ hello: 1 })).isWritablePrimary === true) return;
    } catch (cause) {
      // A node that changes its state closes its connections; the next question opens a new one.
      if (!(cause instanceof MongoNetworkError)) throw cause;
    }
    await delay(25);
  }
  throw new Error('MongoDB menyala tetapi tidak menjadi primary dalam 90 detik.');
}

async function configure(run: Run, host: string): Promise<void> {
  const config = await findConfig(run);
  if (!config) {
    const initial = { _id: REPLICA_SET, members: [{ _id: 0, host }] };
    await run({ replSetInitiate: initial }).catch((cause: unknown) => {
      if (!hasCode(cause, ALREADY_INITIALIZED)) throw cause;
    });
    return;
  }
  const [member] = config.members;
  if (!member || member.host === host) return;
  const moved = { ...config, version: config.version + 1, members: [{ ...member, host }] };
  // Forced: under its old address the node no longer recognises itself and can't be primary.
  await run({ replSetReconfig: moved, force: true });
}

async function findConfig(run: Run): Promise<SetConfig | undefined> {
  try {
    // Adapter: the shape is MongoDB's own (replSetGetConfig), and is handed back to it unread.
    return (await run({ replSetGetConfig: 1 })).config as SetConfig;
  } catch (cause) {
    if (hasCode(cause, NOT_YET_INITIALIZED)) return undefined;
    throw cause;
  }
}

function hasCode(cause: unknown, code: number): boolean {
  return cause instanceof MongoServerError && cause.code === code;
}
