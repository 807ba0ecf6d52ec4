// A word as a PDF writes it: glyph numbers in hexadecimal, with kerning between them.
import type { ShapedGlyph, Shaper } from './pair-shaper.ts';

/** A glyph's number in the cut, by its number in the font. */
export type GlyphNumbers = Map<number, number>;

/** What a word is shaped with; `scale` makes thousandths of an em of the font's units. */
export interface Cut {
  shape: Shaper;
  numbers: GlyphNumbers;
  scale: number;
}

/** A word's glyphs; both lengths are thousandths of an em. */
export interface ShapedWord {
  width: number;
  pieces: Piece[];
}

/** Glyphs of one height above the baseline: accents that stand by themselves are raised. */
interface Piece {
  rise: number;
  /** What TJ takes, without its brackets. */
  operand: string;
}

/** Shapes a word; one with joined glyphs that are not in the cut is set letter by letter. */
export function shapeWord(cut: Cut, text: string): ShapedWord {
  const joined = cut.shape(text);
  const isInside = joined.every(({ id }) => cut.numbers.has(id));
  const glyphs = isInside ? joined : [...text].flatMap(cut.shape);
  const pieces: Piece[] = [];
  let width = 0;
  for (const glyph of glyphs) {
    const number = cut.numbers.get(glyph.id);
    if (number === undefined) throw new Error(`"${text}" lies outside the cut`);
    const rise = glyph.y * cut.scale;
    const operand = glyphOperand(number, glyph, cut.scale);
    const piece = pieces.at(-1);
    if (piece?.rise === rise) piece.operand += operand;
    else pieces.push({ rise, operand });
    width += glyph.advance * cut.scale;
  }
  // `<0001><0002>` says the same as `<00010002>`.
  for (const piece of pieces) piece.operand = piece.operand.replaceAll('><', '');
  return { width, pieces };
}

/** A glyph between the shifts that its position asks for (TJ counts them backwards). */
function glyphOperand(number: number, { own, advance, x }: ShapedGlyph, scale: number): string {
  const glyph = `<${number.toString(16).padStart(4, '0')}>`;
  return `${shift(x * scale)}${glyph}${shift((advance - x - own) * scale)}`;
}

const shift = (thousandths: number): string => {
  const rounded = Math.round(thousandths * 10) / 10;
  return rounded === 0 ? '' : String(-rounded);
};

/** Operators that write words one after the other at a size in points. */
export function showWords(words: readonly ShapedWord[], size: number): string {
  const out: string[] = [];
  let rise = 0;
  let operand = '';
  const flush = () => {
    if (operand) out.push(`[${operand}] TJ`);
    operand = '';
  };
  for (const { pieces } of words) {
    for (const piece of pieces) {
      if (piece.rise !== rise) {
        flush();
        rise = piece.rise;
        out.push(`${Math.round(rise * size) / 1000} Ts`);
      }
      operand += piece.operand;
    }
  }
  flush();
  if (rise !== 0) out.push('0 Ts');
  return out.join(' ');
}
