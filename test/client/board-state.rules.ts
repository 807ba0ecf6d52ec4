// The browser's picture of the board: after any history of deltas it equals the server's.
import { expect } from 'chai';
import fc from 'fast-check';
import { createBoardState } from '../../client/board/board-state.ts';
import {
  type BoardRow,
  type BoardSnapshot,
  boardCounters,
  type RegionState,
} from '../../server/protocol/board.ts';
import { packDelta, packSnapshot, placesOf } from '../../server/protocol/board-wire.ts';

const picture = (rows: BoardRow[], v: number): BoardSnapshot => ({
  v,
  phase: 'signing',
  counters: boardCounters(rows, rows.length * 5, { seats: 0, present: 0, signed: 0 }),
  rows,
  latest: [],
});
const start = (): BoardRow[] =>
  Array.from({ length: 6 }, (_, index): BoardRow => [`10.0${index}`, 0, 5, 0, 0]);
const snapshot = (v: number) => packSnapshot(picture(start(), v));
const delta = (after: BoardSnapshot, from: number, changed: BoardRow[]) =>
  packDelta({ ...after, from, rows: changed }, placesOf(start()));

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
        state.replace(packSnapshot(server));
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
    expect(state.apply(delta(picture(start(), 4), 3, []))).to.equal(false);
    state.replace(snapshot(4));
    expect(state.apply(delta(picture(start(), 7), 6, []))).to.equal(false);
    expect(state.current()).to.deep.equal(picture(start(), 4));
  });

  it('asks for a snapshot when the board was begun anew with lower versions', () => {
    const state = createBoardState();
    state.replace(snapshot(900));
    expect(state.apply(delta(picture(start(), 12), 11, []))).to.equal(false);
  });

  it('passes over a delta that it has already seen', () => {
    const state = createBoardState();
    state.replace(snapshot(4));
    const old: BoardRow = ['10.00', 3, 5, 5, 5];
    expect(state.apply(delta(picture([old], 4), 3, [old]))).to.equal(true);
    expect(state.current()?.rows[0]?.[1]).to.equal(0);
  });

  it('keeps its picture when what comes cannot be read', () => {
    const state = createBoardState();
    state.replace(snapshot(4));
    state.replace('?');
    expect(state.apply('?')).to.equal(false);
    expect(state.current()).to.deep.equal(picture(start(), 4));
  });
});
