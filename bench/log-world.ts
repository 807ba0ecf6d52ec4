// A log for the bench on a database of its own: signatures put there directly, one sequencer.
import { generateKeyPairSync, sign } from 'node:crypto';
import { connectDatabase, type Database } from '../server/core/database.ts';
import { newId } from '../server/core/ids.ts';
import { createLeases } from '../server/core/lease.ts';
import { createLogger } from '../server/core/logger.ts';
import { systemRandom as random } from '../server/core/random.ts';
import {
  createAmendmentStore,
  createLeafSource,
  createLogService,
  createLogStore,
  createLogTrees,
  createSequencer,
} from '../server/log/index.ts';
import { LEAF_FORMAT, leafHash, leafText } from '../server/proofs/index.ts';
import { createSignatureStore, type SignatureDocument } from '../server/signatures/index.ts';

const HASH = leafHash('bench');

/** A leaf with four ticks, as long as a real one. */
function signatureOf(session: string, at: Date): SignatureDocument {
  const moment = at.toISOString();
  const leaf = leafText({
    format: LEAF_FORMAT,
    ...{ session, declaration: HASH, seat: '33.24/sekretaris-daerah', region: '33.24' },
    person: random(32).toString('hex'),
    ticks: [moment, moment, moment, moment],
    ...{ together: [true, true, true, true], window: 'open', device: '' },
    ...{ signedAt: moment, consent: HASH, method: 'typed', mark: HASH, identified: 'link' },
  });
  const id = newId(random);
  return {
    ...{ _id: id, schemaVersion: 1, kind: 'signature', session, registration: id, seat: id },
    ...{ region: '33.24', signedAt: at, leaf, leafHash: leafHash(leaf), personal: null },
  };
}

/** Evidence keys are of this kind. */
function signerOfItsOwn() {
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    keyId: 'bench000',
    sign: (bytes: Buffer) => sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }),
  };
}

export type BenchLog = Awaited<ReturnType<typeof openBenchLog>>;

/** Connects to a database `ikrar_log` on that mongod, emptied before. */
export async function openBenchLog(mongodb: string) {
  const database: Database = await connectDatabase(mongodb, 'ikrar_log');
  const { connection } = database;
  await connection.dropDatabase();
  const session = newId(random);
  const stores = {
    store: createLogStore(connection),
    amendments: createAmendmentStore(connection),
    signatures: createSignatureStore(connection),
  };
  for (const store of Object.values(stores)) await store.ensureIndexes();
  const { store, amendments, signatures } = stores;
  const source = createLeafSource(signatures, amendments);
  return {
    session,
    /** Another service has no tree in memory yet. */
    service: () => createLogService({ store, amendments, source, trees: createLogTrees(store) }),
    /** The leaf hashes in their order. */
    async leafHashes(): Promise<Buffer[]> {
      const all: Buffer[] = [];
      for await (const one of store.readEntries(session, 0)) {
        all.push(Buffer.from(one.leafHash, 'hex'));
      }
      return all;
    },
    async sign(count: number): Promise<void> {
      const at = new Date();
      for (let from = 0; from < count; from += 5_000) {
        const some = Math.min(5_000, count - from);
        await signatures.insertMany(Array.from({ length: some }, () => signatureOf(session, at)));
      }
    },
    /** Forgets the log, not the signatures. */
    async empty(): Promise<void> {
      for (const name of ['log_entries', 'log_heads', 'leases']) {
        await connection.collection(name).deleteMany({});
      }
    },
    sequencer: () =>
      createSequencer({
        ...{ store, source, signer: signerOfItsOwn() },
        time: { clock: { now: () => new Date() }, random },
        leases: createLeases({ connection, node: newId(random) }),
        openSessions: () => [session],
        logger: createLogger('error'),
        timing: { allMs: 600_000 },
      }),
    async close(): Promise<void> {
      await connection.dropDatabase();
      await database.stop();
    },
  };
}
