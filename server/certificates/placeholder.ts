// The empty seal in a fresh PDF: an invisible signature field whose place for the CMS is kept free.
import { BLANK } from '../sealing/index.ts';
import { type PdfDocument, type PdfElement, rawValue } from './drawing/pdf-document.ts';

/** What the field has to know of its document. */
export interface SealPlaceholder {
  /** Bytes kept for the CMS. */
  bytes: number;
  /** The claimed moment (`M`); no proof of time. */
  claimedAt: Date;
}

/**
 * Adds the field and the document's permissions to a document that is still open: PAdES
 * (`ETSI.CAdES.detached`), no later change allowed (DocMDP P=1), widget printed and locked
 * (F=132), of no size, tagged as a form element. ISO 32000-1, 12.8; ETSI EN 319 142-1.
 */
export function addSignatureField(
  doc: PdfDocument,
  root: PdfElement,
  { bytes, claimedAt }: SealPlaceholder,
): void {
  const signature = doc.ref({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    ByteRange: [0, BLANK, BLANK, BLANK],
    Contents: rawValue(`<${'00'.repeat(bytes)}>`),
    M: claimedAt,
    Reference: [
      {
        Type: 'SigRef',
        TransformMethod: 'DocMDP',
        TransformParams: { Type: 'TransformParams', P: 1, V: '1.2' },
      },
    ],
  });
  signature.end();
  const appearance = doc.ref({
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, 0, 0],
    Resources: {},
  });
  appearance.write('');
  appearance.end();
  const form = doc.struct('Form');
  root.add(form);
  doc.annotate(0, 0, 0, 0, {
    Subtype: 'Widget',
    FT: 'Sig',
    T: pdfString('Segel'),
    TU: pdfString('Segel elektronik penerbit atas seluruh berkas'),
    V: signature,
    F: 132,
    P: doc.page.dictionary,
    AP: { N: appearance },
    structParent: form,
  });
  form.end();
  const widget = doc.page.annotations.at(-1);
  doc._root.data.AcroForm = { Fields: [widget], SigFlags: 3 };
  doc._root.data.Perms = { DocMDP: signature };
  // pdfkit would close a form of its own making here; ours needs no fonts.
  doc.endAcroForm = () => doc;
}

/** pdfkit writes String objects as PDF strings and plain ones as names. */
const pdfString = (text: string): object => Object(text);
