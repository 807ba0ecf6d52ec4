// Reads what a comparison needs: one read of each collection, over all sessions at once.
import type { PresenceStore } from '../attendance/index.ts';
import type { Campaign } from '../campaigns/index.ts';
import type { Clock } from '../core/clock.ts';
import type { SeatStore } from '../invitations/index.ts';
import { isOver } from '../protocol/session-names.ts';
import type { Region } from '../regions/index.ts';
import type { RegistrationStore } from '../registrations/index.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import type { SignatureStore } from '../signatures/index.ts';
import { type Comparison, compareSessions } from './comparison-rules.ts';

/** Most sessions side by side; of more the newest ones. */
export const SESSIONS_MAX = 12;

export interface ComparisonSources {
  live: Pick<LiveSessions, 'list'>;
  /** Throws NOT_FOUND. */
  campaign(id: string): Promise<Campaign>;
  regionsOf(campaign: Campaign): Promise<Region[]>;
  stores: {
    seats: Pick<SeatStore, 'listOfSessions'>;
    presence: Pick<PresenceStore, 'staysOf'>;
    registrations: Pick<RegistrationStore, 'checkInsOf'>;
    signatures: Pick<SignatureStore, 'signedSeatsOf'>;
  };
  clock: Clock;
}

export interface CampaignComparison extends Comparison {
  campaign: Campaign;
  /** Official sessions that have begun, oldest first. */
  held: SessionDocument[];
  /** How many older ones are left out. */
  older: number;
}

/** The comparison of a campaign's official sessions, read anew. Throws NOT_FOUND. */
export async function readComparison(
  { live, stores, clock, ...places }: ComparisonSources,
  id: string,
): Promise<CampaignComparison> {
  const campaign = await places.campaign(id);
  const all = live
    .list()
    .filter((one) => one.campaign === id && one.kind === 'official' && one.status.liveAt !== null)
    .sort((a, b) => (startOf(a) < startOf(b) ? -1 : 1));
  const held = all.slice(-SESSIONS_MAX);
  const ids = held.map(({ _id }) => _id);
  const now = clock.now();
  const [regions, seats, stays, checkedIn, signed] = await Promise.all([
    places.regionsOf(campaign),
    stores.seats.listOfSessions(ids),
    stores.presence.staysOf(held.map((session) => horizonOf(session, now))),
    stores.registrations.checkInsOf(ids),
    stores.signatures.signedSeatsOf(ids),
  ]);
  const sessions = held.map(({ _id, status: { signingOpenedAt } }) => ({
    id: _id,
    signingOpenedAt: signingOpenedAt ? Date.parse(signingOpenedAt) : undefined,
  }));
  const rules = campaign.regionRules;
  const facts = { sessions, regions, rules, seats, stays, checkedIn, signed };
  return { campaign, held, older: all.length - held.length, ...compareSessions(facts) };
}

const startOf = ({ date, startsAt, status }: SessionDocument): string =>
  status.liveAt ?? `${date} ${startsAt}`;

const horizonOf = ({ _id, status }: SessionDocument, now: Date) => {
  const hasEnded = isOver(status.session) && status.endedAt !== null;
  return { session: _id, at: hasEnded ? new Date(status.endedAt ?? 0) : now, hasEnded };
};
