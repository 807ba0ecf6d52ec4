// The rehearsal's result: the figures, and the table that the terminal prints.
import { type BoardReading, countLost, type JournalEntry, measuredDurations } from './journal.ts';
import { type DurationSummary, summariseDurations } from './percentile.ts';

/** All figures of one rehearsal; durations in milliseconds. */
export interface RehearsalReport {
  officials: number;
  arrival: DurationSummary;
  signing: DurationSummary;
  lost: number;
  board: BoardReading | null;
}

/** The report over the officials' own records and the observer's last reading of the board. */
export function buildReport(input: {
  entries: readonly JournalEntry[];
  signs: boolean;
  board: BoardReading | null;
}): RehearsalReport {
  return {
    officials: input.entries.length,
    arrival: summariseDurations(measuredDurations(input.entries, 'arrivalMs')),
    signing: summariseDurations(measuredDurations(input.entries, 'signingMs')),
    lost: countLost(input),
    board: input.board,
  };
}

const formatMs = (value: number | null): string =>
  value === null ? '-' : `${Math.round(value)} ms`;

/** The report's rows: label and figure, in the order of the table. */
export const reportRows = (report: RehearsalReport): [string, string][] => [
  ['officials', String(report.officials)],
  ['arrived', String(report.arrival.count)],
  ['arrival p50', formatMs(report.arrival.p50)],
  ['arrival p99', formatMs(report.arrival.p99)],
  ['signed', String(report.signing.count)],
  ['signing p50', formatMs(report.signing.p50)],
  ['signing p99', formatMs(report.signing.p99)],
  ['lost', String(report.lost)],
];

/** The table as text, one row a line, figures aligned to the right. */
export function formatTable(report: RehearsalReport): string {
  const rows = reportRows(report);
  const labelWidth = Math.max(...rows.map(([label]) => label.length));
  const figureWidth = Math.max(...rows.map(([, figure]) => figure.length));
  return rows
    .map(([label, figure]) => `${label.padEnd(labelWidth)}  ${figure.padStart(figureWidth)}`)
    .join('\n');
}
