// An amendment while the signer's certificates are under way: nothing is issued from facts of before.
import { expect } from 'chai';
import { type SignedApp, startSignedApp } from './signed-app.ts';

const NAME = 'Pejabat Uji Dua';
const by = { actor: { kind: 'staff', id: 'uji', label: 'Uji' }, address: '' } as const;
const corrected = { name: NAME, acting: '' } as const;

describe('an amendment while certificates are under way', function () {
  this.timeout(90_000);
  let world: SignedApp;
  let first: string;
  let second: string;

  const certificates = () => world.app.database.connection.collection('certificates');
  const activeOf = (registration: string) =>
    certificates().find({ registration, kind: 'declaration', active: true }).toArray();
  const issue = (id: string) => world.app.ikrar.certificates.service.ensureDeclaration(id);
  /** Number and data are there, the file is not: as between reserving and freezing. */
  const reserve = async (id: string) => {
    const { number } = await issue(id);
    await certificates().updateOne({ number }, { $set: { sha256: null, bytes: null } });
    return number;
  };
  const request = (registration: string) => ({ registration, reason: 'Uji', by });

  before(async () => {
    world = await startSignedApp();
    [first = '', second = ''] = world.people.map(({ _id }) => _id);
  });
  after(() => world.stop());

  it('issues what was only reserved under the corrected name and a new number', async () => {
    const number = await reserve(first);
    await world.app.ikrar.amendments.correctName(request(first), corrected);
    const issued = await issue(first);
    expect(issued.data).to.deep.nested.include({ 'holder.name': NAME, 'holder.acting': null });
    expect(issued.number).to.not.equal(number);
    expect(await activeOf(first)).to.have.length(1);
  });

  it('never issues what was reserved for a signature that was withdrawn', async () => {
    await reserve(second);
    await world.app.ikrar.amendments.withdraw(request(second));
    const refused = await issue(second).catch((error) => error);
    expect(refused).to.include({ missing: 'NOT_SIGNED' });
    expect(await activeOf(second)).to.deep.equal([]);
  });

  it('replaces later what was issued from the facts of before in spite of that', async () => {
    const [stale] = await activeOf(first);
    await certificates().updateOne(
      { number: stale?.number },
      { $set: { 'data.holder.name': 'Pejabat Uji', issuedAt: new Date('2100-01-01') } },
    );
    world.clock.advance(120_000);
    await world.app.ikrar.amendments.applyLeft();
    const [now] = await activeOf(first);
    expect(now?.data.holder.name).to.equal(NAME);
    expect(now?.replaces).to.equal(stale?.code);
    await world.app.ikrar.amendments.applyLeft();
    expect(
      (await activeOf(first)).map(({ number }) => number),
      'once',
    ).to.deep.equal([now?.number]);
  });

  it('goes on with the others when the documents of one can’t follow', async () => {
    const { connection } = world.app.database;
    const amendments = connection.collection('log_amendments');
    await amendments.updateMany({}, { $set: { appliedAt: null } });
    const stale = { $set: { 'data.holder.name': 'Pejabat Uji' } };
    await certificates().updateMany({ registration: first, active: true }, stale);
    // Without the registration there is nothing to draw a successor from.
    await connection.collection<{ _id: string }>('registrations').deleteOne({ _id: first });
    await world.app.ikrar.amendments.applyLeft();
    const waiting = await amendments.find({ appliedAt: null }).toArray();
    expect(waiting.map(({ registration }) => registration)).to.deep.equal([first]);
  });
});
