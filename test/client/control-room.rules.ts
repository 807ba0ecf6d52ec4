// What the control room and the lectern decide in the browser: next step, calls, reading.
import { expect } from 'chai';
import { nextStep } from '../../client/control/next-step.ts';
import { readingView } from '../../client/lectern/reading.ts';
import type { SessionAction, SessionStatus } from '../../server/protocol/session.ts';
import { allowedActions, applyAction, initialStatus } from '../../server/sessions/index.ts';

const AGENDA = [
  { id: 'ikrar', title: 'Pembacaan ikrar', kind: 'declaration' },
  { id: 'tanda-tangan', title: 'Penandatanganan', kind: 'signing' },
  { id: 'penutup', title: 'Penutup', kind: 'closing' },
];
const CLAUSES = 4;
const context = {
  clauses: CLAUSES,
  agenda: AGENDA.map(({ id }) => id),
  signingItem: 'tanda-tangan',
  signatures: 0,
  signing: { minutes: 15, lateMinutes: 0 },
  log: undefined,
  now: new Date('2020-10-07T02:00:00.000Z'),
};
const start = (): SessionStatus => ({ id: 's', ...initialStatus() });

const actionsOf = (status: SessionStatus) =>
  Object.fromEntries(
    Object.entries(allowedActions(status, context)).map(([key, reason]) => [key, reason ?? null]),
  );
const stepOf = (status: SessionStatus) =>
  nextStep({ status, actions: actionsOf(status), agenda: AGENDA, clauses: CLAUSES });

describe('the next step of the control room', () => {
  it('leads from closed doors to the end, and the machine allows each step', () => {
    const taken: SessionAction[] = [];
    let status = start();
    for (let step = stepOf(status); step && taken.length < 40; step = stepOf(status)) {
      const result = applyAction(status, step.action, context);
      expect(result.kind, `${step.action} after ${taken.join(' ')}`).to.equal('changed');
      if (result.kind === 'changed') status = result.status;
      taken.push(step.action);
    }
    expect(status.session).to.equal('ended');
    expect(taken).to.deep.equal([
      'open-doors',
      'go-live',
      'start-reading',
      ...Array.from({ length: CLAUSES + 1 }, () => 'next-clause'),
      // The signing on the agenda begins with the window: no step of its own.
      'open-signing',
      'next-item',
      'close-signing',
      'end',
    ]);
  });

  it('names the clause that comes, then the closing', () => {
    const reading = {
      ...start(),
      session: 'live',
      ceremony: 'reading',
      agendaItem: 'ikrar',
    } as const;
    expect(stepOf({ ...reading, clause: 0 })?.parameters).to.deep.equal({ clause: 1 });
    expect(stepOf({ ...reading, clause: 4 })?.title).to.equal('titles.closing');
    expect(stepOf({ ...reading, clause: 5 })?.action).to.equal('open-signing');
  });

  it('resumes a paused session, and offers nothing after the end', () => {
    expect(stepOf({ ...start(), session: 'paused' })?.action).to.equal('resume');
    expect(stepOf({ ...start(), session: 'ended' })).to.equal(undefined);
  });

  it('passes over the declaration where there is none', () => {
    const status = { ...start(), session: 'live', agendaItem: 'ikrar' } as const;
    const facts = { status, actions: actionsOf(status), agenda: AGENDA, clauses: 0 };
    expect(nextStep(facts)?.action).to.equal('next-item');
  });
});

describe('the reader’s lectern', () => {
  const live = { ...start(), session: 'live' } as const;
  const PARTS = CLAUSES + 2;
  it('offers only what the machine allows a reader, clause by clause', () => {
    for (let clause = 0; clause < PARTS; clause += 1) {
      const status = { ...live, ceremony: 'reading', clause } as const;
      const { steps, index } = readingView(status, PARTS);
      expect(index).to.equal(clause);
      for (const action of ['next-clause', 'previous-clause'] as const) {
        const isAllowed = applyAction(status, action, context).kind === 'changed';
        expect(steps.includes(action), `${action} at ${clause}`).to.equal(isAllowed);
      }
    }
  });
  it('waits for the event, and shows no clause while people sign', () => {
    expect(readingView(start(), PARTS).steps).to.deep.equal([]);
    expect(readingView(live, PARTS).steps).to.deep.equal(['start-reading']);
    expect(readingView({ ...live, ceremony: 'signing' }, PARTS).index).to.equal(-1);
    const paused = { ...live, session: 'paused', ceremony: 'reading', clause: 2 } as const;
    expect(readingView(paused, PARTS).steps).to.deep.equal([]);
  });
});
