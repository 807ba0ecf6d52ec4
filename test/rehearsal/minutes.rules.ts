// The rehearsal's own reckoning: minutes from a journal, the comparison with the server's, the
// board's delay, what restless officials plan, and the limits of a machine.
import { expect } from 'chai';
import fc from 'fast-check';
import { union } from '../../server/protocol/attendance.ts';
import { boardDelays } from '../../server/rehearsal/board-delay.ts';
import { filesIn, limitProblem, portsIn } from '../../server/rehearsal/check-limits.ts';
import { compareMinutes } from '../../server/rehearsal/compare-minutes.ts';
import { type JournalEntry, openJournalEntry } from '../../server/rehearsal/journal.ts';
import { ownAttendedMs } from '../../server/rehearsal/own-minutes.ts';
import { planMove } from '../../server/rehearsal/restless.ts';
import { seededRandom } from '../../server/rehearsal/seeded-random.ts';

const S = 1_000;
const window = { from: 100 * S, to: 400 * S };
const attended = (...connections: JournalEntry['connections']) =>
  ownAttendedMs({ connections }, window);

describe('the minutes of a journal', () => {
  it('are those of the session only, until its end', () => {
    expect(attended({ from: 50 * S, to: 150 * S })).to.equal(50 * S);
    expect(attended({ from: 350 * S, to: null })).to.equal(50 * S);
    expect(attended({ from: 10 * S, to: 20 * S })).to.equal(0);
    expect(attended()).to.equal(0);
  });

  it('count two devices once, a short break as attended and a long one not', () => {
    expect(attended({ from: 100 * S, to: 200 * S }, { from: 150 * S, to: 250 * S })).to.equal(
      150 * S,
    );
    expect(attended({ from: 100 * S, to: 200 * S }, { from: 220 * S, to: null })).to.equal(300 * S);
    expect(attended({ from: 100 * S, to: 200 * S }, { from: 240 * S, to: null })).to.equal(260 * S);
    expect(attended({ from: 60 * S, to: 90 * S }, { from: 110 * S, to: null })).to.equal(300 * S);
  });

  it('agree with the product’s own rule, over random histories', () => {
    const moment = fc.integer({ min: 0, max: 9_000 }).map((slot) => slot * 50);
    const connection = fc.tuple(moment, moment).map(([a, b]) => ({
      from: Math.min(a, b),
      to: Math.max(a, b),
    }));
    fc.assert(
      fc.property(fc.array(connection, { maxLength: 6 }), (connections) => {
        const lasting = connections.filter(({ from, to }) => from < to && from < window.to);
        const stored = lasting.map(({ from, to }) => ({
          start: from,
          end: Math.min(to, window.to),
          endedBy: 'left' as const,
        }));
        const truth = union(stored).reduce(
          (sum, { start, end }) => sum + Math.max(0, end - Math.max(start, window.from)),
          0,
        );
        expect(ownAttendedMs({ connections: lasting }, window)).to.equal(truth);
      }),
    );
  });
});

describe('the comparison with the server', () => {
  const entry = (seatId: string, ms: number): JournalEntry => ({
    ...openJournalEntry({ id: seatId, code: 'A', seat: 'x', region: null }),
    arrivedAt: 1,
    connections: [{ from: window.from, to: window.from + ms }],
  });
  const entries = [entry('a', 100 * S), entry('b', 100 * S), entry('c', 100 * S)];
  const told = (a: number, b: number, c: number) =>
    Object.entries({ a, b, c }).map(([seat, ms]) => ({ seat, attendedMs: ms, minutes: 0 }));

  it('counts who differs by more than a second, and by more than the lease besides', () => {
    const report = compareMinutes(entries, told(100 * S, 102 * S, 80 * S), window);
    expect(report).to.deep.equal({ compared: 3, different: 1, overASecond: 2, largest: 20 * S });
  });

  it('leaves nobody out whom the server does not know', () => {
    const report = compareMinutes(entries, told(100 * S, 100 * S, 100 * S).slice(1), window);
    expect(report).to.include({ compared: 3, different: 1, largest: 100 * S });
  });
});

describe('the board’s delay', () => {
  it('is from the k-th arrival to the first board with k', () => {
    const readings = [
      { at: 5, present: 0 },
      { at: 20, present: 1 },
      { at: 60, present: 3 },
    ];
    expect(boardDelays([30, 10, 40], readings)).to.deep.equal([10, 30, 20]);
    expect(boardDelays([30], readings)).to.deep.equal([0]);
    expect(boardDelays([10, 20, 30, 40], readings)).to.have.length(3);
  });
});

describe('a restless official', () => {
  const moves = (staySeconds: number) => {
    const random = seededRandom(3);
    return Array.from({ length: 2_000 }, () => planMove(staySeconds * S, random));
  };

  it('is back before the stay is over, and was away short enough or long enough', () => {
    for (const { habit, startMs, lengthMs } of moves(120)) {
      expect(startMs + lengthMs).to.be.at.most(120 * S);
      if (habit === 'breaks') expect(lengthMs).to.be.within(5 * S, 20 * S);
      if (habit === 'leaves') expect(lengthMs).to.be.above(30 * S);
    }
  });

  it('is one of few, in the planned shares', () => {
    const share = (habit: string) => moves(120).filter((one) => one.habit === habit).length / 2_000;
    expect(share('breaks')).to.be.within(0.08, 0.12);
    for (const habit of ['leaves', 'devices']) expect(share(habit)).to.be.within(0.03, 0.07);
    expect(share('goes')).to.be.within(0.02, 0.04);
    expect(share('stays')).to.be.above(0.7);
  });

  it('does not leave where there is no time to come back', () => {
    expect(moves(20).filter(({ habit }) => habit === 'leaves')).to.deep.equal([]);
  });
});

describe('the limits of a machine', () => {
  it('are read as the system writes them', () => {
    expect(
      filesIn('Max cpu time   unlimited\nMax open files            1024   4096   files\n'),
    ).to.equal(1024);
    expect(filesIn('')).to.equal(Number.POSITIVE_INFINITY);
    expect(portsIn('32768\t60999\n')).to.equal(28_232);
    expect(portsIn('')).to.equal(Number.POSITIVE_INFINITY);
  });

  it('are told to the operator when they are too low, with what to do', () => {
    expect(limitProblem(10_000, 20_000, 28_232)).to.equal(undefined);
    expect(limitProblem(10_000, 1_024, 28_232)).to.include('ulimit -n');
    expect(limitProblem(10_000, 20_000, 5_000)).to.include('ip_local_port_range');
  });
});
