// A region file judged row by row, as it comes from a spreadsheet.
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readRegionFile } from '../../server/campaign-office/region-file.ts';
import { loadCatalogue } from '../../server/http/catalogue.ts';
import { REGION_PROBLEMS } from '../../server/regions/index.ts';

const HEAD = 'kode;tingkat;nama;provinsi;zona waktu';
const read = (lines: string[], head = HEAD, mark = '') =>
  readRegionFile(Buffer.from(`${mark}${[head, ...lines].join('\r\n')}`));
const GOOD = [
  '33.24;Kabupaten;Kabupaten Kendal;Jawa Tengah;WIB',
  '33;provinsi;Provinsi Jawa Tengah;Jawa Tengah;Asia/Jakarta',
  '51.71;kota;Kota Denpasar;Bali;wita',
];
const refused = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'taken';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a region file', () => {
  it('has a sentence for every reason', () => {
    const folder = fileURLToPath(new URL('../../templates/catalogue', import.meta.url));
    const catalogue = loadCatalogue(folder);
    for (const problem of REGION_PROBLEMS) {
      expect(catalogue.has(`campaigns.regions.problems.${problem}`), problem).to.equal(true);
    }
  });

  it('gives regions in the order of the board, zones by their usual names', async () => {
    const { regions, bad } = await read(GOOD);
    expect(bad).to.deep.equal([]);
    expect(regions.map(({ code, ordinal }) => [code, ordinal])).to.deep.equal([
      ['33', 0],
      ['33.24', 1],
      ['51.71', 2],
    ]);
    expect(regions[1]).to.deep.equal({
      ...{ code: '33.24', level: 'kabupaten', name: 'Kabupaten Kendal' },
      ...{ province: 'Jawa Tengah', provinceCode: '33', timezone: 'Asia/Jakarta', ordinal: 1 },
    });
    expect(regions[2]?.timezone).to.equal('Asia/Makassar');
  });

  it('may have a mark, commas, quotes and other columns in another order', async () => {
    const lines = ['"Jawa Tengah",x,33.24,"Kabupaten Kendal, Utara",kabupaten,Asia/Jakarta'];
    const { regions, bad } = await read(lines, 'province,y,code,name,level,timezone', '\uFEFF');
    expect(bad).to.deep.equal([]);
    expect(regions[0]?.name).to.equal('Kabupaten Kendal, Utara');
  });

  it('may be in Latin-1', async () => {
    const text = `${HEAD}\n33.24;kabupaten;Kabupaten Kend\u00e9l;Jawa Tengah;WIB`;
    const { regions } = await readRegionFile(Buffer.from(text, 'latin1'));
    expect(regions[0]?.name).to.equal('Kabupaten Kend\u00e9l');
  });

  it('names a code that stands twice with both lines', async () => {
    const { bad, regions } = await read([
      ...GOOD,
      '33.24;kabupaten;Kabupaten Lain;Jawa Tengah;WIB',
    ]);
    expect(bad).to.deep.equal([{ line: 5, problem: 'CODE_TWICE', value: '33.24', hint: '2' }]);
    expect(regions).to.have.length(3);
  });

  it('names each other row that can’t be taken, with its line', async () => {
    const lines = [
      '33.2;kabupaten;Kabupaten A;Jawa Tengah;WIB',
      '33.01;kecamatan;Kecamatan B;Jawa Tengah;WIB',
      '33.02;provinsi;Provinsi C;Jawa Tengah;WIB',
      '33.03;kabupaten;;Jawa Tengah;WIB',
      '33.04;kabupaten;Kabupaten D;;WIB',
      '33.05;kabupaten;Kabupaten E;Jawa Tengah;',
      '33.06;kabupaten;Kabupaten F;Jawa Tengah;Asia/Singapore',
      '33.07;kabupaten;Kabupaten G;Jawa Tengah;WIB',
      '33.08;kabupaten;Kabupaten H;Jateng;WIB',
      '33.09;kabupaten;KABUPATEN G;Jawa Tengah;WIB',
      `33.10;kabupaten;${'x'.repeat(81)};Jawa Tengah;WIB`,
    ];
    const { bad, regions } = await read(lines);
    expect(bad.map(({ line, problem }) => [line, problem])).to.deep.equal([
      [2, 'CODE_MALFORMED'],
      [3, 'LEVEL_UNKNOWN'],
      [4, 'LEVEL_CODE'],
      [5, 'NAME_MISSING'],
      [6, 'PROVINCE_MISSING'],
      [7, 'TIMEZONE_MISSING'],
      [8, 'TIMEZONE_UNKNOWN'],
      [10, 'PROVINCE_OTHER'],
      [11, 'NAME_TWICE'],
      [12, 'NAME_LONG'],
    ]);
    expect(regions.map(({ code }) => code)).to.deep.equal(['33.07']);
  });

  it('names what certificates can’t write', async () => {
    const text = `${HEAD}\n33.24;kabupaten;Kabupaten Kendal;Jawa Tengah;WIB`;
    const { bad } = await readRegionFile(Buffer.from(text), (one) => !one.includes('Kendal'));
    expect(bad.map(({ line, problem }) => [line, problem])).to.deep.equal([[2, 'NAME_LONG']]);
  });

  it('is refused whole when it is empty, too long, no sheet or lacks a column', async () => {
    const many = Array.from({ length: 1_001 }, (_, index) => `x${index};x;x;x;x`);
    expect(await refused(readRegionFile(Buffer.alloc(0)))).to.equal('SHEET_EMPTY');
    expect(await refused(read([]))).to.equal('SHEET_EMPTY');
    expect(await refused(read(GOOD, 'kode;nama;provinsi'))).to.equal('SHEET_COLUMN_MISSING');
    expect(await refused(read(many))).to.equal('SHEET_TOO_LONG');
    expect(await refused(readRegionFile(Buffer.from('%PDF\0\0')))).to.equal('SHEET_UNREADABLE');
  });
});
