// The campaigns that ship with the platform, with their regions, sessions and seats.
import { type Campaign, loadSamples } from './campaigns/index.ts';
import type { Lookups, Stores } from './compose-stores.ts';
import type { ClientSession } from './core/database.ts';
import { type InvitationService, planSeats, repeatSeats } from './invitations/index.ts';
import { parseRegions } from './regions/index.ts';
import { type SessionDocument, sessionFromFile } from './sessions/index.ts';

export interface SampleOptions {
  stores: Stores;
  regionsOf: Lookups['regionsOf'];
  invitations: InvitationService;
  newId(): string;
}

/** Folders of the shipped campaigns and region sets. */
export type SampleFolders = Parameters<typeof loadSamples>[0];

/** Loads what is not there yet, the first default session leads the front page; the number loaded. */
export const addSamples = (folders: SampleFolders, options: SampleOptions): Promise<number> => {
  const { stores, newId } = options;
  return loadSamples(folders, {
    campaigns: stores.campaigns,
    importRegions: (set, csv) => stores.regions.importSet(set, parseRegions(csv)),
    async addSession(campaign, file) {
      if (await stores.sessions.findBySlug(file.slug)) return;
      const isFirst = file.isDefault && !(await stores.sessions.list()).some((s) => s.isDefault);
      const session = sessionFromFile(newId(), campaign, file, isFirst);
      await addSeats(session, campaign, options);
      await stores.sessions.insertIfMissing(session);
    },
  });
};

/** Makes the seats of a new session, each with its first code; at least `wanted` in a rehearsal. */
export async function addSeats(
  session: SessionDocument,
  campaign: Campaign,
  options: Omit<SampleOptions, 'stores'>,
  { wanted = 0, transaction }: { wanted?: number; transaction?: ClientSession } = {},
): Promise<void> {
  const planned = await plannedSeats(session, campaign, options, wanted);
  await options.invitations.addSeats(planned, transaction);
}

/** The seats that a session should have; at least `wanted` in a rehearsal. */
export async function plannedSeats(
  session: SessionDocument,
  campaign: Campaign,
  { regionsOf, newId }: Pick<SampleOptions, 'regionsOf' | 'newId'>,
  wanted = 0,
) {
  const planned = planSeats(session._id, campaign, await regionsOf(campaign), newId);
  const more = session.kind === 'rehearsal' ? repeatSeats(planned, wanted, newId) : [];
  return [...planned, ...more];
}
