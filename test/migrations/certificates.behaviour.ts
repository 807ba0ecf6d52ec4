// The migration of certificates: documents of before get a subject, and the old index goes.
import { expect } from 'chai';
import { certificatesWithSubject } from '../../server/migrations/certificates-with-subject.ts';
import { startTemporaryMongod, type TemporaryMongod } from '../backup/temporary-mongod.ts';

interface Stored {
  _id: string;
  [field: string]: unknown;
}

describe('the migration of certificates', function () {
  this.timeout(60_000);
  let mongod: TemporaryMongod;
  before(async () => {
    mongod = await startTemporaryMongod();
  });
  after(() => mongod.stop());

  it('gives each its subject, drops the old unique index, and can be repeated', async () => {
    const db = mongod.freshDb();
    const certificates = db.collection<Stored>('certificates');
    await certificates.createIndex(
      { registration: 1, kind: 1 },
      { unique: true, partialFilterExpression: { active: true } },
    );
    await certificates.insertMany([
      { _id: 'old', registration: 'r', kind: 'declaration', active: true },
      { _id: 'new', registration: null, subject: 'region:11.01', kind: 'region', active: true },
    ]);
    for (let time = 0; time < 2; time++) await certificatesWithSubject(db);
    const [kept, changed] = await certificates.find().sort({ _id: 1 }).toArray();
    expect(kept).to.include({ subject: 'region:11.01', registration: null });
    expect(changed).to.include({ subject: 'r', registration: 'r', timestamp: null });
    const names = (await certificates.indexes()).map(({ name }) => name);
    expect(names).to.deep.equal(['_id_']);
  });

  it('finds nothing to do in an empty database', async () => {
    await certificatesWithSubject(mongod.freshDb());
  });
});
