// Frames in rounds, with the rooms, the sending and the pauses of the real thing and the sockets of a
// model: whoever joins, leaves or lingers while a round goes on, nobody misses a version, gets one
// before another, or hears what is not theirs; and no room is too large to be sent to in one go.
import { expect } from 'chai';
import fc from 'fast-check';
import { type BoardDelta, boardCounters } from '../../server/protocol/board.ts';
import { packFigures } from '../../server/protocol/board-wire.ts';
import type { Frame } from '../../server/protocol/socket-events.ts';
import {
  type Audience,
  type AudienceKind,
  createAudiences,
} from '../../server/realtime/audiences.ts';
import { addFlush, noNews, sendingsOf } from '../../server/realtime/frame-news.ts';
import { createRefresher } from '../../server/realtime/refresher.ts';
import { inBatches, sendRound } from '../../server/realtime/send-round.ts';

const REGIONS = ['11', '12', '13'];
const MOST = 3;
const SESSION = 's';

interface Client {
  audience: Audience;
  room: string;
  /** The version that this client is at. */
  at: number;
}

const kinds: AudienceKind[] = ['region', 'guest', 'board', 'control', 'matrix'];
const action = fc.oneof(
  fc.record({ do: fc.constant('join' as const), kind: fc.constantFrom(...kinds), n: fc.nat() }),
  fc.record({ do: fc.constant('leave' as const), n: fc.nat() }),
  fc.record({ do: fc.constant('change' as const), n: fc.nat() }),
  fc.record({ do: fc.constant('round' as const) }),
  fc.record({ do: fc.constant('piece' as const) }),
);

const deltaOf = (v: number, code: string): BoardDelta => {
  const counters = boardCounters([[code, 1, 1, v, 0]], 1, { seats: 0, present: 0, signed: 0 });
  return { v, from: v - 1, phase: 'presence', counters, rows: [[code, 1, 1, v, 0]], latest: [] };
};

/** A process: the version of its board, its clients, and a round that may be under way. */
function createWorld() {
  const audiences = createAudiences(MOST);
  const clients: Client[] = [];
  const world = {
    v: 1,
    news: noNews(),
    pieces: [] as (() => void)[],
    isRunning: false,
    errors: [] as unknown[],
  };
  const pack = (delta: BoardDelta) => JSON.stringify({ v: delta.v, from: delta.from });
  const hear = (client: Client, frame: Frame) => {
    if (frame.board !== undefined) {
      const { v, from } = JSON.parse(frame.board);
      expect(client.audience.kind).to.be.oneOf(['board', 'control', 'matrix']);
      expect(from, 'nothing is missing').to.be.at.most(client.at);
      expect(v, 'nothing is late').to.be.at.least(client.at);
      client.at = v;
    }
    if (frame.tile) expect(frame.tile[0]).to.equal(client.audience.region);
    if (frame.national) {
      expect(client.audience.kind).to.be.oneOf(['region', 'guest']);
      expect(frame.national[4], 'no older figures').to.be.at.least(client.at);
      client.at = frame.national[4] ?? 0;
    }
  };
  const send = (rooms: string[], frame: Frame) => {
    const heard = clients.filter(({ room }) => rooms.includes(room));
    expect(heard.length).to.be.at.most(MOST);
    for (const client of heard) hear(client, frame);
  };
  const round = async () => {
    if (world.isRunning) return;
    world.isRunning = true;
    const { news } = world;
    if (news.delta) news.national = packFigures(news.delta.counters);
    world.news = noNews();
    audiences.begin();
    let time = 0;
    await sendRound(sendingsOf(SESSION, news, audiences, MOST), {
      send,
      // Every sending uses up the time, so that every pause is one that something can happen in.
      now: () => {
        time += 100;
        return time;
      },
      pause: () => new Promise((resolve) => world.pieces.push(resolve)),
      onError: (error) => world.errors.push(error),
    });
    audiences.end();
    world.isRunning = false;
  };
  return { audiences, clients, world, round, pack };
}
type World = ReturnType<typeof createWorld>;

