// A drawn signature: its strokes smoothed into curves, in the field that the browser records.
import type { Strokes } from '../../protocol/socket-events.ts';
import { INK, stroke } from './colours.ts';

/** The field of a drawn signature (protocol), and the pen's width in it. */
export const MARK_FIELD = { width: 1000, height: 400 } as const;
const PEN = 9;
/** Points nearer than this to the last one add nothing that print shows. */
const NEAR = 3;
/** Above this many points curves would cost too much of the file: straight lines then. */
const MANY = 2_000;

type Point = readonly [number, number];

/** Operators for the strokes, in units of the field. */
export function markFigure(strokes: Strokes): string {
  const thinned = strokes.map(thin);
  const many = thinned.reduce((sum, points) => sum + points.length, 0) > MANY;
  const paths = thinned.map((points) => (many ? straight(points) : smooth(points)));
  return [`${stroke(INK)} ${PEN} w 1 J 1 j`, ...paths.map((path) => `${path}\nS`)].join('\n');
}

function thin(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    if (!last || Math.hypot(point[0] - last[0], point[1] - last[1]) >= NEAR) kept.push(point);
  }
  return kept;
}

const start = ([x, y]: Point): string => `${x} ${y} m`;

function straight(points: Point[]): string {
  const [first = [0, 0], ...rest] = points;
  const lines = rest.length > 0 ? rest : [first];
  return [start(first), ...lines.map(([x, y]) => `${x} ${y} l`)].join('\n');
}

/** Catmull-Rom through all points, as cubic Béziers. */
function smooth(points: Point[]): string {
  if (points.length < 3) return straight(points);
  const at = (i: number): Point => points[Math.max(0, Math.min(points.length - 1, i))] ?? [0, 0];
  const out = [start(at(0))];
  for (let i = 0; i < points.length - 1; i++) {
    const [before, from, to, after] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const controls = [
      from[0] + (to[0] - before[0]) / 6,
      from[1] + (to[1] - before[1]) / 6,
      to[0] - (after[0] - from[0]) / 6,
      to[1] - (after[1] - from[1]) / 6,
      ...to,
    ];
    out.push(`${controls.map((value) => Math.round(value)).join(' ')} c`);
  }
  return out.join('\n');
}
