// The board on its way: whatever is packed comes out the same, text that is none is refused, and a
// full country stays within its few bytes.
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  type BoardPhase,
  type BoardRow,
  type BoardSnapshot,
  boardCounters,
  type RegionState,
} from '../../server/protocol/board.ts';
import {
  applyDelta,
  packDelta,
  packFigures,
  packSnapshot,
  placesOf,
  unpackFigures,
  unpackSnapshot,
} from '../../server/protocol/board-wire.ts';
import { numberText, readNumbers } from '../../server/protocol/number-text.ts';
import { seededRandom } from '../../server/rehearsal/index.ts';

const count = fc.nat({ max: 5_000 });
const states = fc.constantFrom<RegionState>(0, 1, 2, 3);
const phases = fc.constantFrom<BoardPhase>('presence', 'signing', 'frozen');
const codes = fc.uniqueArray(fc.oneof(fc.string(), fc.stringMatching(/^\d\d\.\d\d$/)), {
  maxLength: 40,
});
const outside = fc.record({ seats: count, present: count, signed: count });
const anySnapshot: fc.Arbitrary<BoardSnapshot> = fc
  .record({ codes, v: fc.nat(), phase: phases, seats: count, outside, latest: fc.nat({ max: 3 }) })
  .chain(({ codes: list, v, phase, seats, outside: out, latest }) =>
    fc
      .array(fc.tuple(states, count, count, count), {
        minLength: list.length,
        maxLength: list.length,
      })
      .map((cells) => {
        const rows = list.map((code, at): BoardRow => [code, ...(cells[at] ?? [0, 0, 0, 0])]);
        const counters = boardCounters(rows, seats, out);
        return { v, phase, counters, rows, latest: list.slice(0, latest) };
      }),
  );

describe('the board on the wire', () => {
  it('writes numbers and reads them back', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 2 ** 31 })), (list) => {
        const reader = readNumbers(list.map(numberText).join(''));
        expect(list.map(() => reader.number())).to.deep.equal(list);
        expect(reader.isAtEnd()).to.equal(true);
        expect(() => reader.number()).to.throw(RangeError);
      }),
    );
  });

  it('gives back every snapshot as it was', () => {
    fc.assert(
      fc.property(anySnapshot, (snapshot) => {
        expect(unpackSnapshot(packSnapshot(snapshot))).to.deep.equal(snapshot);
        expect(unpackFigures(packFigures(snapshot.counters))).to.deep.equal(snapshot.counters);
      }),
    );
  });

  it('leads from any snapshot to any other of the same regions, by the rows that differ', () => {
    const cells = fc.array(fc.tuple(fc.nat(), states, count, count), { maxLength: 20 });
    fc.assert(
      fc.property(anySnapshot, cells, phases, outside, (first, changes, phase, out) => {
        const rows = [...first.rows];
        for (const [at, state, present, signed] of changes) {
          const row = rows[at % rows.length];
          if (row) rows[at % rows.length] = [row[0], state, row[2], present, signed];
        }
        const changed = rows.filter((row, at) => row !== first.rows[at]);
        const { seats } = first.counters.outside;
        const counters = boardCounters(rows, first.counters.seats, { ...out, seats });
        const next = { v: first.v + 3, phase, counters, rows, latest: first.latest.toReversed() };
        const delta = { ...next, rows: changed.toReversed(), from: first.v };
        const packed = packDelta(delta, placesOf(first.rows));
        expect(applyDelta(first, packed)).to.deep.equal(next);
        expect(applyDelta({ ...first, v: first.v - 1 }, packed)).to.equal(undefined);
        const later = { ...first, v: first.v + 3 };
        expect(applyDelta(later, packed)).to.equal(later);
      }),
    );
  });

  it('takes no other text for a board', () => {
    const board = unpackSnapshot(packSnapshot(realistic(seededRandom(1)).board));
    if (!board) throw new Error('No board');
    fc.assert(
      fc.property(fc.string(), (text) => {
        const found = unpackSnapshot(text);
        if (found) expect(packSnapshot(found)).to.equal(text);
        applyDelta(board, text);
      }),
    );
    const whole = packSnapshot(board);
    for (let length = 0; length < whole.length; length += 7) {
      expect(unpackSnapshot(whole.slice(0, length))).to.equal(undefined);
    }
    expect(unpackSnapshot(`${whole}A`)).to.equal(undefined);
  });

  it('needs at most 4,096 bytes for 270 regions, and 12 a changed region with 60', () => {
    const random = seededRandom(20201007);
    const sizes = { snapshot: 0, delta: 0 };
    for (let round = 0; round < 200; round++) {
      const { board, after, changed } = realistic(random);
      const snapshot = Buffer.byteLength(JSON.stringify(packSnapshot(board)));
      const packed = packDelta({ ...after, rows: changed, from: board.v }, placesOf(board.rows));
      const delta = Buffer.byteLength(JSON.stringify(packed));
      expect(snapshot).to.be.at.most(4_096);
      expect(delta).to.be.at.most(60 + 12 * changed.length);
      sizes.snapshot = Math.max(sizes.snapshot, snapshot);
      sizes.delta = Math.max(sizes.delta, delta / (changed.length + 5));
    }
    expect(sizes.snapshot).to.be.at.most(3_200);
    expect(sizes.delta).to.be.at.most(7);
  });
});

/** A full country: the regions of 2020, 5 to 75 seats each, and what 1 to 90 of them changed. */
function realistic(random: () => number) {
  const csv = new URL('../../server/regions/data/regions-2020.csv', import.meta.url);
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  const phase: BoardPhase = random() < 0.5 ? 'presence' : 'signing';
  const seats = [5, 37, 75][upTo(2)] ?? 5;
  const row = (code: string): BoardRow => [
    code,
    ([0, 1, 2, 3] as const)[upTo(3)] ?? 0,
    seats,
    upTo(seats),
    phase === 'signing' ? upTo(seats) : 0,
  ];
  const lines = readFileSync(csv, 'utf8').trim().split('\n').slice(1);
  const rows = lines.map((line) => row(line.split(',')[0] ?? ''));
  const out = { seats: 90, present: upTo(90), signed: upTo(90) };
  const latest = rows.slice(0, 3).map(([code]) => code);
  const v = 790_000_000 + upTo(10_000_000);
  const boardOf = (list: BoardRow[], version: number): BoardSnapshot => ({
    v: version,
    phase,
    counters: boardCounters(list, list.length * seats, out),
    rows: list,
    latest,
  });
  const board = boardOf(rows, v);
  const share = random() / 3;
  const next = rows.map((one) => (random() < share ? row(one[0]) : one));
  const changed = next.filter((one, at) => one !== rows[at]);
  return { board, after: boardOf(next, v + 1), changed };
}
