// Loads the campaigns that ship with the product into an empty database, once.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CampaignFile,
  consentHash,
  declarationHash,
  readCampaignFile,
} from './campaign-file.ts';
import type { Campaign } from './campaign-model.ts';
import type { CampaignStore } from './campaign-store.ts';

/** What else a campaign brings: its regions and its sessions with their seats. */
export interface SampleTargets {
  campaigns: CampaignStore;
  importRegions(set: string, csv: string): Promise<void>;
  /** Adds a session and its seats unless its slug exists. */
  addSession(campaign: Campaign, file: CampaignFile['sessions'][number]): Promise<void>;
}

/** The stored form of a campaign file; `_id` is its slug. */
export function campaignFromFile({ sessions: _sessions, ...file }: CampaignFile): Campaign {
  return {
    ...file,
    _id: file.slug,
    schemaVersion: 2,
    version: 1,
    changed: null,
    signatory: null,
    emblem: null,
    declarationSha256: file.declaration && declarationHash(file.declaration),
    consentSha256: file.consent && consentHash(file.consent),
  };
}

/**
 * Reads every campaign file of `campaignsDir` and its region set from `regionsDir`. Does nothing
 * when the database has a campaign; interrupted half-way it goes on at the next start, because the
 * campaign itself is written last.
 */
export async function loadSamples(
  folders: { campaignsDir: string; regionsDir: string },
  targets: SampleTargets,
): Promise<number> {
  const files = (await readdir(folders.campaignsDir)).filter((name) => name.endsWith('.json'));
  let loaded = 0;
  for (const name of files.sort()) {
    const file = await readCampaignFile(join(folders.campaignsDir, name));
    if (await targets.campaigns.find(file.slug)) continue;
    const csv = await readFile(join(folders.regionsDir, file.regionSet.file), 'utf8');
    await targets.importRegions(file.regionSet.file, csv);
    const campaign = campaignFromFile(file);
    for (const session of file.sessions) await targets.addSession(campaign, session);
    await targets.campaigns.insertIfMissing(campaign);
    loaded += 1;
  }
  return loaded;
}
