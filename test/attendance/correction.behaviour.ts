// Corrections of minutes on a real database: what was measured stays beside what counts, the rule
// is looked at again, and the certificate follows by itself.
import { expect } from 'chai';
import type { AuditRecord } from '../../server/audit/index.ts';
import type { Registration } from '../../server/registrations/index.ts';
import {
  type CertificateWorld,
  createCertificateWorld,
  SYSTEM,
} from '../certificates/certificate-world.ts';

const by = { actor: SYSTEM, address: '203.0.113.7' };
const MINUTE = 60_000;

describe('a correction of minutes', function () {
  this.timeout(60_000);
  let world: CertificateWorld;
  let late: Registration;
  before(async () => {
    world = await createCertificateWorld();
    await world.begin();
    world.clock.advance(20 * MINUTE);
    late = await world.arrive('Pejabat Uji 12');
    world.clock.advance(10 * MINUTE);
    await world.act('end');
  });
  after(() => world?.stop());
  const attendance = () => world.domains.attendance.attendanceOf(late._id, world.session());
  const correct = (minutes: number, reason: string) =>
    world.domains.attendance.correct({
      registration: late._id,
      session: world.session(),
      minutes,
      reason,
      by,
    });
  const participation = async () =>
    (await world.domains.stores.registrations.find(late._id)) &&
    world.database.connection
      .collection('certificates')
      .findOne({ registration: late._id, kind: 'participation', bytes: { $exists: true } });

  it('is not needed by who met the rule, and this one did not', async () => {
    expect(await attendance()).to.include({ minutes: 10, needed: 15, met: false, late: true });
    await world.certificates.pending.issuePending();
    expect(await participation()).to.equal(null);
  });

  it('counts in place of what was measured, and says who, when and why', async () => {
    await correct(16, '  Layar bersama belum dibuka  ');
    const corrected = await attendance();
    expect(corrected).to.include({ minutes: 16, measuredMinutes: 10, met: true });
    expect(corrected.correction).to.deep.equal({
      minutes: 16,
      reason: 'Layar bersama belum dibuka',
      at: world.clock.now().getTime(),
      by: SYSTEM.label,
    });
    const all = await world.domains.attendance.attendanceOfAll(world.session());
    expect(all.get(late._id)).to.deep.equal(corrected);
  });

  it('leads to the participation certificate, with the minutes that count', async () => {
    await world.certificates.pending.issuePending();
    expect((await participation())?.data).to.include({ minutes: 16 });
  });

  it('is kept beside the ones before, each with its event in the audit', async () => {
    world.clock.advance(MINUTE);
    await correct(12, 'Hanya sebagian');
    expect((await attendance()).minutes).to.equal(12);
    const kept = await world.domains.attendance.correctionsOf(late._id);
    expect(
      kept.map(({ number, minutes, measuredMinutes }) => [number, minutes, measuredMinutes]),
    ).to.deep.equal([
      [1, 16, 10],
      [2, 12, 10],
    ]);
    const events = await world.domains.audit.latest(world.session()._id, 9, [
      'attendance.corrected',
    ]);
    expect(
      events.map(({ data }: AuditRecord) => ('minutes' in data ? data.minutes : null)),
    ).to.deep.equal([12, 16]);
    expect(events[0]).to.deep.include({ ...by, session: late.session });
  });

  it('also gives minutes to somebody whose presence was never seen', async () => {
    const { invitations, registrations, attendance: service } = world.domains;
    const [seat] = (await invitations.list(world.session()._id)).slice(-1);
    if (!seat) throw new Error('No seat');
    const input = { name: 'Pejabat Uji 13', acting: '' as const, contact: '0800', pin: '246810' };
    const { _id } = await registrations.register(seat, input, '');
    await service.correct({
      registration: _id,
      session: world.session(),
      minutes: 30,
      reason: 'Daftar hadir di ruangan',
      by,
    });
    const all = await service.attendanceOfAll(world.session());
    expect(all.get(_id)).to.include({
      minutes: 30,
      measuredMinutes: 0,
      met: true,
      arrivedAt: null,
    });
  });
});
