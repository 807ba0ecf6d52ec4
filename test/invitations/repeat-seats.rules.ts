// More seats than the campaign has, for a rehearsal: enough, spread evenly, and in nobody's way.
import { expect } from 'chai';
import { planSeats, repeatSeats } from '../../server/invitations/index.ts';
import type { Region } from '../../server/regions/index.ts';

const regions = ['33.24', '33.25', '33.26'].map((code) => ({ code, name: `Daerah ${code}` }));
const campaign = {
  seats: {
    inRegions: [
      { code: 'sekda', title: 'Sekretaris Daerah', required: true },
      { code: 'bkd', title: 'Kepala BKD', required: true },
    ],
    outside: [{ group: 'satgas', code: 'kanreg', title: 'Kepala', office: 'Kanreg' }],
  },
};
let ids = 0;
const newId = () => {
  ids += 1;
  return `id-${ids}`;
};
// Only what the plan reads of a campaign and its regions.
const planned = planSeats('gladi', campaign as never, regions as Region[], newId);

describe('the repeated seats of a rehearsal', () => {
  it('are none when the campaign has enough', () => {
    expect(repeatSeats(planned, planned.length, newId)).to.deep.equal([]);
  });

  it('make up the number, and no two seats share region and office', () => {
    const all = [...planned, ...repeatSeats(planned, 100, newId)];
    expect(all).to.have.length(100);
    expect(new Set(all.map((seat) => seat._id)).size).to.equal(100);
    expect(new Set(all.map((seat) => seat.ordinal)).size).to.equal(100);
    expect(new Set(all.map((seat) => `${seat.region}/${seat.office}`)).size).to.equal(100);
  });

  it('spread over the regions, are named by their turn and required nowhere', () => {
    const more = repeatSeats(planned, planned.length + 9, newId);
    const perRegion = regions.map(({ code }) => more.filter((seat) => seat.region === code).length);
    expect(perRegion).to.deep.equal([3, 3, 3]);
    expect(more[0]).to.include({ title: 'Sekretaris Daerah 2', office: 'sekda-2' });
    expect(more.at(-1)).to.include({ title: 'Sekretaris Daerah 3', office: 'sekda-3' });
    expect(more.filter((seat) => seat.required)).to.deep.equal([]);
  });

  it('can not be made where there is no office to repeat', () => {
    expect(repeatSeats([], 10, newId)).to.deep.equal([]);
  });
});
