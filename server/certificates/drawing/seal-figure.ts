// The seal: braided edge, text around it, rosette and kawung. The text is drawn as outlines.
import type { Font } from 'fontkit';
import { fill, PAPER, stroke } from './colours.ts';
import { operand } from './curves.ts';
import { around, call, type Form, placed } from './form.ts';
import { braid, circle, disc, kawung, kawungVeins, rosette } from './ornaments.ts';
import { outline, type Put } from './outlines.ts';

/** Radius of the text's baseline in the field of 240, and its whole circle. */
const BASELINE = 87.2;
const TEXT_LENGTH = 2 * Math.PI * BASELINE;
const TEXT_SIZE = 10.6;
/** No letters further apart than this (in the field of 240): a short text is repeated instead. */
const WIDEST_GAP = 4;

/** The parts that no text changes. */
const EDGE = braid({ waves: 40, radius: 111, amplitude: 6, strands: 4 });
const INNER = braid({ waves: 20, radius: 47, amplitude: 2.6, strands: 3 });
const ROSE = rosette(78, 30, 24);

/** The seal in a field of 240 around the origin, `text` running clockwise from the bottom. */
export function sealFigure(font: Font, text: string, colour: string): Form {
  const petals = `${kawung(colour, 4, colour, colour)}\n${kawungVeins(PAPER)}`;
  return {
    extent: around(120),
    operators: [
      `${stroke(colour)} 0.7 w ${call('E')}`,
      `1.1 w ${circle(101.5)} ${circle(80)}`,
      `${fill(colour)} ${ringText(font, text)}`,
      `0.4 w ${call('R')}`,
      disc(47, PAPER),
      `0.6 w ${call('I')}`,
      placed({ x: -40, y: -40, scale: 2.5 }, petals),
    ].join('\n'),
    uses: { E: EDGE, R: ROSE, I: INNER },
  };
}

/** The text set around the circle as filled outlines; it is repeated or shrunk until it fits. */
function ringText(font: Font, text: string): string {
  const width = (value: string) => (font.layout(value).advanceWidth / font.unitsPerEm) * TEXT_SIZE;
  const unit = `${text} · `;
  let line = unit;
  while (width(line) + line.length * WIDEST_GAP < TEXT_LENGTH) line += unit;
  const shrink = Math.min(1, (TEXT_LENGTH * 0.97) / width(line));
  const scale = (TEXT_SIZE * shrink) / font.unitsPerEm;
  const { glyphs, positions } = font.layout(line);
  const gap = (TEXT_LENGTH - width(line) * shrink) / glyphs.length;
  let along = 0;
  const outlines = glyphs.map((glyph, i) => {
    const advance = (positions[i]?.xAdvance ?? 0) * scale;
    const angle = Math.PI / 2 + (along + advance / 2) / BASELINE;
    along += advance + gap;
    return outline(glyph.path.commands, onRing(angle, scale, advance / 2));
  });
  return `${outlines.filter(Boolean).join('\n')}\nf`;
}

/** Puts a glyph upright on the ring at `angle` (radians, clockwise from the right). */
function onRing(angle: number, scale: number, back: number): Put {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return (x, y) => {
    const [along, up] = [x * scale - back, BASELINE + y * scale];
    return `${operand(up * cos - along * sin)} ${operand(up * sin + along * cos)}`;
  };
}
