// The signing window, the late window and the seal: each step's effect and refusals, and that no
// sequence of steps and no passing of time breaks what must hold.
import { expect } from 'chai';
import fc from 'fast-check';
import {
  SESSION_ACTIONS,
  type SessionAction,
  type SessionStatus,
} from '../../server/protocol/session.ts';
import { timeLeft, windowAt } from '../../server/protocol/signing-window.ts';
import {
  allowedActions,
  applyAction,
  initialStatus,
  type MachineContext,
} from '../../server/sessions/index.ts';
import { dueAction } from '../../server/sessions/signing-steps.ts';

const T0 = Date.parse('2020-10-07T02:00:00Z');
const MINUTE = 60_000;
const iso = (minutes: number) => new Date(T0 + minutes * MINUTE).toISOString();
const facts: MachineContext = {
  clauses: 4,
  agenda: ['ikrar', 'tanda-tangan', 'penutup'],
  signatures: 0,
  signing: { minutes: 15, lateMinutes: 60 },
  log: undefined,
  now: new Date(T0),
};
const past = (minutes: number, more: Partial<MachineContext> = {}): MachineContext => ({
  ...facts,
  ...more,
  now: new Date(T0 + minutes * MINUTE),
});
const LOGGED = { signatures: 3, log: { root: 'a'.repeat(64), size: 3, pending: 0 } };

const walk = (actions: SessionAction[], status: SessionStatus, context: MachineContext) =>
  actions.reduce((now, action) => {
    const result = applyAction(now, action, context);
    if (result.kind === 'refused') throw new Error(`${action}: ${result.reason}`);
    return result.kind === 'changed' ? result.status : now;
  }, status);
const answer = (status: SessionStatus, action: SessionAction, context: MachineContext) => {
  const result = applyAction(status, action, context);
  return result.kind === 'refused' ? result.reason : result.kind;
};
const READ: SessionAction[] = [
  ...(['open-doors', 'go-live', 'start-reading'] as const),
  ...Array.from({ length: 5 }, () => 'next-clause' as const),
];
const reading = walk(READ, { id: 's', ...initialStatus() }, facts);
const signing = walk(['open-signing'], reading, facts);
const left = (status: SessionStatus, minutes: number) =>
  timeLeft(status, T0 + minutes * MINUTE)?.ms;

