// The roll's columns: those of the report by person, and after them each stay, each clause, the
// signature's standing and fingerprint, and the numbers of the certificates.
import {
  type Cell,
  type Column,
  OWN_COLUMNS,
  SEAT_COLUMNS,
  type SeatPerson,
  type Words,
} from '../reports/index.ts';
import type { RollRow } from './roll-rows.ts';
import { staysText } from './stays-text.ts';

/** A column whose header is ready: clauses have a number in theirs. */
export interface RollColumn extends Pick<Column<RollRow>, 'kind' | 'width'> {
  header: string;
  of(row: RollRow): Cell;
}

export interface RollWords {
  /** Texts of the reports. */
  report: Words;
  /** Texts of the dossier's area. */
  dossier: Words;
}

/** All columns of a session whose declaration has `clauses` commitments. */
export function rollColumns(
  { report, dossier }: RollWords,
  { clauses, date }: { clauses: number; date: string },
): RollColumn[] {
  const header = (key: string, parameters?: Record<string, number>) =>
    dossier(`columns.${key}`, parameters);
  const text = (head: string, width: number, of: RollColumn['of']): RollColumn => ({
    ...{ header: head, kind: 'text', width, of },
  });
  return [
    ...SEAT_COLUMNS.map((column) => wrapped(column, report, (row) => row)),
    ...OWN_COLUMNS.map((column) => wrapped(column, report, withPerson)),
    text(header('stays'), 40, ({ person }) =>
      person ? staysText(person.stays, date, dossier) : '',
    ),
    ...Array.from({ length: clauses }, (_, i) => clauseColumns(i + 1, header, dossier)).flat(),
    text(header('signature'), 18, (row) => signatureText(row, dossier)),
    text(header('leafHash'), 68, ({ leafHash }) => leafHash ?? ''),
    text(header('declaration'), 28, (row) => numbersOf(row, 'declaration', dossier)),
    text(header('participation'), 28, (row) => numbersOf(row, 'participation', dossier)),
  ];
}

const withPerson = ({ place, person }: RollRow): SeatPerson | undefined =>
  person && { place, person };

/** The report's column over what `pick` makes of a row; empty where it makes nothing. */
function wrapped<Row>(
  { key, kind, width, of }: Column<Row>,
  report: Words,
  pick: (row: RollRow) => Row | undefined,
): RollColumn {
  return {
    ...{ header: report(`columns.${key}`), kind, width },
    of(row) {
      const picked = pick(row);
      return picked === undefined ? null : of(picked, report);
    },
  };
}

function clauseColumns(
  clause: number,
  header: (key: string, parameters: Record<string, number>) => string,
  words: Words,
): RollColumn[] {
  return [
    {
      ...{ header: header('clauseAt', { clause }), kind: 'moment', width: 20 },
      of: ({ ticks }) => ticks?.ticks[clause]?.getTime() ?? null,
    },
    {
      ...{ header: header('clauseHow', { clause }), kind: 'text', width: 14 },
      of({ ticks }) {
        if (!ticks?.ticks[clause]) return '';
        return words(ticks.together[clause] ? 'together' : 'afterwards');
      },
    },
  ];
}

const signatureText = ({ person, withdrawnAt }: RollRow, words: Words): string => {
  if (!person || person.signedAt === null) return words('signature.none');
  return words(withdrawnAt === null ? 'signature.counts' : 'signature.withdrawn');
};

const numbersOf = ({ certificates }: RollRow, kind: string, words: Words): string =>
  certificates
    .filter((one) => one.kind === kind)
    .map(({ number, active }) => (active ? number : words('revoked', { number })))
    .join(', ');
