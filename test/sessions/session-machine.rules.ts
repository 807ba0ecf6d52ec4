// The machines' rules: the way through an event, repeats, take-backs and refusals.
import { expect } from 'chai';
import fc from 'fast-check';
import { SESSION_ACTIONS, type SessionAction } from '../../server/protocol/session.ts';
import { allowedActions, applyAction, initialStatus } from '../../server/sessions/index.ts';

const context = {
  clauses: 4,
  agenda: ['ikrar', 'tanda-tangan', 'penutup'],
  signatures: 0,
  signing: { minutes: 15, lateMinutes: 0 },
  log: undefined,
  now: new Date('2020-10-07T02:00:00Z'),
};
const start = () => ({ id: 'session', ...initialStatus() });
type Status = ReturnType<typeof start>;

const walk = (actions: SessionAction[], from: Status = start(), facts = context): Status =>
  actions.reduce<Status>((status, action) => {
    const result = applyAction(status, action, facts);
    if (result.kind === 'refused') throw new Error(`${action}: ${result.reason}`);
    return result.kind === 'changed' ? result.status : status;
  }, from);
const reasonOf = (status: Status, action: SessionAction, facts = context) => {
  const result = applyAction(status, action, facts);
  return result.kind === 'refused' ? result.reason : result.kind;
};
const READ: SessionAction[] = [
  'start-reading',
  ...Array.from({ length: 5 }, () => 'next-clause' as const),
];
const OPENED: SessionAction[] = ['open-doors', 'go-live', ...READ, 'open-signing'];

describe('session machine', () => {
  it('leads through a whole event', () => {
    const status = walk([...OPENED, 'close-signing', 'end']);
    expect(status).to.include({ session: 'ended', ceremony: 'closed', clause: 5 });
    expect(status.signingOpenedAt).to.equal('2020-10-07T02:00:00.000Z');
    expect(status.closesAt).to.equal('2020-10-07T02:00:05.000Z');
  });

  it('changes nothing when an action is repeated', () => {
    const live = walk(['open-doors', 'go-live']);
    expect(reasonOf(live, 'go-live')).to.equal('same');
    expect(walk(['go-live'], live)).to.deep.equal(live);
  });

  it('refuses signing before every clause has been read', () => {
    const reading = walk(['open-doors', 'go-live', 'start-reading', 'next-clause']);
    expect(reasonOf(reading, 'open-signing')).to.equal('clauses-not-read');
  });

  it('refuses the ceremony before the session is live, and without a declaration', () => {
    expect(reasonOf(walk(['open-doors']), 'start-reading')).to.equal('session-not-live');
    const live = walk(['open-doors', 'go-live']);
    expect(reasonOf(live, 'start-reading', { ...context, clauses: 0 })).to.equal('no-declaration');
  });

  it('moves the run of show to the signing with its window, and back when it is taken back', () => {
    const facts = { ...context, signingItem: 'tanda-tangan' };
    const signing = walk(OPENED, start(), facts);
    expect(signing.agendaItem).to.equal('tanda-tangan');
    expect(walk(['reopen-reading'], signing, facts).agendaItem).to.equal('ikrar');
    // Only when it is what comes next: an operator who is elsewhere stays there.
    const ahead = walk([...OPENED.slice(0, -1), 'next-item', 'next-item'], start(), facts);
    expect(walk(['open-signing'], ahead, facts).agendaItem).to.equal('penutup');
    expect(walk(OPENED).agendaItem).to.equal('ikrar');
  });

  it('takes a mistaken opening back only while nobody has signed', () => {
    const signing = walk(OPENED);
    expect(walk(['reopen-reading'], signing)).to.include({ ceremony: 'reading' });
    expect(reasonOf(signing, 'reopen-reading', { ...context, signatures: 1 })).to.equal(
      'already-signed',
    );
  });

  it('opens a closed signing again once', () => {
    const again = walk([...OPENED, 'close-signing', 'reopen-signing']);
    expect(again).to.include({ ceremony: 'signing', closesAt: null });
    expect(reasonOf(walk(['close-signing'], again), 'reopen-signing')).to.equal(
      'already-taken-back',
    );
  });

  it('does not end while signing is open', () => {
    expect(reasonOf(walk(OPENED), 'end')).to.equal('ceremony-open');
  });

  it('keeps the moment of going live through a pause', () => {
    const live = walk(['open-doors', 'go-live']);
    const later = { ...context, now: new Date('2020-10-07T03:00:00Z') };
    expect(walk(['pause', 'resume'], live, later).liveAt).to.equal(live.liveAt);
  });

  it('holds its invariants after any sequence of actions', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...SESSION_ACTIONS), { maxLength: 60 }), (actions) => {
        let status = start();
        for (const action of actions) {
          const before = status;
          const result = applyAction(status, action, context);
          if (result.kind === 'changed') status = result.status;
          expect(status.version).to.equal(before.version + (result.kind === 'changed' ? 1 : 0));
          expect(status.clause).to.be.within(0, 5);
          if (status.ceremony !== 'idle') expect(status.liveAt).to.not.equal(null);
          if (status.ceremony === 'signing') expect(status.signingOpenedAt).to.not.equal(null);
          if (status.session === 'ended') expect(status.ceremony).to.not.equal('signing');
          const allowed = allowedActions(before, context)[action];
          expect(allowed === undefined).to.equal(result.kind === 'changed');
        }
      }),
    );
  });
});
