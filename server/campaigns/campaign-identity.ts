// Who a campaign says it is: the part of it that its sessions keep once they are over.
import type { Campaign } from './campaign-model.ts';

/** What pages and documents call a campaign, whose it is, who issues for it, how it looks. */
export type CampaignIdentity = Pick<
  Campaign,
  | 'name'
  | 'shortName'
  | 'theme'
  | 'host'
  | 'legalIssuer'
  | 'signatory'
  | 'emblem'
  | 'emblemText'
  | 'colours'
>;

/** The identity of a campaign as it is now, without anything else of it. */
export const identityNow = (campaign: Campaign): CampaignIdentity => ({
  ...{ name: campaign.name, shortName: campaign.shortName, theme: campaign.theme },
  ...{ host: campaign.host, legalIssuer: campaign.legalIssuer, signatory: campaign.signatory },
  ...{ emblem: campaign.emblem, emblemText: campaign.emblemText, colours: campaign.colours },
});
