// When a signature or a tick is taken, and what is left of a window: every state, to the millisecond.
import { expect } from 'chai';
import { tickRefusal } from '../../server/ceremony/index.ts';
import type { SessionStatus } from '../../server/protocol/session.ts';
import { countdownText, timeLeft, windowAt } from '../../server/protocol/signing-window.ts';
import { initialStatus } from '../../server/sessions/index.ts';
import { windowRefusal } from '../../server/signatures/index.ts';

const T = Date.parse('2020-10-07T02:00:00Z');
const iso = (ms: number) => new Date(T + ms).toISOString();
const status = (more: Partial<SessionStatus>): SessionStatus => ({
  id: 's',
  ...initialStatus(),
  session: 'live',
  ...more,
});
const signing = (more: Partial<SessionStatus> = {}) =>
  status({ ceremony: 'signing', clause: 5, ...more });

describe('a signature is taken', () => {
  const cases: [string, SessionStatus, number, string | undefined][] = [
    ['before the reading: no', status({}), 0, 'SIGNING_NOT_OPEN'],
    ['during the reading: no', status({ ceremony: 'reading' }), 0, 'SIGNING_NOT_OPEN'],
    ['in a window without an end: yes', signing(), 1e9, undefined],
    ['up to 5 seconds after the end', signing({ signingEndsAt: iso(0) }), 4_999, undefined],
    ['not later', signing({ signingEndsAt: iso(0) }), 5_000, 'SIGNING_CLOSED'],
    ['up to 5 s into a pause', signing({ signingPausedAt: iso(0) }), 4_999, undefined],
    ['while paused: no', signing({ signingPausedAt: iso(0) }), 5_000, 'SIGNING_PAUSED'],
    [
      'nor when the pause outlasts the end',
      signing({ signingPausedAt: iso(0), signingEndsAt: iso(10) }),
      1e6,
      'SIGNING_PAUSED',
    ],
    ['up to closesAt', status({ ceremony: 'closed', closesAt: iso(5) }), 4, undefined],
    ['closed: no', status({ ceremony: 'closed', closesAt: iso(5) }), 5, 'SIGNING_CLOSED'],
    ['late: yes', status({ ceremony: 'late', lateUntil: iso(9) }), 5_008, undefined],
    ['late over: no', status({ ceremony: 'late', lateUntil: iso(9) }), 5_009, 'SIGNING_CLOSED'],
    ['sealed: no', status({ ceremony: 'sealed', closesAt: iso(9) }), 0, 'SIGNING_CLOSED'],
  ];
  for (const [what, of, ms, refusal] of cases) {
    it(what, () => expect(windowRefusal(of, new Date(T + ms))).to.equal(refusal));
  }
});

describe('a clause is ticked', () => {
  const refusal = (of: SessionStatus, clause: number, ticked: number[], ms = 0) =>
    tickRefusal(of, { clauses: 4, ticked, clause, at: new Date(T + ms) });

  it('in order, once it has been read, and afterwards until signing is over', () => {
    const third = status({ ceremony: 'reading', clause: 3 });
    expect(refusal(third, 3, [1, 2])).to.equal(undefined);
    expect(refusal(third, 1, [])).to.equal(undefined);
    expect(refusal(third, 3, [1])).to.equal('CLAUSES_UNREAD');
    expect(refusal(third, 4, [1, 2, 3])).to.equal('CLAUSE_NOT_READ_YET');
    expect(refusal(third, 5, [1, 2, 3, 4])).to.equal('INVALID_INPUT');
    expect(refusal(signing(), 1, [])).to.equal(undefined);
    expect(refusal(signing({ signingPausedAt: iso(0) }), 1, [], 1e6)).to.equal(undefined);
    expect(refusal(status({ ceremony: 'late', lateUntil: iso(9) }), 1, [])).to.equal(undefined);
  });

  it('not before the reading, nor after the end', () => {
    expect(refusal(status({}), 1, [])).to.equal('CLAUSE_NOT_READ_YET');
    const ended = signing({ signingEndsAt: iso(0) });
    expect(refusal(ended, 1, [])).to.equal('SIGNING_CLOSED');
    for (const ceremony of ['closed', 'sealed', 'late'] as const) {
      expect(refusal(status({ ceremony, clause: 5 }), 1, [])).to.equal('SIGNING_CLOSED');
    }
  });
});

describe('what is left of a window', () => {
  it('stands still in a pause and never falls below nothing', () => {
    const open = signing({ signingEndsAt: iso(60_000) });
    expect(timeLeft(open, T)).to.deep.equal({ ms: 60_000, isPaused: false });
    expect(timeLeft(open, T + 1e6)).to.deep.equal({ ms: 0, isPaused: false });
    const paused = { ...open, signingPausedAt: iso(20_000) };
    expect(timeLeft(paused, T + 1e6)).to.deep.equal({ ms: 40_000, isPaused: true });
    expect(timeLeft(signing(), T)).to.equal(undefined);
    expect(timeLeft(status({ ceremony: 'late', lateUntil: iso(10) }), T)?.ms).to.equal(10);
    expect(windowAt(signing(), T)).to.equal('open');
  });

  it('is written in minutes and seconds', () => {
    expect(countdownText(272_000)).to.equal('04.32');
    expect(countdownText(1)).to.equal('00.01');
    expect(countdownText(0)).to.equal('00.00');
    expect(countdownText(3_600_000 + 61_000)).to.equal('1.01.01');
  });
});
