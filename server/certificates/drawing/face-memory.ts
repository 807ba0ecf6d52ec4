// Which cut of the faces a document takes: the usual one, or one with the letters that it has besides.
import { cutFace, type Face } from './face.ts';
import { assertGlyphs, type CertificateFonts, type FontName } from './fonts.ts';

/** The six faces of a document. */
export type Faces = Readonly<Record<FontName, Face>>;

/** Letters that nearly every text gets by with; more would make every file larger. */
const USUAL = [
  ...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)),
  ...'·–—‘’“”…•',
];
/** What faces like to draw as one glyph; a word that has another such pair does without. */
const LIGATURES = ['ff', 'fi', 'fl', 'ffi', 'ffl', 'fj', 'ft', 'tt', 'Th'];
const isUsual = (text: string): boolean => !/[^\x20-\x7e·–—‘’“”…•]/.test(text);
/** Further cuts that are remembered: a region's name comes again with everybody from there. */
const MEMORY = 12;

/**
 * Gives the faces for a text. Cutting takes some 30 ms, so only letters outside the usual ones
 * cause it. Throws MissingGlyphError for a character that any of the faces lacks.
 */
export function createFaceMemory(fonts: CertificateFonts): (text: string) => Faces {
  const cuts = new Map<string, Faces>([['', cutFaces(fonts, [])]]);
  return (text) => {
    if (isUsual(text)) return get('');
    const words = [...new Set(text.split(' '))].filter((word) => !isUsual(word)).sort();
    return get(words.join(' '));
  };

  /** The cut with further words, which also tell one cut from another. */
  function get(words: string): Faces {
    const known = cuts.get(words);
    if (known) return known;
    for (const font of Object.values(fonts)) assertGlyphs(font, words);
    // Marks take other forms beside letters than by themselves: both are in the cut.
    const faces = cutFaces(fonts, [...new Set(words), ...words.split(' ')]);
    const oldest = [...cuts.keys()][1];
    if (oldest !== undefined && cuts.size > MEMORY) cuts.delete(oldest);
    cuts.set(words, faces);
    return faces;
  }
}

function cutFaces(fonts: CertificateFonts, further: readonly string[]): Faces {
  const samples = [...USUAL, ...LIGATURES, ...further];
  return {
    sans: cutFace(fonts.sans, 'sans', samples),
    sansBold: cutFace(fonts.sansBold, 'sansBold', samples),
    serifRegular: cutFace(fonts.serifRegular, 'serifRegular', samples),
    serifItalic: cutFace(fonts.serifItalic, 'serifItalic', samples),
    serif: cutFace(fonts.serif, 'serif', samples),
    serifBold: cutFace(fonts.serifBold, 'serifBold', samples),
  };
}
