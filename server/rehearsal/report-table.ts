// The rehearsal's result: the figures, and the table that the terminal prints.

import type { MinutesReport } from './compare-minutes.ts';
import { type BoardReading, countLost, type JournalEntry, measuredDurations } from './journal.ts';
import { type DurationSummary, summariseDurations } from './percentile.ts';

/** All figures of one rehearsal; durations in milliseconds. */
export interface RehearsalReport {
  officials: number;
  arrival: DurationSummary;
  signing: DurationSummary;
  lost: number;
  board: BoardReading | null;
  /** From an arrival to the board that shows it. */
  boardDelay: DurationSummary;
  /** The server's minutes against the journals; `null` where they were not compared. */
  minutes: MinutesReport | null;
}

/** The report over the officials' own records and the observer's last reading of the board. */
export function buildReport(input: {
  entries: readonly JournalEntry[];
  signs: boolean;
  board: BoardReading | null;
  boardDelays?: readonly number[];
  minutes?: MinutesReport;
}): RehearsalReport {
  return {
    officials: input.entries.length,
    arrival: summariseDurations(measuredDurations(input.entries, 'arrivalMs')),
    signing: summariseDurations(measuredDurations(input.entries, 'signingMs')),
    lost: countLost(input),
    board: input.board,
    boardDelay: summariseDurations(input.boardDelays ?? []),
    minutes: input.minutes ?? null,
  };
}

const formatMs = (value: number | null): string =>
  value === null ? '-' : `${Math.round(value)} ms`;

const boardRows = ({ count, p50, p99 }: DurationSummary): [string, string][] =>
  count === 0
    ? []
    : [
        ['board p50', formatMs(p50)],
        ['board p99', formatMs(p99)],
      ];

const minutesRows = (minutes: MinutesReport | null): [string, string][] =>
  minutes === null
    ? []
    : [
        ['minutes compared', String(minutes.compared)],
        ['differing by more than a second plus the lease', String(minutes.different)],
        ['differing by more than a second', String(minutes.overASecond)],
        ['largest difference', formatMs(minutes.largest)],
      ];

/** The report's rows: label and figure, in the order of the table. */
export const reportRows = (report: RehearsalReport): [string, string][] => [
  ['officials', String(report.officials)],
  ['arrived', String(report.arrival.count)],
  ['arrival p50', formatMs(report.arrival.p50)],
  ['arrival p99', formatMs(report.arrival.p99)],
  ['signed', String(report.signing.count)],
  ['signing p50', formatMs(report.signing.p50)],
  ['signing p99', formatMs(report.signing.p99)],
  ...boardRows(report.boardDelay),
  ...minutesRows(report.minutes),
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