const act = {
  join({ audiences, clients, world }: World, kind: AudienceKind, n: number) {
    const region = kind === 'region' ? { region: REGIONS[n % REGIONS.length] ?? '' } : {};
    const audience = { session: SESSION, kind, ...region };
    // The first frame or the snapshot brings a client to the version of now.
    clients.push({ audience, room: audiences.join(audience), at: world.v });
  },
  leave({ audiences, clients }: World, n: number) {
    const [gone] = clients.splice(n % Math.max(clients.length, 1), 1);
    if (gone) audiences.leave(gone.room);
  },
  change({ world, pack }: World, n: number) {
    world.v += 1;
    const code = REGIONS[n % REGIONS.length] ?? '';
    const delta = deltaOf(world.v, code);
    const delegations = new Map([[code, []]]);
    addFlush(world.news, { session: SESSION, delta, pack, matrix: undefined, delegations });
  },
};

const settle = () => new Promise((resolve) => setImmediate(resolve));
/** Lets the round under way end, and sends one more with what is left. */
const finish = async ({ world, round }: World) => {
  const end = async () => {
    for (let left = 500; world.isRunning && left > 0; left--) {
      for (const go of world.pieces.splice(0)) go();
      await settle();
    }
    if (world.isRunning) throw new Error('The round does not end');
  };
  await end();
  void round();
  await end();
  if (world.errors.length > 0) throw world.errors[0];
};

describe('frames in rounds', () => {
  it('brings every version to everybody in order, whoever comes and goes meanwhile', async function () {
    this.timeout(30_000);
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 80, size: 'max' }), async (history) => {
        const all = createWorld();
        for (const one of history) {
          if (one.do === 'join') act.join(all, one.kind, one.n);
          else if (one.do === 'leave') act.leave(all, one.n);
          else if (one.do === 'change') act.change(all, one.n);
          else if (one.do === 'round') void all.round();
          else {
            all.world.pieces.shift()?.();
            await settle();
          }
        }
        await finish(all);
        for (const client of all.clients) expect(client.at).to.equal(all.world.v);
      }),
      { numRuns: 300 },
    );
  });

  it('fills rooms up to their size and gives a room back when the last has left', () => {
    const audiences = createAudiences(2);
    const audience: Audience = { session: SESSION, kind: 'board' };
    const rooms = [1, 2, 3].map(() => audiences.join(audience));
    expect(rooms[0]).to.equal(rooms[1]);
    expect(rooms[2]).not.to.equal(rooms[0]);
    audiences.leave(rooms[0] ?? '');
    expect(audiences.join(audience)).to.equal(rooms[0]);
    for (const room of [rooms[0], rooms[1], rooms[2], rooms[2]]) audiences.leave(room ?? '');
    expect(audiences.has(SESSION, 'board')).to.equal(false);
    expect(audiences.sessions('board')).to.deep.equal([]);
  });

  it('joins small rooms for one sending, and never more people than one may reach', () => {
    const rooms = fc.array(fc.record({ name: fc.string(), size: fc.integer({ min: 1, max: 9 }) }));
    fc.assert(
      fc.property(rooms, (all) => {
        const batches = [...inBatches(all, 10)];
        expect(batches.flat()).to.deep.equal(all.map(({ name }) => name));
        const sizes = new Map(all.map(({ name, size }) => [name, size]));
        if (sizes.size !== all.length) return;
        for (const batch of batches) {
          const reached = batch.reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
          expect(reached).to.be.at.most(10);
        }
      }),
    );
  });

  it('rests as soon as its time is used, and goes on though one sending fails', async () => {
    let now = 0;
    const sent: string[] = [];
    let pauses = 0;
    let errors = 0;
    await sendRound(
      ['a', 'b', 'c', 'd'].map((name) => ({ rooms: [name], frame: {} })),
      {
        send(rooms) {
          now += 8;
          if (rooms[0] === 'b') throw new Error('gone');
          sent.push(...rooms);
        },
        now: () => now,
        pause: async () => {
          pauses += 1;
        },
        onError: () => {
          errors += 1;
        },
      },
    );
    expect({ sent, pauses, errors }).to.deep.equal({ sent: ['a', 'c', 'd'], pauses: 2, errors: 1 });
  });

  it('asks once at a time, and once more for what changed meanwhile', async () => {
    const answers: (() => void)[] = [];
    let asked = 0;
    const refresh = createRefresher(
      () =>
        new Promise((resolve) => {
          asked += 1;
          answers.push(resolve);
        }),
      () => undefined,
    );
    for (let time = 0; time < 5; time++) refresh('s');
    expect(asked).to.equal(1);
    answers.shift()?.();
    await settle();
    expect(asked).to.equal(2);
    answers.shift()?.();
    await settle();
    expect(asked).to.equal(2);
  });
});
