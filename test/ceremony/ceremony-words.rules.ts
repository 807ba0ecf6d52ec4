// What screens say of the ceremony: its scene, its window at a moment, and its seal.
import { expect } from 'chai';
import {
  type CeremonyScene,
  sceneWords,
  sealWords,
  windowWords,
} from '../../server/protocol/ceremony-words.ts';
import { CEREMONY_STATES, type SessionStatus } from '../../server/protocol/session.ts';
import { initialStatus } from '../../server/sessions/index.ts';

const NOW = Date.parse('2020-10-07T03:50:28.000Z');
const iso = (ms: number) => new Date(NOW + ms).toISOString();
const status = (more: Partial<SessionStatus>): SessionStatus => ({
  id: 's',
  ...initialStatus(),
  ...more,
});
const say = (key: string, { time = '' }: Record<string, string | number> = {}) =>
  `${key} ${time}`.trim();
const wordsOf = (more: Partial<SessionStatus>) =>
  windowWords(status(more), { now: NOW, language: 'id', say });

describe('the ceremony in words', () => {
  it('has a scene for every state', () => {
    const scenes: Record<string, CeremonyScene> = {
      idle: 'waiting',
      reading: 'reading',
      signing: 'signing',
      closed: 'closed',
      late: 'signing',
      sealed: 'sealed',
    };
    for (const ceremony of CEREMONY_STATES) {
      expect(sceneWords(status({ ceremony }), 4).scene, ceremony).to.equal(scenes[ceremony]);
    }
    const keys = [0, 1, 4, 5].map(
      (clause) => sceneWords(status({ ceremony: 'reading', clause }), 4).key,
    );
    expect(keys).to.deep.equal(['opening', 'clause', 'clause', 'closing']);
    const paused = { ceremony: 'signing', signingPausedAt: iso(0) } as const;
    expect(sceneWords(status(paused), 4).key).to.equal('paused');
  });

  it('counts an open window down and names its end, or says who closes it', () => {
    expect(wordsOf({ ceremony: 'signing', signingEndsAt: iso(272_000) })).to.deep.equal({
      state: 'open',
      left: '04.32',
      words: 'window.open 10.55 WIB',
    });
    expect(wordsOf({ ceremony: 'signing' })).to.deep.equal({
      state: 'open',
      left: '',
      words: 'window.endless',
    });
  });

  it('stands still in a pause', () => {
    const paused = { signingEndsAt: iso(60_000), signingPausedAt: iso(-30_000) };
    expect(wordsOf({ ceremony: 'signing', ...paused })).to.deep.equal({
      state: 'paused',
      left: '01.30',
      words: 'window.paused',
    });
  });

  it('names the day of a late window that ends on another, and counts only its last hour', () => {
    expect(wordsOf({ ceremony: 'late', lateUntil: iso(2 * 3_600_000) })).to.deep.equal({
      state: 'late',
      left: '',
      words: 'window.late 12.50 WIB',
    });
    const tomorrow = wordsOf({ ceremony: 'late', lateUntil: iso(24 * 3_600_000) });
    expect(tomorrow?.words).to.equal('window.late 8 Oktober 2020, 10.50 WIB');
    expect(wordsOf({ ceremony: 'late', lateUntil: iso(61_000) })?.left).to.equal('01.01');
  });

  it('says nothing where no window runs', () => {
    for (const ceremony of ['idle', 'reading', 'closed', 'sealed'] as const) {
      expect(wordsOf({ ceremony, signingEndsAt: iso(1), lateUntil: iso(1) })).to.equal(undefined);
    }
  });

  it('writes the seal in groups that can be read out', () => {
    const sealed = {
      root: '0123456789abcdef'.repeat(4),
      size: 1_205,
      signatures: 1_204,
      at: '2020-10-07T04:02:45.000Z',
    };
    const words = sealWords({ sealed }, 'id');
    expect(words?.count).to.equal('1.204');
    expect(words?.moment).to.equal('7 Oktober 2020, 11.02.45 WIB');
    expect(words?.root).to.have.length(8);
    expect(words?.root.join('')).to.equal(sealed.root);
    expect(sealWords({ sealed: null }, 'id')).to.equal(undefined);
  });
});
