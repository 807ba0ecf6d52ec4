// Version 2 of attendance: a rule was a share of the time from live to end, an interval knew neither
// device nor room nor why it ended, and a lease was deleted when it ended.
import type { mongo } from 'mongoose';

/** Rules, intervals and leases of before; what has the new shape is left as it is. */
export async function attendanceWithWindows(db: mongo.Db): Promise<void> {
  const rule = {
    share: '$attendanceRule.share',
    minutes: null,
    from: 'live',
    until: 'end',
    lateAfterMinutes: null,
    lateCounts: true,
  };
  await db
    .collection('sessions')
    .updateMany({ 'attendanceRule.from': { $exists: false } }, [
      { $set: { attendanceRule: rule } },
    ]);
  const presence = db.collection('presence');
  const old = { device: { $exists: false } };
  const added = { device: 'unknown', room: null };
  await presence.updateMany({ ...old, endedAt: null }, { $set: { ...added, endedBy: null } });
  await presence.updateMany(old, { $set: { ...added, endedBy: 'left' } });
  await db
    .collection('nodes')
    .updateMany({ endedAt: { $exists: false } }, { $set: { endedAt: null } });
}
