// The pure parts of reports: stays, arrivals in time, counts, the comparison, the chart.
import { expect } from 'chai';
import fc from 'fast-check';
import type { StoredInterval } from '../../server/attendance/index.ts';
import type { Interval } from '../../server/protocol/attendance.ts';
import { createArrivals } from '../../server/reports/arrivals.ts';
import { arrivalsChart, niceStep } from '../../server/reports/arrivals-chart.ts';
import { differenceOf, earlierSession } from '../../server/reports/difference.ts';
import { type Column, PERSON_COLUMNS } from '../../server/reports/report-columns.ts';
import { OUTSIDE, type SeatPlace } from '../../server/reports/report-shapes.ts';
import { tableView } from '../../server/reports/report-table.ts';
import { type Horizon, staysOf } from '../../server/reports/stays.ts';
import { median } from '../../server/reports/tally.ts';
import type { SessionDocument } from '../../server/sessions/index.ts';

const MINUTE = 60_000;
/** 09.00 WIB. */
const NINE = Date.parse('2020-10-07T02:00:00Z');
const at = (minutes: number): number => NINE + minutes * MINUTE;
const running = (minutes: number): Horizon => ({ at: at(minutes), hasEnded: false });
const ended = (minutes: number): Horizon => ({ at: at(minutes), hasEnded: true });

const interval = (from: number, until: number | null): StoredInterval => ({
  registration: 'r',
  kind: 'socket',
  device: 'phone',
  room: null,
  startedAt: new Date(at(from)),
  renewedAt: null,
  endedAt: until === null ? null : new Date(at(until)),
  endedBy: until === null ? null : 'left',
});
const stay = (from: number, until: number): Interval => ({
  start: at(from),
  end: until === Number.POSITIVE_INFINITY ? until : at(until),
});
const ALWAYS = Number.POSITIVE_INFINITY;

describe('stays', () => {
  it('are the union of intervals; an open one lasts while the session runs', () => {
    expect(
      staysOf([interval(0, 10), interval(5, 20), interval(30, 40)], running(60)),
    ).to.deep.equal([stay(0, 20), stay(30, 40)]);
    expect(staysOf([interval(0, 10), interval(5, null)], running(60))).to.deep.equal([
      stay(0, ALWAYS),
    ]);
  });

  it('are as of the end afterwards: who covers it was present, who came later never was', () => {
    expect(staysOf([interval(0, 60)], ended(60))).to.deep.equal([stay(0, ALWAYS)]);
    expect(staysOf([interval(0, 59)], ended(60))).to.deep.equal([stay(0, 59)]);
    expect(staysOf([interval(0, 90)], ended(60))).to.deep.equal([stay(0, ALWAYS)]);
    expect(staysOf([interval(61, null)], ended(60))).to.deep.equal([]);
  });

  it('begin no later than the report, though another clock is ahead', () => {
    expect(staysOf([interval(61, null)], running(60))).to.deep.equal([stay(60, ALWAYS)]);
  });
});

