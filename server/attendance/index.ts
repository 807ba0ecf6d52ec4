// The attendance domain: presence as leases, and the minutes made from them.
export { type Attendance, evaluateAttendance, type Interval } from './attendance-rules.ts';
export { type AttendanceService, createAttendanceService } from './attendance-service.ts';
export type { PresenceDocument } from './presence-model.ts';
export { createPresenceStore, type PresenceStore, type StoredInterval } from './presence-store.ts';
