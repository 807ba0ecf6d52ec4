// The campaigns domain: who hosts, who is invited, what is signed.

export { campaignStylesheet, contrast, hasOwnColours } from './campaign-colours.ts';
export { type CampaignDirectory, createCampaignDirectory } from './campaign-directory.ts';
export {
  type CampaignFile,
  type CampaignFileSession,
  type Consent,
  consentHash,
  type Declaration,
  declarationHash,
  readCampaignFile,
} from './campaign-file.ts';
export { type CampaignIdentity, identityNow } from './campaign-identity.ts';
export type { Campaign } from './campaign-model.ts';
export { type CampaignChange, type CampaignStore, createCampaignStore } from './campaign-store.ts';
export { createEmblemStore, type Emblem, type EmblemStore, emblemPath } from './emblem-store.ts';
export {
  countdownTo,
  type HomeAgendaItem,
  type HomeFigure,
  type HomeRegionHit,
  type HomeView,
} from './home-view.ts';
export { campaignFromFile, loadSamples } from './load-samples.ts';
export {
  type CampaignNote,
  type CampaignNoteStore,
  createCampaignNoteStore,
} from './note-store.ts';
export { DEFAULT_REGION_RULES, type RegionRules } from './region-rules.ts';
