// The regions to telephone: who is on the list at which stage, and in which order.
import { expect } from 'chai';
import type { RegionState } from '../../server/protocol/board.ts';
import {
  CALLED_MS,
  type CallMark,
  callStage,
  callsOf,
  missingSeats,
} from '../../server/protocol/call-list.ts';
import { CELL, type MatrixRow } from '../../server/protocol/matrix.ts';
import type { SessionState } from '../../server/protocol/session.ts';

const { present, wasPresent, signed, required, held, obliged } = CELL;
const FREE = required;
const HELD = required | held;
const HERE = HELD | present | wasPresent;
const LEFT = HELD | wasPresent | obliged;
const AWAITED = HERE | obliged;
const SIGNED = AWAITED | signed;
const NOW = 1_600_000_000_000;

/** The board's states by its default rules: every required seat there, all obliged ones signed. */
const statesOf = (rows: MatrixRow[]) =>
  new Map(
    rows
      .filter(([code]) => code !== '')
      .map(([code, cells]): [string, RegionState] => {
        const all = (kind: number, has: number) =>
          cells.filter((cell) => (cell & kind) === kind).every((cell) => cell & has);
        if (cells.some((cell) => cell & signed) && all(required | obliged, signed))
          return [code, 3];
        return [code, all(required, present) ? 2 : cells.some((cell) => cell & present) ? 1 : 0];
      }),
  );
const codes = (rows: MatrixRow[], stage: Parameters<typeof callsOf>[1], marks: CallMark[] = []) =>
  callsOf(rows, stage, { states: statesOf(rows), marks, now: NOW }).map(({ code }) => code);
const mark = (region: string, ago: number): CallMark => ({
  region,
  at: NOW - ago,
  by: 'Petugas Uji',
  note: '',
  number: 1,
});

describe('the regions to call', () => {
  it('are, before the doors, those without registered officials, emptiest first', () => {
    const rows: MatrixRow[] = [
      ['all', [HELD, HELD, HELD]],
      ['one-free', [HELD, HELD, FREE]],
      ['two-free', [HELD, FREE, FREE]],
      ['empty', [FREE, FREE, FREE]],
      ['optional', [HELD, HELD, 0]],
    ];
    expect(codes(rows, 'before')).to.deep.equal(['empty', 'two-free', 'one-free']);
  });

  it('are, at the doors, those with nobody there, then those whose seats are missing', () => {
    const rows: MatrixRow[] = [
      ['whole', [HERE, HERE, HERE]],
      ['one-missing', [HERE, HERE, HELD]],
      ['two-missing', [HERE, HELD, HELD]],
      ['nobody', [HELD, HELD, HELD]],
      ['nobody-registered', [FREE, FREE, FREE]],
      ['left', [HELD | wasPresent, HELD, HELD]],
    ];
    expect(codes(rows, 'presence')).to.deep.equal([
      'nobody-registered',
      'nobody',
      'left',
      'two-missing',
      'one-missing',
    ]);
  });

  it('are, while signing runs, those with people who have not signed, most of them first', () => {
    const rows: MatrixRow[] = [
      ['signed', [SIGNED, SIGNED, SIGNED]],
      ['nobody', [HELD, HELD, FREE]],
      ['one-waits', [SIGNED, SIGNED, AWAITED]],
      ['all-wait', [AWAITED, AWAITED, AWAITED]],
      ['went', [SIGNED, SIGNED, LEFT]],
      ['came-late', [SIGNED, SIGNED, HERE]],
    ];
    expect(codes(rows, 'signing')).to.deep.equal(['all-wait', 'one-waits', 'went', 'nobody']);
  });

  it('leave out whom the board calls complete or signed by the rules of its campaign', () => {
    const rows: MatrixRow[] = [['a', [HERE, HELD]]];
    const calls = (stage: 'presence' | 'signing', state: RegionState) =>
      callsOf(rows, stage, { states: new Map([['a', state]]), marks: [], now: NOW }).length;
    expect([calls('presence', 1), calls('presence', 2)]).to.deep.equal([1, 0]);
    expect([calls('signing', 2), calls('signing', 3)]).to.deep.equal([1, 0]);
  });

  it('are none after the end, and never those outside regions', () => {
    expect(codes([['a', [FREE]]], 'over')).to.deep.equal([]);
    expect(codes([['', [0, held]]], 'presence')).to.deep.equal([]);
  });

  it('sink for ten minutes once called, the longest ago first, and rise again', () => {
    const rows: MatrixRow[] = [
      ['a', [HELD, HELD]],
      ['b', [HELD, HELD]],
      ['c', [HERE, HELD]],
    ];
    const marks = [mark('a', 60_000), mark('b', 120_000)];
    expect(codes(rows, 'presence', marks)).to.deep.equal(['c', 'b', 'a']);
    expect(codes(rows, 'presence', [mark('a', CALLED_MS)])).to.deep.equal(['a', 'b', 'c']);
    const [first, , last] = callsOf(rows, 'presence', {
      states: statesOf(rows),
      marks: [mark('a', 1)],
      now: NOW,
    });
    expect([first?.mark, last?.mark?.by]).to.deep.equal([undefined, 'Petugas Uji']);
  });

  it('keep their order whatever is marked elsewhere, and keep equal ones as they stood', () => {
    const rows: MatrixRow[] = ['x', 'y', 'z'].map((code) => [code, [HELD]]);
    expect(codes(rows, 'presence', [mark('other', 5)])).to.deep.equal(['x', 'y', 'z']);
  });

  it('name the seats that are missing at each stage', () => {
    const cells = [FREE, HELD, HERE, SIGNED, AWAITED, LEFT, held];
    expect(missingSeats(cells, 'before')).to.deep.equal([0]);
    expect(missingSeats(cells, 'presence')).to.deep.equal([0, 1, 5]);
    expect(missingSeats(cells, 'signing')).to.deep.equal([2, 4, 5]);
    expect(missingSeats([HELD, HELD], 'signing')).to.deep.equal([0, 1]);
    expect(missingSeats(cells, 'over')).to.deep.equal([]);
  });

  it('follow the session from one stage to the next', () => {
    const at = (session: SessionState, signingOpenedAt: string | null = null) =>
      callStage({ session, signingOpenedAt });
    expect((['draft', 'scheduled'] as const).map((one) => at(one))).to.deep.equal([
      'before',
      'before',
    ]);
    expect((['doors', 'live', 'paused'] as const).map((one) => at(one))).to.deep.equal(
      Array.from({ length: 3 }, () => 'presence'),
    );
    expect(at('live', '2020-10-07T03:40:00.000Z')).to.equal('signing');
    expect(at('ended', '2020-10-07T03:40:00.000Z')).to.equal('over');
  });
});
