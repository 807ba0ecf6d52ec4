// How an official stands to the floor, from what their page was told.
import { expect } from 'chai';
import { type FloorFacts, floorStanding } from '../../client/stage/floor-standing.ts';

const VIEW = { version: 1, onStage: [], shown: null, floor: null, queue: [4, 7], hands: 2 };
const OWN = { who: 'p-a', hand: null, blocked: false, room: null };
const GIVEN = { who: 'p-a', title: 'Sekretaris Daerah', place: 'Kota Uji', muted: false };

/** Live, heard here, and nothing raised. */
const facts = (change: Partial<FloorFacts> = {}): FloorFacts => ({
  ...{ view: VIEW, own: OWN, session: 'live', speaksHere: true },
  ...change,
});

describe('how one stands to the floor', () => {
  it('is down before a hand is raised, and raised while it waits', () => {
    expect(floorStanding(facts())).to.equal('down');
    expect(floorStanding(facts({ own: { ...OWN, hand: 7 } }))).to.equal('raised');
    expect(floorStanding(facts({ own: { ...OWN, hand: 5 } }))).to.equal('down');
  });

  it('is the turn of who was given it, or of their room', () => {
    const view = { ...VIEW, floor: GIVEN };
    expect(floorStanding(facts({ view }))).to.equal('has');
    expect(floorStanding(facts({ view, speaksHere: false }))).to.equal('roomHas');
    expect(floorStanding(facts({ own: { ...OWN, blocked: true } }))).to.equal('blocked');
  });

  it('is over with the event, also for whoever has the floor in that moment', () => {
    const view = { ...VIEW, floor: GIVEN };
    for (const session of ['ended', 'archived'] as const) {
      expect(floorStanding(facts({ view, session }))).to.equal('closed');
      expect(floorStanding(facts({ own: { ...OWN, hand: 4 }, session }))).to.equal('closed');
    }
    expect(floorStanding(facts({ session: 'doors' }))).to.equal('closed');
  });
});
