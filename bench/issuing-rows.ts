// A whole session issued in bulk by a running server with its own mongod: two certificates for each
// who came and signed, from the end of the session to the last frozen file.

import { endSession, writeEndedEvent } from '../test/certificate-desk/ended-event.ts';
import {
  createServerProcess,
  openServerDatabase,
  type ServerProcess,
} from '../test/support/server-process.ts';
import { judge, type Row, short } from './table.ts';

const HOURS_2 = 7_200_000;
/** A whole session takes well under a minute, says the issue; the rate that this means. */
const LIMIT_S = 60;
const WHOLE = 1_238;
const EVERY_MS = 100;
const KINDS = ['declaration', 'participation'];
/** Counting must not read the files. */
const INDEX = { session: 1, kind: 1, subject: 1, active: 1, sha256: 1 } as const;

/** Row 16; `people` are due two certificates each. */
export async function issuingRows(people: number): Promise<Row[]> {
  const server = await createServerProcess();
  try {
    await server.start();
    const seconds = await issueAll(server, people);
    const files = 2 * people;
    const cells = {
      row: '20',
      what: `${short(files)} certificates issued in bulk by a running server`,
      product: `${short(seconds)} s, ${short(files / seconds)}/s`,
      ...{ baseline: '', ratio: '', spread: '' },
    };
    return [judge(cells, seconds, { most: (LIMIT_S * people) / WHOLE, unit: ' s' })];
  } finally {
    await server.clean();
  }
}

/** Seconds from the end of the session until all files are frozen. */
async function issueAll({ dataDir }: ServerProcess, people: number): Promise<number> {
  const client = await openServerDatabase(dataDir);
  try {
    const db = client.db();
    const endedAt = new Date();
    await writeEndedEvent(db, { people, endedAt, ends: false });
    const from = performance.now();
    await endSession(db, { from: new Date(endedAt.getTime() - HOURS_2), endedAt });
    const session = (await db.collection('sessions').findOne({ isDefault: true }))?._id;
    const issued = { session, kind: { $in: KINDS }, sha256: { $gt: '' } };
    const count = () => db.collection('certificates').countDocuments(issued, { hint: INDEX });
    while ((await count()) < 2 * people) await new Promise((next) => setTimeout(next, EVERY_MS));
    return (performance.now() - from) / 1_000;
  } finally {
    await client.close();
  }
}