describe('the signing window', () => {
  it('is as long as the session’s rule says, or has no end', () => {
    expect(signing.signingEndsAt).to.equal(iso(15));
    const endless = past(0, { signing: { minutes: null, lateMinutes: 0 } });
    const open = walk(['open-signing'], reading, endless);
    expect(open.signingEndsAt).to.equal(null);
    expect(answer(open, 'extend-signing', endless)).to.equal('window-without-end');
    expect(dueAction(open, T0 + 1e9)).to.equal(undefined);
  });

  it('moves its end on by as long as a pause lasts, and counts nothing meanwhile', () => {
    const paused = walk(['pause-signing'], signing, past(5));
    expect([left(paused, 5), left(paused, 99)]).to.deep.equal([10 * MINUTE, 10 * MINUTE]);
    expect(answer(paused, 'pause-signing', past(6))).to.equal('same');
    expect(dueAction(paused, T0 + 99 * MINUTE)).to.equal(undefined);
    const resumed = walk(['resume-signing'], paused, past(25));
    expect(resumed).to.include({ signingPausedAt: null, signingEndsAt: iso(35) });
    expect(answer(resumed, 'resume-signing', past(26))).to.equal('same');
  });

  it('is extended by five minutes at a time, and the last time can be taken back', () => {
    expect(answer(signing, 'undo-extension', past(1))).to.equal('not-extended');
    const longer = walk(['extend-signing'], signing, past(12));
    expect(longer.signingEndsAt).to.equal(iso(20));
    const back = walk(['undo-extension'], longer, past(13));
    expect(back).to.include({ signingEndsAt: iso(15), extendedFrom: null });
    expect(answer(longer, 'undo-extension', past(14.5))).to.equal('too-late-to-shorten');
    const long = { ...signing, signingEndsAt: iso(90) };
    expect(answer(long, 'extend-signing', past(20))).to.equal('long-enough');
  });

  it('takes back an extension through a pause', () => {
    const paused = walk(['extend-signing', 'pause-signing'], signing, past(2));
    const resumed = walk(['resume-signing'], paused, past(12));
    expect(resumed.signingEndsAt).to.equal(iso(30));
    expect(walk(['undo-extension'], resumed, past(12)).signingEndsAt).to.equal(iso(25));
  });

  it('is neither extended nor paused once its time is over, written down or not', () => {
    for (const action of ['extend-signing', 'pause-signing'] as const) {
      expect(answer(signing, action, past(15))).to.equal('window-over');
      const closed = walk(['close-signing'], signing, past(15));
      expect(answer(closed, action, past(15))).to.equal('not-in-this-state');
    }
  });

  it('closes as of its end, however late that is written; by hand as of the moment', () => {
    expect(dueAction(signing, T0 + 15 * MINUTE - 1)).to.equal(undefined);
    expect(dueAction(signing, T0 + 15 * MINUTE)).to.equal('close-signing');
    const grace = 5 / 60;
    expect(walk(['close-signing'], signing, past(40)).closesAt).to.equal(iso(15 + grace));
    expect(walk(['close-signing'], signing, past(4)).closesAt).to.equal(iso(4 + grace));
    const paused = walk(['pause-signing'], signing, past(4));
    expect(walk(['close-signing'], paused, past(9)).closesAt).to.equal(iso(9));
  });

  it('opened again runs for five minutes, once', () => {
    const again = walk(['close-signing', 'reopen-signing'], signing, past(3));
    expect(again).to.include({ signingEndsAt: iso(8), closesAt: null, reopened: true });
    const closed = walk(['close-signing'], again, past(4));
    expect(answer(closed, 'reopen-signing', past(4))).to.equal('already-taken-back');
  });
});

describe('the late window', () => {
  const closed = walk(['close-signing'], signing, past(10));

  it('is there only where the session’s rule has one, and while that lasts', () => {
    const none = past(11, { signing: { minutes: 15, lateMinutes: 0 } });
    expect(answer(closed, 'open-late', none)).to.equal('no-late-rule');
    expect(answer(closed, 'open-late', past(75))).to.equal('late-over');
    const ended = walk(['end'], closed, past(11));
    expect(answer(ended, 'open-late', past(11))).to.equal('session-over');
    expect(answer(signing, 'open-late', past(1))).to.equal('not-in-this-state');
  });

  it('outlives the session, and ends with the clock', () => {
    const late = walk(['open-late', 'end'], closed, past(11));
    expect(late).to.include({ session: 'ended', ceremony: 'late' });
    const end = Date.parse(late.lateUntil ?? '');
    expect(end).to.equal(T0 + 70 * MINUTE + 5_000);
    expect(windowAt(late, end + 4_999)).to.equal('late');
    expect(windowAt(late, end + 5_000)).to.equal('closed');
    expect(dueAction(late, end)).to.equal('close-late');
    const over = walk(['close-late'], late, past(200));
    expect(over).to.include({ ceremony: 'closed', lateUntil: late.lateUntil });
    expect(answer(over, 'close-late', past(201))).to.equal('same');
  });

  it('takes what was on its way before it as in time', () => {
    const late = walk(['open-late'], closed, past(10));
    expect(windowAt(late, T0 + 10 * MINUTE + 4_999)).to.equal('open');
    expect(windowAt(late, T0 + 10 * MINUTE + 5_000)).to.equal('late');
  });
});

