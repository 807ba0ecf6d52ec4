// The browser's picture of the board: after any history of deltas it equals the server's.
import { expect } from 'chai';
import fc from 'fast-check';
import { createBoardState } from '../../client/board/board-state.ts';
import {
  type BoardDelta,
  type BoardRow,
  type BoardSnapshot,
  boardCounters,
  type RegionState,
} from '../../server/protocol/board.ts';

const picture = (rows: BoardRow[], v: number): BoardSnapshot => ({
  v,
  phase: 'signing',
  counters: boardCounters(rows, rows.length * 5, { seats: 0, present: 0, signed: 0 }),
  rows,
  latest: [],
});
const start = (): BoardRow[] =>
  Array.from({ length: 6 }, (_, index): BoardRow => [`10.0${index}`, 0, 5, 0, 0]);

const delta = (after: BoardSnapshot, from: number, changed: BoardRow[]): BoardDelta => ({
  ...after,
  from,
  rows: changed,
});

const changes = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 5 }), fc.constantFrom<RegionState>(0, 1, 2, 3)),
  { minLength: 1, maxLength: 4 },
);

describe('board state', () => {
  it('follows any history of deltas', () => {
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 20 }), (history) => {
        const state = createBoardState();
        let server = picture(start(), 1);
        state.replace(server);
        for (const step of history) {
          const changed = new Map(
            step.map(([index, value]): [string, BoardRow] => [
              `10.0${index}`,
              [`10.0${index}`, value, 5, value, value === 3 ? 5 : 0],
            ]),
          );
          const rows = server.rows.map((row) => changed.get(row[0]) ?? row);
          const next = picture(rows, server.v + 1);
          expect(state.apply(delta(next, server.v, [...changed.values()]))).to.equal(true);
          server = next;
        }
        expect(state.current()).to.deep.equal(server);
      }),
    );
  });

  it('asks for a snapshot when a delta is missing, and keeps what it had', () => {
    const state = createBoardState();
    const first = picture(start(), 4);
    expect(state.apply(delta(first, 3, []))).to.equal(false);
    state.replace(first);
    expect(state.apply(delta(picture(start(), 7), 6, []))).to.equal(false);
    expect(state.current()).to.equal(first);
  });

  it('asks for a snapshot when the board was begun anew with lower versions', () => {
    const state = createBoardState();
    state.replace(picture(start(), 900));
    expect(state.apply(delta(picture(start(), 12), 11, []))).to.equal(false);
  });

  it('passes over a delta that it has already seen', () => {
    const state = createBoardState();
    state.replace(picture(start(), 4));
    const old: BoardRow = ['10.00', 3, 5, 5, 5];
    expect(state.apply(delta(picture([old], 4), 3, [old]))).to.equal(true);
    expect(state.current()?.rows[0]?.[1]).to.equal(0);
  });
});
