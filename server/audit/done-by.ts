// Who did something that somebody asks for again.
import type { AuditEventName, AuditRecord } from './audit-events.ts';
import type { Audit } from './audit-store.ts';

/** So far back is looked; a step that is repeated was done a moment ago. */
const LOOKED_AT = 50;

/** Who did the latest event of `name` that `fits`, as the audit names them; '' when none is found. */
export async function doneBy(
  audit: Pick<Audit, 'latest'>,
  session: string,
  name: AuditEventName,
  fits: (record: AuditRecord) => boolean,
): Promise<string> {
  const records = await audit.latest(session, LOOKED_AT, [name]);
  return records.find(fits)?.actor.label ?? '';
}
