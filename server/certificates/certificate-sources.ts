// Gathers a holder's facts through the doors of the other domains.
import type { AttendanceService } from '../attendance/index.ts';
import type { Campaign } from '../campaigns/index.ts';
import type { InvitationService } from '../invitations/index.ts';
import type { Region } from '../regions/index.ts';
import type { Registration } from '../registrations/index.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import type { SignatureService } from '../signatures/index.ts';
import type { CertificateFacts } from './certificate-facts.ts';
import type { LongDoors } from './long-doors.ts';

/** The doors that certificates look through; the composition's domains have this shape. */
export interface CertificateDoors {
  live: Pick<LiveSessions, 'find' | 'list' | 'onChange'>;
  invitations: Pick<InvitationService, 'find'>;
  signatures: Pick<SignatureService, 'find' | 'list'>;
  attendance: Pick<AttendanceService, 'attendanceOf' | 'attendanceOfAll'>;
  campaignOf(session: SessionDocument): Promise<Campaign>;
  regionsOf(campaign: Campaign): Promise<Region[]>;
  findRegistration(id: string): Promise<Registration | undefined>;
  /** For the documents of many rows. */
  long: LongDoors;
}

/** The host's zone: for seats outside regions. */
const HOST_ZONE = 'Asia/Jakarta';

/** Reads everything about a registration; undefined when it, its seat or session is unknown. */
export async function collectFacts(
  doors: CertificateDoors,
  id: string,
): Promise<CertificateFacts | undefined> {
  const registration = await doors.findRegistration(id);
  const session = registration && doors.live.find(registration.session);
  if (!session) return undefined;
  const [seat, campaign, signature, attendance] = await Promise.all([
    doors.invitations.find(registration.seat),
    doors.campaignOf(session),
    doors.signatures.find(id),
    doors.attendance.attendanceOf(id, session),
  ]);
  if (!seat) return undefined;
  const regions = await doors.regionsOf(campaign);
  const region = regions.find(({ code }) => code === registration.region);
  const timezone = region?.timezone ?? HOST_ZONE;
  return { registration, session, seat, campaign, signature, attendance, timezone };
}
