// What the control room's routes read and call: the doors of other domains, in one place.
import type { Boards } from '../board/index.ts';
import type { Campaign, CampaignStore } from '../campaigns/index.ts';
import type { StaffIdentity } from '../http/visitor.ts';
import type { Actor, InvitationService } from '../invitations/index.ts';
import type { RegionStore } from '../regions/index.ts';
import type { RegistrationService, SeatDesk } from '../registrations/index.ts';
import { getSession, type LiveSessions, type SessionDocument } from '../sessions/index.ts';
import type { SignatureService } from '../signatures/index.ts';
import type { RoomFacts } from './room-presenter.ts';

export interface ControlData {
  live: LiveSessions;
  boards: Boards;
  campaigns: CampaignStore;
  regions: RegionStore;
  /** With the texts that the session signs. */
  campaignOf(session: SessionDocument): Promise<Campaign>;
  /** Makes a rehearsal with its seats and audit; rejects with NOT_FOUND for an unknown model. */
  makeRehearsal(model: SessionDocument, by: Actor): Promise<SessionDocument>;
  seats: SeatServices;
  /** How many officials wait for an answer to their objection. */
  openObjections(session: string): Promise<number>;
}

export interface SeatServices {
  invitations: InvitationService;
  registrations: Pick<RegistrationService, 'findOfSeat'>;
  desk: SeatDesk;
  signatures: Pick<SignatureService, 'find'>;
}

/** Everything the room's page shows. Throws NOT_FOUND. */
export async function roomFacts(data: ControlData, slug: string): Promise<RoomFacts> {
  const session = getSession(data.live, slug);
  const campaign = await data.campaignOf(session);
  const regions = await data.regions.list(campaign.regionSet.file);
  return { session, campaign, regions, board: await data.boards.snapshot(session._id) };
}

/** A member of staff as the audit names them. */
export const actorOf = (staff: StaffIdentity, address: string): Actor => ({
  actor: { kind: 'staff', id: staff.account, label: staff.name },
  address,
});
