// News for single people in the frames of all: whoever has what, each socket gets one message a
// round at most, all that is theirs, and nothing of others.
import { expect } from 'chai';
import fc from 'fast-check';
import type { Frame } from '../../server/protocol/socket-events.ts';
import { createPersonalFrames, mergedFrames } from '../../server/realtime/personal-frames.ts';

interface Person {
  /** Their devices: the audience room of each. */
  devices: number[];
  hasNews: boolean;
}

const ownOf = (person: number): Frame => ({
  talk: { own: [{ id: `q${person}`, text: 'Pertanyaan uji', state: 'new', reason: null }] },
});
const common = (room: number): Frame => ({ talk: { captions: [] }, clock: room });

/** The rooms of a Socket.IO server, and what each of its sockets was sent. */
function createServer(people: Person[]) {
  const rooms = new Map<string, Set<string>>();
  const sockets = new Map<
    string,
    { id: string; rooms: Set<string>; emit(event: 'frame', frame: Frame): unknown }
  >();
  const heard = new Map<string, Frame[]>();
  for (const [person, { devices }] of people.entries()) {
    for (const [device, audience] of devices.entries()) {
      const id = `${person}.${device}`;
      const own = new Set([id, `p:${person}`, `a:${audience}`]);
      sockets.set(id, { id, rooms: own, emit: (_, frame) => heard.get(id)?.push(frame) });
      heard.set(id, []);
      for (const room of own) rooms.set(room, (rooms.get(room) ?? new Set()).add(id));
    }
  }
  const idsOf = (names: string[]) => new Set(names.flatMap((name) => [...(rooms.get(name) ?? [])]));
  const to = (names: string[]) => ({
    except: (others: string[]) => ({
      emit(_: 'frame', frame: Frame) {
        const left = idsOf(others);
        for (const id of idsOf(names)) if (!left.has(id)) heard.get(id)?.push(frame);
      },
    }),
  });
  return { heard, io: { to, sockets: { adapter: { rooms }, sockets } } };
}

const person = fc.record({
  devices: fc.array(fc.nat({ max: 3 }), { maxLength: 3 }),
  hasNews: fc.boolean(),
});

describe('news for single people', () => {
  it('reach each of their devices with the frame of all, and nobody else', () => {
    const batches = fc.subarray([0, 1, 2, 3]);
    fc.assert(
      fc.property(fc.array(person, { maxLength: 8 }), batches, (people, told) => {
        const { heard, io } = createServer(people);
        const frames = createPersonalFrames(io);
        for (const [index, { hasNews }] of people.entries()) {
          if (hasNews) frames.add(`p:${index}`, ownOf(index));
        }
        expect(frames.isWaiting()).to.equal(people.some(({ hasNews }) => hasNews));
        const round = frames.begin();
        for (const room of told) round.send([`a:${room}`], common(room));
        round.end();
        expect(frames.isWaiting()).to.equal(false);
        for (const [index, { devices, hasNews }] of people.entries()) {
          for (const [device, room] of devices.entries()) {
            const isTold = told.includes(room);
            const parts = [hasNews ? ownOf(index) : {}, isTold ? common(room) : {}] as const;
            const expected = hasNews || isTold ? [mergedFrames(...parts)] : [];
            expect(heard.get(`${index}.${device}`)).to.deep.equal(expected);
          }
        }
      }),
    );
  });

  it('are put together when they come twice before a round; what comes later counts', () => {
    const { heard, io } = createServer([{ devices: [0], hasNews: true }]);
    const frames = createPersonalFrames(io);
    frames.add('p:0', ownOf(1));
    frames.add('p:0', { room: true });
    frames.add('p:0', ownOf(2));
    frames.add('p:9', ownOf(9));
    frames.begin().end();
    expect(heard.get('0.0')).to.deep.equal([{ ...ownOf(2), room: true }]);
  });

  it('are sent once, also where there is nothing for all', () => {
    const { heard, io } = createServer([{ devices: [0], hasNews: true }]);
    const frames = createPersonalFrames(io);
    frames.add('p:0', ownOf(0));
    const round = frames.begin();
    round.end();
    round.end();
    expect(heard.get('0.0')).to.deep.equal([ownOf(0)]);
  });
});
