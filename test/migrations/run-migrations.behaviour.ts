// Migrations on a real mongod: each step once, in order, by one process, and never backwards.
import { expect } from 'chai';
import type { mongo } from 'mongoose';
import { createLogger } from '../../server/core/logger.ts';
import { migrations as released, runMigrations } from '../../server/migrations/index.ts';
import { checkMigrationIds, type Migration } from '../../server/migrations/migration.ts';
import { startTemporaryMongod, type TemporaryMongod } from '../backup/temporary-mongod.ts';

const logger = createLogger('silent');
const clock = { now: () => new Date('2020-10-01T00:00:00.000Z') };

const step = (id: number, up: Migration['up'] = async () => undefined): Migration => ({
  id,
  name: `step ${id}`,
  up,
});

describe('migrations', function () {
  this.timeout(60_000);
  let mongod: TemporaryMongod;
  let db: mongo.Db;
  before(async () => {
    mongod = await startTemporaryMongod();
  });
  beforeEach(() => {
    db = mongod.freshDb();
  });
  after(() => mongod.stop());

  it('run once each, in their order, and are recorded', async () => {
    const order: number[] = [];
    const two = [1, 2].map((id) => step(id, async () => void order.push(id)));
    expect(await runMigrations({ db, migrations: two, logger, clock })).to.deep.equal([1, 2]);
    expect(await runMigrations({ db, migrations: two, logger, clock })).to.deep.equal([]);
    const three = [...two, step(3, async () => void order.push(3))];
    expect(await runMigrations({ db, migrations: three, logger, clock })).to.deep.equal([3]);
    expect(order).to.deep.equal([1, 2, 3]);
    const records = await db.collection('migrations').find().sort({ _id: 1 }).toArray();
    expect(records.map(({ name }) => name)).to.deep.equal(['step 1', 'step 2', 'step 3']);
    expect(records[0]?.appliedAt).to.deep.equal(clock.now());
  });

  it('run in one of several starts at the same moment', async () => {
    let inside = 0;
    let most = 0;
    let runs = 0;
    const slow = step(1, async (database) => {
      inside += 1;
      most = Math.max(most, inside);
      runs += 1;
      await database.collection('x').insertOne({ at: 1 });
      inside -= 1;
    });
    const starts = Array.from({ length: 5 }, () =>
      runMigrations({ db, migrations: [slow], logger, clock }),
    );
    const done = await Promise.all(starts);
    expect([most, runs]).to.deep.equal([1, 1]);
    expect(done.flat()).to.deep.equal([1]);
  });

  it('take over from a process that died while it held the lock', async () => {
    const dead = { owner: 'dead', until: new Date(Date.now() + 300) };
    await db
      .collection<{ _id: string }>('migration_locks')
      .insertOne({ _id: 'migrations', ...dead });
    const lockTimes = { leaseMs: 2_000, renewMs: 500, retryMs: 20 };
    const migrations = [step(1)];
    expect(await runMigrations({ db, migrations, logger, clock, lockTimes })).to.deep.equal([1]);
  });

  it('stop at a step that fails, keep those before it, and free the lock', async () => {
    const failing = step(2, async () => {
      throw new Error('disk full');
    });
    const error = await runMigrations({ db, migrations: [step(1), failing], logger, clock }).catch(
      (cause: unknown) => cause,
    );
    expect(error).to.be.instanceOf(Error).with.property('message', 'disk full');
    const again = await runMigrations({ db, migrations: [step(1), step(2)], logger, clock });
    expect(again).to.deep.equal([2]);
  });

  it('refuse a database that a newer version wrote', async () => {
    await runMigrations({ db, migrations: [step(1), step(2)], logger, clock });
    const error = await runMigrations({ db, migrations: [step(1)], logger, clock }).catch(
      (cause: unknown) => cause,
    );
    expect(String(error)).to.include('versi yang lebih baru');
  });

  it('count without gaps, the released ones too', () => {
    expect(() => checkMigrationIds([step(1), step(3)])).to.throw('place 2');
    expect(() => checkMigrationIds(released)).not.to.throw();
  });
});
