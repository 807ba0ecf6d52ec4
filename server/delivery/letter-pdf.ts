// A region's letter: every seat with its code, its link and a QR code, on paper.
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import QRCode from 'qrcode';

export interface LetterSeat {
  title: string;
  /** As people read it; '' when the invitation was withdrawn. */
  code: string;
  link: string;
  /** In place of the line for a withdrawn one, where there is no code. */
  note?: string;
}
export interface LetterFacts {
  title: string;
  host: string;
  /** A PNG above the host's name. */
  emblem?: Buffer | undefined;
  place: string;
  /** Paragraphs above the seats, and the line for a withdrawn one. */
  lead: string[];
  withdrawn: string;
  seats: LetterSeat[];
  at: Date;
}

const FONTS = fileURLToPath(new URL('../certificates/fonts/', import.meta.url));
const MARGIN = 62;
const WIDTH = 595 - 2 * MARGIN;
const EMBLEM = 48;
const QR = 92;
const BLOCK = QR + 22;
const BOTTOM = 842 - MARGIN;
const INK = '#1b1a17';

/** The letter on A4, as many pages as it takes. */
export function letterPdf(facts: LetterFacts): Promise<Buffer> {
  const doc = new PDFDocument({
    ...{ size: 'A4', margin: MARGIN, lang: 'id-ID', displayTitle: true },
    info: { Title: `${facts.title}, ${facts.place}`, Creator: 'Ikrar', CreationDate: facts.at },
  });
  doc.registerFont('teks', `${FONTS}plus-jakarta-sans-400.ttf`);
  doc.registerFont('tebal', `${FONTS}plus-jakarta-sans-700.ttf`);
  doc.registerFont('judul', `${FONTS}source-serif-4-600.ttf`);
  drawHead(doc, facts);
  for (const seat of facts.seats) drawSeat(doc, seat, facts.withdrawn);
  return finished(doc);
}

type Doc = InstanceType<typeof PDFDocument>;

function drawHead(doc: Doc, { host, emblem, title, place, lead }: LetterFacts): void {
  if (emblem) {
    doc.image(emblem, MARGIN, MARGIN, { fit: [EMBLEM, EMBLEM] });
    doc.y = MARGIN + EMBLEM + 10;
  }
  doc.fillColor(INK).font('tebal').fontSize(10).text(host, { width: WIDTH });
  doc.moveDown(0.6);
  line(doc, doc.y);
  doc.moveDown(1);
  doc.font('judul').fontSize(19).text(title, { width: WIDTH });
  doc.moveDown(0.3);
  doc.font('tebal').fontSize(11).text(place, { width: WIDTH });
  doc.font('teks').fontSize(10);
  for (const paragraph of lead) doc.moveDown(0.7).text(paragraph, { width: WIDTH, lineGap: 2 });
  doc.moveDown(1);
}

function drawSeat(doc: Doc, { title, code, link, note }: LetterSeat, withdrawn: string): void {
  if (doc.y + BLOCK > BOTTOM) doc.addPage();
  const top = doc.y;
  line(doc, top);
  const left = MARGIN + QR + 18;
  const room = { width: WIDTH - QR - 18 };
  doc
    .font('tebal')
    .fontSize(11)
    .text(title, left, top + 14, room);
  if (code === '') {
    doc
      .font('teks')
      .fontSize(10)
      .text(note ?? withdrawn, left, doc.y + 6, room);
  } else {
    doc
      .font('judul')
      .fontSize(20)
      .text(code, left, doc.y + 6, { ...room, characterSpacing: 1 });
    doc
      .font('teks')
      .fontSize(8.5)
      .text(link, left, doc.y + 4, room);
    drawQr(doc, link, { x: MARGIN, y: top + 10 });
  }
  doc.x = MARGIN;
  doc.y = top + BLOCK;
}

function drawQr(doc: Doc, text: string, { x, y }: { x: number; y: number }): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const side = QR / (modules.size + 4);
  for (let place = 0; place < modules.size ** 2; place++) {
    if (!modules.data[place]) continue;
    const column = place % modules.size;
    const row = Math.floor(place / modules.size);
    doc.rect(x + (column + 2) * side, y + (row + 2) * side, side, side);
  }
  doc.fill(INK);
}

const line = (doc: Doc, y: number) =>
  doc
    .moveTo(MARGIN, y)
    .lineTo(MARGIN + WIDTH, y)
    .lineWidth(0.6)
    .stroke(INK);

const finished = (doc: Doc): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
    doc.end();
  });
