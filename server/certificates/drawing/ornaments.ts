// The figures of the design: braid, rosette, kawung petals and the guilloche band, as reusable forms.
import { fill, stroke } from './colours.ts';
import { bandLine, ellipsePath, operand, waveRing } from './curves.ts';
import { around, call, type Form, placed } from './form.ts';

/** The four petals in a box of 32: centre and turn, clockwise from the upper left. */
const PETALS = [
  { x: 9.6, y: 9.6, turn: 45 },
  { x: 22.4, y: 9.6, turn: -45 },
  { x: 22.4, y: 22.4, turn: 45 },
  { x: 9.6, y: 22.4, turn: -45 },
] as const;

const PETAL = ellipsePath(6.9, 4.5);

/** A path repeated by turning it: `turns` in degrees. */
const spun = (path: string, turns: number[], radius: number): Form => ({
  extent: around(radius),
  operators: turns.map((turn) => placed({ turn }, call('L'))).join('\n'),
  uses: { L: { extent: around(radius), operators: `${path}\nS`, uses: {} } },
});

/** A ring of sine strands, each turned by a part of a wave: the edge of seal and corner. */
export function braid(ring: {
  waves: number;
  radius: number;
  amplitude: number;
  strands: number;
}): Form {
  const step = 360 / ring.waves / ring.strands;
  const turns = Array.from({ length: ring.strands }, (_, i) => step * i);
  const path = waveRing(ring.waves, ring.radius, ring.amplitude);
  return spun(path, turns, ring.radius + ring.amplitude + 2);
}

/** Ellipses turned around their centre. */
export function rosette(rx: number, ry: number, count: number): Form {
  const turns = Array.from({ length: count }, (_, i) => (180 / count) * i);
  return spun(ellipsePath(rx, ry), turns, Math.max(rx, ry) + 2);
}

/** One unit of a guilloche band: `lines` sines out of step, `length` long around y = 0. */
export function bandUnit(unit: {
  length: number;
  amplitude: number;
  waves: number;
  lines: number;
}): Form {
  const paths = Array.from({ length: unit.lines }, (_, i) =>
    bandLine({ ...unit, swell: 0.22, phase: (2 * Math.PI * i) / unit.lines }),
  );
  const reach = unit.amplitude + 1;
  return {
    extent: [-0.5, -reach, unit.length + 0.5, reach],
    operators: `${paths.join('\n')}\nS`,
    uses: {},
  };
}

/** Operators for a filled disc. */
export const disc = (radius: number, colour: string): string =>
  `${fill(colour)}\n${ellipsePath(radius, radius)}\nf`;

/** Operators for a circle's line. */
export const circle = (radius: number): string => `${ellipsePath(radius, radius)}\nS`;

/**
 * Operators for the kawung in a box of 32 by 32. The first `filled` petals are solid in
 * `colour`, the others an outline; the centre has its own colour.
 */
export function kawung(colour: string, filled: number, centre: string, outline: string): string {
  const petals = PETALS.map((petal, i) =>
    placed(
      petal,
      i < filled ? `${fill(colour)}\n${PETAL}\nf` : `${stroke(outline)} 0.6 w\n${PETAL}\nS`,
    ),
  );
  return [...petals, placed({ x: 16, y: 16 }, disc(1.7, centre))].join('\n');
}

/** Operators for the light vein along each petal, in the same box of 32. */
export function kawungVeins(colour: string): string {
  const vein = `${operand(-3.6)} 0 m 3.6 0 l S`;
  const lines = PETALS.map((petal) => placed(petal, vein));
  return [`${stroke(colour)} 0.55 w 1 J`, ...lines].join('\n');
}
