// The stores of the domains and their indexes, and what is read from them in passing.
import { createCorrectionStore, createNodeStore, createPresenceStore } from './attendance/index.ts';
import type { BoardSources } from './board/index.ts';
import {
  type CampaignDirectory,
  createCampaignNoteStore,
  createCampaignStore,
  createEmblemStore,
} from './campaigns/index.ts';
import { createReadingStore } from './ceremony/index.ts';
import { createCoordinatorStore } from './coordinators/index.ts';
import type { Connection } from './core/database.ts';
import { createSeatStore } from './invitations/index.ts';
import { createObjectionStore } from './objections/index.ts';
import { createCallStore } from './presence-matrix/index.ts';
import { createTickStore } from './readiness/index.ts';
import { createRecordingStore } from './recording/index.ts';
import { createRegionStore } from './regions/index.ts';
import { createPinAttemptStore, createRegistrationStore } from './registrations/index.ts';
import { createSessionCampaigns, createTextStore } from './session-office/index.ts';
import { createSessionStore, type SessionDocument } from './sessions/index.ts';
import { createSharedRoomStore } from './shared-rooms/index.ts';
import { createSignatureStore } from './signatures/index.ts';
import { createMediaEventStore } from './witness/index.ts';

export type Stores = Awaited<ReturnType<typeof createStores>>;

/** All stores on this connection; resolves when their indexes are there. */
export async function createStores(connection: Connection) {
  const stores = {
    regions: createRegionStore(connection),
    campaigns: createCampaignStore(connection),
    campaignTexts: createTextStore(connection),
    emblems: createEmblemStore(connection),
    campaignNotes: createCampaignNoteStore(connection),
    sessions: createSessionStore(connection),
    seats: createSeatStore(connection),
    registrations: createRegistrationStore(connection),
    pinAttempts: createPinAttemptStore(connection),
    sharedRooms: createSharedRoomStore(connection),
    presence: createPresenceStore(connection),
    nodes: createNodeStore(connection),
    corrections: createCorrectionStore(connection),
    readings: createReadingStore(connection),
    signatures: createSignatureStore(connection),
    coordinators: createCoordinatorStore(connection),
    mediaEvents: createMediaEventStore(connection),
    objections: createObjectionStore(connection),
    regionCalls: createCallStore(connection),
    readinessTicks: createTickStore(connection),
    recordings: createRecordingStore(connection),
  };
  for (const store of Object.values(stores)) {
    if ('ensureIndexes' in store) await store.ensureIndexes();
  }
  return stores;
}

/** The regions of a campaign's set, in their order. */
export const regionsIn =
  ({ regions }: Pick<Stores, 'regions'>) =>
  (campaign: { regionSet: { file: string } }) =>
    regions.list(campaign.regionSet.file);
type RegionsOf = ReturnType<typeof regionsIn>;

export type Lookups = ReturnType<typeof createLookups>;

/** From a session to its campaign, its clauses and its regions. */
export function createLookups(
  { campaigns, texts }: { campaigns: CampaignDirectory; texts: Stores['campaignTexts'] },
  regionsOf: RegionsOf,
) {
  const campaignOf = createSessionCampaigns({ texts, get: campaigns.get });
  return {
    campaignOf,
    clausesOf: async (session: SessionDocument) =>
      (await campaignOf(session)).declaration?.clauses.length ?? 0,
    regionsOf,
  };
}

/** What a board is read from: a handful of reads for a whole session. */
export const boardSourcesOf = (
  stores: Stores,
  { campaignOf, regionsOf }: Lookups,
): BoardSources => ({
  regions: async (session) =>
    (await regionsOf(await campaignOf(session))).map((region) => region.code),
  rules: async (session) => (await campaignOf(session)).regionRules,
  seats: (session) => stores.seats.list(session),
  registrations: (session) => stores.registrations.listActive(session),
  presence: stores.presence.listSeats,
  signedSeats: (session) => stores.signatures.signedSeats(session),
});
