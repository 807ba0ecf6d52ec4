// What happens in the collections, as facts for the boards: one change stream per process.
import type { Connection } from '../core/database.ts';
import { guardStream } from '../core/guard-stream.ts';
import type { EndedBy } from '../protocol/attendance.ts';

/** A change that a board may have to know; `session` is known for inserts only. */
export type BoardFact =
  | { kind: 'opened'; session: string; interval: string; seat: string; at: number }
  | { kind: 'closed'; interval: string; at: number; by: EndedBy }
  | { kind: 'registered'; session: string; registration: string; seat: string }
  | { kind: 'checked-in'; registration: string; at: number }
  | { kind: 'ended'; registration: string }
  | { kind: 'pin-reset'; registration: string }
  | { kind: 'signed'; session: string; seat: string };

const COLLECTIONS = ['presence', 'registrations', 'signatures'];
const PIPELINE = [
  { $match: { 'ns.coll': { $in: COLLECTIONS }, operationType: { $in: ['insert', 'update'] } } },
  // Only what a fact needs leaves the database: no name, no mark, no strokes.
  {
    $project: {
      operationType: 1,
      ns: 1,
      documentKey: 1,
      wallTime: 1,
      'fullDocument.session': 1,
      'fullDocument.seat': 1,
      'fullDocument.kind': 1,
      'fullDocument.startedAt': 1,
      'updateDescription.updatedFields.endedAt': 1,
      'updateDescription.updatedFields.endedBy': 1,
      'updateDescription.updatedFields.checkedInAt': 1,
      'updateDescription.updatedFields.active': 1,
      'updateDescription.updatedFields.generation': 1,
    },
  },
];

interface UpdatedFields {
  endedAt?: Date;
  endedBy?: EndedBy;
  checkedInAt?: Date;
  active?: boolean;
  generation?: number;
}

interface Change {
  operationType: string;
  ns: { coll: string };
  documentKey: { _id: string };
  wallTime?: Date;
  fullDocument?: { session: string; seat: string; kind?: string; startedAt?: Date };
  updateDescription?: { updatedFields?: UpdatedFields };
}

const insertFact = (change: Change): BoardFact | undefined => {
  const document = change.fullDocument;
  if (!document) return undefined;
  const { session, seat } = document;
  const id = change.documentKey._id;
  if (change.ns.coll === 'presence') {
    const at = document.startedAt?.getTime() ?? 0;
    return { kind: 'opened', session, interval: id, seat, at };
  }
  if (change.ns.coll === 'registrations') {
    return { kind: 'registered', session, registration: id, seat };
  }
  return document.kind === 'signature' ? { kind: 'signed', session, seat } : undefined;
};

const updateFact = (change: Change): BoardFact | undefined => {
  const fields = change.updateDescription?.updatedFields;
  const id = change.documentKey._id;
  if (change.ns.coll === 'presence') {
    if (!fields?.endedAt) return undefined;
    return {
      kind: 'closed',
      interval: id,
      at: fields.endedAt.getTime(),
      by: fields.endedBy ?? 'left',
    };
  }
  if (fields?.active === false) return { kind: 'ended', registration: id };
  if (fields?.generation !== undefined) return { kind: 'pin-reset', registration: id };
  if (!fields?.checkedInAt) return undefined;
  return { kind: 'checked-in', registration: id, at: fields.checkedInAt.getTime() };
};

/** The fact in a change of the collections; undefined when boards need not know it. */
const factOf = (change: Change): BoardFact | undefined =>
  change.operationType === 'insert' ? insertFact(change) : updateFact(change);

export interface WatchOptions {
  /** Where a stream before was; undefined: from now on. */
  resumeAfter: unknown;
  onFact(fact: BoardFact): void;
  /** Of every change: when it was written, by the database's clock. */
  onSeen?(written: Date | undefined): void;
  /** The stream ended, and the driver could not resume it. */
  onLost(error: unknown): void;
}

/**
 * Follows the collections. Resolves when the server has answered once: until then, changes could be
 * missed between opening and reading. Rejects when `resumeAfter` is a place that it does not have.
 */
export async function watchBoardFacts(
  connection: Connection,
  { resumeAfter, onFact, onSeen, onLost }: WatchOptions,
): Promise<{ token(): unknown; stop(): Promise<void> }> {
  const stream = connection.watch(PIPELINE, resumeAfter === undefined ? {} : { resumeAfter });
  const place = createPlace(resumeAfter);
  stream.on('resumeTokenChanged', place.idle);
  stream.on('change', (change) => {
    // The pipeline above keeps just this shape.
    const known = change as unknown as Change;
    const fact = factOf(known);
    if (fact) onFact(fact);
    onSeen?.(known.wallTime);
    place.passed(change._id);
  });
  let isOpen = false;
  const guarded = guardStream(stream, (error) => isOpen && onLost(error));
  try {
    await new Promise<void>((resolve, reject) => {
      for (const event of ['resumeTokenChanged', 'change'] as const) {
        stream.once(event, () => resolve());
      }
      for (const event of ['error', 'close'] as const) stream.once(event, reject);
    });
  } catch (error) {
    await guarded.stop().catch(() => undefined);
    throw error ?? new Error('The change stream was closed');
  }
  isOpen = true;
  return { token: place.token, stop: guarded.stop };
}

/**
 * Where to resume: after the last change that was handed on. When nothing happens the server's own
 * marks lead on, but only from one answer to the next: the driver tells a mark when it has read a
 * change, which may be before that change has come here.
 */
const createPlace = (from: unknown) => {
  let token = from;
  let mark: unknown;
  return {
    passed(change: unknown) {
      token = change;
      mark = undefined;
    },
    idle(next: unknown) {
      if (mark !== undefined) token = mark;
      mark = next;
    },
    token: () => token,
  };
};
