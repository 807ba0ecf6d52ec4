// Line work as PDF path operators: sines and ellipses in Bézier segments instead of thousands of points.

/** Millimetres to PDF points (72 to the inch). */
export const mm = (value: number): number => (value * 72) / 25.4;

/** A number as a PDF operand with at most two decimals. */
export const operand = (value: number): string => String(Math.round(value * 100) / 100 || 0);

type Vector = readonly [number, number];

/** A point on a curve and its derivative at `t`. */
export type Curve = (t: number) => { at: Vector; slope: Vector };

/**
 * The curve from `from` to `to` as cubic Béziers (Hermite form: control points lie a third of
 * the step along the derivative), starting with its own `m`.
 */
export function curvePath(curve: Curve, from: number, to: number, segments: number): string {
  const step = (to - from) / segments;
  let last = curve(from);
  const out = [`${operand(last.at[0])} ${operand(last.at[1])} m`];
  for (let i = 1; i <= segments; i++) {
    const next = curve(from + step * i);
    const points = [
      last.at[0] + (last.slope[0] * step) / 3,
      last.at[1] + (last.slope[1] * step) / 3,
      next.at[0] - (next.slope[0] * step) / 3,
      next.at[1] - (next.slope[1] * step) / 3,
      next.at[0],
      next.at[1],
    ];
    out.push(`${points.map(operand).join(' ')} c`);
    last = next;
  }
  return out.join('\n');
}

/** A closed ring of `waves` sine waves around the radius, the strand of a braid. */
export function waveRing(waves: number, radius: number, amplitude: number): string {
  const ring: Curve = (t) => {
    const r = radius + amplitude * Math.sin(waves * t);
    const dr = amplitude * waves * Math.cos(waves * t);
    const [cos, sin] = [Math.cos(t), Math.sin(t)];
    return { at: [r * cos, r * sin], slope: [dr * cos - r * sin, dr * sin + r * cos] };
  };
  return `${curvePath(ring, 0, 2 * Math.PI, waves * 4)}\nh`;
}

/** A closed ellipse around the origin. */
export function ellipsePath(rx: number, ry: number): string {
  const ellipse: Curve = (t) => ({
    at: [rx * Math.cos(t), ry * Math.sin(t)],
    slope: [-rx * Math.sin(t), ry * Math.cos(t)],
  });
  return `${curvePath(ellipse, 0, 2 * Math.PI, 8)}\nh`;
}

/**
 * One line of a guilloche band over `length`, `waves` sines whose height swells once
 * (1 at both ends, 1 - 2 * swell in the middle), so that units join without a step.
 */
export function bandLine(band: {
  length: number;
  amplitude: number;
  waves: number;
  swell: number;
  phase: number;
}): string {
  const { length, amplitude, waves, swell, phase } = band;
  const k = (2 * Math.PI) / length;
  const line: Curve = (x) => {
    const height = amplitude * (1 - swell + swell * Math.cos(k * x));
    const angle = k * waves * x + phase;
    const slope =
      -amplitude * swell * k * Math.sin(k * x) * Math.sin(angle) +
      height * k * waves * Math.cos(angle);
    return { at: [x, height * Math.sin(angle)], slope: [1, slope] };
  };
  return curvePath(line, 0, length, waves * 4);
}
