// Shared rooms for tests: officials of Kendal and a room of theirs, on an application of its own.
import type { Registration } from '../../server/registrations/index.ts';
import type { SharedRoom } from '../../server/shared-rooms/index.ts';
import { act, BY, INPUT, KENDAL, seatOf } from '../official/official-world.ts';
import { refusalCode } from '../support/refusal-code.ts';
import { runningClock } from '../support/running-clock.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

export { act, BY, INPUT, KENDAL };
export const KARO = '12.06';
export const PLACE = 'Aula Setda';

export interface RoomWorld {
  app: TestApp;
  clock: ReturnType<typeof runningClock>;
  /** Fills a seat, without checking in. */
  register(region: string, office: string): Promise<Registration>;
  open(region?: string | null, place?: string): Promise<SharedRoom>;
  join(room: SharedRoom, person: Registration, how?: 'phone' | 'pin'): Promise<unknown>;
  /** The stored person. */
  find(person: Registration): Promise<Registration | undefined>;
  count(collection: string, filter: Record<string, unknown>): Promise<number>;
  stop(): Promise<void>;
}

export const selfOf = (person: Registration) => ({
  by: { kind: 'official' as const, id: person._id, label: person.office },
  address: '127.0.0.1',
});

/** Starts the application; the doors are closed. */
export async function createRoomWorld(): Promise<RoomWorld> {
  const clock = runningClock();
  const app = await startApp({ clock });
  const { sharedRooms, registrations, stores } = app.ikrar.domains;
  return {
    app,
    clock,
    async register(region, office) {
      const seat = await seatOf(app, region, office);
      const acting = '' as const;
      return registrations.register(seat, { ...INPUT, acting }, '127.0.0.1');
    },
    open: (region = KENDAL, place = PLACE) =>
      sharedRooms.open({ session: app.session()._id, region, place, seats: [], by: BY }),
    join: (room, person, how = 'phone') =>
      sharedRooms.join(room._id, person._id, { how, reason: '', ...selfOf(person) }),
    find: (person) => stores.registrations.find(person._id),
    count: (collection, filter) =>
      app.database.connection.collection(collection).countDocuments(filter),
    stop: () => app.stop(),
  };
}

export { refusalCode as codeOf };
