// The search and the filters of the matrix: what they find, and what they leave out.
import { expect } from 'chai';
import { CELL } from '../../server/protocol/matrix.ts';
import {
  cellMark,
  countCells,
  isFiltering,
  type MatrixFilter,
  type MatrixSeat,
  matcherOf,
  picksSeats,
} from '../../server/protocol/matrix-filter.ts';
import { fold } from '../../server/protocol/search.ts';

const { present, wasPresent, signed, late, held } = CELL;
const NAMES = ['Kabupaten Ogan Komering Ulu', 'Kabupaten Ogan Komering Ulu Selatan'];
const NOTHING: MatrixFilter = { search: '', province: '', office: '', state: '' };
const SEAT: MatrixSeat = {
  region: 'Kabupaten Ogan Komering Ulu Selatan',
  province: 'Sumatera Selatan',
  provinceCode: '16',
  office: 'Sekretaris Daerah',
  officeCode: 'sekretaris-daerah',
  cell: held | present | wasPresent,
};
const finds = (filter: Partial<MatrixFilter>, seat: Partial<MatrixSeat> = {}) =>
  matcherOf({ ...NOTHING, ...filter }, NAMES)({ ...SEAT, ...seat });

describe('the search of the matrix', () => {
  it('finds each word anywhere in region, province and office, in any order', () => {
    for (const search of [
      'ogan ulu',
      'SELATAN komering',
      'sekretaris ogan',
      '  sumatera   ogan ',
    ]) {
      expect(finds({ search }), search).to.equal(true);
    }
    for (const search of ['ogan timur', 'inspektorat', 'ogan ulu utara']) {
      expect(finds({ search }), search).to.equal(false);
    }
  });
  it('knows neither accents nor capitals nor signs', () => {
    expect(fold(' Éléphant, BKD/BKPSDM  (Kab.) ')).to.equal('elephant bkd bkpsdm kab');
    expect(finds({ search: 'ógan-kómering' })).to.equal(true);
    expect(finds({ search: '%$(.*' })).to.equal(true);
  });
  it('means one region by its whole name, though its words stand elsewhere too', () => {
    const region = 'Kabupaten Ogan Komering Ulu';
    expect(finds({ search: 'ogan komering ulu selatan' })).to.equal(true);
    expect(finds({ search: 'ogan komering ulu selatan' }, { region })).to.equal(false);
    expect(finds({ search: 'ogan komering ulu' }, { region })).to.equal(true);
    expect(finds({ search: 'ulu selatan ogan' }, { region })).to.equal(true);
  });
  it('combines with province, office and state', () => {
    const all = {
      search: 'ogan',
      province: '16',
      office: 'sekretaris-daerah',
      state: 'hadir',
    } as const;
    expect(finds(all)).to.equal(true);
    expect(finds({ ...all, province: '33' })).to.equal(false);
    expect(finds({ ...all, office: 'inspektorat' })).to.equal(false);
    expect(finds({ ...all, state: 'belum-hadir' })).to.equal(false);
    expect(finds({ ...all, search: 'kendal' })).to.equal(false);
  });
});

describe('the states of the matrix', () => {
  it('are one for each cell, and late beside any of them', () => {
    const cells = [held | signed | present, held | present, held | wasPresent, held, 0, wasPresent];
    expect(cells.map(cellMark)).to.deep.equal([
      'signed',
      'present',
      'was-present',
      'absent',
      'free',
      'free',
    ]);
    expect(cellMark(signed)).to.equal('signed');
    expect(finds({ state: 'terlambat' })).to.equal(false);
    for (const cell of [held | present | late, held | signed | late, held | wasPresent | late]) {
      expect(finds({ state: 'terlambat' }, { cell })).to.equal(true);
    }
    expect(finds({ state: 'belum-ada-pendaftar' }, { cell: 0 })).to.equal(true);
    expect(finds({ state: 'belum-hadir' }, { cell: 0 })).to.equal(false);
  });
  it('tell whether a filter leaves out anything, and whether it picks seats', () => {
    expect(isFiltering(NOTHING)).to.equal(false);
    expect(isFiltering({ ...NOTHING, search: ' .. ' })).to.equal(false);
    expect(isFiltering({ ...NOTHING, province: 'pusat' })).to.equal(true);
    expect(picksSeats({ ...NOTHING, province: '16', search: 'x' })).to.equal(false);
    expect(picksSeats({ ...NOTHING, state: 'hadir' })).to.equal(true);
  });
  it('count the seats that are present or signed', () => {
    const cells = [held | present, held | signed, 0, held | present | signed];
    expect(countCells(cells, 'present')).to.equal(2);
    expect(countCells(cells, 'signed')).to.equal(2);
  });
});
