// An agenda from typed rows: what it must hold, its ids and speakers, its times, and the merge of two.
import { expect } from 'chai';
import { agendaTimes, endsSameDay, inZones } from '../../server/protocol/agenda-times.ts';
import { afterPress, readAgendaForm } from '../../server/session-office/agenda-form.ts';
import { differences, merge, undecided } from '../../server/session-office/agenda-merge.ts';
import {
  type AgendaRow,
  itemsOf,
  problemsOf,
  rowOf,
  speakersOf,
} from '../../server/session-office/agenda-rules.ts';

const row = (id: string, kind = 'speech', rest: Partial<AgendaRow> = {}): AgendaRow => ({
  ...{ id, title: `Butir ${id}`, minutes: '10', office: '', kind },
  ...rest,
});
const CEREMONY = [row('ikrar', 'declaration'), row('tanda', 'signing')];
const facts = { startsAt: '09:00', signs: true, fixed: [] };
const whole = (rows: AgendaRow[], rest = {}) => problemsOf(rows, { ...facts, ...rest }).whole;

describe('agenda times', () => {
  it('follow from the start and the lengths, in three zones', () => {
    expect(agendaTimes('09:00', [15, 50])).to.deep.equal(['09:00', '09:15', '10:05']);
    expect(inZones('23:10')).to.deep.equal({ wib: '23.10', wita: '00.10', wit: '01.10' });
    expect(endsSameDay('23:00', [59])).to.equal(true);
    expect(endsSameDay('23:00', [60])).to.equal(false);
  });
});

describe('agenda rows', () => {
  it('of a session that signs hold the reading, then the signing, each once', () => {
    expect(whole(CEREMONY)).to.deep.equal([]);
    expect(whole([row('a')])).to.deep.equal(['ceremonyMissing']);
    expect(whole([...CEREMONY].reverse())).to.deep.equal(['signingFirst']);
    expect(whole([...CEREMONY, row('lagi', 'signing')])).to.deep.equal(['ceremonyTwice']);
    expect(whole([row('a')], { signs: false })).to.deep.equal([]);
    expect(whole([row('ikrar', 'declaration')], { signs: false })).to.deep.equal([
      'ceremonyMissing',
    ]);
  });
  it('end on the day they begin, and are between one and forty', () => {
    expect(
      whole([...CEREMONY, row('a', 'speech', { minutes: '600' })], { startsAt: '15:00' }),
    ).to.include('pastMidnight');
    expect(whole([], { signs: false })).to.deep.equal(['empty']);
    expect(
      whole(
        Array.from({ length: 41 }, (_, n) => row(`b${n}`)),
        { signs: false },
      ),
    ).to.include('tooMany');
  });
  it('name what is wrong, row by row', () => {
    const bad = row('x', 'pidato', { title: ' ', minutes: '1.5', office: 'j'.repeat(161) });
    const { rows } = problemsOf([...CEREMONY, bad], facts);
    expect([...rows]).to.deep.equal([
      [2, ['titleEmpty', 'minutesWrong', 'officeLong', 'kindUnknown']],
    ]);
  });
  it('have titles that the minutes can print', () => {
    const canPrint = (text: string) => !text.includes('\u{1F600}');
    const row2 = row('x', 'speech', { title: 'Sambutan \u{1F600}' });
    const { rows } = problemsOf([...CEREMONY, row2], { ...facts, canPrint });
    expect([...rows]).to.deep.equal([[2, ['characters']]]);
  });
  it('leave what has begun as it is', () => {
    const fixed = itemsOf([row('buka')], new Set(['buka']));
    expect(whole([row('buka'), ...CEREMONY], { fixed })).to.deep.equal([]);
    expect(whole([row('buka', 'speech', { minutes: '11' }), ...CEREMONY], { fixed })).to.deep.equal(
      ['begun'],
    );
    expect(whole([...CEREMONY, row('buka')], { fixed })).to.deep.equal(['begun']);
  });
  it('keep their ids; new ones get one that the session never had', () => {
    const rows = [
      row('ikrar', 'declaration'),
      row('', 'speech', { title: 'Sambutan Baru' }),
      row('asing'),
      row('ikrar'),
    ];
    const ids = itemsOf(rows, new Set(['ikrar', 'sambutan-baru'])).map(({ id }) => id);
    expect(ids).to.deep.equal(['ikrar', 'sambutan-baru-2', 'butir-asing', 'butir-ikrar']);
  });
  it('give each office a code that it keeps, and make who speaks for the declaration its reader', () => {
    const items = itemsOf(
      [
        row('ikrar', 'declaration', { office: 'Ketua' }),
        row('a', 'speech', { office: 'Menteri' }),
        row('b', 'speech', { office: 'Gubernur' }),
      ],
      new Set(['ikrar', 'a', 'b']),
    );
    const before = [
      { code: 'menteri-satu', office: 'Menteri', role: 'speaker' as const },
      { code: 'ketua', office: 'Ketua', role: 'speaker' as const },
    ];
    expect(speakersOf(items, before)).to.deep.equal([
      // Another role is another link: the old one keeps what it was given for.
      { code: 'ketua-2', office: 'Ketua', role: 'reader' },
      before[0],
      { code: 'gubernur', office: 'Gubernur', role: 'speaker' },
    ]);
  });
});

