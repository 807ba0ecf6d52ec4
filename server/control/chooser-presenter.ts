// All campaigns with their sessions, for choosing the one to lead.
import type { Campaign } from '../campaigns/index.ts';
import type { SessionDocument } from '../sessions/index.ts';

const RUNNING = ['doors', 'live', 'paused'];

const sessionView = (session: SessionDocument) => ({
  slug: session.slug,
  title: session.title,
  date: `${session.date}T00:00:00Z`,
  place: session.place,
  state: session.status.session,
  isRunning: RUNNING.includes(session.status.session),
  isDefault: session.isDefault,
  isRehearsal: session.kind === 'rehearsal',
});

/** The view of templates/pages/session-chooser.hbs; rehearsals follow the sessions they copy. */
export const chooserView = (campaigns: Campaign[], sessions: SessionDocument[]) => ({
  campaigns: campaigns.map((campaign) => ({
    name: campaign.name,
    host: campaign.host.name,
    isSample: campaign.sample,
    sessions: sessions.filter((session) => session.campaign === campaign._id).map(sessionView),
  })),
});
