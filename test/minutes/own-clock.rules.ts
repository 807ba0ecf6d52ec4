// What the browser counts between two answers of the server, and the words for it.
import { expect } from 'chai';
import { createOwnClock, type OwnMinutes } from '../../client/minutes/own-clock.ts';
import type { AttendanceRule } from '../../server/protocol/attendance.ts';
import { describeAttendance, wibTime } from '../../server/protocol/attendance-words.ts';
import { initialStatus } from '../../server/sessions/index.ts';

const MINUTE = 60_000;
/** 09.00 WIB. */
const LIVE = Date.parse('2020-10-07T02:00:00Z');
const at = (minutes: number) => LIVE + minutes * MINUTE;
const RULE: AttendanceRule = {
  share: null,
  minutes: 45,
  from: 'live',
  until: 'end',
  lateAfterMinutes: 15,
  lateCounts: false,
};
const iso = (moment: number) => new Date(moment).toISOString();

const given = (rest: Partial<OwnMinutes> = {}): OwnMinutes => ({
  now: at(10),
  status: { ...initialStatus(), id: 's', session: 'live', liveAt: iso(LIVE), version: 3 },
  date: '2020-10-07',
  rule: RULE,
  planned: 45,
  correction: null,
  stays: [{ start: at(0), end: at(10), endedBy: null }],
  ...rest,
});

/** A device whose own clock is an hour wrong: only differences count. */
const device = () => {
  let now = at(10) - 60 * MINUTE;
  return {
    clock: () => now,
    pass(minutes: number) {
      now += minutes * MINUTE;
    },
  };
};

/** Keys and values in place of sentences. */
const speak = (key: string, values = {}) => `${key} ${JSON.stringify(values)}`;

describe('one’s own minutes in the browser', () => {
  it('go on by the server’s clock, not by the device’s', () => {
    const { clock, pass } = device();
    const own = createOwnClock(given(), clock);
    pass(5);
    expect(own.evaluate().attendance.minutes).to.equal(15);
  });

  it('stand still while the connection is lost, and show the gap after it', () => {
    const { clock, pass } = device();
    const own = createOwnClock(given(), clock);
    own.connected();
    pass(5);
    own.lost();
    pass(7);
    expect(own.evaluate().attendance.minutes).to.equal(15);
    own.connected();
    pass(2);
    const { attendance } = own.evaluate();
    expect(attendance.minutes).to.equal(17);
    expect(attendance.gaps).to.deep.equal([{ start: at(15), end: at(22) }]);
  });

  it('bridge a short break as the server does', () => {
    const { clock, pass } = device();
    const own = createOwnClock(given(), clock);
    own.lost();
    pass(0.4);
    own.connected();
    pass(4.6);
    expect(own.evaluate().attendance.minutes).to.equal(15);
  });

  it('follow the session: nothing counts after its end, and no older state wins', () => {
    const { clock, pass } = device();
    const own = createOwnClock(given(), clock);
    own.connected();
    pass(5);
    const { status } = given();
    own.follow({ ...status, session: 'ended', endedAt: iso(at(12)), version: 5 });
    own.follow({ ...status, version: 4 });
    const { attendance, now } = own.evaluate();
    expect(attendance.minutes).to.equal(12);
    expect(now).to.equal(at(12));
  });

  it('take the server’s answer for what it is', () => {
    const { clock, pass } = device();
    const own = createOwnClock(given(), clock);
    own.connected();
    pass(5);
    const correction = { minutes: 45, reason: 'Daftar hadir', at: at(14), by: 'Petugas' };
    own.take(given({ now: at(15), correction, stays: [] }));
    const { attendance } = own.evaluate();
    expect(attendance.minutes).to.equal(45);
    expect(attendance.measuredMinutes).to.equal(0);
  });
});

describe('the words about attendance', () => {
  const facts = (minutes: number, rest: object = {}) => {
    const own = createOwnClock(
      given({ now: at(minutes), stays: [{ start: at(0), end: at(minutes), endedBy: null }] }),
      () => 0,
    );
    const { attendance } = own.evaluate();
    return {
      attendance,
      rule: RULE,
      session: 'live' as const,
      liveAt: iso(LIVE),
      endedAt: null,
      planned: 45,
      ...rest,
    };
  };
  const state = (given: ReturnType<typeof facts>) => describeAttendance(given, speak).state;

  it('say what is missing until nothing is', () => {
    expect(state(facts(44.9))).to.equal('state.missing {"count":1}');
    expect(state(facts(45))).to.match(/^state\.metNow/);
    expect(state(facts(10, { liveAt: null }))).to.match(/^state\.before/);
  });

  it('judge at the end by what was met, not by whole minutes', () => {
    const ended = facts(45, { endedAt: iso(at(60)), session: 'ended' });
    expect(state(ended)).to.match(/^state\.met /);
    const short = facts(44.9, { endedAt: iso(at(60)), session: 'ended' });
    expect(state(short)).to.equal('state.notMet {"count":1}');
  });

  it('tell who came too late that it bars them, unless a correction decides', () => {
    const { attendance, ...rest } = facts(50);
    const late = { ...rest, attendance: { ...attendance, late: true, met: false } };
    expect(state(late)).to.match(/^state\.late/);
    const noted = { ...late, rule: { ...RULE, lateCounts: true } };
    expect(state(noted)).to.match(/^state\.metNow/);
    const correction = { minutes: 50, reason: 'r', at: 0, by: 'b' };
    const corrected = { ...late, attendance: { ...late.attendance, correction } };
    expect(state(corrected)).to.match(/^state\.metNow/);
  });

  it('tell a share by what is planned, and more when the session lasts longer', () => {
    const rule = { ...RULE, minutes: null, share: 0.5 };
    const share = { ...facts(10), rule };
    expect(describeAttendance(share, speak).needed).to.equal(45);
    const over = { ...share, attendance: { ...share.attendance, needed: 50 } };
    expect(describeAttendance(over, speak).needed).to.equal(50);
    expect(describeAttendance(share, speak).rule).to.match(
      /^rule\.share .*"percent":50,"from":"09\.00 WIB","until":"rule\.end \{\}"/,
    );
  });

  it('name times in WIB wherever the browser is', () => {
    expect(wibTime('2020-10-07T02:05:30Z')).to.equal('09.05 WIB');
    expect(wibTime('2020-10-07T17:00:00Z')).to.equal('00.00 WIB');
  });
});
