// All campaigns with their sessions, for choosing the one to lead.
import type { Campaign } from '../campaigns/index.ts';
import { isRunning } from '../protocol/session-names.ts';
import type { SessionDocument } from '../sessions/index.ts';

const sessionView = (session: SessionDocument, main: SessionDocument | undefined) => ({
  slug: session.slug,
  title: session.title,
  date: `${session.date}T00:00:00Z`,
  place: session.place,
  state: session.status.session,
  /** The one that this page leads to. */
  isMain: session._id === main?._id,
  isDefault: session.isDefault,
  isRehearsal: session.kind === 'rehearsal',
});

/** The view of templates/pages/session-chooser.hbs; rehearsals follow the sessions they copy. */
export function chooserView(campaigns: Campaign[], sessions: SessionDocument[]) {
  const main =
    sessions.find(({ status }) => isRunning(status.session)) ??
    sessions.find(({ isDefault }) => isDefault);
  return {
    campaigns: campaigns.map((campaign) => ({
      name: campaign.name,
      host: campaign.host.name,
      isSample: campaign.sample,
      sessions: sessions
        .filter((session) => session.campaign === campaign._id)
        .map((session) => sessionView(session, main)),
    })),
  };
}
