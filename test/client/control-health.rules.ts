// Health in the control room: which condition follows from the figures, and what it tells to do.
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { HEALTH_PARTS, type HealthFacts, healthOf, signOf } from '../../client/control/health.ts';
import type { ControlFigures } from '../../server/protocol/socket-events.ts';

const file = new URL('../../templates/catalogue/id/control-room.json', import.meta.url);
const { health: texts } = JSON.parse(readFileSync(file, 'utf8')).client;

const figures = (change: Partial<ControlFigures> = {}): ControlFigures => ({
  online: 0,
  waiting: 0,
  pendingSignatures: 0,
  streamReason: null,
  testPresenter: false,
  databaseMs: 3,
  boardLagMs: 200,
  now: '2020-10-07T02:00:00.000Z',
  itemMoments: [],
  events: [],
  // Of no account here.
  actions: {} as ControlFigures['actions'],
  ...change,
});
const facts = (
  change: Partial<ControlFigures> = {},
  stream: HealthFacts['status']['stream'] = 'on air',
): HealthFacts => ({ connected: true, status: { stream }, figures: figures(change) });
const sentence = (given: HealthFacts, part: (typeof HEALTH_PARTS)[number]): string => {
  const { area, state, figures: values } = healthOf(given)[part];
  return String(texts[area][state].advice).replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
};

describe('health in the control room', () => {
  it('is good where everything is', () => {
    expect(Object.values(healthOf(facts())).every(({ good }) => good)).to.equal(true);
  });

  it('checks off only what runs: a stream that is off or a test is something to know', () => {
    const sign = (stream: HealthFacts['status']['stream']) =>
      signOf(healthOf(facts({}, stream)).stream);
    expect((['on air', 'off', 'test', 'down', 'fallback'] as const).map(sign)).to.deep.equal([
      ...['cek', 'info', 'info', 'awas', 'awas'],
    ]);
    const ended = { ...facts({}, 'off'), status: { stream: 'off', session: 'ended' } as const };
    expect(healthOf(ended).stream).to.include({ state: 'over', good: true });
    expect(sentence(ended, 'stream')).to.include('Acara telah berakhir');
    expect(signOf(healthOf({ ...facts(), figures: undefined }).queue)).to.equal('info');
  });

  it('says of a slow database what it means and what to do', () => {
    expect(sentence(facts({ databaseMs: 420 }), 'database')).to.equal(
      'Basis data lambat (420 milidetik). Tidak perlu tindakan; tanda tangan tetap tersimpan.',
    );
  });

  const cases: [string, HealthFacts, (typeof HEALTH_PARTS)[number], string, boolean][] = [
    ['a database away', facts({ databaseMs: null }), 'database', 'down', false],
    ['a fast database', facts({ databaseMs: 250 }), 'database', 'ok', true],
    ['signatures on their way', facts({ pendingSignatures: 40 }), 'queue', 'busy', true],
    ['too many of them', facts({ pendingSignatures: 501, waiting: 5 }), 'queue', 'crowded', false],
    ['arrivals that wait', facts({ waiting: 900 }), 'queue', 'arrivals', true],
    ['a board behind', facts({ boardLagMs: 3_400 }), 'board', 'late', false],
    ['a board that follows nothing', facts({ boardLagMs: null }), 'board', 'down', false],
    ['a lost stream', facts({}, 'down'), 'stream', 'down', false],
    ['a test picture', facts({}, 'test'), 'stream', 'test', true],
  ];
  for (const [what, given, part, state, good] of cases) {
    it(`knows ${what}`, () => {
      expect(healthOf(given)[part]).to.include({ state, good });
      expect(sentence(given, part))
        .to.match(/\.$/)
        .and.not.match(/undefined/);
    });
  }

  it('claims nothing without a connection, and nothing before the first figures', () => {
    const lost = healthOf({ ...facts(), connected: false });
    const early = healthOf({ ...facts(), figures: undefined });
    for (const part of HEALTH_PARTS) {
      expect(lost[part]).to.include({ area: 'unknown', state: 'lost', good: false });
      expect(early[part]).to.include({ area: 'unknown', state: 'checking' });
    }
  });

  it('has a word, a figure and a sentence for every condition', () => {
    for (const area of [...HEALTH_PARTS, 'unknown']) {
      for (const [state, entry] of Object.entries(texts[area])) {
        if (state !== 'name')
          expect(entry, `${area}.${state}`).to.have.keys('word', 'detail', 'advice');
      }
    }
  });
});
