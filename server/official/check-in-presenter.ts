// The check-in page in each of its steps.
import type { ErrorParams } from '../core/app-error.ts';
import type { Language } from '../http/language.ts';
import { type PageReply, page } from '../http/reply.ts';
import { formatDate } from '../http/views/index.ts';
import { formatCode } from '../invitations/index.ts';
import { PLAIN_REFRESH_S } from '../protocol/limits.ts';
import { ACTING } from '../registrations/index.ts';
import { agendaEntries, plannedStart } from './agenda-view.ts';
import { type Arrival, checkInStep } from './arrival.ts';
import type { CheckInBody, FieldError } from './check-in-input.ts';
import { type OfficialServices, type Say, sayIn } from './official-services.ts';
import { presentRegion } from './region-view.ts';

/** A refused form: its fields, its status, and what was typed. */
export interface RefusedForm {
  errors: (FieldError & { params?: ErrorParams })[];
  status: number;
  typed: Partial<CheckInBody>;
}

const presentErrors = (refused: RefusedForm | undefined, say: Say) => {
  const list = (refused?.errors ?? []).map(({ field, code, params }) => ({
    field,
    message: say(`errors.${code}.detail`, params),
  }));
  const byField = Object.fromEntries(list.map(({ field, message }) => [field, message]));
  return { errors: list, errorOf: byField };
};

/** The choice of acting statuses, as a select shows it. */
export const presentActing = (chosen: string, say: Say) =>
  ACTING.map((value) => ({
    value,
    label: say(`check-in.acting.${value.replace(/\W/g, '').toLowerCase() || 'holder'}`),
    selected: value === chosen,
  }));

const presentEvent = ({ session }: Arrival, language: Language) => ({
  title: session.title,
  date: formatDate(`${session.date}T05:00:00Z`, language),
  time: plannedStart(session),
  next: agendaEntries(session)[0],
});

/** Renders the step of this arrival; `refused` shows a form again with its reasons. */
export async function presentCheckIn(
  services: OfficialServices,
  arrival: Arrival,
  language: Language,
  refused?: RefusedForm,
): Promise<PageReply> {
  const say = sayIn(services.visitors.catalogue, language);
  const step = checkInStep(arrival);
  const { seat, session, campaign, holder } = arrival;
  const code = services.people.invitations.codeOf(seat);
  const named = step === 'register' ? await services.people.nominationOf(seat._id) : undefined;
  const values = refused?.typed ?? named ?? {};
  const { notices } = services.people;
  const notice = step === 'register' && (await notices.shownIn(language, campaign));
  const view = {
    step: { [step]: true },
    heading: say(`check-in.heading.${step}`),
    lead: say(`check-in.lead.${step}`, { host: campaign.host.short }),
    seat: { title: seat.title, place: seat.place },
    holder: arrival.isHolder && holder ? { name: holder.name, acting: holder.acting } : null,
    code: code && formatCode(code),
    region: await presentRegion(services, arrival, say),
    event: presentEvent(arrival, language),
    hostShort: campaign.host.short,
    campaign: campaign._id,
    notice,
    values,
    acting: presentActing(values.acting ?? '', say),
    ...presentErrors(refused, say),
  };
  return page({
    template: 'check-in',
    layout: 'official',
    title: view.heading,
    view,
    data: { step, session: session.slug },
    ...(step === 'waiting' && { refreshSeconds: PLAIN_REFRESH_S }),
    ...(refused && { status: refused.status }),
  });
}
