// What the page "Kampanye" shows: the campaigns in which somebody has a role, and their sessions.
import type { Campaign } from '../campaigns/index.ts';
import { isOver } from '../protocol/session-names.ts';
import type { SessionDocument } from '../sessions/index.ts';

/** True when a campaign had sessions and all of them are over. */
export const isPastCampaign = (sessions: readonly SessionDocument[]): boolean => {
  const official = sessions.filter(({ kind }) => kind === 'official');
  return official.length > 0 && official.every(({ status }) => isOver(status.session));
};

const entryOf = (campaign: Campaign, sessions: SessionDocument[]) => {
  const official = sessions.filter(({ kind }) => kind === 'official');
  return {
    slug: campaign._id,
    name: campaign.name,
    host: campaign.host.name,
    regionSet: campaign.regionSet.name,
    isSample: campaign.sample,
    isPast: isPastCampaign(sessions),
    sessions: official.map(({ date, place }) => ({ date: `${date}T00:00:00Z`, place })),
  };
};

/** The view of templates/pages/campaigns.hbs; who may make campaigns is offered it. */
export const listView = (
  campaigns: Campaign[],
  sessionsOf: (campaign: string) => SessionDocument[],
  mayMake: boolean,
) => ({
  campaigns: campaigns.map((campaign) => entryOf(campaign, sessionsOf(campaign._id))),
  mayMake,
});
