// The rehearsal's arithmetic: percentiles, the crowd's moments, who counts as lost, the table.
import { expect } from 'chai';
import fc from 'fast-check';
import { arrivalSchedule } from '../../server/rehearsal/arrival-schedule.ts';
import {
  countLost,
  failureCounts,
  type JournalEntry,
  openJournalEntry,
} from '../../server/rehearsal/journal.ts';
import { percentile, summariseDurations } from '../../server/rehearsal/percentile.ts';
import { buildReport, formatTable } from '../../server/rehearsal/report-table.ts';
import { seededRandom } from '../../server/rehearsal/seeded-random.ts';

const entry = (changes: Partial<JournalEntry>): JournalEntry => ({
  ...openJournalEntry({ code: 'AAAA', seat: 'sekretaris-daerah', region: '33.24' }),
  arrivalMs: 10,
  signingMs: 5,
  receipt: { signature: 's', signedAt: '2020-10-07T02:20:00.000Z', leafHash: 'h' },
  ...changes,
});

describe('percentile', () => {
  it('is the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(percentile(hundred, 0.5)).to.equal(50);
    expect(percentile(hundred, 0.99)).to.equal(99);
    expect(percentile([7], 0.99)).to.equal(7);
    expect(percentile([], 0.5)).to.equal(null);
  });

  it('is a value that at least the share does not exceed, for any values', () => {
    const values = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1 });
    fc.assert(
      fc.property(values, (durations) => {
        const { p99, max, count } = summariseDurations(durations);
        expect(count).to.equal(durations.length);
        expect(max).to.equal(Math.max(...durations));
        const within = durations.filter((value) => value <= (p99 ?? -1)).length;
        expect(within).to.be.at.least(Math.ceil(0.99 * durations.length));
        expect(durations).to.include(p99);
      }),
    );
  });
});

describe('the arrival schedule', () => {
  const schedule = (seed: number) =>
    arrivalSchedule({ officials: 1_238, seconds: 60, random: seededRandom(seed) });

  it('is the same for the same seed and another for another', () => {
    expect(schedule(7)).to.deep.equal(schedule(7));
    expect(schedule(7)).not.to.deep.equal(schedule(8));
  });

  it('ascends, stays within the time, and thickens in the middle', () => {
    const moments = schedule(1);
    expect(moments).to.have.length(1_238);
    expect(moments).to.deep.equal([...moments].sort((a, b) => a - b));
    expect(moments[0]).to.be.at.least(0);
    expect(moments.at(-1)).to.be.below(60_000);
    const middle = moments.filter((moment) => moment >= 15_000 && moment < 45_000).length;
    expect(middle / moments.length).to.be.within(0.7, 0.8);
  });
});

describe('the lost of a rehearsal', () => {
  const everybody = [entry({}), entry({}), entry({})];

  it('are none when everybody arrived, signed and is on the board', () => {
    const board = { present: 3, signed: 3 };
    expect(countLost({ entries: everybody, signs: true, board })).to.equal(0);
  });

  it('are those who failed, broke off, or never signed', () => {
    const board = { present: 3, signed: 3 };
    for (const changes of [{ failure: 'HTTP 500' }, { drops: 1 }, { receipt: null }]) {
      const entries = [...everybody.slice(1), entry(changes)];
      expect(countLost({ entries, signs: true, board })).to.equal(1);
    }
  });

  it('are those whom the board does not show, and all without a reading of it', () => {
    const board = { present: 3, signed: 1 };
    expect(countLost({ entries: everybody, signs: true, board })).to.equal(2);
    expect(countLost({ entries: everybody, signs: false, board })).to.equal(0);
    expect(countLost({ entries: everybody, signs: true, board: null })).to.equal(3);
  });

  it('are counted by their reason', () => {
    const entries = [entry({ failure: 'a' }), entry({ failure: 'b' }), entry({ failure: 'b' })];
    expect(failureCounts(entries)).to.deep.equal([
      ['b', 2],
      ['a', 1],
    ]);
  });
});

describe('the table', () => {
  it('prints every figure in its row', () => {
    const entries = [
      entry({ arrivalMs: 40.4 }),
      entry({ arrivalMs: null, receipt: null, signingMs: null }),
    ];
    const report = buildReport({ entries, signs: true, board: { present: 1, signed: 1 } });
    expect(formatTable(report).split('\n')).to.deep.equal([
      'officials        2',
      'arrived          1',
      'arrival p50  40 ms',
      'arrival p99  40 ms',
      'signed           1',
      'signing p50   5 ms',
      'signing p99   5 ms',
      'lost             1',
    ]);
  });
});
