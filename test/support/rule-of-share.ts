// The plainest attendance rule for tests: a share of the time from going live to the end.
import type { AttendanceRule } from '../../server/protocol/attendance.ts';

/** `share` from 0 to 1; nobody is late. */
export const ruleOfShare = (share: number): AttendanceRule => ({
  share,
  minutes: null,
  from: 'live',
  until: 'end',
  lateAfterMinutes: null,
  lateCounts: true,
});
