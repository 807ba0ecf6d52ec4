// The one place that knows pdfkit: opens a PDF/A-3a and PDF/UA-1 document without its standard fonts.
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

/** What certificates use of a pdfkit document, its undocumented parts included. */
export interface PdfDocument extends NodeJS.EventEmitter {
  page: { width: number; height: number; dictionary: PdfRef; xobjects: Record<string, PdfRef> } & {
    fonts: Record<string, PdfRef>;
    annotations: PdfRef[];
  };
  _root: PdfRef;
  ref(data: Record<string, unknown>): PdfRef;
  addContent(operators: string): PdfDocument;
  markContent(tag: string, options?: object): PdfDocument;
  endMarkedContent(): PdfDocument;
  struct(type: string, options?: object): PdfElement;
  addPage(options: { size: [number, number]; margin: number }): PdfDocument;
  file(bytes: Uint8Array, options: object): PdfRef;
  addStructure(element: PdfElement): PdfDocument;
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

/**
 * Opens a tagged document of one page. pdfkit writes the title into the XMP unescaped, so
 * anything but plain words is refused with a RangeError.
 */
export function openDocument(facts: DocumentFacts): PdfDocument {
  if (!SAFE_TITLE.test(facts.title + facts.code))
    throw new RangeError('The title holds unsafe characters');
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
  return doc as unknown as PdfDocument;
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
