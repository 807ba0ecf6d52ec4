// From a board snapshot to the page: the full picture, so that it reads without a script too.
import type { BoardSnapshot, RegionState } from '../protocol/board.ts';
import type { BoardCluster, BoardLayout } from '../protocol/board-layout.ts';
import {
  type BoardStatus,
  boardFigures,
  closingTicker,
  clusterSentence,
  countStates,
  outsideText,
  type Say,
  sealedTicker,
  signedShare,
  stageText,
  statesOf,
  tickerKey,
} from '../protocol/board-words.ts';
import type { BoardClusterView, BoardTile, BoardView } from './board-view.ts';

/** A region as the board names it. */
export interface BoardRegion {
  code: string;
  name: string;
  provinceCode: string;
  province: string;
}

const LEGEND: readonly RegionState[] = [3, 2, 1, 0];

const tilesOf = (snapshot: BoardSnapshot, regions: readonly BoardRegion[]): BoardTile[] => {
  const names = new Map(regions.map((region) => [region.code, region.name]));
  const latest = new Set(snapshot.latest);
  return snapshot.rows.map(([code, state, required, present]) => ({
    code,
    name: names.get(code) ?? code,
    state,
    present,
    required,
    fresh: latest.has(code),
  }));
};

/** Clusters of a set without a layout: its provinces in the order of their regions. */
const plainClusters = (regions: readonly BoardRegion[]): BoardCluster[] =>
  [...new Map(regions.map((region) => [region.provinceCode, region.province]))].map(
    ([province, name]) => ({ province, name, short: name, columns: 12, x: 0, y: 0 }),
  );

const presentCluster = (cluster: BoardCluster, tiles: BoardTile[], say: Say): BoardClusterView => {
  const states = tiles.map((tile) => tile.state);
  const signed = countStates(states)[3];
  const absent = tiles.length === 0;
  return {
    province: cluster.province,
    name: cluster.name,
    short: cluster.short,
    absent,
    full: !absent && signed === tiles.length,
    signed,
    attended: states.filter((state) => state > 0).length,
    total: tiles.length,
    sentence: clusterSentence(cluster.name, states, say),
    tiles,
    blanks: absent ? Array.from({ length: cluster.columns }, (_, index) => index) : [],
  };
};

const presentClusters = (input: BoardInput, tiles: readonly BoardTile[]): BoardClusterView[] => {
  const { regions, layout, say } = input;
  const provinceOf = new Map(regions.map((region) => [region.code, region.provinceCode]));
  return (layout?.clusters ?? plainClusters(regions)).map((cluster) =>
    presentCluster(
      cluster,
      tiles.filter((tile) => provinceOf.get(tile.code) === cluster.province),
      say,
    ),
  );
};

const presentFigures = ({ snapshot, signs, say }: BoardInput): BoardView['figures'] =>
  boardFigures(snapshot.counters, snapshot.phase)
    .filter(({ key }) => signs || key !== 'signed')
    .map((figure, index) => ({
      ...figure,
      label: say(`figures.${snapshot.phase === 'frozen' ? 'frozen' : 'now'}.${figure.key}`),
      lead: index === 0,
      red: index === 0 && figure.key === 'signed',
    }));

const presentTicker = (input: BoardInput, tiles: readonly BoardTile[]): BoardView['ticker'] => {
  const { snapshot, say } = input;
  const closing = closingTicker(snapshot, say);
  const last = closing ? [{ name: closing.name, state: closing.state }] : [];
  const seal = sealedTicker(input.status, say);
  if (seal) {
    const count = { name: seal.count, state: 3 as const };
    return { title: seal.title, items: [...last, count], root: seal.root };
  }
  if (closing) return { title: closing.title, items: last };
  const states = statesOf(snapshot.rows);
  const names = new Map(tiles.map((tile) => [tile.code, tile.name]));
  const items = snapshot.latest.map((code) => ({
    name: names.get(code) ?? code,
    state: states.get(code) ?? 0,
  }));
  return { title: say(`ticker.${tickerKey(items.map((item) => item.state))}`), items };
};

export interface BoardInput {
  snapshot: BoardSnapshot;
  status: BoardStatus;
  /** In the order of their tiles. */
  regions: readonly BoardRegion[];
  /** null: the list by province. */
  layout: (BoardLayout & { id: string }) | null;
  campaign: { shortName: string; theme: string };
  isRehearsal: boolean;
  /** The campaign has a declaration to sign; without one the board is about presence alone. */
  signs: boolean;
  say: Say;
}

/** The page's view of a snapshot. `say` speaks the reader's language; `now` is the shown clock. */
export function presentBoard(input: BoardInput, now: Date): BoardView {
  const { snapshot, layout, say } = input;
  const { counters } = snapshot;
  const tiles = tilesOf(snapshot, input.regions);
  const counts = countStates(tiles.map((tile) => tile.state));
  const clusters = presentClusters(input, tiles);
  return {
    layout: layout?.id ?? null,
    campaign: input.campaign,
    isRehearsal: input.isRehearsal,
    signs: input.signs,
    title: say('title', { total: counters.regions }),
    stage: stageText(input.status, say),
    clock: now.toISOString(),
    figures: presentFigures(input),
    legend: LEGEND.filter((state) => input.signs || state < 3).map((state) => ({
      state,
      count: counts[state],
      label: say(`legend.${state}`),
    })),
    hasAbsent: clusters.some((cluster) => cluster.absent),
    clusters,
    outside: counters.outside.seats > 0 ? outsideText(counters, snapshot.phase, say) : null,
    share: signedShare(counters),
    summary: say('summary', {
      signed: counters.regionsSigned,
      present: counters.regionsPresent,
      total: counters.regions,
    }),
    ticker: presentTicker(input, tiles),
  };
}
