// Shaping a word by its pairs of letters, each pair shaped once: names are new words all the time,
// but hardly ever new pairs. A font's own shaper takes a hundred times as long.
import type { Font } from 'fontkit';
import { createMemory } from './memory.ts';

/** Pairs that are remembered: text in some hundred different letters. */
const MEMORY = 50_000;

/** A letter's part of a word: its glyph's number in the font, lengths in the font's units. */
export interface ShapedGlyph {
  id: number;
  /** Width of the glyph itself. */
  own: number;
  /** How far the next one stands: the width and the kerning with what follows. */
  advance: number;
  /** Shift from where it would stand. */
  x: number;
  y: number;
}

/** Shapes a word. */
export type Shaper = (word: string) => ShapedGlyph[];

/** The font's own shaper. */
export const shapeByFont = (font: Font, word: string): ShapedGlyph[] => {
  const { glyphs, positions } = font.layout(word);
  return glyphs.map((glyph, i) => {
    const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[i] ?? {};
    return { id: glyph.id, own: glyph.advanceWidth, advance: xAdvance, x: xOffset, y: yOffset };
  });
};

/**
 * A shaper that knows pairs. Letters that change beside each other (ligatures, marks) make no
 * pair: a word that has such letters goes to the font's own shaper.
 */
export function createPairShaper(font: Font): Shaper {
  const singles = createMemory<ShapedGlyph | null>(MEMORY);
  const pairs = createMemory<number | null>(MEMORY);
  const single = (letter: string): ShapedGlyph | null => {
    const [glyph, ...others] = shapeByFont(font, letter);
    const stands = glyph && others.length === 0 && glyph.x === 0 && glyph.y === 0;
    return stands ? glyph : null;
  };
  /** The first letter's advance before the second; null when they are not what they are alone. */
  const pair = (letters: string): number | null => {
    const [first, second] = [...letters].map((letter) => singles.get(letter, () => single(letter)));
    const [left, right, ...others] = shapeByFont(font, letters);
    const isPlain = left?.id === first?.id && right?.id === second?.id && others.length === 0;
    const stand = left?.x === 0 && left.y === 0 && right?.x === 0 && right.y === 0;
    return left && isPlain && stand && right?.advance === second?.advance ? left.advance : null;
  };
  return (word) => {
    const out: ShapedGlyph[] = [];
    const letters = [...word];
    for (const [i, letter] of letters.entries()) {
      const glyph = singles.get(letter, () => single(letter));
      const next = letters[i + 1];
      const advance = next ? pairs.get(letter + next, () => pair(letter + next)) : glyph?.advance;
      if (!glyph || advance === null || advance === undefined) return shapeByFont(font, word);
      out.push({ ...glyph, advance });
    }
    return out;
  };
}
