// Whose letterhead a page bears: the campaign of the visitor's session, else the default one.
import {
  type Campaign,
  type CampaignDirectory,
  emblemPath,
  hasOwnColours,
} from '../campaigns/index.ts';
import type { FindLetterhead } from '../http/page-renderer.ts';
import type { LiveSessions } from '../sessions/index.ts';

const viewOf = (campaign: Campaign, slug: string): ReturnType<FindLetterhead> => {
  const emblem = emblemPath(campaign);
  return {
    name: campaign.name,
    shortName: campaign.shortName,
    theme: campaign.theme,
    host: campaign.host.name,
    hostShort: campaign.host.short,
    emblemText: campaign.emblemText,
    ...(emblem !== undefined && { emblem }),
    ...(hasOwnColours(campaign.colours) && { stylesheet: `/warna/${slug}` }),
  };
};

const NONE = {
  name: 'Ikrar',
  shortName: 'Ikrar',
  theme: '',
  host: '',
  hostShort: '',
  emblemText: '',
};

/** Looks a session's campaign up in memory; a platform without campaigns has a bare letterhead. */
export const letterheadOf =
  (domains: { live: LiveSessions; campaigns: CampaignDirectory }): FindLetterhead =>
  (id) => {
    const session = (id ? domains.live.find(id) : undefined) ?? domains.live.findDefault();
    const campaign = session && domains.campaigns.peek(session.campaign);
    // Of a session that is over, as it was then.
    return campaign ? viewOf({ ...campaign, ...session.identity }, session.slug) : NONE;
  };
