// Writes and reads audit events; the only user of their model.
import type { Clock } from '../core/clock.ts';
import type { ClientSession, Connection } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import {
  type AuditEvent,
  type AuditEventName,
  type AuditRecord,
  auditEventSchema,
} from './audit-events.ts';
import { createAuditModel } from './audit-model.ts';

export interface Audit {
  ensureIndexes(): Promise<void>;
  /** Stores one event; give the transaction's session so that it stands or falls with its change. */
  write(event: AuditEvent, clientSession?: ClientSession): Promise<void>;
  /** The same for many events in one insert; none is no write. */
  writeMany(events: AuditEvent[], clientSession?: ClientSession): Promise<void>;
  /** The newest events of a session, newest first; of the named kinds only, when told. */
  latest(
    session: string,
    limit: number,
    events?: readonly AuditEventName[],
  ): Promise<AuditRecord[]>;
}

/** The audit of one database. Throws a ZodError for an event that the union doesn't know. */
export function createAudit(options: {
  connection: Connection;
  clock: Clock;
  random: RandomSource;
}): Audit {
  const model = createAuditModel(options.connection);
  const { clock, random } = options;

  const writeMany = async (events: AuditEvent[], clientSession?: ClientSession) => {
    if (events.length === 0) return;
    const at = clock.now();
    const documents = events.map((event) => ({
      ...auditEventSchema.parse(event),
      _id: newId(random),
      at,
      v: 1,
    }));
    await model.insertMany(documents, clientSession ? { session: clientSession } : {});
  };

  return {
    ensureIndexes: () => model.createIndexes(),
    write: (event, clientSession) => writeMany([event], clientSession),
    writeMany,
    async latest(session, limit, events) {
      const filter = { session, ...(events && { event: { $in: events } }) };
      const documents = await model.find(filter).sort({ at: -1 }).limit(limit).lean();
      return documents.map(({ _id, at, v: _v, ...event }) => ({
        ...auditEventSchema.parse(event),
        _id,
        at,
      }));
    },
  };
}
