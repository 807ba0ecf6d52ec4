// Exported files read back: no cell is a formula, numbers and moments are real ones, memory does not
// grow with the rows, and whoever stops reading ends what is read.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { parseCsv } from 'hucre/csv';
import { readXlsx } from 'hucre/xlsx';
import {
  type Cell,
  type ExportFormat,
  type ExportTable,
  exportFile,
  FORMATS,
} from '../../server/reports/export-file.ts';

const DANGEROUS = [
  '=HYPERLINK("http://contoh.example";"klik")',
  '+62 812 0000',
  '-1',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '|calc',
  '"; =1+1',
  'Pejabat Uji, "Plt."\nbaris dua',
];
/** 09.00.12 WIB on 7 October 2020. */
const MOMENT = Date.parse('2020-10-07T02:00:12Z');

const tableOf = (rows: ExportTable['rows']): ExportTable => ({
  name: 'Orang',
  columns: [
    { header: 'Nama', kind: 'text', width: 30 },
    { header: 'Menit', kind: 'number', width: 10 },
    { header: 'Lapor hadir (WIB)', kind: 'moment', width: 20 },
  ],
  rows,
});
const dangerousRows: Cell[][] = DANGEROUS.map((name, place) => [
  name,
  place - 2,
  place % 2 ? MOMENT : null,
]);

const bytesOf = async (table: ExportTable, format: ExportFormat): Promise<Buffer> =>
  Buffer.from(await new Response(exportFile(table, format)).arrayBuffer());

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');
/** What the heap holds, without garbage that waits for its collection. */
const heldBytes = (): number => {
  collect();
  return process.memoryUsage().heapUsed;
};

describe('an exported file', function () {
  this.timeout(60_000);

  it('is a CSV in which no cell begins as a formula does, marked as UTF-8', async () => {
    const bytes = await bytesOf(tableOf(dangerousRows), 'csv');
    expect([...bytes.subarray(0, 3)]).to.deep.equal([0xef, 0xbb, 0xbf]);
    const [header, ...rows] = parseCsv(bytes.toString('utf8'));
    expect(header).to.deep.equal(['Nama', 'Menit', 'Lapor hadir (WIB)']);
    expect(rows).to.have.length(DANGEROUS.length);
    for (const [place, row] of rows.entries()) {
      const cell = String(row[0]);
      expect(cell, DANGEROUS[place]).not.to.match(/^[=+\-@\t\r|]/);
      expect(cell.replace(/^'/, '')).to.equal(DANGEROUS[place]);
      expect(row[1]).to.equal(String(place - 2));
      expect(row[2]).to.equal(place % 2 ? '2020-10-07 09:00:12' : '');
    }
  });

  it('is an XLSX of text, numbers and dates without a single formula', async () => {
    const bytes = await bytesOf(tableOf(dangerousRows), 'xlsx');
    const { sheets } = await readXlsx(bytes, { readStyles: true });
    const [sheet] = sheets;
    const [header, ...rows] = sheet?.rows ?? [];
    expect(sheets).to.have.length(1);
    expect(header).to.deep.equal(['Nama', 'Menit', 'Lapor hadir (WIB)']);
    for (const [place, row] of rows.entries()) {
      const name = sheet?.cells?.get(`${place + 1},0`);
      expect(name?.formula, DANGEROUS[place]).to.equal(undefined);
      expect(name?.style?.numFmt, 'the format of text').to.equal('@');
      expect(row[0]).to.be.a('string');
      expect(row[1]).to.equal(place - 2);
      const date = row[2];
      if (place % 2) {
        expect(date).to.be.instanceOf(Date);
        if (date instanceof Date) expect(date.toISOString()).to.equal('2020-10-07T09:00:12.000Z');
      } else expect(date ?? null).to.equal(null);
    }
    const read = rows.map((row) => String(row[0]).replace(/\r\n?/g, '\n'));
    expect(read).to.deep.equal(DANGEROUS.map((name) => name.replace(/\r\n?/g, '\n')));
  });

  for (const format of FORMATS) {
    it(`of 100,000 rows needs no more memory than one of few (${format})`, async () => {
      const cells: Cell[] = ['Kabupaten Penukal Abab Lematang Ilir', 45, MOMENT];
      function* rows() {
        for (let row = 0; row < 100_000; row++) yield [...cells, ...cells, ...cells];
      }
      const table = tableOf(rows());
      table.columns = [...table.columns, ...table.columns, ...table.columns];
      const before = heldBytes();
      let most = 0;
      let size = 0;
      let looked = 0;
      const reader = exportFile(table, format).getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        size += part.value.length;
        if (size < looked + 500_000) continue;
        looked = size;
        most = Math.max(most, heldBytes() - before);
      }
      expect(size).to.be.above(1_000_000);
      expect(looked, 'never looked').to.be.above(0);
      // All rows at once would be more than a hundred.
      expect(most / 1e6, 'MB of heap').to.be.below(30);
    });

    it(`reads no further when nobody takes it, and ends its rows when cancelled (${format})`, async () => {
      let read = 0;
      let ended = false;
      async function* rows() {
        try {
          for (; read < 1_000_000; read++) yield ['Pejabat Uji', read, MOMENT];
        } finally {
          ended = true;
        }
      }
      const reader = exportFile(tableOf(rows()), format).getReader();
      await reader.read();
      await new Promise((resolve) => setImmediate(resolve));
      expect(read).to.be.below(50_000);
      await reader.cancel();
      expect(ended).to.equal(true);
    });
  }
});
