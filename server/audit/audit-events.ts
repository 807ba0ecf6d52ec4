// Everything the audit can say: one discriminated union. No person's name but the actor's label.
import { z } from 'zod';
import { SCOPES } from '../http/scopes.ts';
import { STAFF_ROLES } from '../http/staff-roles.ts';
import { sessionActionSchema, streamStateSchema } from '../protocol/session.ts';
import { QUESTION_STEPS, URGENCIES } from '../protocol/talk.ts';

const id = z.string().min(1);
const reason = z.string().max(500);
const role = z.enum(STAFF_ROLES);
// Events of before there were roles by campaign name none: they were for all.
const campaign = id.optional();

const act = <E extends string, D extends z.ZodRawShape>(event: E, data: D) =>
  z.object({ event: z.literal(event), data: z.strictObject(data) });

/** What happened and to what. `data` holds ids, states and reasons; never a code, PIN or name. */
export const auditActSchema = z.discriminatedUnion('event', [
  act('account.created', { account: id, role, campaign }),
  act('account.disabled', { account: id }),
  act('account.role-given', { account: id, campaign: id, role }),
  act('account.role-taken', { account: id, campaign: id }),
  act('account.signed-out-everywhere', { account: id }),
  act('account.sign-in-ended', { account: id }),
  act('account.recovery-link-made', { jti: id, account: id }),
  act('account.recovered', { jti: id, account: id }),
  act('account.password-changed', { account: id }),
  act('account.second-factor-added', { account: id }),
  act('account.second-factor-removed', { account: id }),
  act('account.recovery-codes-made', { account: id }),
  act('account.recovery-code-used', { account: id, left: z.int() }),
  act('account.token-made', {
    account: id,
    token: id.optional(),
    scopes: z.array(z.enum(SCOPES)).optional(),
  }),
  act('account.token-ended', { account: id, token: id }),
  act('link.made', { jti: id, role, campaign }),
  act('link.used', { jti: id, role, campaign, account: id }),
  act('session.acted', { action: sessionActionSchema, from: z.string(), to: z.string() }),
  // Events of before this version have no reason.
  act('seat.code-reissued', { seat: id, issue: z.int(), reason: reason.optional() }),
  act('seat.code-withdrawn', { seat: id, issue: z.int(), reason: reason.optional() }),
  act('seat.pin-reset', { seat: id, registration: id, reason }),
  act('seat.released', { seat: id, registration: id, reason }),
  act('seat.handed-over', { seat: id, registration: id, reason }),
  act('seat.nominated', { seat: id, region: z.string() }),
  act('seat.nomination-withdrawn', { seat: id, region: z.string() }),
  act('coordinator.link-reissued', { region: id, issue: z.int() }),
  act('coordinator.link-withdrawn', { region: id, issue: z.int() }),
  act('registration.created', { registration: id, seat: id, region: z.string() }),
  act('registration.checked-in', { registration: id, seat: id, region: z.string() }),
  act('seat.pin-locked', { seat: id, registration: id }),
  act('room.opened', { room: id, region: z.string() }),
  act('room.closed', { room: id, reason }),
  act('room.joined', { room: id, registration: id, seat: id, how: z.string(), reason }),
  act('room.left', { room: id, registration: id, seat: id, how: z.string() }),
  act('signature.made', { signature: id, seat: id, region: z.string() }),
  act('signature.withdrawn', {
    amendment: id,
    signature: id,
    registration: id,
    seat: id,
    reason,
  }),
  act('signature.corrected', {
    amendment: id,
    signature: id,
    registration: id,
    seat: id,
    reason,
  }),
  act('certificate.issued', { certificate: id, kind: z.string(), number: z.string() }),
  act('certificates.begun', { job: id }),
  act('certificates.exported', { scope: z.string(), files: z.int() }),
  act('certificate.revoked', { certificate: id, reason }),
  act('template.started', { template: id, kind: z.string(), version: z.int() }),
  act('template.published', { template: id, kind: z.string(), version: z.int() }),
  act('template.used-again', { template: id, kind: z.string(), version: z.int() }),
  act('template.ended', { template: id }),
  act('template.removed', { template: id }),
  // Which documents of many rows somebody asked for; `stale` renews those that no longer hold.
  act('documents.asked', { kind: z.string(), region: z.string() }),
  act('template.names-tried', { kind: z.string() }),
  act('objection.made', { objection: id, registration: id, seat: id }),
  act('objection.answered', {
    objection: id,
    registration: id,
    seat: id,
    outcome: z.enum(['kept', 'corrected']),
  }),
  act('attendance.corrected', {
    correction: id,
    registration: id,
    seat: id,
    measured: z.int(),
    minutes: z.int(),
    reason,
  }),
  act('report.exported', { kind: z.string(), format: z.string(), region: z.string() }),
  act('question.asked', { question: id, registration: id, seat: id }),
  act('question.moderated', {
    question: id,
    seat: id,
    step: z.enum(QUESTION_STEPS),
    reason,
  }),
  act('announcement.made', { announcement: id, urgency: z.enum(URGENCIES) }),
  act('announcement.withdrawn', { announcement: id }),
  act('caption.link-reissued', { issue: z.int() }),
  act('caption.corrected', { line: z.int(), version: z.int() }),
  act('talk.exported', { kind: z.enum(['questions', 'captions']), format: z.string() }),
  act('contacts.checked', { import: id, rows: z.int(), bad: z.int() }),
  act('contacts.imported', { import: id, rows: z.int(), bad: z.int() }),
  act('invitations.queued', { kind: z.string(), state: z.string(), mails: z.int() }),
  act('invitations.retried', { mails: z.int() }),
  act('invitations.exported', { files: z.int() }),
  act('invitations.codes-shown', { region: z.string(), codes: z.int() }),
  act('campaign.created', { campaign: id }),
  act('campaign.cloned', { campaign: id, from: id }),
  // `fields` are names of fields; what they said stays out of the audit.
  act('campaign.changed', { campaign: id, part: z.string(), fields: z.array(z.string()) }),
  act('campaign.noted', { campaign: id, note: id }),
  act('regions.brought', { set: id, regions: z.int() }),
  act('evidence.made', { bundle: id }),
  act('evidence.downloaded', { bundle: id, part: z.enum(['log', 'pdf']) }),
  act('dossier.made', { dossier: id, bundle: id, minutes: z.string() }),
  act('dossier.downloaded', { dossier: id }),
  act('comparison.exported', { campaign: id }),
  act('session.created', { campaign: id }),
  act('session.made-default', { campaign: id }),
  act('session.deleted', { campaign: id, slug: id }),
  // Which part of the plan, and the version that it made.
  act('session.planned', { section: z.enum(['details', 'agenda', 'rules']), version: z.int() }),
  act('session.noted', { note: id, number: z.int() }),
  act('text.started', { campaign: id, number: z.int() }),
  act('text.saved', { campaign: id, number: z.int() }),
  act('text.published', { campaign: id, number: z.int(), sessions: z.int() }),
  act('text.removed', { campaign: id, number: z.int() }),
  act('reporting.checked', { campaign: id, rows: z.int(), bad: z.int() }),
  act('reporting.imported', { campaign: id, rows: z.int() }),
  act('reporting.changed', { campaign: id, region: z.string() }),
  act('library.added', { campaign: id, entry: id }),
  act('library.changed', { campaign: id, entry: id }),
  act('library.removed', { campaign: id, entry: id }),
  act('library.filled', { campaign: id, entries: z.int() }),
  act('circular.filed', {
    campaign: id,
    region: z.string(),
    version: z.int(),
    sha256: z.string(),
  }),
  act('circular.withdrawn', { campaign: id, region: z.string(), version: z.int(), reason }),
  act('follow-up.exported', { campaign: id }),
  act('reminders.exported', { files: z.int() }),
  act('rehearsal.created', { campaign: id }),
  act('readiness.ticked', { item: z.string() }),
  act('readiness.unticked', { item: z.string() }),
  act('recording.started', { recording: id }),
  act('recording.stopped', { recording: id }),
  act('recording.ended', { recording: id, outcome: z.enum(['done', 'failed', 'lost']) }),
  act('presenter.started', {}),
  act('presenter.stopped', {}),
  act('region.called', { region: id, call: id }),
  act('stage.acted', { act: z.string(), who: z.string(), title: z.string(), place: z.string() }),
  act('stage.person-added', { person: id, role: z.string(), title: z.string() }),
  act('stage.person-moved', { person: id, title: z.string(), place: z.int() }),
  act('stage.link-reissued', { person: id, title: z.string(), issue: z.int() }),
  act('stage.link-withdrawn', { person: id, title: z.string(), issue: z.int() }),
  act('privacy.notice-saved', { campaign: id, version: z.int() }),
  act('privacy.retention-set', {
    campaign: id,
    revision: z.int(),
    months: z.int(),
    groups: z.array(z.string()),
  }),
  act('own-data.corrected', { registration: id, fields: z.array(z.string()) }),
  act('own-data.exported', { registration: id, format: z.string() }),
  act('erasure.asked', { erasure: id, registration: id, seat: id }),
  act('erasure.withdrawn', { erasure: id, registration: id, seat: id }),
  act('erasure.approved', { erasure: id, registration: id, seat: id }),
  act('erasure.refused', { erasure: id, registration: id, seat: id, reason }),
  // A rule of retention became due: everybody of the session.
  act('erasure.due', { erasure: id, campaign: id, revision: z.int() }),
  // What was erased, by counts; never the data. `registration` null: everybody of the session.
  act('erasure.done', {
    erasure: id,
    registration: id.nullable(),
    rule: z.enum(['request', 'retention']),
    revision: z.int().nullable(),
    groups: z.array(z.string()),
    counts: z.record(z.string(), z.int()),
  }),
  act('stream.changed', { from: streamStateSchema, to: streamStateSchema, reason }),
]);
export type AuditAct = z.infer<typeof auditActSchema>;
export type AuditEventName = AuditAct['event'];

export const AUDIT_ACTORS = [
  'staff',
  'official',
  'coordinator',
  'room',
  'lectern',
  'captioner',
  'machine',
  'system',
] as const;

/** Who did it: an account, registration or speaker by id, and how the control room names them. */
export const auditActorSchema = z.object({
  kind: z.enum(AUDIT_ACTORS),
  id: z.string(),
  label: z.string(),
});
export type AuditActor = z.infer<typeof auditActorSchema>;

/** The platform itself, for changes that nobody asked for. */
export const SYSTEM_ACTOR: AuditActor = { kind: 'system', id: 'system', label: 'Sistem' };

const contextSchema = z.object({
  actor: auditActorSchema,
  /** The caller's address; empty for the system. */
  address: z.string(),
  /** The event's session, where it belongs to one. */
  session: z.string().optional(),
});

/** What a service hands in; moment and id are given by the audit. */
export type AuditEvent = AuditAct & z.infer<typeof contextSchema>;
export const auditEventSchema = auditActSchema.and(contextSchema);

/** An event as it was stored; `at` is the server's moment. */
export type AuditRecord = AuditEvent & { _id: string; at: Date };
