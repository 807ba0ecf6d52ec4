// What the official's screens show: the shared pure functions.
import { expect } from 'chai';
import {
  agendaAt,
  clauseState,
  clausesRead,
  pledgeStep,
  stageScene,
  tickableClause,
} from '../../server/protocol/official-screen.ts';
import { CEREMONY_STATES, SESSION_STATES } from '../../server/protocol/session.ts';

const reading = (clause: number) => ({ ceremony: 'reading', clause }) as const;
const signing = { ceremony: 'signing', clause: 5 } as const;

describe('the official screen', () => {
  it('counts the clauses read: none in the opening, all from the closing on', () => {
    const counts = [0, 1, 2, 3, 4, 5].map((clause) => clausesRead(reading(clause), 4));
    expect(counts).to.deep.equal([0, 1, 2, 3, 4, 4]);
    expect(clausesRead({ ceremony: 'idle', clause: 3 }, 4)).to.equal(0);
    expect(clausesRead(signing, 4)).to.equal(4);
  });

  it('offers the next clause in order, never one that is not read, none when closed', () => {
    expect(tickableClause(reading(0), 4, [])).to.equal(0);
    expect(tickableClause(reading(3), 4, [1])).to.equal(2);
    expect(tickableClause(reading(3), 4, [1, 2, 3])).to.equal(0);
    expect(tickableClause(signing, 4, [1, 2, 3, 4])).to.equal(0);
    for (const ceremony of ['idle', 'closed', 'sealed'] as const) {
      expect(tickableClause({ ceremony, clause: 5 }, 4, [])).to.equal(0);
    }
    expect(tickableClause({ ceremony: 'late', clause: 5 }, 4, [1])).to.equal(2);
  });

  it('keeps the clause being read at hand, ticked or not', () => {
    const states = [1, 2, 3, 4].map((number) => clauseState(reading(2), 4, [1, 2], number));
    expect(states).to.deep.equal(['agreed', 'current', 'later', 'later']);
    const behind = [1, 2, 3, 4].map((number) => clauseState(signing, 4, [1], number));
    expect(behind).to.deep.equal(['agreed', 'current', 'open', 'open']);
  });

  it('a signature is for good, in every state', () => {
    for (const ceremony of CEREMONY_STATES) {
      const facts = { clauses: 4, ticked: [1, 2, 3, 4], signed: true };
      expect(pledgeStep({ ceremony, clause: 5 }, facts)).to.equal('sealed');
    }
  });

  it('offers the pen only in the window and after every clause', () => {
    const all = { clauses: 4, ticked: [1, 2, 3, 4], signed: false };
    expect(pledgeStep(signing, all)).to.equal('sign');
    expect(pledgeStep(signing, { ...all, ticked: [1, 2, 3] })).to.equal('read');
    expect(pledgeStep(reading(5), all)).to.equal('read');
    expect(pledgeStep({ ceremony: 'closed', clause: 5 }, all)).to.equal('closed');
  });

  it('has a scene for every state of the session', () => {
    const scenes = SESSION_STATES.map((session) => stageScene({ session }));
    expect(scenes).to.deep.equal([
      'waiting',
      'waiting',
      'waiting',
      'live',
      'paused',
      'ended',
      'ended',
    ]);
  });

  it('knows now and next, before the first item, at the last, and at the end', () => {
    const entry = (id: string) => ({ id, time: '09.00 WIB', title: id, office: '' });
    const agenda = [entry('a'), entry('b')];
    const at = (agendaItem: string | null, session: 'doors' | 'live' | 'ended' = 'live') => {
      const { now, next } = agendaAt(agenda, { session, agendaItem });
      return [now?.id, next?.id];
    };
    expect(at(null, 'doors')).to.deep.equal([undefined, 'a']);
    expect(at('a')).to.deep.equal(['a', 'b']);
    expect(at('b')).to.deep.equal(['b', undefined]);
    expect(at('b', 'ended')).to.deep.equal([undefined, undefined]);
  });
});
