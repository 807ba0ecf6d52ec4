// A report's rows as a table of the page: sorted by a column, its headers links that sort.
import { formatNumber } from '../http/views/index.ts';
import type { Cell } from './export-file.ts';
import { type Column, clockText, type Words } from './report-columns.ts';

export const DIRECTIONS = ['naik', 'turun'] as const;
export interface Sorting {
  /** A column's key; undefined keeps the order of the record. */
  by: string | undefined;
  direction: (typeof DIRECTIONS)[number];
}

export interface TableView {
  caption: string;
  headers: {
    label: string;
    /** Sorts by this column; empty where sorting makes no sense. */
    href: string;
    sort: 'ascending' | 'descending' | null;
    isNumber: boolean;
  }[];
  rows: { cells: { text: string; isNumber: boolean; isHead: boolean; href: string }[] }[];
}

export interface TableInput<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  sorting: Sorting;
  words: Words;
  /** Address that sorts; undefined: the table can't be sorted. */
  sortHref?: (sorting: Sorting) => string;
  /** Where a row leads; empty: nowhere. */
  rowHref?: (row: Row) => string;
}

const compare = (a: Cell, b: Cell): number => {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  // What is not known stands last in either direction's beginning: as the smallest.
  if (a === null || b === null) return (a === null ? 0 : 1) - (b === null ? 0 : 1);
  return String(a).localeCompare(String(b), 'id', { numeric: true });
};

const sorted = <Row>({ columns, rows, sorting, words }: TableInput<Row>): Row[] => {
  const column = columns.find(({ key }) => key === sorting.by);
  if (!column) return [...rows];
  const sign = sorting.direction === 'naik' ? 1 : -1;
  return [...rows].sort((a, b) => sign * compare(column.of(a, words), column.of(b, words)));
};

const textOf = (cell: Cell, kind: Column<never>['kind']): string => {
  if (cell === null || cell === '') return '–';
  if (typeof cell === 'string') return cell;
  return kind === 'moment' ? clockText(cell) : formatNumber(cell, 'id');
};

/** The first column is each row's head. */
export function tableView<Row>(input: TableInput<Row>): TableView {
  const { columns, words, sorting, sortHref, rowHref } = input;
  return {
    caption: input.caption,
    headers: columns.map(({ key, kind }) => ({
      label: words(`headers.${key}`),
      href: sortHref?.({ by: key, direction: nextDirection(key, kind, sorting) }) ?? '',
      sort: key === sorting.by ? (sorting.direction === 'naik' ? 'ascending' : 'descending') : null,
      isNumber: kind === 'number',
    })),
    rows: sorted(input).map((row) => ({
      cells: columns.map((column, place) => ({
        text: textOf(column.of(row, words), column.kind),
        isNumber: column.kind === 'number',
        isHead: place === 0,
        href: place === 0 ? (rowHref?.(row) ?? '') : '',
      })),
    })),
  };
}

/** Numbers begin with the greatest, names with the first; a second time turns it round. */
const nextDirection = (
  key: string,
  kind: Column<never>['kind'],
  sorting: Sorting,
): Sorting['direction'] => {
  if (key === sorting.by) return sorting.direction === 'naik' ? 'turun' : 'naik';
  return kind === 'number' ? 'turun' : 'naik';
};
