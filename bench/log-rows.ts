// Rows 16 to 18: a log of 100,000 leaves. A leaf's way from the collection into the log and under a
// signed head, and a proof of inclusion; against a tree that is built anew each time.
import { createMerkleTree } from '../server/proofs/index.ts';
import { median, percentile } from './figures.ts';
import type { Bench } from './groups.ts';
import { type BenchLog, openBenchLog } from './log-world.ts';
import { judge, type Row, short, spreadOf } from './table.ts';

/** Leaves that come between two turns of the sequencer in a lively second. */
const BATCH = 100;
const PROOFS = 1_000;
const APPEND = { most: 1, unit: ' ms' };
const PROOF = { most: 2, unit: ' ms' };

const timed = async (work: () => unknown): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};

const ms = (value: number): string => `${short(value)} ms`;

/** The backlog of everything at once, in milliseconds a leaf. */
async function backlog(log: BenchLog, leaves: number): Promise<number> {
  await log.empty();
  const sequencer = log.sequencer();
  let added: number | undefined;
  const took = await timed(async () => {
    added = await sequencer.turn();
  });
  await sequencer.stop();
  if (added !== leaves) throw new Error(`${added} of ${leaves} leaves came into the log`);
  return took / leaves;
}

/** Small batches on top of the large log, each under a head of its own; milliseconds a leaf. */
async function batches(log: BenchLog, rounds: number): Promise<number[]> {
  const sequencer = log.sequencer();
  await sequencer.turn();
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await log.sign(BATCH);
    took.push((await timed(sequencer.turn)) / BATCH);
  }
  await sequencer.stop();
  return took;
}

/** What each proof takes through the service, with head and leaf looked up; milliseconds. */
async function proofs(log: BenchLog, hashes: Buffer[]): Promise<number[]> {
  const service = log.service();
  const leafAt = (at: number) => hashes[(at * 7_919) % hashes.length]?.toString('hex') ?? '';
  await service.inclusionOf(log.session, leafAt(0));
  const took: number[] = [];
  for (let at = 0; at < PROOFS; at += 1) {
    took.push(await timed(() => service.inclusionOf(log.session, leafAt(at))));
  }
  return took;
}

/** With the tree in memory switched off: built from all leaves for one root or one proof. */
async function naive(hashes: Buffer[], rounds: number): Promise<number> {
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    took.push(
      await timed(() => {
        const tree = createMerkleTree();
        for (const hash of hashes) tree.append(hash);
        tree.inclusionProof(round);
      }),
    );
  }
  return median(took);
}

/** Rows 16, 17 and 18. */
export async function logRows({ server, scale }: Bench): Promise<Row[]> {
  const log = await openBenchLog(server.mongodb);
  try {
    await log.sign(scale.leaves);
    const appended: number[] = [];
    for (let round = 0; round < scale.longRounds; round += 1) {
      appended.push(await backlog(log, scale.leaves));
    }
    const batched = await batches(log, 20);
    const hashes = await log.leafHashes();
    const rebuilt = await naive(hashes, scale.longRounds);
    return rowsOf(scale.leaves, { appended, batched, rebuilt, proven: await proofs(log, hashes) });
  } finally {
    await log.close();
  }
}

interface Figures {
  appended: number[];
  batched: number[];
  rebuilt: number;
  proven: number[];
}

function rowsOf(leaves: number, { appended, batched, rebuilt, proven }: Figures): Row[] {
  const count = leaves.toLocaleString('en');
  const cells = (row: string, what: string, values: number[], naiveMs: number) => ({
    ...{ row, what, product: ms(median(values)), baseline: ms(naiveMs) },
    ratio: `${short(naiveMs / median(values))} x`,
    spread: spreadOf(values),
  });
  const perLeaf = rebuilt / BATCH;
  const tail = ms(percentile(proven, 0.99));
  const append = cells('16', `log: append of ${count}, a leaf`, appended, rebuilt);
  const batch = cells('17', `log: append of ${BATCH} onto ${count}, a leaf`, batched, perLeaf);
  const proof = cells('18', `log: inclusion proof of ${count} (p99 ${tail})`, proven, rebuilt);
  const off = (row: string, what: string, value: number, target: typeof APPEND) =>
    judge(
      { row, what, product: ms(value), baseline: '', ratio: '', spread: '' },
      value,
      target,
      true,
    );
  return [
    judge(append, median(appended), APPEND),
    off('16', '   a tree built anew for each leaf', rebuilt, APPEND),
    judge(batch, median(batched), APPEND),
    judge(proof, median(proven), PROOF),
    off('18', '   a tree built anew for each proof', rebuilt, PROOF),
  ];
}
