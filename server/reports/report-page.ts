// What the page of reports is made from, and its addresses.
import type { Campaign } from '../campaigns/index.ts';
import type { BoardPhase } from '../protocol/board.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { Difference } from './difference.ts';
import type { SeatPerson, Words } from './report-columns.ts';
import type { SessionReport } from './report-service.ts';
import type { Sorting } from './report-table.ts';
import type { WitnessRow } from './witness-rows.ts';

export const TABS = ['provinsi', 'daerah', 'jabatan', 'jam', 'saksi'] as const;
export type ReportTab = (typeof TABS)[number];

export interface ReportPage {
  session: SessionDocument;
  campaign: Campaign;
  regions: { code: string; name: string }[];
  report: SessionReport;
  difference: Difference | undefined;
  /** When doors opened, as far as the audit knows. */
  doorsAt: number | undefined;
  phase: BoardPhase;
  /** The people of one region, when it is chosen. */
  people: { code: string; rows: SeatPerson[] } | undefined;
  /** Where the second witness disagrees; read for its own tab only. */
  witness: WitnessRow[];
  tab: ReportTab;
  sorting: Sorting;
  words: Words;
  /** Text of a key below `board.client`. */
  boardWords: Words;
}

/** Address of a session's report; what is empty in `query` is left out. */
export const addressOf = (slug: string, query: Record<string, string | undefined>): string => {
  const known = Object.entries(query).filter((entry): entry is [string, string] =>
    Boolean(entry[1]),
  );
  return `/kendali/laporan?${new URLSearchParams([['sesi', slug], ...known])}`;
};

/** Name of a region, or of the seats outside regions. */
export const nameOf = ({ regions, words }: ReportPage, code: string): string =>
  regions.find((region) => region.code === code)?.name ?? words('outside');
