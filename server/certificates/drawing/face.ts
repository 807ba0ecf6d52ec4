// A face cut to the characters that documents need: shaped, measured and packed once, shared by all.
import type { Font, Glyph } from 'fontkit';
import { type PackedFace, packFace } from './face-file.ts';
import { createMemory, type Memory } from './memory.ts';
import { createPairShaper } from './pair-shaper.ts';
import { type GlyphNumbers, type ShapedWord, shapeWord, showWords } from './shape-word.ts';
import type { MeasuredLine } from './tagged-page.ts';

/** A face that texts are measured and written with. */
export interface Face extends PackedFace {
  /** A text's width in thousandths of an em. */
  width(text: string): number;
  /** Operators that write the text at a size in points, from where the text matrix stands. */
  show(text: string, size: number): string;
  /** Texts that were broken into lines. */
  lines: Memory<MeasuredLine[]>;
}

/** Words remembered by a face; one that ran through this many starts anew. */
const MEMORY = 20_000;
const LINES = 2_000;
/** Words are shaped one at a time, each with the space behind it. */
const WORDS = /[^ ]* |[^ ]+$/g;
/**
 * Cuts a font to the glyphs that samples need: single letters, pairs that are drawn as one, words
 * with marks. Slow (some 5 ms); `name` is the face's own in a document. A text with a letter that
 * no sample is, is an Error: choose the cut by the text (`face-memory.ts`).
 */
export function cutFace(font: Font, name: string, samples: readonly string[]): Face {
  const cut = cutGlyphs(font, samples);
  const shaping = { ...cut, shape: createPairShaper(font), scale: 1000 / font.unitsPerEm };
  const known = new Map<string, ShapedWord>();
  const remember = (text: string): ShapedWord => {
    const word = shapeWord(shaping, text);
    if (known.size >= MEMORY) known.clear();
    known.set(text, word);
    return word;
  };
  const wordsOf = (text: string): ShapedWord[] => {
    const single = known.get(text);
    if (single) return [single];
    return (text.match(WORDS) ?? []).map((word) => known.get(word) ?? remember(word));
  };
  return {
    ...packFace(font, name, cut),
    lines: createMemory(LINES),
    width: (text) => wordsOf(text).reduce((sum, { width }) => sum + width, 0),
    show: (text, size) => showWords(wordsOf(text), size),
  };
}

/** The glyphs of a cut, numbered from 1 in the order of the samples (0 is "no such glyph"). */
function cutGlyphs(font: Font, samples: readonly string[]) {
  const scale = 1000 / font.unitsPerEm;
  // The published types have a method that takes the glyph itself; it takes a number.
  const subset = font.createSubset() as unknown as GlyphSubset;
  const numbers: GlyphNumbers = new Map();
  const widths = [font.getGlyph(0).advanceWidth * scale];
  const unicode: number[][] = [[0]];
  const include = (glyph: Glyph): void => {
    if (numbers.has(glyph.id)) return;
    const number = subset.includeGlyph(glyph.id);
    numbers.set(glyph.id, number);
    widths[number] = glyph.advanceWidth * scale;
    unicode[number] = glyph.codePoints;
  };
  for (const sample of samples) font.layout(sample).glyphs.forEach(include);
  return { numbers, widths, unicode, file: subset.encode() };
}

interface GlyphSubset {
  includeGlyph(id: number): number;
  encode(): Uint8Array;
}