describe('arrivals', () => {
  const rowsOf = (people: Interval[][], horizon: Horizon) => {
    const arrivals = createArrivals(horizon);
    for (const stays of people) arrivals.add(stays);
    return arrivals.result();
  };

  it('count a person once when coming and once when gone for good', () => {
    const { hours } = rowsOf([[stay(5, 20), stay(70, ALWAYS)], [stay(65, 80)], []], running(90));
    expect(hours).to.deep.equal([
      { start: at(0), end: at(60), arrived: 1, present: 0, left: 0 },
      { start: at(60), end: at(90), arrived: 1, present: 1, left: 1 },
    ]);
  });

  it('are none before anybody came', () => {
    expect(rowsOf([[], []], running(10))).to.deep.equal({ steps: [], hours: [] });
  });

  it('tell what lies more than a day back in one first step', () => {
    const { steps } = rowsOf([[stay(-10_000, ALWAYS)], [stay(0, ALWAYS)]], running(5));
    expect(steps).to.have.length(145);
    expect(steps[0]).to.include({ arrived: 1, present: 1 });
    expect(steps.at(-1)).to.include({ arrived: 1, present: 2 });
  });

  it('agree with counting everybody at the end of every step, whatever the history', () => {
    const person = fc
      .uniqueArray(fc.integer({ min: 0, max: 300 }), { minLength: 0, maxLength: 8 })
      .map((moments) => {
        const sorted = moments.sort((a, b) => a - b);
        const stays: Interval[] = [];
        for (let place = 0; place < sorted.length; place += 2) {
          const until = sorted[place + 1];
          stays.push(stay(sorted[place] ?? 0, until === undefined ? ALWAYS : until));
        }
        return stays;
      });
    fc.assert(
      fc.property(fc.array(person, { maxLength: 20 }), (people) => {
        const { steps, hours } = rowsOf(people, running(305));
        for (const step of steps) {
          const there = people.filter((stays) =>
            stays.some(({ start, end }) => start < step.end && end >= step.end),
          );
          expect(step.present).to.equal(there.length);
        }
        const came = people.filter((stays) => stays.length > 0).length;
        for (const rows of [steps, hours]) {
          expect(rows.reduce((sum, { arrived }) => sum + arrived, 0)).to.equal(came);
          expect(rows.at(-1)?.present ?? 0).to.equal(
            people.filter((stays) => stays.at(-1)?.end === ALWAYS).length,
          );
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the chart', () => {
  it('stays inside its plot and marks the event’s own moments', () => {
    const arrivals = createArrivals(running(95));
    for (let person = 0; person < 40; person++) arrivals.add([stay(person, ALWAYS)]);
    const marks = [
      { key: 'live', at: at(60) },
      { key: 'doors', at: at(0) },
      { key: 'signing', at: at(61) },
      { key: 'ended', at: at(5_000) },
    ];
    const chart = arrivalsChart(arrivals.result(), marks);
    expect(chart?.bars).to.have.length(4);
    for (const { x, y, width, height } of chart?.bars ?? []) {
      expect(x).to.be.at.least(0);
      expect(x + width).to.be.at.most(100);
      expect(y + height).to.be.closeTo(100, 0.02);
    }
    expect(chart?.marks.map(({ key, number, isLow }) => [key, number, isLow])).to.deep.equal([
      ['doors', 1, false],
      ['live', 2, false],
      ['signing', 3, true],
    ]);
    expect(chart?.levels.at(-1)?.y).to.equal(0);
    expect(chart?.hours.map((hour) => hour.at)).to.deep.equal([at(0), at(60)]);
  });

  it('is none when nobody came', () => {
    expect(arrivalsChart({ steps: [], hours: [] }, [])).to.equal(undefined);
  });

  it('has round levels', () => {
    expect([0, 1, 3, 7, 12, 248, 2_600].map(niceStep)).to.deep.equal([1, 1, 5, 10, 20, 500, 5_000]);
  });
});

describe('the middle value', () => {
  it('is the lower of two, and none for none', () => {
    expect([median([]), median([7]), median([9, 1]), median([9, 1, 5])]).to.deep.equal([
      null,
      7,
      1,
      5,
    ]);
  });
});

describe('the comparison', () => {
  const session = (_id: string, date: string, more: Partial<SessionDocument> = {}) =>
    // Only what the comparison looks at.
    ({ _id, date, campaign: 'k', kind: 'official', ...more }) as SessionDocument;
  const first = session('a', '2020-08-26');
  const second = session('b', '2020-10-07');
  const other = session('c', '2020-09-01', { campaign: 'lain' });
  const rehearsal = session('d', '2020-10-07', { kind: 'rehearsal' });
  const all = [second, other, rehearsal, first];

  it('is with the last official session of the campaign before this one', () => {
    expect(earlierSession(second, all)?._id).to.equal('a');
    expect(earlierSession(first, all)).to.equal(undefined);
    expect(earlierSession(session('e', '2020-12-01'), all)?._id).to.equal('b');
  });

  it('is with the official session that a rehearsal was modelled on', () => {
    expect(earlierSession(rehearsal, all)?._id).to.equal('b');
    const alone = session('f', '2020-09-15', { kind: 'rehearsal' });
    expect(earlierSession(alone, [...all, alone])?._id).to.equal('a');
  });

  it('compares seats by region and office, and regions by any of their seats', () => {
    const place = (regionCode: string, office: string): SeatPlace => ({
      seat: `${regionCode}-${office}`,
      regionCode,
      region: regionCode,
      provinceCode: '33',
      province: 'Jawa Tengah',
      office,
      title: office,
      required: true,
    });
    const places = [
      place('33.24', 'sekda'),
      place('33.24', 'bkd'),
      place('33.25', 'sekda'),
      place('33.26', 'sekda'),
      place(OUTSIDE, 'kanreg'),
    ];
    const then = new Set(['33.24 sekda', '33.25 sekda', 'pusat kanreg']);
    const now = new Set(['33.24 bkd']);
    const difference = differenceOf(first, places, then, now);
    expect(difference.seats.map(({ change }) => change)).to.deep.equal([
      'gone',
      'new',
      'gone',
      'neither',
      'gone',
    ]);
    expect(difference.regions.map(({ code, change }) => [code, change])).to.deep.equal([
      ['33.24', 'both'],
      ['33.25', 'gone'],
      ['33.26', 'neither'],
    ]);
    expect(difference.seatCounts).to.deep.equal({ both: 0, new: 1, gone: 3, neither: 1 });
    expect(difference.regionCounts).to.deep.equal({ both: 1, new: 0, gone: 1, neither: 1 });
  });
});

describe('a table of the page', () => {
  const columns: Column<{ name: string; count: number | null }>[] = [
    { key: 'name', kind: 'text', width: 10, of: ({ name }) => name },
    { key: 'came', kind: 'number', width: 10, of: ({ count }) => count },
  ];
  const rows = [
    { name: 'Kabupaten Nias', count: 10 },
    { name: 'Kabupaten Karo', count: 9 },
    { name: 'Kota Batam', count: null },
  ];
  const shown = (by: string | undefined, direction: 'naik' | 'turun') =>
    tableView({
      caption: 'Uji',
      columns,
      rows,
      sorting: { by, direction },
      words: (key) => key,
      sortHref: (sorting) => `${sorting.by}-${sorting.direction}`,
    });

  it('sorts by a column, by number where it counts, and turns round', () => {
    const names = (by: string | undefined, direction: 'naik' | 'turun') =>
      shown(by, direction).rows.map(({ cells }) => cells[0]?.text.split(' ')[1]);
    expect(names(undefined, 'naik')).to.deep.equal(['Nias', 'Karo', 'Batam']);
    expect(names('tidak-ada', 'turun')).to.deep.equal(['Nias', 'Karo', 'Batam']);
    expect(names('came', 'turun')).to.deep.equal(['Nias', 'Karo', 'Batam']);
    expect(names('came', 'naik')).to.deep.equal(['Batam', 'Karo', 'Nias']);
    expect(names('name', 'naik')).to.deep.equal(['Karo', 'Nias', 'Batam']);
    expect(shown('came', 'turun').headers.map(({ href }) => href)).to.deep.equal([
      'name-naik',
      'came-naik',
    ]);
  });
});

describe('the columns by person', () => {
  it('name nothing that lets anybody in', () => {
    const keys = PERSON_COLUMNS.map(({ key }) => key);
    expect(new Set(keys).size).to.equal(keys.length);
    for (const secret of ['pin', 'pinHash', 'contact', 'code']) {
      expect(keys).not.to.include(secret);
    }
  });
});
