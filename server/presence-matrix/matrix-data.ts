// What the matrix's pages read of other domains, and the facts of one session.
import type { StoredInterval } from '../attendance/index.ts';
import type { Boards } from '../board/index.ts';
import type { Campaign } from '../campaigns/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Seat } from '../invitations/index.ts';
import type { BoardSnapshot } from '../protocol/board.ts';
import type { MatrixSnapshot } from '../protocol/matrix.ts';
import { type MatrixFilter, OUTSIDE } from '../protocol/matrix-filter.ts';
import type { Region, RegionStore } from '../regions/index.ts';
import type { Registration } from '../registrations/index.ts';
import { getSession, type LiveSessions, type SessionDocument } from '../sessions/index.ts';
import type { CallService } from './call-service.ts';

export interface MatrixData {
  places: {
    live: LiveSessions;
    campaignOf(session: SessionDocument): Promise<Campaign>;
    regions: RegionStore;
  };
  boards: Pick<Boards, 'snapshot' | 'matrix'>;
  people: {
    /** All seats in the order of the matrix. */
    seats(session: string): Promise<Seat[]>;
    /** Seats of a region; null for those outside regions. */
    seatsOfRegion(session: string, region: string | null): Promise<Seat[]>;
    /** Who holds a seat now: of one region, or of all. */
    holders(session: string, region?: string | null): Promise<Registration[]>;
    /** When these people were connected. */
    intervals(registrations: string[]): AsyncIterable<StoredInterval>;
  };
  calls: CallService;
  /** How many officials wait for an answer to their objection. */
  openObjections(session: string): Promise<number>;
}

/** A session with everything that its matrix shows; no person in it. */
export interface MatrixFacts {
  session: SessionDocument;
  campaign: Campaign;
  /** In the order of their tiles. */
  regions: Region[];
  matrix: MatrixSnapshot;
  board: BoardSnapshot;
}

/** Everything the matrix of a session shows. Throws NOT_FOUND. */
export async function matrixFacts(data: MatrixData, slug?: string): Promise<MatrixFacts> {
  const session = getSession(data.places.live, slug);
  const { campaignOf, regions } = data.places;
  const campaign = await campaignOf(session);
  const [list, matrix, board] = await Promise.all([
    regions.list(campaign.regionSet.file),
    data.boards.matrix(session._id),
    data.boards.snapshot(session._id),
  ]);
  return { session, campaign, regions: list, matrix, board };
}

/** Presence is counted until the signing opens, then signatures; a session without them: presence. */
export const countedFlag = ({
  session,
  campaign,
}: Pick<MatrixFacts, 'session' | 'campaign'>): 'present' | 'signed' =>
  campaign.declaration && session.status.signingOpenedAt ? 'signed' : 'present';

/** Throws INVALID_INPUT for a province or an office that the campaign does not have. */
export function checkFilter({ campaign, regions }: MatrixFacts, filter: MatrixFilter): void {
  const { province, office } = filter;
  const hasProvince =
    province === OUTSIDE || regions.some(({ provinceCode }) => provinceCode === province);
  if (province !== '' && !hasProvince) throw new AppError('INVALID_INPUT', { field: 'provinsi' });
  const hasOffice = campaign.seats.inRegions.some(({ code }) => code === office);
  if (office !== '' && !hasOffice) throw new AppError('INVALID_INPUT', { field: 'jabatan' });
}

/** The region under a code of the session's set. Throws REGION_UNKNOWN. */
export function getRegion({ regions }: Pick<MatrixFacts, 'regions'>, code: string): Region {
  const region = regions.find((one) => one.code === code);
  if (!region) throw new AppError('REGION_UNKNOWN');
  return region;
}