describe('the agenda form', () => {
  it('comes back as it was typed, in the order of its numbers', () => {
    const form = readAgendaForm({
      versi: '3',
      'baris-10-id': 'b',
      'baris-10-judul': ' Kedua ',
      'baris-2-judul': 'Pertama',
      'baris-2-menit': 'x',
      'pilih-a': 'mine',
      'pilih-b': 'apa saja',
      lakukan: 'naik-1',
    });
    expect(form.rows.map(({ title }) => title)).to.deep.equal(['Pertama', ' Kedua ']);
    expect(form).to.include({ base: 3, timesArePlaceholders: false });
    expect([...form.choices]).to.deep.equal([['a', 'mine']]);
    expect(form.pressed).to.deep.equal({ act: 'up', row: 1 });
    expect(readAgendaForm({ lakukan: '__proto__-1' }).pressed).to.deep.equal({ act: 'save' });
  });
  it('moves, adds and removes rows, and never above what has begun', () => {
    const rows = ['a', 'b', 'c'].map((id) => row(id));
    const ids = (...press: Parameters<typeof afterPress>) =>
      afterPress(...press).map(({ id }) => id);
    expect(ids(rows, { act: 'up', row: 2 })).to.deep.equal(['a', 'c', 'b']);
    expect(ids(rows, { act: 'down', row: 0 })).to.deep.equal(['b', 'a', 'c']);
    expect(ids(rows, { act: 'remove', row: 1 })).to.deep.equal(['a', 'c']);
    expect(ids(rows, { act: 'add' })).to.deep.equal(['a', 'b', 'c', '']);
    expect(ids(rows, { act: 'up', row: 1 }, 1)).to.deep.equal(['a', 'b', 'c']);
    expect(ids(rows, { act: 'remove', row: 0 }, 1)).to.deep.equal(['a', 'b', 'c']);
  });
});

describe('two editors of an agenda', () => {
  const base = ['a', 'b', 'c', 'd'].map((id) => row(id));
  const at = (rows: AgendaRow[], id: string) => rows.find((one) => one.id === id) ?? row(id);
  const changed = (id: string, title: string) => ({ ...at(base, id), title });
  // The first one changed a and b, removed c and added x after a.
  const stored = [changed('a', 'A satu'), row('x'), changed('b', 'B satu'), at(base, 'd')];
  // The second one changed b and d, kept a and c, and added a row of their own.
  const mine = [
    at(base, 'a'),
    changed('b', 'B dua'),
    at(base, 'c'),
    changed('d', 'D dua'),
    row('', 'speech', { title: 'Milik saya' }),
  ];
  const all = differences(base, stored, mine);

  it('see each row that differs, who did what, and what needs a choice', () => {
    expect(
      all.map(({ id, storedAct, mineAct, usual }) => [id, storedAct, mineAct, usual]),
    ).to.deep.equal([
      ['a', 'changed', 'same', 'stored'],
      ['x', 'added', 'same', 'stored'],
      ['b', 'changed', 'changed', undefined],
      ['d', 'same', 'changed', 'mine'],
      ['c', 'removed', 'same', 'stored'],
    ]);
    expect(undecided(all, new Map())).to.deep.equal(['b']);
  });
  it('lose nothing when the choices are merged', () => {
    const titles = (choice: 'mine' | 'stored') =>
      merge(stored, mine, all, new Map([['b', choice]])).map(({ title }) => title);
    expect(titles('mine')).to.deep.equal(['A satu', 'Butir x', 'B dua', 'D dua', 'Milik saya']);
    expect(titles('stored')).to.deep.equal(['A satu', 'Butir x', 'B satu', 'D dua', 'Milik saya']);
  });
  it('may keep a row that the other one removed', () => {
    const choices = new Map([
      ['b', 'mine'],
      ['c', 'mine'],
      ['x', 'mine'],
    ] as const);
    expect(merge(stored, mine, all, choices).map(({ id }) => id)).to.deep.equal([
      'a',
      'b',
      'c',
      'd',
      '',
    ]);
  });
  it('rows of stored items read the same', () => {
    expect(
      rowOf({ id: 'a', title: 'T', minutes: 5, speakerOffice: null, kind: 'speech' }),
    ).to.deep.equal({ id: 'a', title: 'T', minutes: '5', office: '', kind: 'speech' });
  });
});
