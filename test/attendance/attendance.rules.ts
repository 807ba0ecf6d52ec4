// Minutes of attendance against a slow, obvious model, second by second, over random histories of
// joins, leaves, crashes and moves; and each clause of the rule at its edge.
import { expect } from 'chai';
import fc from 'fast-check';
import {
  type AttendanceRule,
  attendanceWindow,
  clip,
  evaluateAttendance,
  gapsIn,
  type Interval,
  neededMinutes,
  type PresenceInterval,
  union,
} from '../../server/protocol/attendance.ts';
import { attendanceRuleSchema } from '../../server/protocol/attendance-rule.ts';
import { ruleOfShare } from '../support/rule-of-share.ts';
import { type Event, historyArbitrary, intervalsOf } from './history.ts';
import { slowAttendance } from './slow-model.ts';

const MINUTE = 60_000;
const SEED = Number(process.env.ATTENDANCE_SEED ?? 20_201_007);
const RUNS = 400;
const left = (start: number, end: number): PresenceInterval => ({ start, end, endedBy: 'left' });
const cut = (start: number, end: number): PresenceInterval => ({ start, end, endedBy: 'node' });

describe(`attendance against the slow model (seed ${SEED}, ${RUNS} histories)`, () => {
  const check = (property: fc.IProperty<[Event[], Interval, AttendanceRule]>) =>
    fc.assert(property, { seed: SEED, numRuns: RUNS });
  const window = fc
    .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 600 }))
    .map(([start, length]) => ({ start: start * 1000, end: (start + length) * 1000 }));
  const rule = fc.record({
    need: fc.oneof(
      fc.record({ share: fc.constantFrom(0.1, 0.5, 0.9, 1), minutes: fc.constant(null) }),
      fc.record({ share: fc.constant(null), minutes: fc.integer({ min: 1, max: 9 }) }),
    ),
    lateAfterMinutes: fc.option(fc.integer({ min: 0, max: 5 })),
    lateCounts: fc.boolean(),
  });
  const rules = rule.map(
    ({ need, ...rest }): AttendanceRule => ({ ...need, from: 'live', until: 'end', ...rest }),
  );

  it('agrees on what is attended, on the gaps, on lateness and on the rule', () => {
    check(
      fc.property(historyArbitrary, window, rules, (history, within, one) => {
        const fast = evaluateAttendance(intervalsOf(history), within, one);
        const { minutes, met, late, arrivedAt, attended, gaps } = fast;
        expect({ minutes, met, late, arrivedAt, attended, gaps }).to.deep.equal(
          slowAttendance(intervalsOf(history), within, one),
        );
      }),
    );
  });

  it('makes up the window exactly from what is attended and the gaps', () => {
    check(
      fc.property(historyArbitrary, window, rules, (history, within, one) => {
        const { attended, gaps } = evaluateAttendance(intervalsOf(history), within, one);
        const parts = [...attended, ...gaps].sort((a, b) => a.start - b.start);
        let at = within.start;
        for (const { start, end } of parts) {
          expect(start).to.equal(at);
          at = end;
        }
        expect(at).to.equal(parts.length > 0 ? within.end : within.start);
      }),
    );
  });

  it('does not depend on the order in which intervals are read', () => {
    check(
      fc.property(historyArbitrary, window, rules, (history, within, one) => {
        const intervals = intervalsOf(history);
        expect(evaluateAttendance(intervals.toReversed(), within, one)).to.deep.equal(
          evaluateAttendance(intervals, within, one),
        );
      }),
    );
  });
});

describe('attendance rules', () => {
  it('count two devices at once only once', () => {
    expect(union([left(0, 10 * MINUTE), left(5 * MINUTE, 20 * MINUTE)])).to.deep.equal([
      { start: 0, end: 20 * MINUTE },
    ]);
  });

  it('take a break of 30 seconds for none, and one of a millisecond more for a gap', () => {
    const gapAfter = (away: number) =>
      gapsIn(union([left(0, MINUTE), left(MINUTE + away, 5 * MINUTE)]), {
        start: 0,
        end: 5 * MINUTE,
      });
    expect(gapAfter(30_000)).to.deep.equal([]);
    expect(gapAfter(30_001)).to.deep.equal([{ start: MINUTE, end: MINUTE + 30_001 }]);
  });

  it('take a break that the server made for none up to two minutes', () => {
    const stretches = (away: number) => union([cut(0, MINUTE), left(MINUTE + away, 9 * MINUTE)]);
    expect(stretches(120_000)).to.have.length(1);
    expect(stretches(120_001)).to.have.length(2);
  });

  it('bridge from a join of which only the beginning is known', () => {
    expect(union([cut(0, 0), left(100_000, 200_000)])).to.deep.equal([{ start: 0, end: 200_000 }]);
    expect(union([cut(0, 0)]), 'nothing came after it').to.deep.equal([]);
  });

  it('let the last of several intervals decide, and of two at once the server', () => {
    const back = left(100_000, 200_000);
    expect(union([cut(0, 10_000), left(0, 20_000), back])).to.have.length(2);
    expect(union([left(0, 10_000), cut(5_000, 10_000), back])).to.have.length(1);
  });

  it('clip to the window', () => {
    expect(clip([{ start: 0, end: 10 }], { start: 4, end: 6 })).to.deep.equal([
      { start: 4, end: 6 },
    ]);
  });

  it('meet the rule at exactly the share, and not a millisecond below', () => {
    const window = { start: 0, end: 90 * MINUTE };
    const at = (end: number) => evaluateAttendance([left(0, end)], window, ruleOfShare(0.5));
    expect(at(45 * MINUTE)).to.include({ minutes: 45, needed: 45, met: true });
    expect(at(45 * MINUTE - 1)).to.include({ minutes: 44, needed: 45, met: false });
  });

  it('take minutes instead of a share', () => {
    const rule = { ...ruleOfShare(0.5), share: null, minutes: 30 };
    const window = { start: 0, end: 90 * MINUTE };
    const at = (end: number) => evaluateAttendance([left(0, end)], window, rule).met;
    expect([at(30 * MINUTE - 1), at(30 * MINUTE)]).to.deep.equal([false, true]);
    expect(neededMinutes(rule, 90)).to.equal(30);
    expect(neededMinutes(ruleOfShare(0.5), 45)).to.equal(23);
  });

  it('meet nothing in a session that has not been live', () => {
    const times = { date: '2020-10-07', liveAt: null, endedAt: null };
    const window = attendanceWindow(ruleOfShare(0.5), times, 5);
    const attendance = evaluateAttendance([left(0, 10)], window, ruleOfShare(0.5));
    expect(attendance).to.include({ met: false, minutes: 0, arrivedAt: 0, late: false });
  });
});

