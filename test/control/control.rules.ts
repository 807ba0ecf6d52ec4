// The control room's words and searches, as pure rules.
import { expect } from 'chai';
import { createEventText, NOTABLE_EVENTS } from '../../server/control/event-text.ts';
import { ruleView } from '../../server/control/room-presenter.ts';
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
  it('name the clause that a step showed', async () => {
    const textOf = createEventText({
      catalogue,
      findSeat: async () => undefined,
      clausesOf: async () => 4,
    });
    const say = (action: 'next-clause' | 'previous-clause', clause: number) =>
      textOf({
        ...{ _id: 'e', at: new Date(0), address: '', session: 's' },
        actor: { kind: 'staff', id: 'a', label: 'Petugas Uji' },
        event: 'session.acted',
        data: { action, from: '', to: `live/reading/${clause}/ikrar` },
      });
    expect(await say('next-clause', 2)).to.equal('Butir 2 ditampilkan oleh Petugas Uji');
    expect(await say('next-clause', 5)).to.equal('Penutup ditampilkan oleh Petugas Uji');
    expect(await say('previous-clause', 0)).to.equal('Kembali ke Pembukaan, oleh Petugas Uji');
  });
  it('say a session’s signing rule in whole days, hours or minutes', () => {
    const rule = (minutes: number | null, lateMinutes: number) => {
      const { window, late } = ruleView({ minutes, lateMinutes });
      return [window.kind, window.count, window.unit, late.kind, late.count, late.unit].join(' ');
    };
    expect(rule(15, 0)).to.equal('timed 15 minutes none 0 minutes');
    expect(rule(60, 2880)).to.equal('timed 1 hours until 2 days');
    expect(rule(null, 90)).to.equal('endless 0 minutes until 90 minutes');
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
