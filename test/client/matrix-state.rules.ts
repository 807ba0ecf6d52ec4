// The matrix in the browser: deltas in order, late ones passed over, missing ones noticed.
import { expect } from 'chai';
import { createMatrixState } from '../../client/matrix/matrix-state.ts';
import type { MatrixRow } from '../../server/protocol/matrix.ts';

const A: MatrixRow = ['a', [16, 48]];
const B: MatrixRow = ['b', [16, 16]];

describe('matrix state', () => {
  it('asks for a snapshot before it has one', () => {
    const state = createMatrixState();
    expect(state.apply({ v: 2, from: 1, rows: [A] })).to.equal(false);
    expect(state.rows()).to.deep.equal([]);
  });

  it('follows deltas and keeps the order of the regions', () => {
    const state = createMatrixState();
    state.replace({ v: 5, rows: [A, B] });
    expect(state.apply({ v: 6, from: 5, rows: [['b', [17, 16]]] })).to.equal(true);
    expect(state.apply({ v: 8, from: 6, rows: [['a', [19, 48]]] })).to.equal(true);
    expect(state.rows()).to.deep.equal([
      ['a', [19, 48]],
      ['b', [17, 16]],
    ]);
  });

  it('passes over what it has seen, and notices a gap and another process', () => {
    const state = createMatrixState();
    state.replace({ v: 50, rows: [A, B] });
    expect(state.apply({ v: 49, from: 48, rows: [['a', [0]]] })).to.equal(true);
    expect(state.apply({ v: 60, from: 55, rows: [['a', [0]]] })).to.equal(false);
    expect(state.apply({ v: 3, from: 2, rows: [['a', [0]]] })).to.equal(false);
    expect(state.rows()[0]).to.deep.equal(A);
  });
});
