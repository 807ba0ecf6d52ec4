// Which rooms change, in whatever process: one change stream per process, told on by room.
import type { Connection } from '../core/database.ts';
import { guardStream } from '../core/guard-stream.ts';
import type { Logger } from '../core/logger.ts';

export interface RoomWatch {
  /** A room's members changed, or it was closed; undefined: any room may have. */
  onChange(listener: (room: string | undefined) => void): void;
  stop(): Promise<void>;
}

const RETRY_MS = 1_000;
const COLLECTIONS = ['room_members', 'shared_rooms'];
const PIPELINE = [
  { $match: { 'ns.coll': { $in: COLLECTIONS }, operationType: { $in: ['insert', 'update'] } } },
  {
    $project: {
      operationType: 1,
      ns: 1,
      documentKey: 1,
      'fullDocument.room': 1,
      'updateDescription.updatedFields': 1,
    },
  },
];

interface Change {
  operationType: string;
  ns: { coll: string };
  documentKey: { _id: string };
  fullDocument?: { room?: string };
  updateDescription?: { updatedFields?: Record<string, unknown> };
}

/** The room that a change is about; undefined when nobody before a screen can tell. */
export const roomOf = (change: Change): string | undefined => {
  if (change.ns.coll === 'room_members') return change.fullDocument?.room;
  const closed = change.updateDescription?.updatedFields?.closedAt;
  return change.operationType === 'update' && closed ? change.documentKey._id : undefined;
};

/** Follows the rooms from now on; a stream that is lost is opened anew and every room named. */
export async function watchRooms(options: {
  connection: Connection;
  logger: Logger;
}): Promise<RoomWatch> {
  const { connection, logger } = options;
  const listeners: ((room: string | undefined) => void)[] = [];
  const tell = (room: string | undefined) => {
    for (const listener of listeners) listener(room);
  };
  let watching: { stop(): Promise<void> } | undefined;
  let isStopped = false;
  const onLost = (error: unknown) => {
    if (isStopped) return;
    logger.warn({ error: String(error) }, 'The stream of shared rooms broke; it is opened anew');
    setTimeout(() => start().catch(onLost), RETRY_MS).unref();
  };
  const start = async () => {
    await watching?.stop().catch(() => undefined);
    if (isStopped) return;
    const stream = connection.watch(PIPELINE, { fullDocument: 'updateLookup' });
    stream.on('change', (change) => {
      // The pipeline above keeps just this shape.
      const room = roomOf(change as unknown as Change);
      if (room) tell(room);
    });
    watching = guardStream(stream, onLost);
    await new Promise<void>((resolve, reject) => {
      stream.once('resumeTokenChanged', () => resolve());
      for (const event of ['error', 'close'] as const) stream.once(event, reject);
    });
    tell(undefined);
  };
  await start();
  return {
    onChange: (listener) => {
      listeners.push(listener);
    },
    async stop() {
      isStopped = true;
      await watching?.stop();
    },
  };
}
