// All objections of a session as the control room answers them: open ones first, oldest first.
import type { Language } from '../http/language.ts';
import { type PageReply, page } from '../http/reply.ts';
import { isOwner, type Visitor } from '../http/visitor.ts';
import type { Objection } from '../objections/index.ts';
import { neededNow, type Say, sayIn } from '../official/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { answerForm, longestMinutes, type RefusedAnswer } from './answer-form.ts';
import type { MinutesServices } from './minutes-services.ts';
import { objectionView } from './objection-view.ts';

/** Most objections of each kind on the page. */
const SHOWN = 50;

export const OBJECTIONS_PATH = '/kendali/keberatan';
export const personPath = (registration: string): string => `/kendali/orang/${registration}`;

export interface ObjectionsPageState {
  done?: boolean;
  /** Somebody else answered meanwhile. */
  faster?: boolean;
  refused?: RefusedAnswer | undefined;
}

interface Asking {
  services: MinutesServices;
  session: SessionDocument;
  language: Language;
  visitor: Visitor;
}

const seatText = async ({ official }: MinutesServices, id: string): Promise<string> => {
  const seat = await official.people.invitations.find(id);
  return seat ? `${seat.title}, ${seat.place}` : id;
};

const listed = async ({ services, language }: Asking, say: Say, objection: Objection) => ({
  ...objectionView(objection, language, say),
  seat: await seatText(services, objection.seat),
  href: personPath(objection.registration),
});

/** An open one with the minutes it is about and the form that answers it. */
const openView = async (
  asking: Asking,
  say: Say,
  objection: Objection,
  refused: RefusedAnswer | undefined,
) => {
  const { services, session } = asking;
  const attendance = await services.attendance.attendanceOf(objection.registration, session);
  return {
    ...(await listed(asking, say, objection)),
    measured: attendance.measuredMinutes,
    counted: attendance.minutes,
    needed: neededNow(session, attendance),
    form: answerForm(objection, session, 'daftar', longestMinutes(attendance), refused),
  };
};

/** The page of one session's objections. */
export async function objectionsPage(
  asking: Asking,
  { done, faster, refused }: ObjectionsPageState,
): Promise<PageReply> {
  const { services, session, language, visitor } = asking;
  const say = sayIn(services.official.visitors.catalogue, language);
  const found = await services.objections.overview(session._id, SHOWN);
  const { openCount, answeredCount } = found;
  const open = await Promise.all(found.open.map((one) => openView(asking, say, one, refused)));
  return page({
    template: 'objections',
    layout: 'staff',
    title: say('objections.title'),
    entry: 'staff-minutes',
    ...(refused && { status: 400 }),
    ...(faster && { status: 409 }),
    view: {
      isOwner: isOwner(visitor),
      slug: session.slug,
      session: session.title,
      openObjections: openCount,
      done: done === true,
      faster: faster === true,
      isEmpty: openCount + answeredCount === 0,
      open,
      openCount,
      moreOpen: openCount > open.length,
      answered: await Promise.all(found.answered.map((one) => listed(asking, say, one))),
      answeredCount,
      moreAnswered: answeredCount > found.answered.length,
    },
  });
}
