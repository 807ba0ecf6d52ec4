// The certificate as one writes it first with pdfkit: fonts parsed, lines drawn, QR made for each.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import QRCode from 'qrcode';
import { background, LANDSCAPE } from '../server/certificates/drawing/background.ts';
import { mm } from '../server/certificates/drawing/curves.ts';
import { type Form, placed } from '../server/certificates/drawing/form.ts';
import type { CertificateTexts } from './certificate-texts.ts';

const FONTS = fileURLToPath(new URL('../server/certificates/fonts/', import.meta.url));
const INK = '#131B2E';
const SOFT = '#424A5D';
const FACES = {
  sans: 'plus-jakarta-sans-400',
  sansBold: 'plus-jakarta-sans-700',
  serifRegular: 'source-serif-4-400',
  serifItalic: 'source-serif-4-400-italic',
  serif: 'source-serif-4-500',
  serifBold: 'source-serif-4-600',
};

/** A form's operators with those of the forms that it calls written out. */
const writtenOut = ({ operators, uses }: Form): string =>
  operators.replace(/\/([A-Z]) Do/g, (_, name: string) => {
    const used = uses[name];
    return used ? `q\n${writtenOut(used)}\nQ` : '';
  });

/** What stands where: millimetres, points. */
type Placed = [
  text: string,
  face: keyof typeof FACES,
  size: number,
  x: number,
  y: number,
  w: number,
];

const centred = (t: CertificateTexts): Placed[] => [
  [t.host, 'serifBold', 15, 30, 25, 237],
  [t.partners, 'sans', 10.5, 30, 32, 237],
  [t.heading, 'serifRegular', 43, 30, 49, 237],
  [t.number, 'sans', 9.5, 30, 67, 237],
  [t.given, 'serifItalic', 13, 30, 78, 237],
  [t.name, 'serifBold', 23, 30, 85, 237],
  [t.office, 'serif', 15, 30, 96, 237],
  [t.body, 'sans', 11, 57, 114, 182],
];

const left = (t: CertificateTexts): Placed[] => [
  [t.micro.slice(0, 300), 'sansBold', 2.6, 30, 40, 240],
  [t.printedCode, 'sansBold', 9, 64, 156, 58],
  [t.check, 'sans', 8, 64, 161, 58],
  [t.root, 'sans', 6.5, 64, 172, 58],
  [t.issued, 'sans', 9.5, 196, 150, 71],
  [t.issuer, 'sansBold', 8.5, 196, 159, 71],
  [t.sentence, 'sans', 7.5, 196, 164, 71],
];

type Doc = InstanceType<typeof PDFDocument>;

function open(texts: CertificateTexts): Doc {
  return new PDFDocument({
    size: [mm(297), mm(210)],
    margin: 0,
    pdfVersion: '1.7',
    subset: 'PDF/A-3a',
    tagged: true,
    lang: 'id-ID',
    displayTitle: true,
    // The types know no null, but only null stops the standard font.
    font: null as unknown as string,
    info: { Title: texts.title, Keywords: texts.code },
  });
}

function drawLines(doc: Doc, seal: Form): void {
  const colours = { accent: '#7A4E17', ornament: '#B88A44' };
  const paper = writtenOut(background(LANDSCAPE, colours));
  const round = placed({ x: 148.5, y: 166, scale: 46 / 240 }, writtenOut(seal));
  doc.markContent('Artifact', { type: 'Layout' });
  doc.addContent(placed({ scale: mm(1) }, `${paper}\n${round}`));
  doc.endMarkedContent();
}

function drawQr(doc: Doc, text: string): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const side = mm(35) / (modules.size + 8);
  doc.markContent('Artifact', { type: 'Layout' });
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) {
      if (!modules.get(y, x)) continue;
      doc.rect(mm(28.3) + (x + 4) * side, mm(151) + (y + 4) * side, side, side);
    }
  }
  doc.fill(INK);
  doc.endMarkedContent();
}

/** One certificate, unsealed; `sealOf` makes the seal's lines anew. */
export function naiveCertificate(
  texts: CertificateTexts,
  qr: string,
  sealOf: () => Form,
): Promise<Buffer> {
  const doc = open(texts);
  for (const [name, file] of Object.entries(FACES)) {
    doc.registerFont(name, readFileSync(`${FONTS}${file}.ttf`));
  }
  drawLines(doc, sealOf());
  const root = doc.struct('Document');
  doc.addStructure(root);
  const write =
    (align: 'left' | 'center') =>
    ([text, face, size, x, y, w]: Placed) => {
      const colour = face === 'sans' ? SOFT : INK;
      const draw = () => {
        doc
          .font(face, size)
          .fillColor(colour)
          .text(text, mm(x), mm(y), { width: mm(w), align });
      };
      root.add(doc.struct('P', {}, draw));
    };
  centred(texts).forEach(write('center'));
  left(texts).forEach(write('left'));
  drawQr(doc, qr);
  root.end();
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.end();
  });
}
