// One session's page: its agenda, what is said of it, its rules and its notes, each a form of its own
// while it may be changed; afterwards everything as it was, and notes beside it.
import type { Campaign } from '../campaigns/index.ts';
import { type PageReply, page } from '../http/reply.ts';
import { inZones } from '../protocol/agenda-times.ts';
import { campaignTabs } from '../protocol/campaign-tabs.ts';
import { NOTE_MAX } from '../protocol/limits.ts';
import { isOver, isRunning } from '../protocol/session-names.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { type AgendaState, agendaView } from './agenda-view.ts';
import { type DetailsState, detailsView } from './details-view.ts';
import type { SessionNote } from './note-model.ts';
import {
  type Asking,
  type OfficeServices,
  pathOf,
  rightsOf,
  type Say,
  sayOf,
} from './office-services.ts';
import { planLocks } from './plan-locks.ts';
import { type RulesState, rulesView } from './rules-view.ts';

export const DONE = ['dibuat', 'susunan', 'keterangan', 'aturan', 'catatan', 'utama'] as const;
export type Done = (typeof DONE)[number];

export interface SessionPageState {
  agenda?: AgendaState;
  details?: DetailsState;
  rules?: RulesState;
  /** A note that could not be kept. */
  note?: string;
  /** Why something was refused. */
  refused?: { text: string; status: number };
  done?: Done | undefined;
  status?: number;
}

/** The page of a session. */
export async function sessionPage(
  services: OfficeServices,
  place: { campaign: Campaign; session: SessionDocument },
  asking: Asking,
  state: SessionPageState = {},
): Promise<PageReply> {
  const { campaign, session } = place;
  const say = sayOf(services, asking);
  const rights = rightsOf(asking.visitor);
  const locks = planLocks(session);
  const notes = await services.notes.list(session._id);
  const status = state.refused?.status ?? state.status;
  return page({
    template: 'session-plan',
    layout: 'staff',
    entry: 'session-plan',
    texts: ['session-office'],
    title: session.title,
    session: session._id,
    ...(status && { status }),
    view: {
      ...rights,
      slug: session.slug,
      campaign: { id: campaign._id, name: campaign.name },
      tabs: campaignTabs(campaign._id, 'sessions'),
      back: pathOf(campaign._id),
      path: pathOf(campaign._id, session.slug),
      ...factsOf(session, say),
      canEdit: rights.canPlan && !isOver(session.status.session),
      textPath: `/kendali/kampanye/${campaign._id}/ikrar`,
      refused: state.refused?.text,
      done: state.done && say(`done.${state.done}`),
      agenda: agendaView(session, state.agenda, say),
      details: { ...detailsView(session, state.details, say), isLocked: !!locks.details },
      rules: rulesView(session, state.rules, say),
      note: state.note ?? '',
      noteMax: NOTE_MAX,
      notes: notes.map(noteView),
    },
  });
}

/** What the page says of a session at its top. */
const factsOf = (session: SessionDocument, say: Say) => ({
  title: session.title,
  date: `${session.date}T00:00:00Z`,
  place: session.place,
  mode: say(`modes.${session.mode}`),
  start: inZones(session.startsAt),
  end: inZones(session.endsAt),
  state: say(`states.${session.status.session}`),
  isOver: isOver(session.status.session),
  isRunning: isRunning(session.status.session),
  signs: session.declaration,
});

const noteView = ({ text, by, at }: SessionNote) => ({
  by: by.label,
  at: at.toISOString(),
  paragraphs: text.split(/\n+/),
});
