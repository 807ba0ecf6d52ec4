// A board that was read anew takes the old one's place: followers get one delta that fits.
import { expect } from 'chai';
import { createBoardProjection } from '../../server/board/board-projection.ts';

const regions = ['11', '12'];
const seats = ['a', 'b', 'c'].map((id) => ({
  _id: id,
  region: id === 'c' ? '12' : '11',
  title: 'Sekretaris Daerah',
  required: true,
}));
const make = (firstVersion: number) => createBoardProjection({ regions, seats, firstVersion });

describe('A board that is read anew', () => {
  it('continues the versions and sends only what differs', () => {
    const live = make(7);
    live.opened('i1', 'a', 0);
    live.opened('i2', 'c', 0);
    live.flush();
    const frozen = make(900);
    frozen.opened('i1', 'a', 0);
    frozen.setPhase('frozen', undefined);
    frozen.continueFrom(live);
    expect(frozen.snapshot()).to.equal(live.snapshot());
    const delta = frozen.flush();
    expect(delta).to.include({ from: live.snapshot().v, v: live.snapshot().v + 1 });
    expect(delta?.phase).to.equal('frozen');
    expect(delta?.rows).to.deep.equal([['12', 0, 1, 0, 0]]);
    expect(delta?.counters.officialsPresent).to.equal(1);
    expect(frozen.flush()).to.equal(undefined);
  });

  it('sends nothing when nothing differs', () => {
    const live = make(7);
    live.opened('i1', 'a', 0);
    live.flush();
    const again = make(900);
    again.opened('i1', 'a', 0);
    again.continueFrom(live);
    expect(again.flush()).to.equal(undefined);
    again.closed('i1', { end: 1, endedBy: 'left' });
    expect(again.flush()?.from).to.equal(live.snapshot().v);
  });
});
