// Which seats stay, come and go when offices or regions change.
import { expect } from 'chai';
import { replanSeats } from '../../server/invitations/replan-seats.ts';

const planned = (id: string, region: string | null, office: string, ordinal: number) => ({
  ...{ _id: id, session: 's', region, group: null, office, title: office, place: region ?? '' },
  ...{ required: true, ordinal },
});

describe('seats planned anew', () => {
  it('keep their id and code where region and office stay', () => {
    const known = [planned('a', '33.24', 'sekda', 0), planned('b', '33.24', 'camat', 1)];
    const existing = known.map((seat) => ({ ...seat, issue: 3 }));
    const next = [planned('x', '33.24', 'sekda', 0), planned('y', '51.71', 'sekda', 1)];
    const changes = replanSeats(existing, next);
    expect(changes.add.map(({ _id }) => _id)).to.deep.equal(['y']);
    expect(changes.remove.map(({ _id }) => _id)).to.deep.equal(['b']);
    expect(changes.change).to.deep.equal([]);
  });

  it('take over title, order and whether they count', () => {
    const existing = [{ ...planned('a', null, 'satgas', 5), issue: 1 }];
    const next = [{ ...planned('x', null, 'satgas', 0), required: false, title: 'Anggota' }];
    expect(replanSeats(existing, next).change).to.deep.equal([{ ...next[0], _id: 'a' }]);
  });
});
