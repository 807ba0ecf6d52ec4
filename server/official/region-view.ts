// The official's own region on their pages: its tile, its word, and the seats of the delegation.
import type { BoardRow, RegionState } from '../protocol/board.ts';
import type { DelegationRow } from '../protocol/socket-events.ts';
import type { Region } from '../regions/index.ts';
import type { OfficialServices, Say } from './official-services.ts';
import type { OfficialVisit } from './official-visit.ts';

/** `state` is null for seats outside regions: they have no tile. */
export interface RegionView {
  name: string;
  province: string;
  state: RegionState | null;
  word: string;
  /** "4 dari 5 pejabat hadir" */
  summary: string;
  total: number;
  present: number;
  rows: {
    seat: string;
    title: string;
    state: DelegationRow['state'];
    word: string;
    own: boolean;
  }[];
}

const findRegion = async (
  services: OfficialServices,
  visit: Pick<OfficialVisit, 'seat' | 'campaign'>,
): Promise<Region | undefined> => {
  const { region } = visit.seat;
  if (region === null) return undefined;
  const regions = await services.event.regionsOf(visit.campaign);
  return regions.find(({ code }) => code === region);
};

/** The region's row on the board; undefined for a seat outside regions. */
const rowOf = async (
  { event }: OfficialServices,
  { seat, session }: Pick<OfficialVisit, 'seat' | 'session'>,
): Promise<BoardRow | undefined> => {
  const { rows } = await event.boards.snapshot(session._id);
  return rows.find(([code]) => code === seat.region);
};

/** Reads the own region's picture; `say` speaks the area `stage`. */
export async function presentRegion(
  services: OfficialServices,
  visit: Pick<OfficialVisit, 'seat' | 'session' | 'campaign'>,
  say: Say,
): Promise<RegionView> {
  const { seat, session } = visit;
  const region = await findRegion(services, visit);
  const row = await rowOf(services, visit);
  const state = seat.region === null ? null : (row?.[1] ?? 0);
  const delegation = await services.event.boards.delegation(session._id, seat.region);
  const rows = delegation
    // Pusat dan Kanreg is no delegation: of its many offices only the own one is shown.
    .filter((row) => seat.region !== null || row.seat === seat._id)
    .map((row) => ({
      ...row,
      own: row.seat === seat._id,
      word: say(`stage.client.seat.${row.state}`),
    }));
  // Who signed may have left: the board counts who is present.
  const present = row ? row[3] : rows.filter(({ state }) => state !== 'absent').length;
  return {
    name: seat.place,
    province: region?.province ?? say('stage.client.outside'),
    state,
    word: state === null ? '' : say(`stage.client.tile.${state}`),
    summary: say('stage.client.delegation', { present, total: rows.length }),
    total: rows.length,
    present,
    rows,
  };
}
