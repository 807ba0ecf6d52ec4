// What a contact file's rows are found to be, without a database: encodings, places, mail domains.

import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { writeXlsx } from 'hucre/xlsx';
import { ZipFile } from 'yazl';
import { createPlaces } from '../../server/contacts/contact-places.ts';
import { createRowCheck, findColumns } from '../../server/contacts/contact-rules.ts';
import { likelyDomain } from '../../server/contacts/mail-domains.ts';
import { safeXlsx } from '../../server/core/sheets/safe-xlsx.ts';
import { sheetRows } from '../../server/core/sheets/sheet-rows.ts';
import { exportFile } from '../../server/reports/index.ts';
import { refusalCode } from '../support/refusal-code.ts';

const region = (code: string, name: string, ordinal: number) => ({
  ...{ code, name, ordinal, level: 'kabupaten', provinceCode: code.slice(0, 2) },
  ...{ province: 'Provinsi Uji', timezone: 'Asia/Jakarta' },
});
const REGIONS = [region('33.24', 'Kabupaten Kendal', 0), region('12.10', 'Kabupaten Uji', 1)];
const seat = (_id: string, at: string | null, office: string, title: string, place: string) => ({
  ...{ _id, region: at, office, title, place },
});
const SEATS = [
  seat('a', '33.24', 'sekda', 'Sekretaris Daerah', 'Kabupaten Kendal'),
  seat('b', '12.10', 'sekda', 'Sekretaris Daerah', 'Kabupaten Uji'),
  seat('c', null, 'kanreg-1', 'Kepala Kantor', 'Kanreg I'),
];
const HEADER = 'kode daerah,jabatan,nama,email,telepon';
const places = createPlaces(REGIONS, SEATS);

/** The verdicts of a file. */
async function judged(bytes: Buffer) {
  const rows = sheetRows(bytes);
  const header = await rows.next();
  const columns = findColumns(header.value?.cells ?? []);
  if ('missing' in columns) throw new Error(columns.missing);
  const judge = createRowCheck(columns, places);
  const verdicts = [];
  for await (const row of rows) verdicts.push(judge(row));
  return verdicts;
}
const csv = (...lines: string[]) => Buffer.from([HEADER, ...lines].join('\r\n'));
const one = async (line: string) => (await judged(csv(line)))[0];
const all = async (bytes: Buffer) => {
  for await (const _row of sheetRows(bytes));
};

