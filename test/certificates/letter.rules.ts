// A region's letter: every seat's words, a QR code that is read, tags; and words no face can draw.
import { expect } from 'chai';
import type { LetterFacts } from '../../server/certificates/drawing/letter-layout.ts';
import { createLetterMaker } from '../../server/certificates/letter-maker.ts';
import { createLetterRenderer } from '../../server/certificates/render-letter.ts';
import { pngOf } from '../campaign-office/png-maker.ts';
import { hasValidator, run, verapdf } from '../support/validators.ts';
import { NOW, openSealBench, type SealBench } from './sealed.ts';

const seat = (index: number) => ({
  title: `Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia ${index}`,
  code: `K7M2-9QX${index % 10}`,
  link: `https://ikrar.example/u/K7M29QX${index % 10}`,
  alt: `Kode QR undangan Jabatan Uji ${index}`,
});
const facts = (changes: Partial<LetterFacts> = {}): LetterFacts => ({
  ...{ title: 'Ikrar Netralitas ASN', host: 'Badan Kepegawaian Negara' },
  ...{ place: 'Kabupaten Penukal Abab Lematang Ilir', lead: ['Undangan.', 'Pindai kode QR.'] },
  ...{ withdrawn: 'Undangan ditarik.', pageWord: 'halaman', at: NOW },
  seats: [1, 2, 3, 4, 5].map(seat),
  ...changes,
});

describe('letters to regions', function () {
  this.timeout(60_000);
  let draw: (given: LetterFacts) => Promise<Buffer>;
  let bench: SealBench;
  before(async () => {
    draw = await createLetterRenderer();
    bench = await openSealBench();
  });
  after(() => bench.remove());

  const textOf = async (pdf: Buffer) => {
    const { output } = await run('pdftotext', ['-raw', bench.write('surat.pdf', pdf), '-']);
    return output.replace(/\s+/g, ' ');
  };

  it('say everything of every seat, on as many pages as it takes', async function () {
    if (!(await hasValidator('pdftotext'))) return this.skip();
    const withdrawn = { ...seat(24), code: '', link: '' };
    const absent = { ...withdrawn, note: 'Tidak lapor hadir.' };
    const seats = [...Array.from({ length: 23 }, (_, index) => seat(index)), withdrawn, absent];
    const lead = ['Undangan.', 'Jabatan:\n- Sekretaris Daerah\n- Inspektur'];
    const text = await textOf(await draw(facts({ seats, lead })));
    expect(text).to.include('Jabatan: - Sekretaris Daerah - Inspektur');
    expect(text).to.include('Tidak lapor hadir.');
    for (const { title, code, link } of seats) {
      expect(text).to.include(title).and.include(code).and.include(link);
    }
    expect(text).to.include('Undangan ditarik.').and.include('halaman 4');
    expect(text).to.include('Ikrar Netralitas ASN').and.include('Badan Kepegawaian Negara');
  });

  it('of a region’s five offices are one sheet, below an emblem and a long title too', async function () {
    if (!(await hasValidator('pdftotext'))) return this.skip();
    const titles = ['Kepala Daerah', 'Sekretaris Daerah', 'Kepala BKD/BKPSDM', 'Inspektorat'];
    const seats = [...titles, 'Pimpinan Bawaslu Daerah'].map((title, index) => ({
      ...seat(index),
      title,
    }));
    const title = 'Kampanye Virtual Gerakan Nasional Netralitas Aparatur Sipil Negara 2020';
    const lead = [3, 1, 3, 1].map((times) => 'Undangan kepada para pejabat. '.repeat(times + 1));
    const text = await textOf(await draw(facts({ title, lead, seats, emblem: pngOf() })));
    expect(text).to.include('halaman 1').and.not.include('halaman 2');
    expect(text).to.include('Pimpinan Bawaslu Daerah');
  });

  it('are drawn with a mark for what no face has, and a title with any sign', async function () {
    if (!(await hasValidator('pdftotext'))) return this.skip();
    const odd = { title: "Jum'at <b>\u0007Ikrar</b> 🙂", seats: [{ ...seat(1), title: '漢 Uji' }] };
    const text = await textOf(await draw(facts(odd)));
    expect(text).to.include("Jum'at <b> Ikrar</b> ?").and.include('? Uji');
  });

  it('verapdf: are tagged and archivable', async function () {
    if (!(await hasValidator('verapdf'))) return this.skip();
    const file = bench.write('surat.pdf', await draw(facts({ emblem: pngOf() })));
    for (const flavour of ['3a', 'ua1'] as const) {
      const { output } = await verapdf(flavour, [file]);
      expect(output).to.include('PASS').and.not.include('FAIL');
    }
  });

  it('come from a thread of their own, the same bytes', async () => {
    const maker = createLetterMaker();
    const given = facts({ emblem: pngOf() });
    expect((await maker.draw(given)).equals(await draw(given))).to.equal(true);
    await maker.stop();
  });
});