describe('late arrival', () => {
  const window = { start: 60 * MINUTE, end: 150 * MINUTE };
  const rule = { ...ruleOfShare(0.5), lateAfterMinutes: 15 };
  const from = (start: number, lateCounts = true) =>
    evaluateAttendance([left(start, window.end)], window, { ...rule, lateCounts });

  it('begins a millisecond after the grace', () => {
    expect(from(75 * MINUTE)).to.include({ late: false, arrivedAt: 75 * MINUTE });
    expect(from(75 * MINUTE + 1)).to.include({ late: true, met: true });
  });

  it('costs the rule only where the rule says so', () => {
    expect(from(76 * MINUTE, false)).to.include({ late: true, met: false });
    expect(from(10 * MINUTE, false)).to.include({ late: false, met: true, arrivedAt: 10 * MINUTE });
  });

  it('counts who looked in before the session and came back late', () => {
    const twice = [left(0, MINUTE), left(90 * MINUTE, window.end)];
    const attendance = evaluateAttendance(twice, window, rule);
    expect(attendance).to.include({ late: true, arrivedAt: 90 * MINUTE });
  });

  it('is not held against corrected minutes', () => {
    const correction = { minutes: 80, reason: 'uji', at: 0, by: 'Petugas uji' };
    const one = { ...rule, lateCounts: false };
    const late = [left(80 * MINUTE, window.end)];
    expect(evaluateAttendance(late, window, one, correction)).to.include({
      met: true,
      minutes: 80,
      measuredMinutes: 70,
      late: true,
    });
  });
});

describe('the window of the rule', () => {
  const liveAt = Date.parse('2020-10-07T02:10:00Z');
  const endedAt = Date.parse('2020-10-07T03:40:00Z');
  const times = { date: '2020-10-07', liveAt, endedAt };
  const wib = (time: string) => Date.parse(`2020-10-07T${time}:00+07:00`);
  const at = (from: string, until: string, over = {}, now = endedAt) =>
    attendanceWindow({ from, until }, { ...times, ...over }, now);

  it('runs from live to the end, and until now while the session runs', () => {
    expect(at('live', 'end')).to.deep.equal({ start: liveAt, end: endedAt });
    const now = liveAt + MINUTE;
    expect(at('live', 'end', { endedAt: null }, now)).to.deep.equal({ start: liveAt, end: now });
  });

  it('takes times of the day in WIB, and never outlasts the session', () => {
    expect(at('09:00', '10:30')).to.deep.equal({ start: wib('09:00'), end: wib('10:30') });
    expect(at('09:00', '11:30')).to.deep.equal({ start: wib('09:00'), end: endedAt });
  });

  it('is empty before it begins', () => {
    const now = wib('09:20');
    expect(at('10:00', 'end', { endedAt: null }, now)).to.deep.equal({ start: now, end: now });
  });

  it('is on the day the session was held', () => {
    const held = Date.parse('2020-11-02T18:30:00Z'); // 3 November, 01:30 WIB
    const over = { liveAt: held, endedAt: held + 60 * MINUTE };
    expect(at('02:00', 'end', over).start).to.equal(Date.parse('2020-11-03T02:00:00+07:00'));
  });
});

describe('the schema of the rule', () => {
  const valid = ruleOfShare(0.5);
  const isValid = (change: object) =>
    attendanceRuleSchema.safeParse({ ...valid, ...change }).success;

  it('takes exactly one of share and minutes', () => {
    expect(isValid({})).to.equal(true);
    expect(isValid({ share: null, minutes: 30 })).to.equal(true);
    expect(isValid({ minutes: 30 })).to.equal(false);
    expect(isValid({ share: null })).to.equal(false);
  });

  it('refuses a window that is none, and unknown words', () => {
    expect(isValid({ from: '09:00', until: '10:00' })).to.equal(true);
    expect(isValid({ from: '10:00', until: '10:00' })).to.equal(false);
    expect(isValid({ from: 'end' })).to.equal(false);
    expect(isValid({ until: '24:00' })).to.equal(false);
    expect(isValid({ share: 0 })).to.equal(false);
    expect(isValid({ extra: 1 })).to.equal(false);
  });
});
