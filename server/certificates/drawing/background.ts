// The certificate's paper: watermark rosette, guilloche frame and corners, built once and shared.
import { INK, PAPER, stroke, tint } from './colours.ts';
import { operand } from './curves.ts';
import { around, call, type Form, placed } from './form.ts';
import { bandUnit, braid, disc, kawung, rosette } from './ornaments.ts';

/** The frame's measures in millimetres. */
export interface FrameShape {
  width: number;
  height: number;
  /** From the page's edge to the middle of the band. */
  inset: number;
  amplitude: number;
  /** Wanted length of one wave; rounded so that whole units fill a side. */
  wave: number;
  cornerRadius: number;
  /** Watermark's diameter and strength (0 to 1). */
  watermark: number;
  strength: number;
}

/** The campaign's own colours (`#RRGGBB`): the frame's lines and the watermark's. */
export interface Palette {
  accent: string;
  ornament: string;
}

/** The two pages of the design. */
export const LANDSCAPE: FrameShape = {
  width: 297,
  height: 210,
  inset: 13,
  amplitude: 3.4,
  wave: 12,
  cornerRadius: 8,
  watermark: 176,
  strength: 0.2,
};
export const PORTRAIT: FrameShape = {
  width: 210,
  height: 297,
  inset: 11.5,
  amplitude: 2.9,
  wave: 11,
  cornerRadius: 7,
  watermark: 176,
  strength: 0.15,
};

/** The rosette behind the text, in a field of 600 around the origin. */
const watermark = (colour: string): Form => ({
  extent: around(300),
  operators: [
    stroke(colour),
    `0.8 w ${call('A')}`,
    `0.7 w ${call('B')}`,
    `0.6 w ${call('C')}`,
  ].join('\n'),
  uses: {
    A: braid({ waves: 48, radius: 270, amplitude: 22, strands: 6 }),
    B: braid({ waves: 24, radius: 226, amplitude: 16, strands: 5 }),
    C: rosette(206, 84, 36),
  },
});

/** A corner medallion of radius `r` millimetres around the origin. */
const corner = (r: number, accent: string): Form => ({
  extent: around(r + 2),
  operators: [
    disc(r + 1.6, PAPER),
    stroke(accent),
    `0.14 w ${call('A')}`,
    `0.11 w ${call('B')}`,
    disc(r * 0.36, PAPER),
    placed({ x: -r * 0.34, y: -r * 0.34, scale: (r * 0.68) / 32 }, kawung(INK, 4, PAPER, INK)),
  ].join('\n'),
  uses: {
    A: braid({ waves: 24, radius: r, amplitude: 1.1, strands: 4 }),
    B: rosette(r - 1.4, (r - 1.4) * 0.4, 16),
  },
});

/** One side of the frame along x, with its two ink lines. */
function side(length: number, { amplitude, wave }: FrameShape, accent: string): Form {
  const units = Math.round(length / (wave * 3));
  const unitLength = length / units;
  const edge = amplitude + 1.3;
  const unit = Array.from({ length: units }, (_, i) =>
    placed({ x: unitLength * i }, call('U')),
  ).join('\n');
  return {
    extent: [-1, -edge - 1, length + 1, edge + 1],
    operators: [
      `${stroke(accent)} 0.13 w\n${unit}`,
      `${stroke(INK)} 0.22 w`,
      `0 ${operand(-edge)} m ${operand(length)} ${operand(-edge)} l S`,
      `0 ${operand(edge)} m ${operand(length)} ${operand(edge)} l S`,
    ].join('\n'),
    uses: { U: bandUnit({ length: unitLength, amplitude, waves: 3, lines: 7 }) },
  };
}

/** The whole background in millimetres, y downwards. */
export function background(shape: FrameShape, palette: Palette): Form {
  const { width, height, inset } = shape;
  const [right, bottom] = [width - inset, height - inset];
  const corners = [
    [inset, inset],
    [right, inset],
    [inset, bottom],
    [right, bottom],
  ] as const;
  const scale = shape.watermark / 600;
  return {
    extent: [0, 0, width, height],
    operators: [
      placed({ x: width / 2, y: height / 2, scale }, call('W')),
      placed({ x: inset, y: inset }, call('H')),
      placed({ x: inset, y: bottom }, call('H')),
      placed({ x: inset, y: inset, turn: 90 }, call('V')),
      placed({ x: right, y: inset, turn: 90 }, call('V')),
      ...corners.map(([x, y]) => placed({ x, y }, call('K'))),
    ].join('\n'),
    uses: {
      W: watermark(tint(palette.ornament, shape.strength)),
      H: side(width - 2 * inset, shape, palette.accent),
      V: side(height - 2 * inset, shape, palette.accent),
      K: corner(shape.cornerRadius, palette.accent),
    },
  };
}
