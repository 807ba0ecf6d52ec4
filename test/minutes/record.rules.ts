// The ledger of a record: pieces and gaps in order, what they are called, and lengths in words.
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { loadCatalogue } from '../../server/http/catalogue.ts';
import { howText, lengthText, recordView, type Stay } from '../../server/minutes/record-view.ts';
import { sayIn } from '../../server/official/index.ts';

const dir = fileURLToPath(new URL('../../templates/catalogue', import.meta.url));
const say = sayIn(loadCatalogue(dir, { strict: true }), 'id');
/** 09.00 WIB. */
const NINE = Date.parse('2020-10-07T02:00:00Z');
const MINUTE = 60_000;
const at = (minutes: number) => NINE + minutes * MINUTE;
const piece = (from: number, until: number) => ({ start: at(from), end: at(until) });
const stay = (from: number, until: number, rest: Partial<Stay> = {}): Stay => ({
  ...piece(from, until),
  endedBy: 'left',
  kind: 'socket',
  device: 'phone',
  place: undefined,
  ...rest,
});

describe('lengths of time in words', () => {
  for (const [milliseconds, words] of [
    [-5, '0 detik'],
    [999, '0 detik'],
    [59_999, '59 detik'],
    [60_000, '1 menit'],
    [61_500, '1 menit 1 detik'],
    [90 * MINUTE, '90 menit'],
  ] as const) {
    it(`${milliseconds} ms is ${words}`, () => {
      expect(lengthText(milliseconds, say)).to.equal(words);
    });
  }
});

describe('the ledger of a record', () => {
  it('puts gaps between what was attended, in the order of time', () => {
    const record = { attended: [piece(0, 20), piece(24, 60)], gaps: [piece(20, 24)] };
    const { rows, gaps } = recordView(record, [stay(0, 20), stay(24, 60)], false, say);
    expect(rows.map(({ from, until, isGap }) => [from, until, isGap])).to.deep.equal([
      ['09.00.00', '09.20.00', false],
      ['09.20.00', '09.24.00', true],
      ['09.24.00', '10.00.00', false],
    ]);
    expect(rows.map(({ length }) => length)).to.deep.equal(['20 menit', '4 menit', '36 menit']);
    expect(gaps).to.equal('1 jeda, seluruhnya 4 menit.');
  });

  it('names each way of being connected once, and no other stretch’s', () => {
    const stays = [
      stay(0, 10),
      stay(5, 20),
      stay(8, 20, { kind: 'room', place: 'Aula Setda' }),
      stay(30, 40, { device: 'desktop' }),
    ];
    const record = { attended: [piece(0, 20), piece(30, 40)], gaps: [piece(20, 30)] };
    const { rows } = recordView(record, stays, false, say);
    expect(rows[0]?.where).to.deep.equal(['ponsel sendiri', 'layar ruang bersama, Aula Setda']);
    expect(rows[1]?.where).to.deep.equal([]);
    expect(rows[2]?.where).to.deep.equal(['komputer sendiri']);
  });

  it('goes on until now only while somebody is connected and the session runs', () => {
    const record = { attended: [piece(0, 10), piece(12, 20)], gaps: [piece(10, 12)] };
    const stays = [stay(0, 10), stay(12, 20, { endedBy: null })];
    const untils = (isRunning: boolean) =>
      recordView(record, stays, isRunning, say).rows.map(({ until }) => until);
    expect(untils(true)).to.deep.equal(['09.10.00', '09.12.00', 'sekarang']);
    expect(untils(false)).to.deep.equal(['09.10.00', '09.12.00', '09.20.00']);
  });

  it('tells no gap that may still be bridged, nor one of less than a second', () => {
    const just = { start: at(20), end: at(20) + 25_000 };
    const record = { attended: [piece(0, 20)], gaps: [just] };
    expect(recordView(record, [stay(0, 20)], true, say).gaps).to.equal('Tidak ada jeda.');
    expect(recordView(record, [stay(0, 20)], false, say).gaps).to.match(/^1 jeda/);
    const longer = { ...record, gaps: [{ start: at(20), end: at(20) + 80_000 }] };
    expect(recordView(longer, [stay(0, 20)], true, say).gaps).to.match(/^1 jeda/);
    const plain = [stay(0, 20, { kind: 'plain', endedBy: null })];
    expect(recordView(longer, plain, true, say).gaps).to.equal('Tidak ada jeda.');
    const late = { attended: [piece(1, 20)], gaps: [{ start: at(1) - 400, end: at(1) }] };
    expect(recordView(late, [stay(1, 20)], false, say).gaps).to.equal('Tidak ada jeda.');
  });

  it('says where it does not know the device, or the room’s place', () => {
    expect(howText({ kind: 'socket', device: 'unknown', place: undefined }, say)).to.equal(
      'perangkat sendiri',
    );
    expect(howText({ kind: 'room', device: 'unknown', place: undefined }, say)).to.equal(
      'layar ruang bersama',
    );
  });
});
