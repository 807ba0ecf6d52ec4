// A region's state over sets: what complete and signed mean by each rule, and that signed never goes
// back.
import { expect } from 'chai';
import fc from 'fast-check';
import { boardRow, type RegionSets, regionState } from '../../server/board/board-rules.ts';
import { DEFAULT_REGION_RULES, type RegionRules } from '../../server/campaigns/index.ts';
import { boardCounters } from '../../server/protocol/board.ts';

interface Facts {
  required: boolean;
  present: boolean;
  signed: boolean;
  obliged: boolean;
}
const seat = (facts: Partial<Facts> = {}): Facts => ({
  required: true,
  present: false,
  signed: false,
  obliged: false,
  ...facts,
});
const five = (facts: Partial<Facts>) => Array.from({ length: 5 }, () => seat(facts));
const setsOf = (seats: Facts[]): RegionSets => {
  const having = (has: (one: Facts) => boolean) =>
    new Set(seats.flatMap((one, index) => (has(one) ? [`s${index}`] : [])));
  return {
    all: having(() => true),
    required: having((one) => one.required),
    present: having((one) => one.present),
    signed: having((one) => one.signed),
    obliged: having((one) => one.obliged),
  };
};
const stateOf = (seats: Facts[], rules: Partial<RegionRules> = {}) =>
  regionState(setsOf(seats), { ...DEFAULT_REGION_RULES, ...rules });

const anySeat = fc.record({
  required: fc.boolean(),
  present: fc.boolean(),
  signed: fc.boolean(),
  obliged: fc.boolean(),
});
const anyNumber = fc.record({ atLeast: fc.integer({ min: 1, max: 4 }) });
const anyRules: fc.Arbitrary<RegionRules> = fc.record({
  complete: fc.oneof(fc.constantFrom('required' as const, 'all' as const), anyNumber),
  signed: fc.oneof(fc.constantFrom('obliged' as const, 'required' as const), anyNumber),
});

describe('region state', () => {
  it('is absent, partial, complete, signed', () => {
    expect(stateOf(five({}))).to.equal(0);
    expect(stateOf([seat({ present: true }), ...five({}).slice(1)])).to.equal(1);
    expect(stateOf(five({ present: true }))).to.equal(2);
    expect(stateOf(five({ present: true, obliged: true, signed: true }))).to.equal(3);
  });

  it('is signed when everyone who had checked in has signed, though one seat never came', () => {
    const came = Array.from({ length: 4 }, () => seat({ obliged: true, signed: true }));
    expect(stateOf([...came, seat()])).to.equal(3);
    expect(stateOf([...came, seat()], { signed: 'required' })).to.equal(1);
  });

  it('is not signed while one who had checked in has not', () => {
    const came = Array.from({ length: 4 }, () => seat({ obliged: true, signed: true }));
    const left = seat({ obliged: true, present: true });
    expect(stateOf([...came, left])).to.equal(1);
    expect(stateOf([...came, left], { signed: { atLeast: 4 } })).to.equal(3);
  });

  it('needs at least one signature', () => {
    expect(stateOf(five({ present: true }))).to.equal(2);
    expect(stateOf([seat({ required: false, signed: true })], { signed: 'required' })).to.equal(3);
  });

  it('is complete by the required seats, by all, or by a number of them', () => {
    const seats = [seat({ present: true }), seat({ present: true }), seat({ required: false })];
    expect(stateOf(seats)).to.equal(2);
    expect(stateOf(seats, { complete: 'all' })).to.equal(1);
    expect(stateOf(seats, { complete: { atLeast: 2 } })).to.equal(2);
    expect(stateOf(seats, { complete: { atLeast: 3 } })).to.equal(1);
    expect(stateOf([seat({ required: false, present: true })])).to.equal(1);
  });

  it('never leaves signed by any rule: signatures are added, people leave or are released', () => {
    const change = fc.constantFrom<Partial<Facts>>(
      { present: false },
      { present: true },
      { signed: true },
      { obliged: false },
    );
    const changes = fc.array(fc.tuple(fc.nat(), change), { maxLength: 10 });
    let reached = 0;
    fc.assert(
      fc.property(fc.array(anySeat, { minLength: 1 }), anyRules, changes, (seats, rules, all) => {
        if (stateOf(seats, rules) !== 3) return;
        reached += 1;
        let now = seats;
        for (const [at, facts] of all) {
          now = now.map((one, place) => (place === at % now.length ? { ...one, ...facts } : one));
          expect(stateOf(now, rules)).to.equal(3);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(reached).to.be.greaterThan(100);
  });

  it('adds up to the counters', () => {
    const row = (code: string, seats: Facts[]) =>
      boardRow(code, setsOf(seats), DEFAULT_REGION_RULES);
    const rows = [
      row('12.03', five({ present: true })),
      row('12.04', five({})),
      row('12.06', five({ present: true, obliged: true, signed: true })),
    ];
    const outside = { seats: 1, present: 1, signed: 0 };
    expect(boardCounters(rows, 15, outside)).to.deep.equal({
      regions: 3,
      regionsPresent: 2,
      regionsComplete: 2,
      regionsSigned: 1,
      officialsPresent: 10,
      officialsSigned: 5,
      seats: 15,
      outside,
    });
  });
});
