// A cut face as objects of a PDF: font file, widths and the map back to characters, written once
// and copied into every document (ISO 32000-1, 9.7).
import { deflateSync } from 'node:zlib';
import type { Font } from 'fontkit';
import { type PageTarget, type PdfRef, rawValue } from './pdf-document.ts';

/** A face that goes into documents ready-made. */
export interface PackedFace {
  /** The face's name in every document's resources. */
  name: string;
  /** Writes the face into a document. */
  embed(doc: PageTarget): PdfRef;
}

/** The cut that is packed: widths in thousandths of an em and code points by glyph number. */
interface Cut {
  widths: number[];
  unicode: number[][];
  file: Uint8Array;
}

/** Flags of a font descriptor (ISO 32000-1, table 123). */
const SERIF = 2;
const SYMBOLIC = 4;
const ITALIC = 64;

/** Packs a face; `name` also makes the six letters that mark a cut font. */
export function packFace(font: Font, name: string, cut: Cut): PackedFace {
  const fontName = `${subsetTag(name)}+${font.postscriptName}`;
  const file = packStream(Buffer.from(cut.file));
  const unicode = packStream(Buffer.from(toUnicode(cut.unicode), 'latin1'));
  const widths = rawValue(`[0 [${cut.widths.map(rounded).join(' ')}]]`);
  const descriptor = describe(font, fontName);
  return {
    name,
    embed(doc) {
      const fontFile = writeStream(doc, file, { Length1: cut.file.length });
      const base = { Type: 'Font', BaseFont: fontName };
      const cid = writeObject(doc, {
        ...base,
        Subtype: 'CIDFontType2',
        CIDToGIDMap: 'Identity',
        CIDSystemInfo: rawValue('<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>'),
        FontDescriptor: writeObject(doc, { ...descriptor, FontFile2: fontFile }),
        W: widths,
      });
      return writeObject(doc, {
        ...base,
        Subtype: 'Type0',
        Encoding: 'Identity-H',
        DescendantFonts: [cid],
        ToUnicode: writeStream(doc, unicode, {}),
      });
    },
  };
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

const packStream = (bytes: Buffer): Buffer => deflateSync(bytes, { level: 9 });

function writeStream(doc: PageTarget, deflated: Buffer, data: Record<string, unknown>): PdfRef {
  const ref = doc.ref({ ...data, Filter: 'FlateDecode' });
  ref.write(deflated);
  ref.end();
  return ref;
}

function writeObject(doc: PageTarget, data: Record<string, unknown>): PdfRef {
  const ref = doc.ref(data);
  ref.end();
  return ref;
}

function describe(font: Font, fontName: string): Record<string, unknown> {
  const scale = 1000 / font.unitsPerEm;
  const { bbox } = font;
  const isSerif = fontName.includes('Serif');
  const isItalic = font.italicAngle !== 0;
  return {
    Type: 'FontDescriptor',
    FontName: fontName,
    Flags: SYMBOLIC + (isSerif ? SERIF : 0) + (isItalic ? ITALIC : 0),
    FontBBox: [bbox.minX, bbox.minY, bbox.maxX, bbox.maxY].map((one) => rounded(one * scale)),
    ItalicAngle: font.italicAngle,
    Ascent: rounded(font.ascent * scale),
    Descent: rounded(font.descent * scale),
    CapHeight: rounded(font.capHeight * scale),
    XHeight: rounded(font.xHeight * scale),
    StemV: 0,
  };
}

/** Six capital letters from a name: `sansBold` gives `SANSBO`. */
const subsetTag = (name: string): string =>
  name
    .toUpperCase()
    .replace(/[^A-Z]/g, '')
    .padEnd(6, 'X')
    .slice(0, 6);

/** The map from glyph numbers to characters (9.10.3): what copying and reading aloud go by. */
function toUnicode(unicode: number[][]): string {
  const hex = (unit: number) => unit.toString(16).padStart(4, '0');
  const lines = unicode.map((codePoints, number) => {
    const text = String.fromCodePoint(...codePoints);
    const units = Array.from({ length: text.length }, (_, i) => hex(text.charCodeAt(i)));
    return `<${hex(number)}> <${units.join('')}>`;
  });
  const blocks: string[] = [];
  // No block of the map may have more than a hundred lines.
  for (let i = 0; i < lines.length; i += 100) {
    const block = lines.slice(i, i + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><ffff>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
}
