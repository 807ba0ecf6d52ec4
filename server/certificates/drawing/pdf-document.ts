// The one place that knows pdfkit: opens a PDF/A-3a and PDF/UA-1 document without its standard fonts.
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { pdfUaMetadata } from './pdf-ua-metadata.ts';

/** An indirect object of the file. */
export interface PdfRef {
  data: Record<string, unknown>;
  write(chunk: Buffer | string): void;
  end(): void;
}

/** An element of the structure tree. */
export interface PdfElement {
  dictionary: PdfRef;
  add(child: PdfElement | (() => void)): PdfElement;
  end(): void;
}

/** What drawing a page needs of a document. */
export interface PageTarget {
  page: {
    width: number;
    height: number;
    fonts: Record<string, PdfRef>;
    xobjects: Record<string, PdfRef>;
  };
  ref(data: Record<string, unknown>): PdfRef;
  /** Text gets a line feed; bytes go in as they are. */
  addContent(operators: string | Buffer): unknown;
  markContent(tag: string, options?: { type?: string }): unknown;
  endMarkedContent(): unknown;
  struct(type: string, options?: { alt?: string; bbox?: number[] }): PdfElement;
  addStructure(element: PdfElement): unknown;
  addPage(options: { size: [number, number]; margin: number }): unknown;
}

/** What certificates use of a pdfkit document, its undocumented parts included. */
export interface PdfDocument extends NodeJS.EventEmitter, PageTarget {
  page: PageTarget['page'] & {
    dictionary: PdfRef;
    content: { id: number; buffer: Buffer[]; compress: boolean };
    annotations: PdfRef[];
  };
  _root: PdfRef;
  _id: Buffer;
  image(picture: Buffer, x: number, y: number, options: { fit: [number, number] }): PdfDocument;
  file(bytes: Uint8Array, options: object): PdfRef;
  annotate(x: number, y: number, w: number, h: number, options: object): PdfDocument;
  endAcroForm(): unknown;
  end(): void;
}

/** A value that stands in a dictionary as it is written here: pdfkit writes what it can't name. */
export const rawValue = (text: string): object => ({
  [Symbol.toStringTag]: 'RawValue',
  toString: () => text,
});

/**
 * Size in points; `title` is a string of ours without XML characters; `code` becomes the one
 * keyword, so that an altered file still says which certificate it was.
 */
export interface DocumentFacts {
  size: readonly [number, number];
  title: string;
  code: string;
  createdAt: Date;
}

const SAFE_TITLE = /^[\p{L}\p{N} .,:/()-]+$/u;

/** RangeError for a title or code that XMP could not hold as it is: pdfkit escapes nothing there. */
export function assertSafe({ title, code }: Pick<DocumentFacts, 'title' | 'code'>): void {
  if (!SAFE_TITLE.test(title + code)) throw new RangeError('The title holds unsafe characters');
}

/** What tells one file from another (ISO 32000-1, 14.4). */
export const fileId = ({ title, code, createdAt }: Omit<DocumentFacts, 'size'>): Buffer =>
  createHash('sha256')
    .update(`${title}\n${code}\n${createdAt.toISOString()}`)
    .digest()
    .subarray(0, 16);

/** Opens a tagged document with its first page; RangeError for an unsafe title. */
export function openDocument(facts: DocumentFacts): PdfDocument {
  assertSafe(facts);
  const doc = new PDFDocument({
    size: [...facts.size],
    margin: 0,
    pdfVersion: '1.7',
    subset: 'PDF/A-3a',
    tagged: true,
    lang: 'id-ID',
    displayTitle: true,
    // The types know no null, but only null stops the standard font that PDF/A forbids.
    font: null as unknown as string,
    info: {
      Title: facts.title,
      Keywords: facts.code,
      Creator: 'Ikrar',
      Producer: 'Ikrar',
      CreationDate: facts.createdAt,
    },
  });
  doc.appendXML(pdfUaMetadata);
  // The published types lack what the interface above names.
  const own = doc as unknown as PdfDocument;
  own._id = fileId(facts);
  return own;
}

/**
 * A page's operators, compressed. Level 4 takes a third of the default's time, which is a tenth of
 * a certificate's, for a tenth more bytes: most of them are the QR code's, which is noise.
 */
export const deflateContent = (operators: Buffer): Buffer => deflateSync(operators, { level: 4 });

/** Compresses the finished content of the document's page in pdfkit's stead. */
export function packContent({ page: { content } }: PdfDocument): void {
  content.buffer = [deflateContent(Buffer.concat(content.buffer))];
  content.compress = false;
}

/** Ends the document and gives its bytes. */
export function finishDocument(doc: PdfDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
    doc.end();
  });
}
