// Which rooms change, in whatever process: one change stream per process, told on by room.
import type { Connection } from '../core/database.ts';
import { keepStream } from '../core/keep-stream.ts';
import type { Logger } from '../core/logger.ts';

export interface RoomWatch {
  /** A room's members changed, or it was closed; undefined: any room may have. */
  onChange(listener: (room: string | undefined) => void): void;
  stop(): Promise<void>;
}

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
const roomOf = (change: Change): string | undefined => {
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
  const watching = await keepStream({
    open() {
      const stream = connection.watch(PIPELINE, { fullDocument: 'updateLookup' });
      stream.on('change', (change) => {
        // The pipeline above keeps just this shape.
        const room = roomOf(change as unknown as Change);
        if (room) tell(room);
      });
      return stream;
    },
    onOpen: () => tell(undefined),
    onBreak: (error) =>
      logger.warn({ error: String(error) }, 'The stream of shared rooms broke; it is opened anew'),
  });
  return {
    onChange: (listener) => {
      listeners.push(listener);
    },
    stop: watching.stop,
  };
}