describe('a contact file', () => {
  it('reads back what the platform’s own CSV guards against being a formula', async () => {
    const table = {
      name: 'Uji',
      columns: HEADER.split(',').map((header) => ({ header, kind: 'text' as const, width: 10 })),
      rows: [['33.24', 'sekda', 'Pejabat Uji 1', '', '+62 812 0000']],
    };
    const bytes = await buffer(exportFile(table, 'csv'));
    expect(bytes.toString()).to.include("'+62 812 0000");
    const [row] = await judged(bytes);
    expect(row).to.include({ problem: null, phone: '+62 812 0000' });
  });

  it('names each bad row with its line and reason', async () => {
    const found = await judged(
      csv(
        '33.24,sekda,Pejabat Uji 1,uji1@kendal.go.id,',
        '99.99,sekda,,uji2@kendal.go.id,',
        '33.24,juru ketik,,uji3@kendal.go.id,',
        ',sekda,,uji4@kendal.go.id,',
        '12.10,sekda,,uji5@gmial.com,',
        '12.10,sekda,,bukan surel,',
        '12.10,sekda,,,',
        '33.24,Sekretaris Daerah,,uji8@kendal.go.id,',
        '12.1,sekda,,UJI9@uji.go.id,0812',
        'Kab. Kendal,koordinator,,bkd@kendal.go.id,',
        'Kanreg I,,,kanreg@bkn.go.id,',
      ),
    );
    expect(found.map(({ line, problem, hint }) => [line, problem, hint])).to.deep.equal([
      [2, null, ''],
      [3, 'REGION_UNKNOWN', ''],
      [4, 'OFFICE_UNKNOWN', ''],
      [5, 'REGION_MISSING', ''],
      [6, 'DOMAIN_MISTYPED', 'gmail.com'],
      [7, 'EMAIL_MALFORMED', ''],
      [8, 'CONTACT_MISSING', ''],
      [9, 'SEAT_TWICE', '2'],
      [10, null, ''],
      [11, null, ''],
      [12, null, ''],
    ]);
    expect(found.map(({ target }) => target).slice(-3)).to.deep.equal([
      'b',
      'koordinator:33.24',
      'c',
    ]);
    expect(found[8]).to.include({ email: 'uji9@uji.go.id', phone: '0812' });
  });

  it('keeps the line of an editor when a quoted cell holds a break', async () => {
    const found = await judged(csv('33.24,sekda,"Uji\n1",uji1@kendal.go.id,', '99.99,x,,a@b.id,'));
    expect(found.map(({ line }) => line)).to.deep.equal([2, 4]);
  });

  for (const [name, bytes] of [
    ['with a mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), csv('33.24,sekda,É,e@b.id,')])],
    ['in Latin-1', Buffer.from(csv('33.24,sekda,É,e@b.id,').toString('utf8'), 'latin1')],
    [
      'with semicolons',
      Buffer.from(csv('33.24,sekda,É,e@b.id,').toString('utf8').replaceAll(',', ';')),
    ],
    ['in UTF-16', Buffer.from(`\ufeff${csv('33.24,sekda,É,e@b.id,').toString('utf8')}`, 'utf16le')],
  ] as const) {
    it(`is read ${name}`, async () => {
      const [row] = await judged(bytes);
      expect(row).to.include({ problem: null, name: 'É', target: 'a' });
    });
  }

  it('is read as XLSX, also where a code became a number', async () => {
    const rows = [HEADER.split(','), [12.1, 'sekda', 'Pejabat Uji', 'uji@uji.go.id', 812]];
    const bytes = await writeXlsx({ sheets: [{ name: 'Kontak', rows }] });
    const [row] = await judged(Buffer.from(bytes));
    expect(row).to.include({ problem: null, target: 'b', line: 2, phone: '812' });
  });

  it('keeps a formula as text', async () => {
    expect(await one('33.24,sekda,"=1+1",uji@kendal.go.id,')).to.include({ name: '=1+1' });
  });

  it('is refused with two million rows before the rest is read', async () => {
    const bytes = Buffer.concat([csv(''), Buffer.alloc(4_000_000, 'a\n')]);
    const from = performance.now();
    expect(await refusalCode(all(bytes))).to.equal('SHEET_TOO_LONG');
    expect(performance.now() - from).to.be.below(3_000);
  });

  it('is refused when it is neither', async () => {
    for (const bytes of [Buffer.from([0xd0, 0xcf, 0, 0]), Buffer.from('PK\x03\x04 broken')]) {
      expect(await refusalCode(all(bytes))).to.equal('SHEET_UNREADABLE');
    }
  });

  it('is refused as a bomb before it is inflated, whatever it says of its size', async () => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.alloc(70_000_000), 'xl/worksheets/sheet1.xml');
    zip.end();
    const bomb = await buffer(zip.outputStream);
    expect(bomb.length).to.be.below(200_000);
    expect(await refusalCode(all(bomb))).to.equal('SHEET_BOMB');
    // The same with a lie: the directory says ten bytes.
    const at = bomb.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
    const lie = Buffer.from(bomb);
    lie.writeUInt32LE(10, at + 24);
    expect(await refusalCode(safeXlsx(lie))).to.equal('SHEET_UNREADABLE');
  });
});

describe('mail domains', () => {
  it('are taken for mistyped a letter away from a known one, and only then', () => {
    const right = ['gmail.com', 'ymail.com', 'kendalkab.go.id', 'bkn.go.id', 'mail.com'];
    expect(right.map(likelyDomain)).to.deep.equal(right.map(() => undefined));
    const wrong = ['gmial.com', 'gmai.com', 'gmaill.com', 'gmail.con', 'yaho.com', 'kendal.gov.id'];
    expect(wrong.map(likelyDomain)).to.deep.equal([
      ...['gmail.com', 'gmail.com', 'gmail.com', 'gmail.com', 'yahoo.com', 'kendal.go.id'],
    ]);
  });
});
