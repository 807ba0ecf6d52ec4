// Gathers a holder's facts through the doors of the other domains.
import type { AttendanceService } from '../attendance/index.ts';
import type { Campaign } from '../campaigns/index.ts';
import type { InvitationService } from '../invitations/index.ts';
import type { Region } from '../regions/index.ts';
import type { Registration } from '../registrations/index.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import type { SignatureService } from '../signatures/index.ts';
import type { CertificateFacts, Holder } from './certificate-facts.ts';
import type { LongDoors } from './long-doors.ts';

/** The doors that certificates look through; the composition's domains have this shape. */
export interface CertificateDoors {
  live: Pick<LiveSessions, 'find' | 'list' | 'onChange'>;
  invitations: Pick<InvitationService, 'find' | 'list'>;
  signatures: Pick<SignatureService, 'find' | 'list'>;
  attendance: Pick<AttendanceService, 'attendanceOf' | 'attendanceOfAll'>;
  campaignOf(session: SessionDocument): Promise<Campaign>;
  regionsOf(campaign: Campaign): Promise<Region[]>;
  findRegistration(id: string): Promise<Registration | undefined>;
  /** For the documents of many rows. */
  long: LongDoors;
  /** Registrations by their ids, ended ones among them. */
  listHolders(ids: string[]): Promise<Holder[]>;
}

/** Facts of many holders of one session; who is unknown there is missing. */
export type FactsOf = (registrations: string[]) => Promise<Map<string, CertificateFacts>>;

/**
 * Reads once what a whole session's certificates are made of (seats, regions, signatures,
 * everybody's attendance), and for each call the registrations in one read.
 */
export async function factsOfSession(
  doors: CertificateDoors,
  session: SessionDocument,
): Promise<FactsOf> {
  const [seats, campaign, signed, attendance] = await Promise.all([
    doors.invitations.list(session._id),
    doors.campaignOf(session),
    doors.signatures.list(session._id),
    doors.attendance.attendanceOfAll(session),
  ]);
  const zones = new Map(
    (await doors.regionsOf(campaign)).map(({ code, timezone }) => [code, timezone]),
  );
  const signatures = new Map(signed.map((one) => [one.registration, one]));
  const seatsById = new Map(seats.map((seat) => [seat._id, seat]));
  return async (ids) => {
    const holders = await doors.listHolders(ids);
    return new Map(
      holders.flatMap((registration) => {
        const seat = seatsById.get(registration.seat);
        if (!seat || registration.session !== session._id) return [];
        const facts: CertificateFacts = {
          ...{ registration, session, seat, campaign },
          signature: signatures.get(registration._id),
          attendance: attendance.get(registration._id) ?? NEVER_CAME,
          timezone: zones.get(registration.region ?? '') ?? HOST_ZONE,
        };
        return [[registration._id, facts] as const];
      }),
    );
  };
}

const NEVER_CAME = { minutes: 0, met: false };

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
