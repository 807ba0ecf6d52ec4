// What each kind of export holds: its rows as they are read, under their columns.
import { AppError } from '../core/app-error.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { Cell, ExportTable } from './export-file.ts';
import {
  CHANGE_COLUMNS,
  type Column,
  HOUR_COLUMNS,
  OFFICE_COLUMNS,
  PERSON_COLUMNS,
  PROVINCE_COLUMNS,
  REGION_COLUMNS,
  type SeatPerson,
  WITNESS_COLUMNS,
  type Words,
} from './report-columns.ts';
import type { ReportService, SessionReport } from './report-service.ts';
import type { SeatRecord } from './report-shapes.ts';

export const EXPORT_KINDS = [
  'orang',
  'daerah',
  'provinsi',
  'jabatan',
  'jam',
  'perbedaan',
  'saksi',
] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

export interface ExportRequest {
  session: SessionDocument;
  kind: ExportKind;
  /** Only the people of this region. */
  region: string | undefined;
  words: Words;
}

export interface Export {
  table: ExportTable;
  /** The moment of its data, in milliseconds. */
  at: number;
}

/** The table of a kind. Throws NOT_FOUND for a comparison with nothing. */
export async function exportTable(
  reports: ReportService,
  { session, kind, region, words }: ExportRequest,
): Promise<Export> {
  if (kind === 'orang') {
    const { horizon, records } = reports.seats(session, region);
    return { table: tableOf(kind, PERSON_COLUMNS, peopleOf(records), words), at: horizon.at };
  }
  if (kind === 'perbedaan') {
    const [difference, { horizon }] = [
      await reports.difference(session),
      await reports.report(session),
    ];
    if (!difference) throw new AppError('NOT_FOUND');
    return { table: tableOf(kind, CHANGE_COLUMNS, difference.seats, words), at: horizon.at };
  }
  if (kind === 'saksi') {
    const { horizon } = reports.seats(session);
    return {
      table: tableOf(kind, WITNESS_COLUMNS, await reports.witness(session), words),
      at: horizon.at,
    };
  }
  const report = await reports.readReport(session);
  return { table: groupTable(kind, report, words), at: report.horizon.at };
}

const groupTable = (
  kind: Exclude<ExportKind, 'orang' | 'perbedaan' | 'saksi'>,
  report: SessionReport,
  words: Words,
): ExportTable => {
  if (kind === 'jam') return tableOf(kind, HOUR_COLUMNS, report.arrivals.hours, words);
  if (kind === 'daerah') return tableOf(kind, REGION_COLUMNS, report.regions, words);
  if (kind === 'jabatan') return tableOf(kind, OFFICE_COLUMNS, report.offices, words);
  return tableOf(kind, PROVINCE_COLUMNS, report.provinces, words);
};

const tableOf = <Row>(
  kind: ExportKind,
  columns: Column<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
  words: Words,
): ExportTable => ({
  name: words(`kinds.${kind}`),
  columns: columns.map(({ key, kind: cell, width }) => ({
    header: words(`columns.${key}`),
    kind: cell,
    width,
  })),
  rows: cellsOf(columns, rows, words),
});

async function* cellsOf<Row>(
  columns: Column<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
  words: Words,
): AsyncGenerator<Cell[], void, undefined> {
  for await (const row of rows) yield columns.map((column) => column.of(row, words));
}

/** Everybody who held a seat, one after the other. */
export async function* peopleOf(
  records: AsyncIterable<SeatRecord>,
): AsyncGenerator<SeatPerson, void, undefined> {
  for await (const { place, people } of records) {
    for (const person of people) yield { place, person };
  }
}
