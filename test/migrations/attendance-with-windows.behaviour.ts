// The migration of attendance: rules that were a share, intervals and leases of the first version.
import { expect } from 'chai';
import { attendanceWithWindows } from '../../server/migrations/attendance-with-windows.ts';
import { attendanceRuleSchema } from '../../server/protocol/attendance-rule.ts';
import { startTemporaryMongod, type TemporaryMongod } from '../backup/temporary-mongod.ts';

/** Documents of any version. */
interface Stored {
  _id: string;
  [field: string]: unknown;
}

const at = new Date('2020-10-07T02:00:00Z');

describe('the migration of attendance', function () {
  this.timeout(60_000);
  let mongod: TemporaryMongod;
  before(async () => {
    mongod = await startTemporaryMongod();
  });
  after(() => mongod.stop());

  it('gives rules their window and presence its device, room and ending, and can be repeated', async () => {
    const db = mongod.freshDb();
    const rule = {
      share: null,
      minutes: 30,
      from: '09:00',
      until: 'end',
      lateAfterMinutes: 5,
      lateCounts: false,
    };
    const sessions = db.collection<Stored>('sessions');
    const presence = db.collection<Stored>('presence');
    await sessions.insertMany([
      { _id: 'old', attendanceRule: { share: 0.75 } },
      { _id: 'new', attendanceRule: rule },
    ]);
    await presence.insertMany([
      { _id: 'open', endedAt: null },
      { _id: 'closed', endedAt: at },
      { _id: 'new', endedAt: at, device: 'phone', room: 'r', endedBy: 'moved' },
    ]);
    await db.collection('nodes').insertOne({ renewedAt: at });
    for (let time = 0; time < 2; time++) await attendanceWithWindows(db);

    const [changed, kept] = await sessions.find().sort({ _id: -1 }).toArray();
    expect(kept).to.deep.equal({ _id: 'new', attendanceRule: rule });
    expect(attendanceRuleSchema.parse(changed?.attendanceRule)).to.deep.equal({
      share: 0.75,
      minutes: null,
      from: 'live',
      until: 'end',
      lateAfterMinutes: null,
      lateCounts: true,
    });
    expect(await presence.find().sort({ _id: 1 }).toArray()).to.deep.equal([
      { _id: 'closed', endedAt: at, device: 'unknown', room: null, endedBy: 'left' },
      { _id: 'new', endedAt: at, device: 'phone', room: 'r', endedBy: 'moved' },
      { _id: 'open', endedAt: null, device: 'unknown', room: null, endedBy: null },
    ]);
    expect(await db.collection('nodes').findOne()).to.include({ endedAt: null });
  });
});
