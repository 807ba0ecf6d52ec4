// The control room's words and searches, as pure rules.
import { expect } from 'chai';
import { NOTABLE_EVENTS } from '../../server/control/event-text.ts';
import { matchSeats } from '../../server/control/seat-presenter.ts';
import type { Seat } from '../../server/invitations/index.ts';
import { SESSION_ACTIONS, STREAM_STATES } from '../../server/protocol/session.ts';
import { STAGE_ACTS } from '../../server/protocol/stage.ts';
import { testCatalogue } from '../support/http.ts';

const seat = (title: string, place: string): Seat => ({
  _id: `${title}/${place}`,
  session: 's',
  region: null,
  group: null,
  office: title,
  title,
  place,
  required: true,
  issue: 1,
  ordinal: 0,
});

describe('texts of the control room', () => {
  const catalogue = testCatalogue();
  it('exist for every action: its button, and its line among the events', () => {
    for (const action of SESSION_ACTIONS) {
      expect(catalogue.has(`control-room.client.actions.${action}`), action).to.equal(true);
      expect(catalogue.text('id', `control-room.acted.${action}`)).to.include('{actor}');
    }
  });
  it('exist for every notable event and every state of the stream', () => {
    const several = ['session.acted', 'stream.changed', 'stage.acted'];
    for (const act of [...STAGE_ACTS, 'direct', 'release']) {
      expect(catalogue.text('id', `control-room.stageActed.${act}`), act).to.include('{actor}');
    }
    for (const event of NOTABLE_EVENTS) {
      if (several.includes(event)) continue;
      expect(catalogue.has(`control-room.events.${event.replace('.', '-')}`), event).to.equal(true);
    }
    for (const state of STREAM_STATES) {
      expect(catalogue.has(`control-room.stream.${state}`), state).to.equal(true);
      const key = state === 'on air' ? 'onAir' : state;
      const own = `control-room.client.health.stream.${key}`;
      for (const part of ['word', 'detail', 'advice']) {
        expect(catalogue.has(`${own}.${part}`), `${state} ${part}`).to.equal(true);
      }
    }
  });
});

describe('the search for seats', () => {
  const seats = [
    seat('Sekretaris Daerah', 'Kabupaten Kendal'),
    seat('Sekretaris Daerah', 'Kota Semarang'),
    seat('Kepala BKD/BKPSDM', 'Kabupaten Kendal'),
  ];
  const titles = (search: string) => matchSeats(seats, search).map(({ _id }) => _id);
  it('wants every word, in any order and spelling of case and signs', () => {
    expect(titles('kendal SEKRETARIS')).to.deep.equal(['Sekretaris Daerah/Kabupaten Kendal']);
    expect(titles('bkd bkpsdm')).to.deep.equal(['Kepala BKD/BKPSDM/Kabupaten Kendal']);
    expect(titles('Kéndal')).to.have.length(2);
  });
  it('finds nothing for an empty search or a word that is nowhere', () => {
    expect(titles('  ')).to.deep.equal([]);
    expect(titles('kendal makassar')).to.deep.equal([]);
  });
});
