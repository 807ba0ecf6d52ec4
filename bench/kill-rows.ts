// Row 3: kill -9 of server and mongod in the middle of a burst of signatures: what was acknowledged
// is there after the restart, and nothing twice; with durability switched off it is not.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import type { Bench } from './groups.ts';
import { joinOfficials } from './join-rows.ts';
import type { Prepared, SignMode } from './messages.ts';
import { type ServerUnderTest, startServer } from './server-process.ts';
import { judge, type Row, short, spreadOf } from './table.ts';

const CROWD = 'killed';
/** The kill comes when this many have been acknowledged: most are still unanswered. */
const ACKNOWLEDGED = 100;

interface Killed {
  officials: number;
  acknowledged: number;
  /** Acknowledged, but not there after the restart. */
  missing: number;
  /** Registrations with more than one signature, at the restart and after all have sent again. */
  doubles: number;
  /** Signatures after all have sent again. */
  inTheEnd: number;
}

interface Stored {
  _id: string;
  registration: string;
}

const storedIn = async (server: ServerUnderTest, session: string): Promise<Stored[]> => {
  const client = await mongo.MongoClient.connect(server.mongodb, { directConnection: true });
  try {
    return await client.db('ikrar').collection<Stored>('signatures').find({ session }).toArray();
  } finally {
    await client.close();
  }
};

const doublesIn = (stored: Stored[]): number =>
  stored.length - new Set(stored.map((one) => one.registration)).size;

const killInBurst = async (bench: Bench, mode: SignMode, dataDir: string) => {
  const { load, scale } = bench;
  const server = await startServer({ dataDir });
  const officials = scale.killed;
  const prepared = await server.ask<Prepared>({ kind: 'prepare', officials });
  await joinOfficials({ ...bench, server }, prepared, CROWD);
  await server.ask({ kind: 'mode', mode });
  await load.ask({ kind: 'sign-until', crowd: CROWD, acknowledged: ACKNOWLEDGED });
  await server.kill9();
  const acknowledged = await load.ask<string[]>({ kind: 'acknowledged' });
  await load.ask({ kind: 'leave', crowd: CROWD });
  return { prepared, acknowledged };
};

async function killOnce(bench: Bench, mode: SignMode): Promise<Killed> {
  // Used by two servers after each other.
  const dataDir = await mkdtemp(join(tmpdir(), 'ikrar-bench-kill-'));
  const { load, scale } = bench;
  try {
    const { prepared, acknowledged } = await killInBurst(bench, mode, dataDir);
    const server = await startServer({ dataDir });
    try {
      const stored = await storedIn(server, prepared.id);
      // Acknowledged before it is written, a signature has no id yet: it is known by its signer's.
      const ids = new Set(stored.map((one) => (mode === 'early' ? one.registration : one._id)));
      const again = { ...prepared, url: await addressOf(server) };
      await joinOfficials({ ...bench, server }, again, CROWD);
      const count = scale.killed;
      await load.ask({ kind: 'sign', crowd: CROWD, count, inFlight: count });
      const later = await storedIn(server, prepared.id);
      return {
        officials: count,
        acknowledged: acknowledged.length,
        missing: acknowledged.filter((id) => !ids.has(id)).length,
        doubles: doublesIn(stored) + doublesIn(later),
        inTheEnd: later.length,
      };
    } finally {
      await load.ask({ kind: 'leave', crowd: CROWD });
      await server.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
const addressOf = (server: ServerUnderTest) => server.ask<string>({ kind: 'address' });

const sum = (list: Killed[], key: keyof Killed) => list.reduce((all, one) => all + one[key], 0);

/** Row 3. */
export async function killRows(bench: Bench): Promise<Row[]> {
  const { scale, say } = bench;
  const group: Killed[] = [];
  for (let round = 0; round < scale.kills; round++) group.push(await killOnce(bench, 'group'));
  const early = [await killOnce(bench, 'early')];
  const row = (what: string, list: Killed[], off: boolean) => {
    const acknowledged = sum(list, 'acknowledged');
    const present = acknowledged - sum(list, 'missing');
    const share = (present / acknowledged) * 100;
    const cells = {
      row: '3',
      what,
      product: `${short(present)} of ${short(acknowledged)}`,
      baseline: '',
      ratio: `${short(share)} %`,
      spread: `${spreadOf(list.map((one) => one.acknowledged))} acknowledged`,
    };
    return judge(cells, share, { least: 100, unit: ' %' }, off);
  };
  const unanswered = group.map((one) => one.officials - one.acknowledged);
  say([
    `3  kill -9 of server and mongod, ${group.length} times, ${spreadOf(unanswered)} unanswered each`,
    ...[...group, ...early].map((one) => `  ${JSON.stringify(one)}`),
  ]);
  const doubles = {
    row: '3',
    what: `doubles, also after all ${short(scale.killed)} have sent again`,
    product: `${sum(group, 'doubles')} of ${short(sum(group, 'inTheEnd'))}`,
    baseline: '',
    ratio: '',
    spread: '',
  };
  return [
    row('acknowledged signatures present after kill -9', group, false),
    judge(doubles, sum(group, 'doubles'), { most: 0, unit: '' }),
    row('the same, acknowledged before it is written', early, true),
  ];
}
