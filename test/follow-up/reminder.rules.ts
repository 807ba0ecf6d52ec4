// Whether somebody who has not signed still can: the same as the session's machine and the signing
// window say, over every walk of steps.
import { expect } from 'chai';
import fc from 'fast-check';
import { DEFAULT_REGION_RULES } from '../../server/campaigns/index.ts';
import { canSignLate, lateWindow } from '../../server/follow-up/reminder-rules.ts';
import { type SigningFacts, signedRegions } from '../../server/follow-up/signed-regions.ts';
import {
  SESSION_ACTIONS,
  type SessionAction,
  type SessionStatus,
} from '../../server/protocol/session.ts';
import { acceptsTicks, windowAt } from '../../server/protocol/signing-window.ts';
import {
  allowedActions,
  applyAction,
  initialStatus,
  type MachineContext,
} from '../../server/sessions/index.ts';

const T0 = Date.parse('2020-10-07T02:00:00Z');
const MINUTE = 60_000;
const contextAt = (minutes: number, lateMinutes: number): MachineContext => ({
  ...{ clauses: 4, agenda: ['ikrar', 'tanda-tangan', 'penutup'], signatures: 3 },
  signing: { minutes: 15, lateMinutes },
  log: { root: 'a'.repeat(64), size: 3, pending: 0 },
  now: new Date(T0 + minutes * MINUTE),
});
const step = (status: SessionStatus, action: SessionAction, context: MachineContext) => {
  const result = applyAction(status, action, context);
  return result.kind === 'changed' ? result.status : status;
};
const READ: SessionAction[] = [
  ...(['open-doors', 'go-live', 'start-reading'] as const),
  ...Array.from({ length: 5 }, () => 'next-clause' as const),
  'open-signing',
];
const signing = READ.reduce(
  (status, action) => step(status, action, { ...contextAt(0, 60), signatures: 0, log: undefined }),
  { id: 's', ...initialStatus() } as SessionStatus,
);
const at = (status: SessionStatus, minutes: number, lateMinutes = 60) =>
  lateWindow({ status, signingRule: { minutes: 15, lateMinutes } }, T0 + minutes * MINUTE);

describe('the way to sign late', () => {
  it('is open while signing is, with its end', () => {
    expect(at(signing, 5)).to.deep.equal({ way: 'open', until: signing.signingEndsAt });
    expect(at(step(signing, 'pause-signing', contextAt(5, 60)), 6).way).to.equal('to-come');
  });

  it('is to come after the window as long as staff can open it', () => {
    expect(at(signing, 20).way).to.equal('to-come');
    expect(at(signing, 20, 0).way).to.equal('closed');
    const closed = step(signing, 'close-signing', contextAt(10, 60));
    expect(at(closed, 11).way).to.equal('to-come');
    expect(at(closed, 72).way).to.equal('closed');
    expect(at(step(closed, 'end', contextAt(12, 60)), 13).way).to.equal('closed');
  });

  it('is open in the late window, also after the end, until it closes', () => {
    const closed = step(signing, 'close-signing', contextAt(10, 60));
    const late = step(closed, 'open-late', contextAt(12, 60));
    expect(at(late, 20)).to.deep.equal({ way: 'open', until: late.lateUntil });
    const ended = step(late, 'end', contextAt(21, 60));
    expect(ended.session).to.equal('ended');
    expect(at(ended, 30).way).to.equal('open');
    expect(at(ended, 80).way).to.equal('closed');
    const sealed = step(step(late, 'close-late', contextAt(22, 60)), 'seal', contextAt(30, 60));
    expect(sealed.ceremony).to.equal('sealed');
    expect(at(sealed, 31).way).to.equal('closed');
  });

  it('after the end leads only those who had checked in', () => {
    const closed = step(signing, 'close-signing', contextAt(10, 60));
    const late = step(closed, 'open-late', contextAt(12, 60));
    const ended = step(late, 'end', contextAt(21, 60));
    const may = (status: SessionStatus, checkedInAt: Date | null) =>
      canSignLate(at(status, 30), { status }, checkedInAt);
    expect([may(late, null), may(late, new Date())]).to.deep.equal([true, true]);
    expect([may(ended, null), may(ended, new Date())]).to.deep.equal([false, true]);
  });

  it('agrees with the machine on every walk', () => {
    const walks = fc.array(
      fc.tuple(fc.constantFrom(...SESSION_ACTIONS), fc.integer({ max: 20, min: 0 })),
      {
        maxLength: 14,
      },
    );
    fc.assert(
      fc.property(walks, fc.constantFrom(0, 30), (steps, lateMinutes) => {
        let minutes = 0;
        let status = signing;
        for (const [action, wait] of steps) {
          minutes += wait;
          status = step(status, action, contextAt(minutes, lateMinutes));
          const now = T0 + minutes * MINUTE;
          const { way } = at(status, minutes, lateMinutes);
          const context = contextAt(minutes, lateMinutes);
          const isTaken = ['open', 'late'].includes(windowAt(status, now));
          if (way === 'open') expect(isTaken).to.equal(true);
          // What is on its way has five seconds more; nobody begins anew in them.
          else if (['signing', 'late'].includes(status.ceremony) && !status.signingPausedAt) {
            expect(acceptsTicks(status, now)).to.equal(false);
          }
          const canOpen =
            status.ceremony === 'closed' &&
            allowedActions(status, context)['open-late'] === undefined;
          if (status.ceremony === 'closed') expect(way === 'to-come').to.equal(canOpen);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the regions that have signed', () => {
  const seat = (region: string | null, office: number) => ({
    ...{ _id: `${region}-${office}`, region, required: office < 2 },
  });
  const facts = (own: Partial<SigningFacts>): SigningFacts => ({
    seats: [seat('1', 0), seat('1', 1), seat('1', 2), seat('2', 0), seat(null, 0)],
    ...{ signed: new Set(), checkedIn: new Map(), rules: DEFAULT_REGION_RULES },
    signingOpenedAt: '2020-10-07T03:00:00Z',
    ...own,
  });
  const before = new Date('2020-10-07T02:59:00Z');
  const after = new Date('2020-10-07T03:01:00Z');

  it('are those of whom everybody signed that had checked in when signing opened', () => {
    const signed = (...ids: string[]) => new Set(ids);
    const codes = (own: Partial<SigningFacts>) => [...signedRegions(facts(own))];
    expect(codes({})).to.deep.equal([]);
    expect(codes({ signed: signed('1-0', 'null-0') })).to.deep.equal(['1']);
    const both = new Map([
      ['1-0', before],
      ['1-1', before],
    ]);
    expect(codes({ signed: signed('1-0'), checkedIn: both })).to.deep.equal([]);
    expect(codes({ signed: signed('1-0', '1-1'), checkedIn: both })).to.deep.equal(['1']);
    const late = new Map([...both, ['1-1', after] as const]);
    expect(codes({ signed: signed('1-0'), checkedIn: late })).to.deep.equal(['1']);
    const never = { signed: signed('1-0'), signingOpenedAt: null };
    expect(codes(never)).to.deep.equal([]);
    const rules = { ...DEFAULT_REGION_RULES, signed: { atLeast: 2 } };
    expect(codes({ rules, signed: signed('1-0') })).to.deep.equal([]);
    expect(codes({ rules, signed: signed('1-0', '1-2') })).to.deep.equal(['1']);
  });
});
