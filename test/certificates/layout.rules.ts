// Where things stand on the paper: the longest texts that data may hold collide with nothing.
import { expect } from 'chai';
import QRCode from 'qrcode';
import type { CertificateData } from '../../server/certificates/certificate-data.ts';
import {
  type CertificateRenderer,
  createCertificateRenderer,
} from '../../server/certificates/render-certificate.ts';
import { hasValidator, run } from '../support/validators.ts';
import { declarationData, participationData } from './sample-data.ts';
import { builtIn, openSealBench, type SealBench, TEMPLATES } from './sealed.ts';

/** Left, top, right, bottom in millimetres from the upper left. */
type Box = [number, number, number, number];

const MM = 72 / 25.4;
/** The inner line of the frame, from the page's edge. */
const FRAME = 18;
const words = (text: string, length: number) => text.repeat(30).slice(0, length).trim();

const statement = '7K4M2QXD9HPA5T2C8WNX4KJDAB'.repeat(13).slice(0, 336);
const LONGEST = {
  statement,
  host: words('Kementerian Pendayagunaan Aparatur ', 120),
  partners: words('bersama Badan Kepegawaian Negara dan ', 200),
  issuer: words('Kementerian Pendayagunaan Aparatur Negara ', 120),
  emblemText: words('KEMENTERIAN PENDAYAGUNAAN APARATUR ', 160),
  verifyUrl: `https://${'ikrar.'.repeat(8)}example/verifikasi/7K4M2QXD9HPA5T2C8WNX4KJDAB`,
  holder: {
    name: words('Sekretaris Daerah Ḍaṣ Contoh ', 120),
    acting: 'a.n.',
    seat: words('Kepala Badan Kepegawaian dan Pengembangan ', 160),
    region: words('Kabupaten Penukal Abab Lematang Ilir ', 120),
  },
  event: {
    ...participationData().event,
    campaign: words('Kampanye Virtual Gerakan Nasional ', 200),
    theme: words('Birokrasi Kuat dan Mandiri ', 200),
  },
};
const wide = { ...LONGEST, holder: { ...LONGEST.holder, name: 'W'.repeat(120) } };
const sample = { sample: true, issuer: null };

const CASES: Record<string, CertificateData> = {
  'participation, usual': participationData({ statement }),
  'participation, longest': participationData(LONGEST),
  'participation, longest sample': participationData({ ...LONGEST, ...sample }),
  'participation, a name of one word': participationData(wide),
  'declaration, usual': declarationData({ statement }),
  'declaration, longest': declarationData(LONGEST),
  'declaration, longest sample, typed': declarationData({
    ...LONGEST,
    ...sample,
    mark: { method: 'typed', text: 'W'.repeat(120) },
  }),
  'declaration, a name of one word': declarationData(wide),
  'declaration, late': declarationData({ statement, late: true }),
  'declaration, longest, late': declarationData({ ...LONGEST, late: true }),
};

describe('the layout of certificates', function () {
  this.timeout(60_000);
  let renderer: CertificateRenderer;
  let bench: SealBench;
  before(async () => {
    await hasValidator('pdftotext');
    renderer = await createCertificateRenderer(TEMPLATES);
    bench = await openSealBench();
  });
  after(() => bench.remove());

  for (const [name, data] of Object.entries(CASES)) {
    it(`${name}: no word on another, none on the QR code or the seal, none on the frame`, async () => {
      const pdf = await renderer.render(data, await builtIn(data), 0);
      const file = bench.write('layout.pdf', pdf);
      const { output } = await run('pdftotext', ['-bbox', file, '-']);
      const set = wordBoxes(output);
      const [width = 0, height = 0] = pageSize(output);
      const { qr, seal } = pictures(pdf, height);
      expect(set.length).to.be.greaterThan(40);
      for (const [i, word] of set.entries()) {
        const [left, top, right, bottom] = word.box;
        const inside =
          left > FRAME && top > FRAME && right < width - FRAME && bottom < height - FRAME;
        expect(inside, `${word.text} ${word.box}`).to.equal(true);
        for (const other of set.slice(i + 1)) {
          expect(overlap(word.box, other.box), `${word.text} on ${other.text}`).to.equal(false);
        }
        expect(overlap(word.box, qr), `${word.text} on the QR code`).to.equal(false);
        expect(overlap(word.box, seal), `${word.text} on the seal`).to.equal(false);
      }
      const { modules } = QRCode.create([
        { data: Buffer.from(data.verifyUrl.slice(0, -26)), mode: 'byte' },
        { data: data.verifyUrl.slice(-26), mode: 'alphanumeric' },
        { data: Buffer.from('#'), mode: 'byte' },
        { data: statement, mode: 'alphanumeric' },
      ]);
      expect(qr[2] - qr[0]).to.be.at.least(34);
      expect((qr[2] - qr[0]) / (modules.size + 8)).to.be.at.least(0.38);
    });
  }

  it('refuses an address that would make the QR code too fine for phones', async () => {
    const verifyUrl = `https://${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.example/verifikasi/7K4M2QXD9HPA5T2C8WNX4KJDAB`;
    const data = participationData({ statement, verifyUrl });
    const error = await renderer
      .render(data, await builtIn(data), 0)
      .catch((caught: unknown) => caught);
    expect(error).to.have.property('code', 'QR_TOO_FINE');
  });
});

const numbersOf = (text: string | undefined): number[] => (text ?? '').split(' ').map(Number);

/** The page's width and height in millimetres. */
const pageSize = (output: string): number[] => {
  const [, width, height] = /<page width="([\d.]+)" height="([\d.]+)"/.exec(output) ?? [];
  return [Number(width) / MM, Number(height) / MM];
};

/** Words larger than the micro print, with the boxes of their letters without the leading. */
function wordBoxes(output: string): { text: string; box: Box }[] {
  const found = output.matchAll(
    /<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<\/word>/g,
  );
  return [...found].flatMap(([, ...parts]) => {
    const [left = 0, top = 0, right = 0, bottom = 0] = parts
      .slice(0, 4)
      .map((part) => Number(part) / MM);
    const height = bottom - top;
    // The box reaches from ascender to descender of the face: letters fill the middle of it.
    const box: Box = [left, top + height * 0.22, right, bottom - height * 0.22];
    return height > 1.5 ? [{ text: parts[4] ?? '', box }] : [];
  });
}

/** Where the QR code and the seal stand, as the tagged file says. */
function pictures(pdf: Buffer, pageHeight: number): { qr: Box; seal: Box } {
  const boxOf = (alt: string): Box => {
    const text = pdf.toString('latin1');
    const figure = [...text.matchAll(/\/S \/Figure\n[\s\S]*?endobj/g)].find(([one]) =>
      one.includes(alt),
    );
    const [left = 0, bottom = 0, right = 0, top = 0] = numbersOf(
      /\/BBox \[([\d. ]+)\]/.exec(figure?.[0] ?? '')?.[1],
    ).map((value) => value / MM);
    return [left, pageHeight - top, right, pageHeight - bottom];
  };
  return { qr: boxOf('(Kode QR'), seal: boxOf('(Segel') };
}

const overlap = (a: Box, b: Box): boolean =>
  a[0] < b[2] - 0.1 && b[0] < a[2] - 0.1 && a[1] < b[3] - 0.1 && b[1] < a[3] - 0.1;
