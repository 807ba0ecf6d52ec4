// Figures of a benchmark: medians, spreads, percentiles, and the lines that are printed.

/** The middle value; of an even number the lower one of the two. */
export const median = (values: number[]): number => percentile(values, 0.5);

/** The value below which `share` (0 to 1) of the values lie. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** What one variant of a row took, run by run. */
export interface Run {
  /** Operations a second. */
  rate: number;
  /** CPU of the process under test, in microseconds an operation. */
  cpu: number;
  /** Milliseconds; what it is of is the row's matter. */
  latency?: number;
}

export interface Summary {
  name: string;
  rate: number;
  lowest: number;
  highest: number;
  cpu: number;
  latency: number | undefined;
}

/** Medians of the runs, with the slowest and the fastest one. */
export function summarise(name: string, runs: Run[]): Summary {
  const rates = runs.map((run) => run.rate);
  const latencies = runs.flatMap((run) => (run.latency === undefined ? [] : [run.latency]));
  return {
    name,
    rate: median(rates),
    lowest: Math.min(...rates),
    highest: Math.max(...rates),
    cpu: median(runs.map((run) => run.cpu)),
    latency: latencies.length > 0 ? median(latencies) : undefined,
  };
}

const short = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);

/** One line of a table: rate (spread), CPU, latency. */
export const lineOf = ({ name, rate, lowest, highest, cpu, latency }: Summary): string =>
  [
    `  ${name.padEnd(44)}`,
    `${short(rate)}/s (${short(lowest)} to ${short(highest)})`,
    `${short(cpu)} us CPU`,
    ...(latency === undefined ? [] : [`${short(latency)} ms`]),
  ].join('  ');

/** Runs the variants in turns, `rounds` times each, after one unmeasured turn. */
export async function interleave<K extends string>(
  rounds: number,
  variants: Record<K, () => Promise<Run>>,
): Promise<Record<K, Run[]>> {
  const names = Object.keys(variants) as K[]; // the keys of a record of variants
  const runs = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<K, Run[]>;
  for (const name of names) await variants[name]();
  for (let round = 0; round < rounds; round++) {
    for (const name of names) runs[name].push(await variants[name]());
  }
  return runs;
}
