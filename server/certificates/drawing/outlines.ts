// Glyphs as outlines, for words that are decoration (the seal's ring, CONTOH across the page).
import type { Font, PathCommand } from 'fontkit';
import { operand } from './curves.ts';
import type { Form } from './form.ts';

/** Where a point of a glyph (font units, y upwards) lands; gives the two operands. */
export type Put = (x: number, y: number) => string;

/** A glyph's outline as path operators; quadratic curves are raised to cubic ones. */
export function outline(commands: PathCommand[], put: Put): string {
  let [penX, penY] = [0, 0];
  const third = (from: number, control: number) => from + ((control - from) * 2) / 3;
  const lines = commands.map(({ command, args }) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = args;
    const [fromX, fromY] = [penX, penY];
    [penX, penY] = [args.at(-2) ?? penX, args.at(-1) ?? penY];
    if (command === 'moveTo') return `${put(a, b)} m`;
    if (command === 'lineTo') return `${put(a, b)} l`;
    if (command === 'bezierCurveTo') return `${put(a, b)} ${put(c, d)} ${put(e, f)} c`;
    if (command === 'closePath') return 'h';
    const first = put(third(fromX, a), third(fromY, b));
    return `${first} ${put(third(c, a), third(d, b))} ${put(c, d)} c`;
  });
  return lines.join('\n');
}

/** A word as a path of `size` (in the form's units), its middle at the origin, y downwards. */
export function wordForm(font: Font, word: string, size: number, operators: string): Form {
  const scale = size / font.unitsPerEm;
  const { glyphs, positions, advanceWidth } = font.layout(word);
  const [half, middle] = [(advanceWidth * scale) / 2, (font.capHeight * scale) / 2];
  let along = -half;
  const paths = glyphs.map((glyph, i) => {
    const left = along;
    along += (positions[i]?.xAdvance ?? 0) * scale;
    return outline(
      glyph.path.commands,
      (x, y) => `${operand(left + x * scale)} ${operand(middle - y * scale)}`,
    );
  });
  return {
    extent: [-half - size, -size, half + size, size],
    operators: `${operators}\n${paths.join('\n')}\nf`,
    uses: {},
  };
}
