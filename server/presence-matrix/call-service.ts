// Marks regions as called, so that two operators don't telephone the same one.
import type { Audit } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { type Database, isDuplicateKey } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import { keepStream } from '../core/keep-stream.ts';
import type { Logger } from '../core/logger.ts';
import type { RandomSource } from '../core/random.ts';
import type { Actor } from '../invitations/index.ts';
import type { CallMark } from '../protocol/call-list.ts';
import { isOver } from '../protocol/session-names.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { RegionCall } from './call-model.ts';
import type { CallStore } from './call-store.ts';

export interface CallService {
  /**
   * Marks a region as called. `seen` is the number of the last call that the operator saw, 0 for
   * none. Throws CALL_TAKEN when somebody called in between, SESSION_ENDED after the end.
   */
  mark(
    session: SessionDocument,
    call: { region: string; note: string; seen: number },
    by: Actor,
  ): Promise<void>;
  /** The last call of each region that was called. */
  marks(session: string): Promise<CallMark[]>;
  /** All calls of a region, the newest first. */
  ofRegion(session: string, region: string): Promise<CallMark[]>;
  /** Called with a session in which a region was marked, on any process. */
  onChange(listener: (session: string) => void): void;
  stop(): Promise<void>;
}

export interface CallOptions {
  database: Database;
  store: CallStore;
  audit: Audit;
  time: { clock: Clock; random: RandomSource };
  logger: Logger;
}

const markOf = ({ region, number, note, by, at }: RegionCall): CallMark => ({
  region,
  number,
  note,
  by: by.label,
  at: at.getTime(),
});

/** The service; it follows the calls of all processes until stopped. */
export async function createCallService(options: CallOptions): Promise<CallService> {
  const { database, store, audit, time, logger } = options;
  const listeners: ((session: string) => void)[] = [];
  const tell = (session: string) => {
    for (const listener of listeners) listener(session);
  };
  // What a broken stream missed shows with the next call.
  const following = await keepStream({
    open: () => store.watch(tell),
    onBreak: (error) =>
      logger.warn({ error: String(error) }, 'The stream of calls broke; it is opened anew'),
  });
  return {
    async mark(session, { region, note, seen }, by) {
      if (isOver(session.status.session)) throw new AppError('SESSION_ENDED');
      const call: RegionCall = {
        _id: newId(time.random),
        session: session._id,
        region,
        number: seen + 1,
        note,
        by: { id: by.actor.id, label: by.actor.label },
        at: time.clock.now(),
      };
      await database
        .transaction(async (transaction) => {
          const last = await store.lastNumber(session._id, region, transaction);
          if (last !== seen) throw new AppError('CALL_TAKEN');
          await store.insert(call, transaction);
          const data = { region, call: call._id };
          await audit.write(
            { event: 'region.called', data, session: session._id, ...by },
            transaction,
          );
        })
        .catch((error: unknown) => {
          throw isDuplicateKey(error) ? new AppError('CALL_TAKEN') : error;
        });
    },
    marks: async (session) => (await store.listLast(session)).map(markOf),
    ofRegion: async (session, region) => (await store.listOfRegion(session, region)).map(markOf),
    onChange: (listener) => {
      listeners.push(listener);
    },
    stop: following.stop,
  };
}
