// Who came when, in steps of ten minutes and in hours of Western Indonesian Time (UTC+7, no summer
// time): first arrivals, present at the end of the step, and who left for good.
import type { Interval } from '../protocol/attendance.ts';
import type { Horizon } from './stays.ts';

export const STEP_MS = 600_000;
const HOUR_MS = 3_600_000;
const LONGEST_MS = 24 * HOUR_MS;

export interface TimeRow {
  /** The step's first moment, milliseconds. */
  start: number;
  /** Its last moment; that of the report in the step that is not over. */
  end: number;
  /** People whose first presence began in it. */
  arrived: number;
  /** Present at its end. */
  present: number;
  /** People whose last presence ended in it. */
  left: number;
}

export interface Arrivals {
  steps: TimeRow[];
  hours: TimeRow[];
}

interface Counts {
  arrived: Map<number, number>;
  left: Map<number, number>;
  /** Change of the number present at the end of a step against the step before. */
  change: Map<number, number>;
}

const stepOf = (moment: number): number => Math.floor(moment / STEP_MS);
const count = (map: Map<number, number>, step: number, by = 1): void => {
  map.set(step, (map.get(step) ?? 0) + by);
};

/** Collects stays of one person after the other. */
export function createArrivals(horizon: Horizon): {
  add(stays: Interval[]): void;
  result(): Arrivals;
} {
  const counts: Counts = { arrived: new Map(), left: new Map(), change: new Map() };
  const last = stepOf(Math.max(horizon.at - 1, 0));
  return {
    add(stays) {
      const [first] = stays;
      const end = stays.at(-1)?.end;
      if (!first || end === undefined) return;
      count(counts.arrived, Math.min(stepOf(first.start), last));
      if (Number.isFinite(end)) count(counts.left, Math.min(stepOf(end), last));
      for (const stay of stays) {
        count(counts.change, Math.min(stepOf(stay.start), last));
        // Who leaves within a step is not there at its end.
        if (Number.isFinite(stay.end)) count(counts.change, Math.min(stepOf(stay.end), last), -1);
      }
    },
    result: () => arrivalsOf(counts, horizon, last),
  };
}

const arrivalsOf = (counts: Counts, horizon: Horizon, last: number): Arrivals => {
  const first = Math.min(...counts.arrived.keys());
  if (!Number.isFinite(first)) return { steps: [], hours: [] };
  // What lies more than a day back is told in one first step.
  const from = Math.max(first, last - LONGEST_MS / STEP_MS);
  const steps: TimeRow[] = [];
  let present = 0;
  for (let step = first; step <= last; step++) {
    present += counts.change.get(step) ?? 0;
    const row = steps.length === 1 && step <= from ? steps.pop() : undefined;
    steps.push({
      start: step * STEP_MS,
      end: Math.min((step + 1) * STEP_MS, horizon.at),
      arrived: (row?.arrived ?? 0) + (counts.arrived.get(step) ?? 0),
      present,
      left: (row?.left ?? 0) + (counts.left.get(step) ?? 0),
    });
  }
  return { steps, hours: hoursOf(steps) };
};

/** Ten-minute steps joined into hours; an hour of WIB begins with an hour of UTC. */
const hoursOf = (steps: TimeRow[]): TimeRow[] => {
  const hours: TimeRow[] = [];
  for (const step of steps) {
    const start = Math.floor(step.start / HOUR_MS) * HOUR_MS;
    const hour = hours.at(-1);
    if (hour?.start !== start) {
      hours.push({ ...step, start });
      continue;
    }
    hour.end = step.end;
    hour.arrived += step.arrived;
    hour.left += step.left;
    hour.present = step.present;
  }
  return hours;
};
