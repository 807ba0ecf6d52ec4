// Sessions side by side: what a region did, in which group it is, and that the counts are its rows'.
import { expect } from 'chai';
import { DEFAULT_REGION_RULES } from '../../server/campaigns/index.ts';
import {
  type ComparedFacts,
  compareSessions,
  countsOf,
} from '../../server/comparison/comparison-rules.ts';

const region = (code: string, provinceCode = '33') => ({
  ...{ code, name: `Daerah ${code}`, province: `Provinsi ${provinceCode}`, provinceCode },
});
const seat = (session: string, code: string, office: number) => ({
  ...{ _id: `${session}-${code}-${office}`, session, region: code, required: office < 2 },
});
const OPENED = Date.parse('2020-10-07T03:00:00Z');

/** Two sessions of four regions with three seats; the fourth is invited to the second one only. */
const facts = (own: Partial<ComparedFacts> = {}): ComparedFacts => ({
  sessions: [
    { id: 'a', signingOpenedAt: OPENED },
    { id: 'b', signingOpenedAt: undefined },
  ],
  regions: ['1', '2', '3', '4', '5'].map((code) => region(code, code === '3' ? '12' : '33')),
  rules: DEFAULT_REGION_RULES,
  seats: [
    ...['1', '2', '3'].flatMap((code) => [0, 1, 2].map((office) => seat('a', code, office))),
    ...['1', '2', '3', '4'].flatMap((code) => [0, 1, 2].map((office) => seat('b', code, office))),
  ],
  stays: [],
  checkedIn: new Map(),
  signed: new Set(),
  ...own,
});

describe('a campaign’s sessions side by side', () => {
  it('nobody came: absent where invited, uninvited elsewhere, in no group without a session', () => {
    const { regions, groups } = compareSessions(facts());
    expect(regions.map(({ standings }) => standings)).to.deep.equal([
      ['absent', 'absent'],
      ['absent', 'absent'],
      ['absent', 'absent'],
      ['uninvited', 'absent'],
      ['uninvited', 'uninvited'],
    ]);
    expect(groups).to.deep.equal({ all: 0, some: 0, none: 4 });
    expect(regions[4]?.group).to.equal(undefined);
  });

  it('came, complete and signed follow the board’s rules; a region that left has come', () => {
    const { regions, sessions } = compareSessions(
      facts({
        stays: [
          { seat: 'a-1-0', present: false },
          { seat: 'a-2-0', present: true },
          { seat: 'a-2-1', present: true },
          { seat: 'a-3-0', present: true },
          { seat: 'b-4-2', present: false },
        ],
        checkedIn: new Map([['a-3-0', new Date(OPENED - 1)]]),
        signed: new Set(['a-3-0']),
      }),
    );
    const of = (place: number) => regions.map(({ standings }) => standings[place]);
    expect(of(0)).to.deep.equal(['came', 'complete', 'signed', 'uninvited', 'uninvited']);
    expect(of(1)).to.deep.equal(['absent', 'absent', 'absent', 'came', 'uninvited']);
    expect(sessions).to.deep.equal([
      { id: 'a', invited: 3, came: 3, complete: 2, signed: 1 },
      { id: 'b', invited: 4, came: 1, complete: 0, signed: 0 },
    ]);
  });

  it('a region came to all of the sessions that invited it, to some, or to none', () => {
    const { regions, groups } = compareSessions(
      facts({
        stays: ['a-1-0', 'b-1-0', 'a-2-0', 'b-4-0'].map((one) => ({ seat: one, present: false })),
      }),
    );
    expect(regions.map(({ group }) => group)).to.deep.equal([
      'all',
      'some',
      'none',
      'all',
      undefined,
    ]);
    expect(groups).to.deep.equal({ all: 2, some: 1, none: 1 });
  });

  it('counts of a province are those of its rows alone', () => {
    const given = facts({ stays: [{ seat: 'a-3-0', present: false }] });
    const { regions } = compareSessions(given);
    const own = countsOf(
      regions.filter(({ provinceCode }) => provinceCode === '12'),
      given.sessions,
    );
    expect(own.groups).to.deep.equal({ all: 0, some: 1, none: 0 });
    expect(own.sessions[0]).to.include({ invited: 1, came: 1 });
  });

  it('a signature without a recorded stay counts as having come', () => {
    const { regions } = compareSessions(facts({ signed: new Set(['b-1-2']) }));
    expect(regions[0]?.standings[1]).to.equal('signed');
    expect(regions[0]?.group).to.equal('some');
  });
});
