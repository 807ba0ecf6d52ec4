// A dossier of a great session is made by a process of its own, which never holds it: with a heap that
// could not hold the rows, its memory at the peak stays below a stated bound. DOSSIER_SEATS=100000
// makes the largest that is promised and tells its figures; without it fewer seats, same bounds.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { createStores } from '../../server/compose-stores.ts';
import { testDatabase } from '../support/mongo.ts';
import { writeGreatRecord } from './great-record.ts';

const CHILD = fileURLToPath(new URL('great-child.ts', import.meta.url));
const SEATS = Number(process.env.DOSSIER_SEATS ?? 20_000);
/** Megabytes that JavaScript may hold; the frozen rows of 100,000 seats alone would be more. */
const HEAP_MB = 256;
/** Megabytes of the whole process at its peak: Node, tsx, the driver, the libraries and the work. */
const PEAK_MB = 350;

interface Figures {
  size: number;
  seconds: number;
  before: number;
  peak: number;
}

describe('the dossier of a great session', function () {
  this.timeout(600_000);

  it(`of ${SEATS} seats is streamed: its process stays below ${PEAK_MB} MB`, async () => {
    const { connection } = await testDatabase();
    const { db, name } = connection;
    if (!db) throw new Error('No database');
    await createStores(connection);
    await writeGreatRecord(db, SEATS);
    const { hosts, replicaSet } = connection.getClient().options;
    const uri = `mongodb://${hosts.join(',')}/?replicaSet=${replicaSet ?? ''}`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [`--max-old-space-size=${HEAP_MB}`, '--import=tsx', CHILD, uri, name],
      { timeout: 500_000 },
    );
    const figures: Figures = JSON.parse(stdout);
    if (process.env.DOSSIER_SEATS) console.log(figures);
    expect(figures.size, 'bytes').to.be.above(SEATS * 40);
    expect(figures.peak, 'MB at the peak').to.be.below(PEAK_MB);
  });
});
