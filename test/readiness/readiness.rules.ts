// The list "Siap?": each circumstance has its state, its sentence, and a way to mend it.
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { COMPUTED_ITEMS, HAND_ITEMS } from '../../server/protocol/readiness.ts';
import { type ReadinessFacts, readyFacts } from '../../server/readiness/readiness-rules.ts';

const GB = 1024 ** 3;
const fine: ReadinessFacts = {
  keys: [{ state: 'ok', role: 'seal', until: new Date('2027-01-01T00:00:00Z') }],
  sealHolds: true,
  engine: { isReady: true, reason: undefined },
  pictureSeenAt: new Date('2020-10-07T01:12:00Z'),
  database: { replicaSet: 'ikrar', members: 3 },
  clock: { isTrusted: true, offsetMs: 12 },
  freeBytes: 40 * GB,
  speakers: [{ title: 'Jabatan Uji 1', isHere: true }],
  recording: { isConfigured: true },
  seats: { all: 1368, withCode: 1368 },
  declaration: 'frozen',
  issuer: { name: 'Instansi Uji', isSample: false },
  timesArePlaceholders: false,
  ticks: HAND_ITEMS.map((item) => ({
    item,
    by: 'Petugas uji',
    at: new Date('2020-10-06T09:00:00Z'),
  })),
  slug: 'acara-uji',
};
const waiting = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    title: `Jabatan Uji ${index}`,
    isHere: index < 2,
  }));
const itemOf = (id: string, change: Partial<ReadinessFacts> = {}) => {
  const item = readyFacts({ ...fine, ...change }).find((one) => one.id === id);
  return item && [item.state, item.said];
};

describe('the list before the doors open', () => {
  it('is all in order where everything is', () => {
    const items = readyFacts(fine);
    expect(items.map(({ id }) => id)).to.deep.equal([...COMPUTED_ITEMS, ...HAND_ITEMS]);
    expect(new Set(items.map(({ state }) => state))).to.deep.equal(new Set(['ok']));
  });

  const until = new Date('2020-12-01T00:00:00Z');
  const cases: [string, Partial<ReadinessFacts>, string, string][] = [
    ['keys', { keys: [{ state: 'soon', role: 'seal', until }] }, 'look', 'soon'],
    ['keys', { keys: [{ state: 'expired', role: 'seal', until }] }, 'bad', 'expired'],
    ['keys', { keys: [{ state: 'former', role: 'seal', until }] }, 'bad', 'none'],
    ['seal', { sealHolds: false }, 'bad', 'fails'],
    ['seal', { sealHolds: undefined }, 'bad', 'fails'],
    ['database', { database: undefined }, 'bad', 'away'],
    ['database', { database: { replicaSet: undefined, members: 1 } }, 'bad', 'single'],
    ['database', { database: { replicaSet: 'ikrar', members: 1 } }, 'ok', 'alone'],
    ['clock', { clock: { isTrusted: false, offsetMs: -900 } }, 'bad', 'wrong'],
    ['disk', { freeBytes: 0.5 * GB }, 'bad', 'full'],
    ['disk', { freeBytes: 3 * GB }, 'look', 'little'],
    ['disk', { freeBytes: undefined }, 'look', 'unknown'],
    ['stream', { engine: { isReady: false, reason: 'tidak ada' } }, 'bad', 'away'],
    ['picture', { pictureSeenAt: undefined }, 'todo', 'never'],
    ['speakers', { speakers: waiting(2) }, 'ok', 'ok'],
    ['speakers', { speakers: waiting(5) }, 'todo', 'some'],
    ['speakers', { speakers: waiting(6) }, 'todo', 'more'],
    ['speakers', { speakers: [] }, 'look', 'none'],
    ['recording', { recording: { isConfigured: false } }, 'look', 'off'],
    ['invitations', { seats: { all: 10, withCode: 0 } }, 'bad', 'none'],
    ['invitations', { seats: { all: 10, withCode: 9 } }, 'ok', 'some'],
    ['declaration', { declaration: 'changed' }, 'bad', 'changed'],
    ['declaration', { declaration: 'none' }, 'ok', 'none'],
    ['issuer', { issuer: { name: null, isSample: false } }, 'bad', 'none'],
    ['issuer', { issuer: { name: null, isSample: true } }, 'look', 'sample'],
    ['times', { timesArePlaceholders: true }, 'look', 'placeholders'],
    ['sound', { ticks: [] }, 'todo', 'todo'],
  ];
  for (const [id, change, state, said] of cases) {
    it(`says of ${id}: ${said}`, () => expect(itemOf(id, change)).to.deep.equal([state, said]));
  }

  it('has a sentence for each, with what it names filled in', () => {
    const file = new URL('../../templates/catalogue/id/readiness.json', import.meta.url);
    const { items: ready } = JSON.parse(readFileSync(file, 'utf8'));
    for (const [id, change] of [...cases, ...COMPUTED_ITEMS.map((one) => [one, {}] as const)]) {
      const item = readyFacts({ ...fine, ...change }).find((one) => one.id === id);
      const sentence: string = ready[id]?.[item?.said ?? ''];
      expect(sentence, `${id}.${item?.said}`).to.be.a('string');
      const named = [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(item?.values ?? {}), id).to.include.members(named);
    }
  });

  it('names whom the stage still waits for, the first three of them', () => {
    const item = readyFacts({ ...fine, speakers: waiting(7) }).find(({ id }) => id === 'speakers');
    const names = 'Jabatan Uji 2; Jabatan Uji 3; Jabatan Uji 4';
    expect(item?.values).to.deep.equal({ all: 7, here: 2, names, more: 2 });
    expect(item?.path).to.equal('/kendali/panggung?sesi=acara-uji');
  });

  it('names who ticked, and on which day', () => {
    const item = readyFacts(fine).find(({ id }) => id === 'approved');
    expect(item?.values).to.deep.equal({ by: 'Petugas uji', at: '6 Okt, 16.00 WIB' });
  });
});
