// The director's steps as pure functions, and what the media engine then has to have.
import { expect } from 'chai';
import fc from 'fast-check';
import { STAGE_ACTS, type StageAct } from '../../server/protocol/stage.ts';
import { placeInQueue } from '../../server/protocol/stage-queue.ts';
import { reordered } from '../../server/stage/roster-order.ts';
import type { StageFacts } from '../../server/stage/stage-memory.ts';
import type { StagePerson, StageState } from '../../server/stage/stage-model.ts';
import { type ActFacts, applyAct, direct, emptyStage } from '../../server/stage/stage-rules.ts';
import { mediaPartOf, stageViewOf } from '../../server/stage/stage-view.ts';

const BY = { account: 'a1', name: 'Petugas Uji' };
const facts = (more: Partial<ActFacts> = {}): ActFacts => ({
  ...{ by: BY, isOver: false, isLive: true },
  ...more,
});
const person = (code: string, more: object = {}) => ({
  ...{ code, role: 'speaker' as const, title: `Jabatan ${code}`, isHere: true },
  ...more,
});
const HAND = { who: 'p-x', title: 'Sekretaris Daerah', place: 'Kabupaten Kendal' };

/** The state after a step; fails when it changed nothing. */
const done = (
  state: StageState,
  act: StageAct,
  who: string | undefined,
  more: Partial<ActFacts>,
) => {
  const result = applyAct(state, act, who, facts(more));
  if (result.kind !== 'changed') throw new Error(`${act}: ${JSON.stringify(result)}`);
  return result.state;
};
const kindOf = (...given: Parameters<typeof applyAct>) => {
  const result = applyAct(...given);
  return result.kind === 'refused' ? result.code : result.kind;
};
const bring = (state: StageState, code: string, more: object = {}) =>
  done(state, 'bring', `m-${code}`, { person: person(code, more) });

const EMPTY = emptyStage('s1');

describe('the stage’s steps', () => {
  it('make the first who acts the director, and refuse another', () => {
    const state = bring(EMPTY, 'a');
    expect(state.director).to.deep.equal(BY);
    const other = { by: { account: 'a2', name: 'Petugas Lain' } };
    for (const act of STAGE_ACTS) {
      expect(kindOf(state, act, 'm-a', facts({ ...other, person: person('a') })), act).to.equal(
        'STAGE_DIRECTED',
      );
    }
    const told = direct(state, other.by, { takeOver: false, release: false });
    expect(told).to.deep.equal({ kind: 'refused', code: 'STAGE_DIRECTED', name: 'Petugas Uji' });
    const taken = direct(state, other.by, { takeOver: true, release: false });
    expect(taken.kind === 'changed' && taken.state.director).to.deep.equal(other.by);
  });

  it('let only the director give the lead away', () => {
    const state = bring(EMPTY, 'a');
    const other = { account: 'a2', name: 'Petugas Lain' };
    expect(direct(state, other, { takeOver: false, release: true }).kind).to.equal('same');
    const free = direct(state, BY, { takeOver: false, release: true });
    expect(free.kind === 'changed' && free.state.director).to.equal(null);
  });

  it('bring on who is there, and show them large; the interpreter never', () => {
    const one = bring(EMPTY, 'a');
    const two = bring(one, 'b');
    expect(two.shown).to.equal('b');
    const three = bring(two, 'j', { role: 'interpreter' });
    expect(three.shown).to.equal('b');
    expect(three.onStage.map(({ code }) => code)).to.deep.equal(['a', 'b', 'j']);
    expect(done(three, 'send-back', 'm-b', {}).shown).to.equal('j');
    expect(done(three, 'show', 'm-a', { person: person('a') }).shown).to.equal('a');
  });

  it('refuse who is not there, not known, blocked, or after the end', () => {
    const absent = facts({ person: person('a', { isHere: false }) });
    expect(kindOf(EMPTY, 'bring', 'm-a', absent)).to.equal('STAGE_ABSENT');
    expect(kindOf(EMPTY, 'bring', 'm-z', facts())).to.equal('NOT_FOUND');
    const blocked = done(EMPTY, 'block', 'm-a', { person: person('a') });
    expect(kindOf(blocked, 'bring', 'm-a', facts({ person: person('a') }))).to.equal(
      'STAGE_BLOCKED',
    );
    const over = facts({ isOver: true, person: person('a') });
    for (const act of STAGE_ACTS) expect(kindOf(EMPTY, act, 'm-a', over)).to.equal('SESSION_ENDED');
  });

  it('repeated change nothing', () => {
    const state = bring(EMPTY, 'a');
    const there = facts({ person: person('a') });
    const muted = done(state, 'mute', 'm-a', there);
    const given = done(state, 'give', 'p-x', { hand: HAND });
    const blocked = done(given, 'block', 'p-x', {});
    for (const [stage, act, who] of [
      [state, 'bring', 'm-a'],
      [state, 'unmute', 'm-a'],
      [muted, 'mute', 'm-a'],
      [EMPTY, 'send-back', 'm-a'],
      [given, 'give', 'p-x'],
      [blocked, 'block', 'p-x'],
      [state, 'unblock', 'p-x'],
      [state, 'end', undefined],
      [state, 'dismiss', 'p-x'],
    ] as const) {
      expect(kindOf(stage, act, who, there), act).to.equal('same');
    }
  });

  it('give the floor to a raised hand only, while the event is live', () => {
    expect(kindOf(EMPTY, 'give', 'p-x', facts())).to.equal('HAND_DOWN');
    const paused = facts({ hand: HAND, isLive: false });
    expect(kindOf(EMPTY, 'give', 'p-x', paused)).to.equal('FLOOR_CLOSED');
    const given = done(EMPTY, 'give', 'p-x', { hand: HAND });
    expect(given.floor).to.deep.equal({ ...HAND, muted: false });
    expect(done(given, 'mute', 'p-x', {}).floor?.muted).to.equal(true);
    expect(done(given, 'end', undefined, {}).floor).to.equal(null);
  });

  it('close somebody’s turn for good, with the floor that they have', () => {
    const given = done(EMPTY, 'give', 'p-x', { hand: HAND });
    const blocked = done(given, 'block', 'p-x', {});
    expect(blocked.floor).to.equal(null);
    expect(blocked.blocked).to.deep.equal([HAND]);
    expect(kindOf(blocked, 'give', 'p-x', facts({ hand: HAND }))).to.equal('STAGE_BLOCKED');
    expect(done(blocked, 'unblock', 'p-x', {}).blocked).to.deep.equal([]);
  });
});

