// The board, the matrix and what travels of both equal the slow model after every step of random
// histories: joins, leaves, crashes, moves, registrations, releases, hand-overs, signatures, signing
// opened, taken back and opened again, boards read anew; with facts doubled and out of order.
import { expect } from 'chai';
import fc from 'fast-check';
import { createBoardState } from '../../client/board/board-state.ts';
import type { BoardFact } from '../../server/board/board-facts.ts';
import { applyFact, type LoadedBoard } from '../../server/board/board-loader.ts';
import { createBoardProjection } from '../../server/board/board-projection.ts';
import { latenessOf } from '../../server/board/lateness.ts';
import type { RegionRules } from '../../server/campaigns/index.ts';
import type { AttendanceRule, EndedBy } from '../../server/protocol/attendance.ts';
import { boardCounters } from '../../server/protocol/board.ts';
import type { MatrixRow } from '../../server/protocol/matrix.ts';
import { modelMatrix, modelOutside, modelRows, type World } from './board-model.ts';

const SEED = 20201007;
const RUNS = 300;
/** Long enough to reach the signing. */
const LONG = { minLength: 1, maxLength: 100, size: 'max' } as const;
const MINUTE = 60_000;
const START = Date.parse('2020-10-07T01:00:00Z');
const RULE: AttendanceRule = {
  share: 0.5,
  minutes: null,
  from: 'live',
  until: 'end',
  lateAfterMinutes: 10,
  lateCounts: true,
};

