// Corrections that are refused: too early, without a reason, of nobody, or of impossible minutes;
// none of them changes anything.
import { expect } from 'chai';
import type { CorrectRequest } from '../../server/attendance/index.ts';
import { isAppError } from '../../server/core/app-error.ts';
import type { Registration } from '../../server/registrations/index.ts';
import {
  type CertificateWorld,
  createCertificateWorld,
  SYSTEM,
} from '../certificates/certificate-world.ts';

describe('a correction is refused', function () {
  this.timeout(60_000);
  let world: CertificateWorld;
  let person: Registration;
  before(async () => {
    world = await createCertificateWorld();
    await world.begin();
    person = await world.arrive('Pejabat Uji 12');
  });
  after(() => world?.stop());

  const attempt = (change: Partial<CorrectRequest> = {}) =>
    world.domains.attendance.correct({
      registration: person._id,
      session: world.session(),
      minutes: 30,
      reason: 'Uji',
      by: { actor: SYSTEM, address: '' },
      ...change,
    });
  const codeOf = async (change: Partial<CorrectRequest> = {}) => {
    const error = await attempt(change).catch((cause: unknown) => cause);
    return isAppError(error) ? error.code : error;
  };
  const stored = () =>
    world.database.connection.collection('attendance_corrections').countDocuments();

  it('while the session runs', async () => {
    expect(await codeOf()).to.equal('SESSION_NOT_ENDED');
    world.clock.advance(90 * 60_000 + 1_000);
    await world.act('end');
  });

  it('without a reason', async () => {
    expect(await codeOf({ reason: ' \n ' })).to.equal('REASON_MISSING');
    expect(await codeOf({ reason: 'a'.repeat(501) })).to.equal('INVALID_INPUT');
  });

  it('of somebody unknown, or of another session', async () => {
    expect(await codeOf({ registration: 'unknown000000000' })).to.equal('NOT_FOUND');
    const other = { ...world.session(), _id: 'another000000000' };
    expect(await codeOf({ session: other })).to.equal('NOT_FOUND');
  });

  it('to minutes below none, above the session’s length, or not whole', async () => {
    for (const minutes of [-1, 92, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(await codeOf({ minutes }), String(minutes)).to.equal('MINUTES_INVALID');
    }
  });

  it('and none of these has changed anything', async () => {
    expect(await stored()).to.equal(0);
    const events = await world.domains.audit.latest(world.session()._id, 9, [
      'attendance.corrected',
    ]);
    expect(events).to.deep.equal([]);
  });

  it('when another one was faster: one of two at once', async () => {
    const results = await Promise.all([codeOf(), codeOf({ minutes: 91 })]);
    const codes = results.filter((one) => typeof one === 'string');
    expect(codes.every((code) => code === 'STATE_CHANGED')).to.equal(true);
    expect(await stored()).to.equal(2 - codes.length);
    expect(codes.length).to.be.lessThan(2);
  });
});