describe('the seal', () => {
  const closed = walk(['close-signing'], signing, past(10));

  it('waits until everything received is written and in the log', () => {
    expect(answer(closed, 'seal', past(20))).to.equal('nobody-signed');
    expect(answer(closed, 'seal', past(10.15, LOGGED))).to.equal('settling');
    const behind = { ...LOGGED, log: { ...LOGGED.log, pending: 1 } };
    expect(answer(closed, 'seal', past(20, behind))).to.equal('log-behind');
    expect(answer(closed, 'seal', past(20, { signatures: 3 }))).to.equal('log-behind');
  });

  it('keeps root, size, number and moment, for good', () => {
    const sealed = walk(['seal'], closed, past(20, LOGGED));
    expect(sealed.ceremony).to.equal('sealed');
    const at = iso(20);
    expect(sealed.sealed).to.deep.equal({ root: 'a'.repeat(64), size: 3, signatures: 3, at });
    expect(answer(sealed, 'seal', past(30, LOGGED))).to.equal('same');
    for (const action of ['reopen-signing', 'open-late', 'close-signing'] as const) {
      expect(answer(sealed, action, past(30, LOGGED))).to.equal('not-in-this-state');
    }
    expect(windowAt(sealed, T0)).to.equal('closed');
  });

  it('is refused out of order', () => {
    expect(answer(reading, 'seal', past(20, LOGGED))).to.equal('not-in-this-state');
    expect(answer(signing, 'seal', past(20, LOGGED))).to.equal('ceremony-open');
    const late = walk(['open-late'], closed, past(11));
    expect(answer(late, 'seal', past(20, LOGGED))).to.equal('late-open');
  });
});

describe('any sequence of steps and waits', () => {
  const steps = fc.array(
    fc.record({
      action: fc.constantFrom(...SESSION_ACTIONS),
      seconds: fc.integer({ min: 0, max: 1_200 }),
      signs: fc.boolean(),
    }),
    { maxLength: 80 },
  );
  const starts = fc.constantFrom(reading, signing);

  it('keeps the windows in order', () => {
    fc.assert(
      fc.property(starts, steps, (start, sequence) => {
        let status = start;
        let context = facts;
        for (const { action, seconds, signs } of sequence) {
          const now = new Date(context.now.getTime() + seconds * 1_000);
          const window = windowAt(status, now.getTime());
          const isTaken = signs && (window === 'open' || window === 'late');
          const signatures = context.signatures + (isTaken ? 1 : 0);
          const log = { root: 'b'.repeat(64), size: signatures, pending: 0 };
          context = { ...facts, signatures, log, now };
          const before = status;
          const result = applyAction(before, action, context);
          expect(allowedActions(before, context)[action] === undefined).to.equal(
            result.kind === 'changed',
          );
          if (result.kind !== 'changed') continue;
          status = result.status;
          hold(before, status, now.getTime());
        }
      }),
    );
  });

  const hold = (before: SessionStatus, status: SessionStatus, now: number) => {
    expect(status.version).to.equal(before.version + 1);
    if (status.ceremony !== 'signing') {
      const { signingEndsAt, signingPausedAt, extendedFrom } = status;
      expect([signingEndsAt, signingPausedAt, extendedFrom]).to.deep.equal([null, null, null]);
    } else expect(status.signingEndsAt).to.not.equal(null);
    if (status.extendedFrom && status.signingEndsAt) {
      expect(Date.parse(status.extendedFrom)).to.be.below(Date.parse(status.signingEndsAt));
    }
    expect((status.sealed !== null) === (status.ceremony === 'sealed')).to.equal(true);
    if (before.ceremony === 'sealed') expect(status.sealed).to.deep.equal(before.sealed);
    if (status.ceremony === 'late') expect(status.lateUntil).to.not.equal(null);
    if (status.session === 'ended') expect(status.ceremony).to.not.equal('signing');
    // Nothing that is over comes to life again but by the two steps that say so.
    const wasClosed = windowAt(before, now) === 'closed';
    const opensAgain = status.ceremony !== before.ceremony;
    if (wasClosed && !opensAgain) expect(windowAt(status, now)).to.equal('closed');
  };
});
