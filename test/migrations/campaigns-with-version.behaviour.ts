// Campaigns of before they were edited: they get a version once, and keep everything else.
import { expect } from 'chai';
import { campaignsWithVersion } from '../../server/migrations/campaigns-with-version.ts';
import { testDatabase } from '../support/mongo.ts';

describe('campaigns of before they were edited', function () {
  this.timeout(30_000);

  it('get a version, and nothing that staff wrote is changed', async () => {
    const { connection } = await testDatabase();
    const { db } = connection;
    if (!db) throw new Error('Not connected');
    const campaigns = db.collection<{ _id: string }>('campaigns');
    const old = { _id: 'lama', schemaVersion: 1, name: 'Lama', seats: { inRegions: [] } };
    const edited = { _id: 'baru', schemaVersion: 2, version: 4, signatory: 'Ketua', emblem: 'x' };
    await campaigns.insertMany([old, edited]);
    await campaignsWithVersion(db);
    await campaignsWithVersion(db);
    expect(await campaigns.findOne({ _id: 'lama' })).to.deep.equal({
      ...{ ...old, schemaVersion: 2, version: 1 },
      ...{ changed: null, signatory: null, emblem: null },
    });
    expect(await campaigns.findOne({ _id: 'baru' })).to.deep.equal(edited);
  });
});
