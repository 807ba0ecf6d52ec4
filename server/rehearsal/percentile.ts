// Percentiles of measured durations, as the rehearsal's table prints them.

/** Figures over durations in milliseconds; `null` where nothing was measured. */
export interface DurationSummary {
  count: number;
  p50: number | null;
  p99: number | null;
  max: number | null;
}

/**
 * The nearest-rank percentile: the smallest value that at least `share` (0..1] of the values do
 * not exceed. `sorted` ascends; an empty list has no percentile.
 */
export function percentile(sorted: readonly number[], share: number): number | null {
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? null;
}

/** Count, median, 99th percentile and maximum of durations in milliseconds, in any order. */
export function summariseDurations(durations: readonly number[]): DurationSummary {
  const sorted = [...durations].sort((a, b) => a - b);
  return {
    count: sorted.length,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    max: sorted.at(-1) ?? null,
  };
}
