// A server killed while it takes contacts over: the next one goes on where it stopped, each row is
// taken over once, and the count that the page shows is right.
import { expect } from 'chai';
import {
  createServerProcess,
  openServerDatabase,
  type ServerProcess,
} from '../support/server-process.ts';
import { until } from '../support/until.ts';

const ROWS = 30_000;
const SESSION = 'uji';
const IMPORT = 'a'.repeat(16);

describe('an import of contacts that is killed half-way', function () {
  this.timeout(180_000);
  let server: ServerProcess;
  before(async () => {
    server = await createServerProcess();
  });
  after(() => server.clean());

  /** A checked file of many seats, begun. */
  const bringImport = async (db: Awaited<ReturnType<typeof openServerDatabase>>) => {
    const rows = Array.from({ length: ROWS }, (_, index) => ({
      ...{
        _id: `${IMPORT}:${index + 2}`,
        import: IMPORT,
        line: index + 2,
        target: `kursi-${index}`,
      },
      ...{ label: 'Uji', region: null, name: '', email: `uji${index}@uji.go.id`, phone: '' },
      ...{ problem: null, value: '', hint: '', isTaken: false },
    }));
    // Ids of these collections are strings of ours.
    await db
      .db()
      .collection('contact_import_rows')
      .insertMany(rows as unknown as { _id: never }[]);
    const one = {
      ...{ _id: IMPORT as never, schemaVersion: 1, session: SESSION, state: 'running' },
      ...{ by: { kind: 'staff', id: 'uji', label: 'Uji' }, total: ROWS, good: ROWS, taken: 0 },
      ...{ shared: 0, checkedAt: new Date(), finishedAt: null },
    };
    await db.db().collection('contact_imports').insertOne(one);
  };
  const openImport = async () => {
    const db = await openServerDatabase(server.dataDir);
    const imports = db
      .db()
      .collection<{ _id: string; taken: number; state: string }>('contact_imports');
    const find = async () => {
      const found = await imports.findOne({ _id: IMPORT });
      if (!found) throw new Error('The import is gone');
      return found;
    };
    return { db, find, contacts: db.db().collection('contacts') };
  };

  it('goes on and takes each row over once', async () => {
    await server.start();
    const first = await openImport();
    await bringImport(first.db);
    await until('some rows', async () => (await first.find()).taken > 0, 30_000);
    await first.db.close();
    await server.kill9();

    await server.start();
    const again = await openImport();
    const at = await again.find();
    expect(at.state, 'killed too late to tell').to.equal('running');
    expect(at.taken).to.be.within(200, ROWS - 200);
    // What was written and what was counted are one: neither is ahead of the other. The lease of
    // the killed process holds the next one back until it has run out.
    expect(await again.contacts.countDocuments({ import: IMPORT })).to.equal(at.taken);
    const before = await again.contacts.find({ import: IMPORT }).project({ at: 1 }).toArray();
    await until('the rest', async () => (await again.find()).state === 'done', 90_000);
    expect((await again.find()).taken).to.equal(ROWS);
    expect(await again.contacts.countDocuments({ import: IMPORT })).to.equal(ROWS);
    // Those of the killed process were not written once more.
    const ids = before.map(({ _id }) => _id);
    const newest = Math.max(...before.map((one) => one.at.getTime()));
    const old = { _id: { $in: ids }, at: { $lte: new Date(newest) } };
    expect(await again.contacts.countDocuments(old)).to.equal(before.length);
    await again.db.close();
  });
});
