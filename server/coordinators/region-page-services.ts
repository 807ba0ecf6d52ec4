// What the coordinator's pages are built from: the doors of other domains, in groups.
import type { Boards } from '../board/index.ts';
import type { Campaign } from '../campaigns/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Catalogue } from '../http/catalogue.ts';
import type { RateLimit } from '../http/rate-limits.ts';
import type { VisitorTokens } from '../http/visitor.ts';
import type { Actor, InvitationService } from '../invitations/index.ts';
import type { Region } from '../regions/index.ts';
import type { RegistrationStore } from '../registrations/index.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import type { SharedRoomService } from '../shared-rooms/index.ts';
import { type CoordinatorDesk, coordinatorActor } from './coordinator-desk.ts';
import type { CoordinatorLinks, CoordinatorPass } from './coordinator-links.ts';

export interface CoordinatorServices {
  links: CoordinatorLinks;
  desk: CoordinatorDesk;
  rooms: SharedRoomService;
  region: {
    live: LiveSessions;
    boards: Pick<Boards, 'delegation'>;
    invitations: Pick<InvitationService, 'listOfRegion'>;
    registrations: Pick<RegistrationStore, 'listActiveOfRegion' | 'countByRegion'>;
    campaignOf(session: SessionDocument): Promise<Campaign>;
    regionsOf(campaign: Campaign): Promise<Region[]>;
  };
  site: {
    tokens: VisitorTokens;
    /** Failures to guess a code, by address. */
    codeLimit: RateLimit;
    catalogue: Catalogue;
    publicUrl: string;
    /** How many officials wait for an answer to their objection. */
    openObjections(session: string): Promise<number>;
    /** False for a name with a character that no certificate can show. */
    canPrint(name: string): boolean;
    /** The region's declaration with all its signatories, once it is issued. */
    regionDocument(
      session: string,
      region: string,
    ): Promise<{ code: string; number: string } | undefined>;
  };
}

/** The pass's session as it is now; throws NOT_FOUND. */
export function sessionOf({ region }: CoordinatorServices, pass: CoordinatorPass): SessionDocument {
  const session = region.live.find(pass.session);
  if (!session) throw new AppError('NOT_FOUND');
  return session;
}

/** A coordinator as services record them. */
export const byCoordinator = (pass: CoordinatorPass, address: string): Actor => ({
  actor: coordinatorActor(pass),
  address,
});
