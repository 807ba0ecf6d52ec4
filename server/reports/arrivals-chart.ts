// The chart of arrivals as numbers for an SVG without styles: bars of ten minutes, the line of those
// present, hours below, and the event's own moments. Lengths are in percent of the plot.
import type { Arrivals, TimeRow } from './arrivals.ts';

export interface ChartMark {
  /** Key below `reports.marks`. */
  key: string;
  at: number;
}

export interface ArrivalsChart {
  bars: { x: number; y: number; width: number; height: number }[];
  /** Points of the line in a box of 1000 by 100. */
  line: string;
  hours: { x: number; at: number; anchor: 'start' | 'middle' | 'end' }[];
  levels: { y: number; value: number }[];
  marks: { x: number; key: string; at: number; number: number; isLow: boolean }[];
}

const HOUR_MS = 3_600_000;
/** Labels that fit beside each other on a telephone. */
const LABELS = 6;
const LEVELS = 4;
const BAR_SHARE = 0.78;
/** Numbers of marks that are nearer than this share stand at different heights. */
const NEAR = 4;

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** The smallest of 1, 2, 5, 10, 20, 50 ... that is at least `value`. */
export function niceStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= value) ?? 10 * power;
}

/** The chart; undefined when nobody has come. */
export function arrivalsChart(
  { steps }: Arrivals,
  marks: readonly ChartMark[],
): ArrivalsChart | undefined {
  const [first] = steps;
  const last = steps.at(-1);
  if (!first || !last) return undefined;
  const stepMs = 600_000;
  const from = first.start;
  const until = last.start + stepMs;
  const across = (at: number): number => rounded(((at - from) / (until - from)) * 100);
  const highest = Math.max(...steps.map((step) => Math.max(step.arrived, step.present)));
  const level = niceStep(highest / LEVELS);
  const top = Math.max(level * Math.ceil(highest / level), 1);
  const down = (value: number): number => rounded(100 - (value / top) * 100);
  return {
    bars: steps
      .filter(({ arrived }) => arrived > 0)
      .map(({ start, arrived }) => ({
        x: across(start + (stepMs * (1 - BAR_SHARE)) / 2),
        y: down(arrived),
        width: rounded(((stepMs * BAR_SHARE) / (until - from)) * 100),
        height: rounded((arrived / top) * 100),
      })),
    line: lineOf(steps, across, down),
    hours: hoursOf(from, until, across),
    levels: Array.from({ length: Math.round(top / level) }, (_, index) => ({
      value: level * (index + 1),
      y: down(level * (index + 1)),
    })),
    marks: marksOf(marks, from, until, across),
  };
}

/** Present at the end of each step, from none at the first one's beginning. */
const lineOf = (
  steps: TimeRow[],
  across: (at: number) => number,
  down: (value: number) => number,
): string => {
  const start = steps[0]?.start ?? 0;
  const points = steps.map((step) => [across(step.end), down(step.present)]);
  return [[across(start), 100], ...points]
    .map(([x = 0, y = 0]) => `${rounded(x * 10)},${y}`)
    .join(' ');
};

const hoursOf = (
  from: number,
  until: number,
  across: (at: number) => number,
): ArrivalsChart['hours'] => {
  const first = Math.ceil(from / HOUR_MS) * HOUR_MS;
  const hours = Math.floor((until - first) / HOUR_MS) + 1;
  const every = Math.max(1, Math.ceil(hours / LABELS));
  const labels: ArrivalsChart['hours'] = [];
  for (let at = first; at <= until; at += every * HOUR_MS) {
    const x = across(at);
    labels.push({ x, at, anchor: x < 6 ? 'start' : x > 94 ? 'end' : 'middle' });
  }
  // Less than an hour: its beginning says when it was.
  return labels.length > 0 ? labels : [{ x: 0, at: from, anchor: 'start' }];
};

const marksOf = (
  marks: readonly ChartMark[],
  from: number,
  until: number,
  across: (at: number) => number,
): ArrivalsChart['marks'] => {
  const inside = marks
    .filter(({ at }) => at >= from - 600_000 && at <= until)
    .sort((a, b) => a.at - b.at);
  let before = { x: Number.NEGATIVE_INFINITY, isLow: false };
  return inside.map(({ key, at }, index) => {
    const x = Math.max(0, across(at));
    before = { x, isLow: x - before.x < NEAR && !before.isLow };
    return { x, key, at, number: index + 1, isLow: before.isLow };
  });
};
