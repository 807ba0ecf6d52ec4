// The audit's one door: what happened, by whom, from where, written with the change itself.
export {
  AUDIT_ACTORS,
  type AuditAct,
  type AuditActor,
  type AuditEvent,
  type AuditEventName,
  type AuditRecord,
  SYSTEM_ACTOR,
} from './audit-events.ts';
export { type Audit, createAudit } from './audit-store.ts';
export { doneBy } from './done-by.ts';
