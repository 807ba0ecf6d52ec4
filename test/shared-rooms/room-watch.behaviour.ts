// The stream of shared rooms breaks, and breaks once more while it is opened anew: afterwards one
// stream runs, not two, and every change is told once.
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import type { Connection, Database } from '../../server/core/database.ts';
import { createLogger } from '../../server/core/logger.ts';
import { type RoomWatch, watchRooms } from '../../server/shared-rooms/index.ts';
import { testDatabase } from '../support/mongo.ts';

describe('the stream of shared rooms', function () {
  this.timeout(20_000);
  let database: Database;
  let rooms: RoomWatch | undefined;
  const opened: ReturnType<Connection['watch']>[] = [];
  const told: (string | undefined)[] = [];

  before(async () => {
    database = await testDatabase();
    const { connection } = database;
    const unlucky: Connection = Object.create(connection, {
      watch: {
        value(...[pipeline, options]: Parameters<Connection['watch']>) {
          // The database itself refuses the second one.
          const refused = [{ $match: { $nonsense: 1 } }];
          const stream = connection.watch(opened.length === 1 ? refused : pipeline, options);
          opened.push(stream);
          return stream;
        },
      },
    });
    rooms = await watchRooms({ connection: unlucky, logger: createLogger('silent') });
    rooms.onChange((room) => told.push(room));
  });
  after(() => rooms?.stop());

  const until = async (what: string, isSo: () => boolean) => {
    const from = performance.now();
    while (!isSo()) {
      if (performance.now() - from > 10_000) throw new Error(`Not reached: ${what}`);
      await delay(20);
    }
  };
  const join = (room: string) =>
    database.connection.collection<{ _id: string; room: string }>('room_members').insertOne({
      _id: `member-of-${room}`,
      room,
    });

  it('is one again after it broke twice in a row', async () => {
    await opened[0]?.close();
    await until('it is opened anew', () => told.includes(undefined));
    await join('first');
    await until('the change is told', () => told.includes('first'));
    // A second stream would have told the first change before this one.
    await join('second');
    await until('the next change is told', () => told.includes('second'));
    expect(told).to.deep.equal([undefined, 'first', 'second']);
    expect(opened).to.have.length(3);
  });
});
