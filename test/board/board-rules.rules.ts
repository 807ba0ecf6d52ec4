// A region's state over sets: what complete and signed mean, and that signed never goes back.
import { expect } from 'chai';
import fc from 'fast-check';
import {
  boardCounters,
  boardRow,
  regionState,
  type SeatFacts,
} from '../../server/board/board-rules.ts';

const seat = (facts: Partial<SeatFacts> = {}): SeatFacts => ({
  required: true,
  present: false,
  signed: false,
  obliged: false,
  ...facts,
});
const five = (facts: Partial<SeatFacts>) => Array.from({ length: 5 }, () => seat(facts));
const anySeat = fc.record({
  required: fc.boolean(),
  present: fc.boolean(),
  signed: fc.boolean(),
  obliged: fc.boolean(),
});

describe('region state', () => {
  it('is absent, partial, complete, signed', () => {
    expect(regionState(five({}))).to.equal(0);
    expect(regionState([seat({ present: true }), ...five({}).slice(1)])).to.equal(1);
    expect(regionState(five({ present: true }))).to.equal(2);
    expect(regionState(five({ present: true, obliged: true, signed: true }))).to.equal(3);
  });

  it('is signed when everyone who had checked in has signed, though one seat never came', () => {
    const came = Array.from({ length: 4 }, () => seat({ obliged: true, signed: true }));
    expect(regionState([...came, seat()])).to.equal(3);
  });

  it('is not signed while one who had checked in has not', () => {
    const came = Array.from({ length: 4 }, () => seat({ obliged: true, signed: true }));
    expect(regionState([...came, seat({ obliged: true, present: true })])).to.equal(1);
  });

  it('needs at least one signature', () => {
    expect(regionState(five({ present: true }))).to.equal(2);
  });

  it('never leaves signed when signatures are added or people leave', () => {
    fc.assert(
      fc.property(
        fc.array(anySeat, { minLength: 1 }),
        fc.nat(),
        fc.boolean(),
        (seats, at, leave) => {
          fc.pre(regionState(seats) === 3);
          const index = at % seats.length;
          const change = leave ? { present: false } : { signed: true };
          const next = seats.map((one, place) => (place === index ? { ...one, ...change } : one));
          expect(regionState(next)).to.equal(3);
        },
      ),
    );
  });

  it('adds up to the counters', () => {
    const rows = [
      boardRow('12.03', five({ present: true })),
      boardRow('12.04', five({})),
      boardRow('12.06', five({ present: true, obliged: true, signed: true })),
    ];
    expect(boardCounters(rows, 15, [seat({ required: false, present: true })])).to.deep.equal({
      regions: 3,
      regionsPresent: 2,
      regionsComplete: 2,
      regionsSigned: 1,
      officialsPresent: 10,
      officialsSigned: 5,
      seats: 15,
      outside: { seats: 1, present: 1, signed: 0 },
    });
  });
});
