// The end of a session changes every member of a shared room at once: the room is read once for all
// of them, and nothing that comes later is missed.
import { expect } from 'chai';
import { createLogger } from '../../server/core/logger.ts';
import { createPendingWork } from '../../server/realtime/pending-work.ts';
import { createRoomPresence } from '../../server/realtime/room-presence.ts';

describe('many changes of one shared room at once', () => {
  it('are read together, and a later one again', async () => {
    const logger = createLogger('silent');
    let change: (room: string | undefined) => void = () => undefined;
    let readings = 0;
    const presence = createRoomPresence(
      {
        sharedRooms: {
          async membersOf() {
            readings += 1;
            return [];
          },
          membershipOf: async () => undefined,
        },
        roomWatch: {
          onChange(listener) {
            change = listener;
          },
        },
        live: { find: () => undefined },
        hold: async () => ({ close: async () => undefined }),
        findRegistration: async () => undefined,
      },
      { work: createPendingWork(logger), tell: () => undefined, logger },
    );
    const settled = () => new Promise((resolve) => setImmediate(resolve));
    presence.attach(
      { connected: true, once: () => undefined, disconnect: () => undefined },
      { room: { _id: 'room', session: 's' }, device: 'desktop' },
    );
    await settled();
    expect(readings).to.equal(1);
    for (let member = 0; member < 50; member += 1) change('room');
    await settled();
    expect(readings).to.equal(2);
    change('room');
    await settled();
    expect(readings).to.equal(3);
    await presence.stop();
  });
});
