// What stands on the certificates: every word of the data, nothing cut, nothing claimed too much.
import { expect } from 'chai';
import type { CertificateData } from '../../server/certificates/certificate-data.ts';
import {
  type CertificateRenderer,
  createCertificateRenderer,
} from '../../server/certificates/render-certificate.ts';
import { drawByPdfkit } from '../../server/certificates/render-personal.ts';
import { hasValidator, run } from '../support/validators.ts';
import { declarationData, participationData, scribble } from './sample-data.ts';
import { builtIn, openSealBench, type SealBench, TEMPLATES } from './sealed.ts';

const LIMIT = 160_000;
const holder = declarationData().holder;

describe('rendering certificates', function () {
  this.timeout(60_000);
  let renderer: CertificateRenderer;
  const draw = async (data: CertificateData, field = 3_072) =>
    renderer.render(data, await builtIn(data), field);
  let bench: SealBench;
  before(async () => {
    renderer = await createCertificateRenderer(TEMPLATES);
    bench = await openSealBench();
  });
  after(() => bench.remove());

  /** The text as a screen reader meets it, white space joined. */
  async function textOf(pdf: Buffer): Promise<string> {
    await hasValidator('pdftotext');
    const { output } = await run('pdftotext', ['-raw', bench.write('text.pdf', pdf), '-']);
    return output.replace(/\s+/g, ' ');
  }

  it('prints name, office, region, minutes and number of a participation', async () => {
    const text = await textOf(await draw(participationData()));
    expect(text).to.include(holder.name);
    expect(text).to.include('Plt. Sekretaris Daerah Kabupaten Penukal Abab Lematang Ilir');
    expect(text).to.include('95 menit');
    expect(text).to.include('Rabu, 7 Oktober 2020');
    expect(text).to.include('Nomor IKR-2020-10-07-P-000123');
    expect(text).to.include('7K4M-2QXD-9HPA');
  });

  it('prints every clause, the moment and all 64 digits of a declaration', async () => {
    const data = declarationData();
    const text = await textOf(await draw(data));
    const { opening, clauses, closing } = data.declaration;
    for (const part of [opening, ...clauses, closing]) expect(text).to.include(part);
    expect(text).to.include('Ditandatangani Rabu, 7 Oktober 2020, 10.43.52 WIB');
    expect(text.replaceAll(' ', '')).to.include(data.leafHash);
  });

  it('tells the seal’s level and issuer, and never claims an electronic signature', async () => {
    for (const data of [participationData(), declarationData()]) {
      const text = await textOf(await draw(data));
      expect(text).to.include(
        'Dibubuhi segel elektronik tidak tersertifikasi (PP 71/2019 Ps 60) oleh Komisi Aparatur Sipil Negara;',
      );
      expect(text).to.not.match(/ditandatangani secara elektronik|BSrE|sah setara/i);
      const certified = await draw({ ...data, sealLevel: 'tersertifikasi' }, 0);
      expect(await textOf(certified)).to.include('segel elektronik tersertifikasi (PP 71/2019');
    }
  });

  it('says CONTOH in the text too, and that there is no legal issuer', async () => {
    for (const data of [participationData({ sample: true }), declarationData({ sample: true })]) {
      const text = await textOf(await draw(data));
      expect(text).to.include('Dokumen contoh: bukan bukti');
      expect(text).to.include('IKR-CONTOH-');
      expect(text).to.include('bukan oleh suatu lembaga');
    }
  });

  it('wraps names of 120 characters, with and without spaces, and loses none', async () => {
    const spaced = 'Sekretaris Daerah Contoh '.repeat(5).slice(0, 119).padEnd(120, 'a');
    const long = {
      ...holder,
      seat: 'Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia',
    };
    for (const name of [spaced, 'W'.repeat(120), 'Ḍ'.repeat(120)]) {
      for (const data of [
        participationData({ sample: true, holder: { ...long, name } }),
        declarationData({ sample: true, holder: { ...long, name } }),
      ]) {
        const text = await textOf(await draw(data));
        expect(text.replaceAll(' ', '')).to.include(name.replaceAll(' ', ''));
      }
    }
  });

  it('keeps every file within 160 kB, the busiest signature included', async () => {
    const noise = Array.from({ length: 200 }, (_, s) =>
      Array.from({ length: 30 }, (_, i): [number, number] => [
        (s * 379 + i * 613) % 1001,
        (s * 197 + i * 271) % 401,
      ]),
    );
    for (const strokes of [
      [scribble()],
      [scribble(4_000)],
      noise,
      [[[5, 5]] as [number, number][]],
    ]) {
      const data = declarationData({ sample: true, mark: { method: 'drawn', strokes } });
      expect((await bench.seal(data)).length).to.be.lessThan(LIMIT);
    }
  });

  it('draws the same bytes for the same data', async () => {
    const [one, two] = [declarationData(), declarationData()];
    expect((await draw(one)).equals(await draw(two))).to.equal(true);
  });

  it('draws the very bytes that pdfkit draws, however many share a skeleton', async () => {
    const plain = await createCertificateRenderer(TEMPLATES, drawByPdfkit);
    const typed = { method: 'typed', text: 'Pejabat (Uji) 12' } as const;
    const mark = { method: 'drawn' as const, strokes: [scribble(300)] };
    const cases: CertificateData[] = [
      participationData(),
      participationData({
        number: 'IKR-2020-10-07-P-9000124',
        issuedAt: '2021-02-03T04:05:06.007Z',
      }),
      participationData({ holder: { ...holder, name: 'Ḍāwūd (Uji) \\ Ãẽĩ' }, minutes: 1_238 }),
      participationData({ sample: true }),
      declarationData(),
      // The words for its picture name the holder: another alternative text in the same skeleton.
      declarationData({ holder: { ...holder, name: 'Ḍāwūd (Uji) \\ Ãẽĩ' }, mark }),
      declarationData({ mark: typed }),
      declarationData({ mark: typed, late: true }),
    ];
    for (const data of cases) {
      for (const field of [3_072, 0]) {
        const expected = await plain.render(data, await builtIn(data), field);
        expect((await draw(data, field)).equals(expected), data.kind).to.equal(true);
      }
    }
  });

  it('refuses a character that the fonts lack, by name, before anything is drawn', async () => {
    const data = participationData({ holder: { ...holder, name: 'Daerah 岩' } });
    const error = await draw(data).catch((caught: unknown) => caught);
    expect(error).to.include({ code: 'MISSING_GLYPH', glyph: '岩', codePoint: 'U+5CA9' });
    expect(() => renderer.checkGlyphs('Ā ā Ḍ ṣ é ʼ')).to.not.throw();
  });

  it('refuses data that no certificate may say', async () => {
    const wrong = [
      participationData({ issuer: null }),
      participationData({ holder: { ...holder, name: ' ' } }),
      participationData({ holder: { ...holder, name: 'a'.repeat(121) } }),
      participationData({ holder: { ...holder, name: 'a\u0000b' } }),
      participationData({ minutes: -1 }),
      declarationData({ leafHash: 'abc' }),
      declarationData({ number: 'A & B <x>' }),
      declarationData({ verifyUrl: 'javascript:alert(1)' }),
    ];
    for (const data of wrong) {
      const error = await draw(data).catch((caught: unknown) => caught);
      expect(error).to.have.property('name', 'ZodError');
    }
  });

  it('refuses texts that fit at no readable size rather than cutting them', async () => {
    const clauses = Array.from({ length: 8 }, () => 'netralitas '.repeat(45).trim());
    const declaration = { ...declarationData().declaration, clauses };
    const error = await draw(declarationData({ declaration })).catch((e: unknown) => e);
    expect(error).to.have.property('code', 'TEXT_DOES_NOT_FIT');
  });
});
