// All sessions of a campaign: which one the front page leads to, what each is at, and a new one.
import type { Campaign } from '../campaigns/index.ts';
import { type PageReply, page } from '../http/reply.ts';
import { EVERYWHERE, roleIn } from '../http/staff-roles.ts';
import { inZones } from '../protocol/agenda-times.ts';
import { campaignTabs } from '../protocol/campaign-tabs.ts';
import { isOver } from '../protocol/session-names.ts';
import type { SessionDocument } from '../sessions/index.ts';
import {
  type DetailsField,
  type DetailsForm,
  type DetailsProblem,
  EMPTY_DETAILS,
} from './details-form.ts';
import { detailsFields } from './details-view.ts';
import {
  type Asking,
  type OfficeServices,
  pathOf,
  rightsOf,
  type Say,
  sayOf,
} from './office-services.ts';

export interface ListPageState {
  form?: DetailsForm;
  problems?: Map<DetailsField, DetailsProblem>;
  refused?: { text: string; status: number };
  done?: 'dihapus' | 'utama' | undefined;
}

/** The page of a campaign's sessions. */
export async function listPage(
  services: OfficeServices,
  campaign: Campaign,
  asking: Asking,
  state: ListPageState = {},
): Promise<PageReply> {
  const say = sayOf(services, asking);
  const all = services.live
    .list()
    .filter((one) => one.campaign === campaign._id)
    .sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
  const rows = await Promise.all(all.map((session) => rowOfSession(services, session, say)));
  const status = state.refused?.status ?? (state.problems ? 400 : undefined);
  return page({
    template: 'session-list',
    layout: 'staff',
    entry: 'session-plan',
    texts: ['session-office'],
    title: say('list.title'),
    ...(status && { status }),
    view: {
      ...rightsOf(asking.visitor),
      canMakeDefault: roleIn(asking.visitor.staff?.grants ?? [], EVERYWHERE) === 'owner',
      campaign: { id: campaign._id, name: campaign.name },
      tabs: campaignTabs(campaign._id, 'sessions'),
      path: pathOf(campaign._id),
      refused: state.refused?.text,
      done: state.done && say(`done.${state.done}`),
      sessions: rows.filter(({ isRehearsal }) => !isRehearsal),
      rehearsals: rows.filter(({ isRehearsal }) => isRehearsal),
      details: detailsFields(state.form ?? EMPTY_DETAILS, state.problems, say),
      isTyped: state.form !== undefined,
    },
  });
}

async function rowOfSession({ office }: OfficeServices, session: SessionDocument, say: Say) {
  const kept = await office.whyKept(session);
  return {
    slug: session.slug,
    title: session.title,
    date: `${session.date}T00:00:00Z`,
    place: session.place,
    mode: say(`modes.${session.mode}`),
    start: inZones(session.startsAt),
    end: inZones(session.endsAt),
    state: say(`states.${session.status.session}`),
    isOver: isOver(session.status.session),
    isDefault: session.isDefault,
    isRehearsal: session.kind === 'rehearsal',
    canDelete: kept === undefined,
    kept: kept && say(`kept.${kept}`),
    signs: session.declaration !== null,
  };
}