const KINDS = [
  'register',
  'check-in',
  'join',
  'join',
  'join',
  'leave',
  'leave',
  'move',
  'crash',
  'release',
  'hand-over',
  'sign',
  'sign',
  'go-live',
  'open-signing',
  'take-back-signing',
  'read-anew',
] as const;
const step = fc.record({
  kind: fc.constantFrom(...KINDS),
  at: fc.nat(),
  minutes: fc.integer({ min: 0, max: 7 }),
  /** How the facts of this step arrive. */
  shuffle: fc.nat(),
  doubled: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const rules: fc.Arbitrary<RegionRules> = fc.record({
  complete: fc.oneof(
    fc.constantFrom('required' as const, 'all' as const),
    fc.record({ atLeast: fc.constantFrom(1, 2) }),
  ),
  signed: fc.oneof(
    fc.constantFrom('obliged' as const, 'required' as const),
    fc.record({ atLeast: fc.constantFrom(1, 2) }),
  ),
});

const emptyWorld = (regionRules: RegionRules): World => ({
  regions: ['11.01', '11.02', '12.01'],
  seats: ['11.01', '11.02', '12.01', null].flatMap((region) =>
    [0, 1, 2].map((place) => ({
      _id: `${region ?? 'luar'}/${place}`,
      region,
      title: 'Sekretaris Daerah',
      required: region !== null && place < 2,
    })),
  ),
  rules: regionRules,
  rule: RULE,
  presence: [],
  registrations: [],
  signatures: [],
  liveAt: null,
  signingOpenedAt: null,
});

/** Changes the documents by one step; returns the facts that a change stream would tell. */
function happen(world: World, { kind, at }: Step, now: number, id: string): BoardFact[] {
  const pick = <T>(list: T[]): T | undefined => list[at % Math.max(list.length, 1)];
  const active = world.registrations.filter((one) => one.active);
  const holder = pick(active);
  const session = 's';
  const register = (seat: string): BoardFact[] => {
    world.registrations.push({ id, seat, checkedInAt: null, active: true });
    return [{ kind: 'registered', session, registration: id, seat }];
  };
  const join = (seat: string): BoardFact[] => {
    world.presence.push({ id, seat, start: now, end: null, endedBy: null });
    return [{ kind: 'opened', session, interval: id, seat, at: now }];
  };
  const close = (one: World['presence'][number], by: EndedBy, end: number): BoardFact[] => {
    Object.assign(one, { end: Math.max(one.start, end), endedBy: by });
    return [{ kind: 'closed', interval: one.id, at: one.end ?? end, by }];
  };
  const open = world.presence.filter((one) => one.end === null);
  const leaving = pick(open);
  const end = (): BoardFact[] => {
    if (!holder || world.signatures.includes(holder.seat)) return [];
    holder.active = false;
    const own = open.filter((one) => one.seat === holder.seat);
    return [
      { kind: 'ended', registration: holder.id },
      ...own.flatMap((one) => close(one, 'left', now)),
    ];
  };
  switch (kind) {
    case 'register': {
      const free = world.seats.filter((seat) => active.every((one) => one.seat !== seat._id));
      const seat = pick(free);
      return seat ? register(seat._id) : [];
    }
    case 'check-in':
      if (!holder || holder.checkedInAt !== null) return [];
      holder.checkedInAt = now;
      return [{ kind: 'checked-in', registration: holder.id, at: now }];
    case 'join':
      return holder ? join(holder.seat) : [];
    case 'leave':
      return leaving ? close(leaving, 'left', now) : [];
    case 'move':
      return leaving ? [...close(leaving, 'moved', now), ...join(leaving.seat)] : [];
    case 'crash':
      // A sweep closes what a dead process held, at its last renewal.
      return open
        .filter((_, index) => (index + at) % 2 === 0)
        .flatMap((one) => close(one, 'node', now - 1_000));
    case 'release':
      return end();
    case 'hand-over': {
      const facts = end();
      return holder && facts.length > 0 ? [...facts, ...register(holder.seat)] : [];
    }
    case 'sign':
      if (!holder || world.signingOpenedAt === null) return [];
      if (world.signatures.includes(holder.seat)) return [];
      world.signatures.push(holder.seat);
      return [{ kind: 'signed', session, seat: holder.seat }];
    case 'go-live':
      world.liveAt ??= now;
      return [];
    case 'open-signing':
      if (world.liveAt !== null) world.signingOpenedAt ??= now;
      return [];
    case 'take-back-signing':
      if (world.signatures.length === 0) world.signingOpenedAt = null;
      return [];
    case 'read-anew':
      return [];
  }
}

/** A board as it is read from the collections; it continues `before`. */
function readBoard(world: World, firstVersion: number, before?: LoadedBoard): LoadedBoard {
  const { regions, seats, rules: regionRules } = world;
  const memory = before?.projection.memory;
  const projection = createBoardProjection({
    ...{ regions, seats, rules: regionRules, firstVersion },
    ...(memory && { memory }),
  });
  for (const one of world.registrations.filter(({ active }) => active)) {
    projection.registered(one.id, one.seat);
    if (one.checkedInAt !== null) projection.checkedIn(one.id, one.checkedInAt);
  }
  for (const one of world.presence) {
    projection.opened(one.id, one.seat, one.start);
    if (one.end !== null) projection.closed(one.id, { end: one.end, endedBy: one.endedBy });
  }
  for (const seat of world.signatures) projection.signed(seat);
  setStatus({ projection, frozen: false }, world);
  if (before) projection.continueFrom(before.projection);
  return { projection, frozen: false };
}

const setStatus = ({ projection }: LoadedBoard, { liveAt, signingOpenedAt, rule }: World) => {
  const phase = signingOpenedAt === null ? 'presence' : 'signing';
  projection.setPhase(phase, signingOpenedAt ?? undefined);
  const status = { liveAt: liveAt === null ? null : new Date(liveAt).toISOString(), endedAt: null };
  projection.setLateness(latenessOf({ date: '2020-10-07', attendanceRule: rule, status }));
};

/** The facts in another order; doubled ones come again after all others. */
const arriving = (facts: BoardFact[], { shuffle, doubled }: Step): BoardFact[] => {
  const turned = facts.map((_, at) => facts[(at + shuffle) % facts.length]);
  const some = turned.filter((fact) => fact !== undefined);
  return doubled ? [...some, ...some.toReversed()] : some;
};

/** A browser with the board, and a screen of staff with the matrix. */
function createFollowers(board: LoadedBoard) {
  const browser = createBoardState();
  browser.replace(board.projection.packed());
  const cells = new Map<string, MatrixRow>();
  let version = board.projection.matrix().v;
  for (const row of board.projection.matrix().rows) cells.set(row[0], row);
  return {
    follow({ projection }: LoadedBoard) {
      const delta = projection.flush();
      if (delta) expect(browser.apply(projection.pack(delta))).to.equal(true);
      const matrix = projection.flushMatrix();
      if (matrix) {
        expect(matrix.from).to.equal(version);
        version = matrix.v;
        for (const row of matrix.rows) cells.set(row[0], row);
      }
    },
    board: () => browser.current(),
    cells: () => [...cells.values()],
  };
}

describe(`the board's projection against the slow model (seed ${SEED}, ${RUNS} histories)`, function () {
  this.timeout(60_000);

  const check = (world: World, board: LoadedBoard, seen: ReturnType<typeof createFollowers>) => {
    const rows = modelRows(world);
    const inRegions = world.seats.filter((seat) => seat.region !== null).length;
    const counters = boardCounters(rows, inRegions, modelOutside(world));
    const { projection } = board;
    expect(projection.snapshot().rows).to.deep.equal(rows);
    expect(projection.snapshot().counters).to.deep.equal(counters);
    expect(seen.board()).to.deep.equal(projection.snapshot());
    expect(projection.matrix().rows).to.deep.equal(modelMatrix(world));
    expect(seen.cells()).to.deep.equal(modelMatrix(world));
  };

  it('agrees after every step, and signed never goes back', () => {
    const reached = { signed: 0, late: 0 };
    fc.assert(
      fc.property(rules, fc.array(step, LONG), (regionRules, history) => {
        const world = emptyWorld(regionRules);
        let board = readBoard(world, 1_000);
        board.projection.flush();
        board.projection.flushMatrix();
        const seen = createFollowers(board);
        const told: BoardFact[] = [];
        const signed = new Set<string>();
        let now = START;
        for (const [index, one] of history.entries()) {
          now += one.minutes * MINUTE;
          const facts = happen(world, one, now, `d${index}`);
          setStatus(board, world);
          for (const fact of arriving(facts, one)) applyFact(board, fact);
          told.push(...facts);
          // Something from long ago comes once more.
          const again = told[one.shuffle % Math.max(told.length, 1)];
          if (again && one.doubled) applyFact(board, again);
          if (one.kind === 'read-anew') board = readBoard(world, 5_000 + index, board);
          seen.follow(board);
          check(world, board, seen);
          for (const [code, state] of modelRows(world)) {
            if (signed.has(code)) expect(state).to.equal(3);
            if (state === 3) signed.add(code);
          }
        }
        reached.signed += signed.size;
        reached.late += modelMatrix(world).flatMap(([, all]) => all.filter((c) => c & 8)).length;
      }),
      { seed: SEED, numRuns: RUNS },
    );
    // Histories that reach nothing would prove nothing.
    expect(reached.signed).to.be.greaterThan(20);
    expect(reached.late).to.be.greaterThan(20);
  });

  it('does not depend on the order in which the facts of a whole history come', () => {
    fc.assert(
      fc.property(
        rules,
        fc.array(step, LONG),
        fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
        (regionRules, history, keys) => {
          const world = emptyWorld(regionRules);
          const board = readBoard(world, 1_000);
          let now = START;
          const facts = history.flatMap((one, index) => {
            now += one.minutes * MINUTE;
            return happen(world, one, now, `d${index}`);
          });
          const keyed = facts.map((fact, at) => ({ fact, key: keys[at % keys.length] ?? 0 }));
          for (const { fact } of keyed.sort((a, b) => a.key - b.key)) applyFact(board, fact);
          setStatus(board, world);
          const seen = createFollowers(board);
          board.projection.flush();
          board.projection.flushMatrix();
          seen.follow(board);
          expect(board.projection.snapshot().rows).to.deep.equal(modelRows(world));
          expect(board.projection.matrix().rows).to.deep.equal(modelMatrix(world));
        },
      ),
      { seed: SEED, numRuns: RUNS },
    );
  });
});
