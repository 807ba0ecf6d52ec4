// What the national board's page shows; its template is templates/pages/board.hbs.
import type { RegionState } from '../protocol/board.ts';

export interface BoardTile {
  code: string;
  name: string;
  state: RegionState;
  present: number;
  required: number;
  /** Among the regions that changed last. */
  fresh: boolean;
}

export interface BoardClusterView {
  province: string;
  name: string;
  short: string;
  /** No region of the province takes part. */
  absent: boolean;
  /** Every region has signed. */
  full: boolean;
  signed: number;
  /** Regions with at least one official present. */
  attended: number;
  total: number;
  sentence: string;
  tiles: BoardTile[];
  /** Placeholders for the hatched squares of an absent province. */
  blanks: number[];
}

export interface BoardView {
  /** Id of the map layout; null for the list by province. */
  layout: string | null;
  campaign: { shortName: string; theme: string };
  isRehearsal: boolean;
  signs: boolean;
  title: string;
  stage: string;
  /** Now, ISO 8601 in UTC. */
  clock: string;
  figures: {
    key: string;
    value: number;
    total: number;
    label: string;
    lead: boolean;
    red: boolean;
  }[];
  legend: { state: RegionState; count: number; label: string }[];
  hasAbsent: boolean;
  clusters: BoardClusterView[];
  outside: string | null;
  share: string;
  summary: string;
  /** `root`: the sealed log's, in words. */
  ticker: { title: string; items: { name: string; state: RegionState }[]; root?: string };
}
