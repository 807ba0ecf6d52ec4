// Pages of long documents: nothing split, lost or clipped, heads on every page; and the attachment
// says what the pages say.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import type { LongData } from '../../server/certificates/certificate-data.ts';
import { assertFits, estimatedBytes } from '../../server/certificates/certificate-size.ts';
import {
  BlockTooHighError,
  type PageBlock,
  paginate,
} from '../../server/certificates/drawing/paginate.ts';
import { rollText, shortFingerprint } from '../../server/certificates/long-rows.ts';
import {
  type CertificateRenderer,
  createCertificateRenderer,
} from '../../server/certificates/render-certificate.ts';
import { PDF_MAX } from '../../server/protocol/limits.ts';
import { run } from '../support/validators.ts';
import { LONG_NAME, minutesData, regionData, rollData } from './long-sample-data.ts';
import { builtIn, TEMPLATES } from './sealed.ts';

const SPACE = { firstTop: 100, top: 30, bottom: 270 };
const HEAD: PageBlock = { height: 8 };

describe('blocks on pages', () => {
  const block = fc.record({
    height: fc.integer({ min: 1, max: 40 }),
    before: fc.integer({ min: 0, max: 8 }),
    keepsNext: fc.boolean(),
    isRow: fc.boolean(),
  });

  it('stand in their order, each once, inside the page, with heads on top of later pages', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 120 }), (made) => {
        // At most three keep together, as a title does with the row below it.
        const blocks = made.map(({ isRow, ...one }, i) => ({
          ...one,
          keepsNext: one.keepsNext && i % 3 !== 2,
          ...(isRow && { heads: [HEAD] }),
        }));
        const pages = paginate<PageBlock>(blocks, SPACE);
        const drawn = pages.flat().filter(({ repeated }) => !repeated);
        expect(drawn.map((one) => one.block)).to.deep.equal(blocks);
        pages.forEach((page, number) => {
          let y = number === 0 ? SPACE.firstTop : SPACE.top;
          for (const { block: one, top } of page) {
            expect(top).to.be.at.least(y);
            y = top + one.height;
          }
          expect(y).to.be.at.most(SPACE.bottom);
          const first = page.find(({ repeated }) => !repeated)?.block;
          const heads = page.filter(({ repeated }) => repeated).length;
          expect(heads).to.equal(number > 0 && first?.heads ? 1 : 0);
          if (number < pages.length - 1) expect(page.at(-1)?.block.keepsNext).to.not.equal(true);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('refuses what no page can hold instead of cutting it off', () => {
    expect(() => paginate([{ height: 300 }], SPACE)).to.throw(BlockTooHighError);
  });
});

describe('long documents as they are drawn', function () {
  this.timeout(120_000);
  let folder: string;
  let renderer: CertificateRenderer;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ikrar-pages-'));
    renderer = await createCertificateRenderer(TEMPLATES);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const draw = async (data: LongData) => {
    const bytes = await renderer.render(data, await builtIn(data), 0);
    const file = join(folder, `${data.number}.pdf`);
    await writeFile(file, bytes);
    const { output } = await run('pdftotext', ['-raw', file, '-']);
    const pages = output.split('\f').slice(0, -1);
    await run('pdfdetach', ['-save', '1', '-o', `${file}.xlsx`, file]);
    const { sheets } = await readXlsx(await readFile(`${file}.xlsx`));
    return { bytes, pages, text: output.replace(/\s+/g, ' '), rows: sheets[0]?.rows ?? [] };
  };
  const words = {
    province: 'Pusat dan kantor regional',
    region: 'Pusat',
    erased: '-',
    late: 'susulan',
  };

  it('a roll prints every row whole, its head on each page, its pages counted', async () => {
    const data = rollData(260);
    const endless = data.rows[9];
    if (endless) endless.name = 'Wiryanegarasuryadiningrat'.repeat(5).slice(0, 120);
    // One region that is longer than a page.
    for (const row of data.rows.slice(200, 255)) row.region = 'Kota Uji';
    const { pages, text } = await draw(data);
    for (const { regions } of rollText(data, words).provinces) {
      for (const { number, seat, name, moment, fingerprint } of regions.flatMap((r) => r.rows)) {
        // A word of 120 letters is broken where the column ends.
        if (name.includes(' ')) expect(text).to.include(`${number} ${seat} ${name} ${moment}`);
        else expect(text.replaceAll(' ', '')).to.include(name);
        expect(text).to.include(fingerprint);
      }
    }
    expect(text).to.include(LONG_NAME).and.to.include('Kota Uji (lanjutan)');
    pages.forEach((page, i) => {
      expect(page).to.include(`Halaman ${i + 1} dari ${pages.length}`);
      if (!/Pejabat Uji \d/.test(page)) return;
      expect(page.replace(/\s+/g, ' ')).to.include('No. Jabatan Nama Waktu');
    });
    expect(pages.length).to.be.within(6, 14);
  });

  it('a region’s and the minutes’ rows are printed too, and a sample says so', async () => {
    const region = regionData(40);
    const drawn = await draw(region);
    for (const { seat, signed } of region.rows) {
      expect(drawn.text).to.include(signed?.acting ? `${signed.acting} ${seat}` : seat);
      if (signed?.name) expect(drawn.text).to.include(signed.name);
      if (signed) expect(drawn.text).to.include(shortFingerprint(signed.leafHash));
    }
    expect(drawn.text).to.include('Belum menandatangani');
    const minutes = minutesData(38);
    const { text } = await draw(minutes);
    for (const { province } of minutes.rows) expect(text).to.include(province ?? words.province);
    expect(text).to.include('Jumlah 259 222 1.330 1.254 1.216');
    expect(text).to.include('Kepala Daerah 259 255 250 240').and.to.include('35 33 33 32');
    expect(text).to.include('07/10/2020 10.00 54 1.234 0 1.216');
    expect(text).to.include('Kabupaten Uji Satu 1: Kepala Daerah 2: Inspektorat (2)');
    expect(text).to.include('Kabupaten Uji Dua – – 2: semua jabatan');
    expect(text).to.include('dan 2 jabatan lain');
    const root = minutes.details?.ceremony?.root ?? '-';
    expect(text.replaceAll(' ', '')).to.include(root).and.to.include('PenyegelanikrarIkrarsaat');
    const { details: _none, ...earlier } = minutes;
    expect((await draw(earlier)).text, 'of before').to.not.include('Rekapitulasi per jabatan');
    const sample = await draw(rollData(100, { sample: true, issuer: null }));
    expect(sample.text).to.include('Dokumen contoh');
  });

  it('the attachment has the same rows, whole fingerprints, and no formula', async () => {
    const data = rollData(30);
    const [first] = data.rows;
    if (first) first.name = '=1+1';
    const { rows, text } = await draw(data);
    expect(text).to.include('=1+1');
    expect(rows.slice(1).map((row) => [row[0], row[5], row[8]])).to.deep.equal(
      data.rows.map(({ name, leafHash }, i) => [i + 1, name, leafHash]),
    );
    expect(rows[0]).to.include('Sidik catatan (SHA-256)');
  });

  it('late signatures are marked in their rows, explained once, and have a column', async () => {
    const note = 'Susulan: diterima dalam masa susulan';
    const data = rollData(12);
    const [first, second] = data.rows;
    if (second) second.late = true;
    const { text, rows } = await draw(data);
    expect(text.match(/WI(B|TA) susulan/g)).to.have.length(1);
    expect(text.split(note)).to.have.length(2);
    expect(rows.map((row) => row[9] ?? '')).to.deep.equal([
      ...['Susulan', '', 'susulan'],
      ...Array.from({ length: 10 }, () => ''),
    ]);
    if (second) delete second.late;
    expect(first?.late).to.equal(undefined);
    const without = await draw(data);
    expect(without.text).to.not.include('usulan');
    expect(without.rows[0]).to.have.length(9);
    const region = regionData(6);
    const signed = region.rows[1]?.signed;
    if (signed) signed.late = true;
    const drawn = await draw(region);
    expect(drawn.text).to.include(note).and.to.include('WIB susulan');
    expect(drawn.rows.map((row) => row[8] ?? '')).to.include('susulan');
  });

  it('moments are those of the region’s zone, with their date on another day', async () => {
    const data = rollData(12);
    const [first, , , , , sixth] = data.rows;
    if (first) first.signedAt = '2020-10-06T17:00:05.000Z';
    if (sixth) sixth.signedAt = '2020-10-08T02:00:05.000Z';
    const { text, rows } = await draw(data);
    expect(text).to.include('00.00.05 WIB').and.to.include('08/10/2020 10.00.05 WITA');
    expect(rows[6]?.slice(6, 8)).to.deep.equal(['2020-10-08 10:00:05', 'WITA']);
  });

  it('ten thousand rows fit a file that can be verified; more are refused', async () => {
    const data = rollData(10_000);
    const bytes = await renderer.render(data, await builtIn(data), 0);
    expect(bytes.length).to.be.below(estimatedBytes(data));
    expect(() => assertFits(data)).to.not.throw();
    expect(estimatedBytes(data)).to.be.below(PDF_MAX);
    const more = { ...data, rows: [...data.rows, ...data.rows.slice(0, 1_500)] };
    expect(() => assertFits(more)).to.throw('DOCUMENT_TOO_LARGE');
  });
});
