// Changes a campaign's regions or offices, and with them the seats of its sessions that have not
// begun. What already has registrations stays.
import type { Campaign, CampaignChange } from '../campaigns/index.ts';
import { AppError } from '../core/app-error.ts';
import type { ClientSession } from '../core/database.ts';
import type { Actor, Seat } from '../invitations/index.ts';
import { isOver, isRunning } from '../protocol/session-names.ts';
import type { SessionDocument, SessionStore } from '../sessions/index.ts';
import type { ChangeOf, IdentityService } from './identity-service.ts';

/** What stands in the way of changes. */
export interface PlaceLocks {
  /** A session is going on. */
  isRunning: boolean;
  /** A session has begun or is over: what makes a region complete holds for its board. */
  hasBegun: boolean;
  /** How many registrations each office has had, in all sessions; by the office's code. */
  registrations: ReadonlyMap<string, number>;
}

export interface PlaceService {
  locksOf(campaign: string): Promise<PlaceLocks>;
  /**
   * Writes the change of a campaign at its version together with the seats of its sessions. Throws
   * CAMPAIGN_PAST, CAMPAIGN_RUNNING, OFFICE_IN_USE, REGIONS_IN_USE, STATE_CHANGED.
   */
  change(
    campaign: Campaign,
    change: Pick<CampaignChange, 'regionSet' | 'seats' | 'regionRules'>,
    what: ChangeOf,
    by: Actor,
  ): Promise<void>;
}

interface Options {
  identity: IdentityService;
  /** As this process knows them: for pages. */
  sessionsOf(campaign: string): SessionDocument[];
  /** As they are: for what is written. */
  sessions: Pick<SessionStore, 'listOf' | 'replacePlan'>;
  /** Registrations that a session has ever had, by office. */
  registeredOf(session: string, transaction?: ClientSession): Promise<Map<string, number>>;
  /** Makes the seats of a session those of the campaign; resolves with the ones that are gone. */
  replan(session: SessionDocument, of: Campaign, transaction: ClientSession): Promise<Seat[]>;
  /** Removes what other domains keep of seats and regions that are gone. */
  forget(session: SessionDocument, of: Campaign, gone: Seat[], at: ClientSession): Promise<void>;
}

/** The service on the campaign's own conditional write. */
export function createPlaceService(options: Options): PlaceService {
  const { sessions, sessionsOf } = options;
  return {
    locksOf: (campaign) => readLocks(sessionsOf(campaign), options),
    async change(campaign, change, what, by) {
      const after = { ...campaign, ...change };
      await options.identity.change(campaign, change, what, by, async (transaction) => {
        // Asked again inside: somebody may have registered since the page was shown.
        const all = await sessions.listOf(campaign._id, transaction);
        requireFree(campaign, after, await readLocks(all, options, transaction));
        for (const session of all.filter(hasNotBegun)) {
          // A step of the status: one that opens its doors in this moment is decided anew.
          const { _id, status } = session;
          const isHeld = await sessions.replacePlan(_id, status.version, {}, transaction);
          if (!isHeld) throw new AppError('STATE_CHANGED');
          const gone = await options.replan(session, after, transaction);
          if (gone.length > 0) await options.forget(session, after, gone, transaction);
        }
      });
    },
  };
}

const hasNotBegun = ({ status }: SessionDocument): boolean =>
  !isRunning(status.session) && !isOver(status.session);

async function readLocks(
  sessions: SessionDocument[],
  { registeredOf }: Pick<Options, 'registeredOf'>,
  transaction?: ClientSession,
): Promise<PlaceLocks> {
  const registrations = new Map<string, number>();
  // One after the other: a transaction does not take several at once.
  for (const { _id } of sessions) {
    for (const [office, count] of await registeredOf(_id, transaction)) {
      registrations.set(office, (registrations.get(office) ?? 0) + count);
    }
  }
  return {
    isRunning: sessions.some(({ status }) => isRunning(status.session)),
    hasBegun: !sessions.every(hasNotBegun),
    registrations,
  };
}

/** The offices by code, and whether they count for their region. */
const officesOf = ({ seats }: Pick<Campaign, 'seats'>): Map<string, boolean> =>
  new Map([
    ...seats.inRegions.map(({ code, required }) => [code, required] as const),
    ...seats.outside.map(({ code }) => [code, false] as const),
  ]);

/** Throws where the change would take a place from somebody, or change a board that stands. */
function requireFree(before: Campaign, after: Campaign, locks: PlaceLocks): void {
  if (locks.isRunning) throw new AppError('CAMPAIGN_RUNNING');
  const isOtherSet = before.regionSet.file !== after.regionSet.file;
  if (isOtherSet && locks.registrations.size > 0) throw new AppError('REGIONS_IN_USE');
  const kept = officesOf(after);
  // A registration holds whether its office counts for the region, so that stays as well.
  const taken = [...officesOf(before)].some(
    ([code, counts]) => kept.get(code) !== counts && (locks.registrations.get(code) ?? 0) > 0,
  );
  if (taken) throw new AppError('OFFICE_IN_USE');
  const isOtherRule = JSON.stringify(before.regionRules) !== JSON.stringify(after.regionRules);
  if (isOtherRule && locks.hasBegun) throw new AppError('RULES_IN_USE');
}
