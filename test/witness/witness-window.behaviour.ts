// A rule that looks at a part of the session only: outside it nobody's presence is measured, and
// the media engine's reports from there contradict nobody.
import { expect } from 'chai';
import { createMediaEventStore, createWitnessService } from '../../server/witness/index.ts';
import {
  createPresenceWorld,
  MINUTE,
  PHONE,
  person,
  START_MS,
  sessionWith,
} from '../attendance/presence-world.ts';

describe('two witnesses of a session whose rule has a window', () => {
  it('do not disagree about the time before the window', async () => {
    const world = await createPresenceWorld({ isMonotonic: false });
    const attendance = await world.startNode();
    const held = await attendance.hold(person, PHONE);
    world.clocks.advance(60 * MINUTE);
    await held.close();
    const store = createMediaEventStore(world.database.connection);
    const media = { session: 's', registration: person._id, connection: 'a', joinedAt: null };
    const at = (minute: number) => ({
      at: new Date(START_MS + minute * MINUTE),
      receivedAt: new Date(START_MS + minute * MINUTE),
    });
    const witness = createWitnessService({
      store,
      clock: world.clocks,
      people: async () => [person],
      attendance,
    });
    await witness.keep({ _id: 'one', kind: 'joined', ...media, ...at(0) });
    await witness.keep({ _id: 'two', kind: 'left', ...media, ...at(60) });
    // Going live is at 09.00 WIB; the rule looks at the half hour from 09.30 on.
    expect(await witness.disagreements(sessionWith({}, { from: '09:30' }))).to.deep.equal([]);
    expect(await witness.disagreements(sessionWith())).to.deep.equal([]);
    await attendance.stop();
  });
});
