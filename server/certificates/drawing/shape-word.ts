// A word as a PDF writes it: glyph numbers in hexadecimal, with kerning between them.
import type { Font, Glyph, GlyphPosition } from 'fontkit';

/** A glyph's number in the cut, by its number in the font. */
export type GlyphNumbers = Map<number, number>;

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
export function shapeWord(font: Font, numbers: GlyphNumbers, text: string): ShapedWord {
  const joined = font.layout(text);
  const isInside = joined.glyphs.every(({ id }) => numbers.has(id));
  const runs = isInside ? [joined] : [...text].map((letter) => font.layout(letter));
  const glyphs = runs.flatMap((run) => run.glyphs);
  const positions = runs.flatMap((run) => run.positions);
  const scale = 1000 / font.unitsPerEm;
  const pieces: Piece[] = [];
  glyphs.forEach((glyph, i) => {
    const position = positions[i];
    const number = numbers.get(glyph.id);
    if (!position || number === undefined) throw new Error(`"${text}" lies outside the cut`);
    const rise = position.yOffset * scale;
    const operand = glyphOperand(number, glyph, position, scale);
    const piece = pieces.at(-1);
    if (piece?.rise === rise) piece.operand += operand;
    else pieces.push({ rise, operand });
  });
  // `<0001><0002>` says the same as `<00010002>`.
  for (const piece of pieces) piece.operand = piece.operand.replaceAll('><', '');
  const width = positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0) * scale;
  return { width, pieces };
}

/** A glyph between the shifts that its position asks for (TJ counts them backwards). */
function glyphOperand(number: number, glyph: Glyph, position: GlyphPosition, scale: number) {
  const { xOffset, xAdvance } = position;
  const before = shift(xOffset * scale);
  const after = shift((xAdvance - xOffset - glyph.advanceWidth) * scale);
  return `${before}<${number.toString(16).padStart(4, '0')}>${after}`;
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
