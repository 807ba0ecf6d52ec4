// The baseline of signing: the driver's insertOne, one signature at a time in each lane.
import { randomBytes } from 'node:crypto';
import type { Connection } from '../server/core/database.ts';

/** A document of a signature's size. */
const documentOf = (): object => {
  const id = randomBytes(8).toString('hex');
  const moment = new Date();
  const leaf = JSON.stringify({
    ticks: Array(4).fill(moment),
    hashes: Array(5).fill('0'.repeat(64)),
  });
  const personal = {
    name: 'Pejabat Uji',
    acting: '',
    salt: '0'.repeat(64),
    mark: { method: 'typed', text: 'Pejabat Uji' },
  };
  return {
    _id: id,
    schemaVersion: 1,
    kind: 'signature',
    session: 'bench',
    registration: id,
    seat: id,
    region: '33.24',
    signedAt: moment,
    leaf,
    leafHash: '0'.repeat(64),
    personal,
  };
};

/**
 * Inserts `count` documents, `inFlight` at a time, with majority and journal, into a collection
 * with the signatures' indexes; resolves with the milliseconds it took.
 */
export async function insertNatively(
  connection: Connection,
  count: number,
  inFlight: number,
): Promise<number> {
  const collection = connection.collection('bench_signatures');
  await collection.deleteMany({});
  await collection.createIndex({ registration: 1 }, { unique: true });
  await collection.createIndex({ session: 1, kind: 1, signedAt: 1 });
  let left = count;
  const lane = async () => {
    while (left-- > 0) {
      await collection.insertOne(documentOf(), { writeConcern: { w: 'majority', journal: true } });
    }
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: inFlight }, lane));
  return performance.now() - from;
}