const known = (code: string, issue = 1) => ({
  ...{ _id: `s1:${code}`, session: 's1', code, role: 'speaker' as const, title: `Jabatan ${code}` },
  ...{ order: 1, issue, hash: '', replaced: [] },
});
const stage = (state: StageState, people = [known('a')]): StageFacts => ({
  ...{ session: 's1', state, people, here: new Map(), hands: [], handCount: 0 },
});

describe('what the media engine has to have', () => {
  it('is a viewer of everybody but the stage, the floor and the director', () => {
    const state = bring(EMPTY, 'a');
    const given = done(state, 'give', 'p-x', { hand: HAND });
    const part = (who: string) => mediaPartOf(stage(given), who, false).role;
    expect(['k-a1', 'k-a2', 'm-1-a', 'p-x', 'p-y', 'r-z'].map(part)).to.deep.equal([
      ...['director', 'viewer', 'speaker', 'delegate', 'viewer', 'viewer'],
    ]);
    for (const who of ['k-a1', 'm-1-a', 'p-x']) {
      expect(mediaPartOf(stage(given), who, true).role, who).to.equal('viewer');
    }
  });

  it('knows nobody by an earlier or withdrawn link', () => {
    const state = bring(EMPTY, 'a');
    expect(mediaPartOf(stage(state, [known('a', 2)]), 'm-1-a', false).role).to.equal('nobody');
    expect(mediaPartOf(stage(state, []), 'm-1-a', false).role).to.equal('nobody');
    expect(stageViewOf(stage(state, []))).to.deep.include({ onStage: [], shown: null });
  });
});

describe('one’s own place in the queue', () => {
  const queue = Array.from({ length: 20 }, (_, index) => index * 2 + 1);
  it('is told of the first, not of the others, and of none that is down', () => {
    expect(placeInQueue({ queue, hands: 30 }, 1)).to.equal(1);
    expect(placeInQueue({ queue, hands: 30 }, 39)).to.equal(20);
    expect(placeInQueue({ queue, hands: 30 }, 77)).to.equal(null);
    expect(placeInQueue({ queue, hands: 30 }, 4)).to.equal(0);
    expect(placeInQueue({ queue: [3], hands: 1 }, 9)).to.equal(0);
    expect(placeInQueue({ queue: [], hands: 0 }, 9)).to.equal(0);
  });
});

describe('the roster’s order', () => {
  const people = (orders: number[]): StagePerson[] =>
    orders.map((order, index) => ({
      ...{
        _id: `s:${index}`,
        session: 's',
        code: `${index}`,
        role: 'speaker',
        title: 'Jabatan Uji',
      },
      ...{ order, issue: 1, hash: `${index}`, replaced: [] },
    }));

  it('brings one to the place, and leaves all others in their order', () => {
    const orders = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(orders, fc.nat(), fc.integer({ min: 1, max: 60 }), (given, n, place) => {
        const all = people(given.toSorted((a, b) => a - b));
        const code = `${n % all.length}`;
        const changes = new Map(reordered(all, code, place).map((one) => [one.person, one.order]));
        const after = all
          .map((person) => ({ ...person, order: changes.get(person) ?? person.order }))
          .toSorted((a, b) => a.order - b.order || (a._id < b._id ? -1 : 1));
        const codes = after.map((person) => person.code);
        if (changes.size > 0) expect(codes.indexOf(code) + 1).to.equal(Math.min(place, all.length));
        expect(codes.filter((one) => one !== code)).to.deep.equal(
          all.map((person) => person.code).filter((one) => one !== code),
        );
        expect(reordered(after, code, place), 'again').to.have.length(0);
      }),
    );
  });

  it('knows nobody of another session', () => {
    expect(reordered(people([1, 2]), 'asing', 1)).to.deep.equal([]);
  });
});
