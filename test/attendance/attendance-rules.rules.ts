// Minutes of attendance: unions, clipping, and the rule at its edge.
import { expect } from 'chai';
import fc from 'fast-check';
import {
  attendedMs,
  clip,
  evaluateAttendance,
  type Interval,
  union,
} from '../../server/attendance/attendance-rules.ts';

const MINUTE = 60_000;
const interval = fc
  .tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 200 }))
  .map(([start, length]): Interval => ({ start, end: start + length }));
/** The slow, obvious way: count the milliseconds that some interval covers. */
const covered = (intervals: Interval[], window: Interval): number => {
  let count = 0;
  for (let at = window.start; at < window.end; at++) {
    if (intervals.some(({ start, end }) => start <= at && at < end)) count += 1;
  }
  return count;
};

describe('attendance rules', () => {
  it('count two devices at once only once', () => {
    const both = [
      { start: 0, end: 10 * MINUTE },
      { start: 5 * MINUTE, end: 20 * MINUTE },
    ];
    expect(attendedMs(both, { start: 0, end: 30 * MINUTE })).to.equal(20 * MINUTE);
  });

  it('equal the count of covered milliseconds for any intervals', () => {
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 12 }), interval, (intervals, window) => {
        expect(attendedMs(intervals, window)).to.equal(covered(intervals, window));
      }),
    );
  });

  it('leave disjoint intervals in order', () => {
    fc.assert(
      fc.property(fc.array(interval), (intervals) => {
        const result = union(intervals);
        result.forEach((one, index) => {
          expect(one.end).to.be.greaterThan(one.start);
          const next = result[index + 1];
          if (next) expect(next.start).to.be.greaterThan(one.end);
        });
      }),
    );
  });

  it('clip to the window', () => {
    expect(clip([{ start: 0, end: 10 }], { start: 4, end: 6 })).to.deep.equal([
      { start: 4, end: 6 },
    ]);
  });

  it('meet the rule at exactly the share, and not a millisecond below', () => {
    const window = { start: 0, end: 90 * MINUTE };
    const rule = { share: 0.5 };
    const at = (end: number) => evaluateAttendance([{ start: 0, end }], window, rule);
    expect(at(45 * MINUTE)).to.deep.equal({ minutes: 45, needed: 45, met: true });
    expect(at(45 * MINUTE - 1)).to.deep.equal({ minutes: 44, needed: 45, met: false });
  });

  it('meet nothing in a session that has not been live', () => {
    const empty = { start: 5, end: 5 };
    expect(evaluateAttendance([{ start: 0, end: 10 }], empty, { share: 0.5 }).met).to.equal(false);
  });
});
