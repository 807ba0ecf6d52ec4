// One's own minutes: the figure, the ledger, the correction, and the objections.
import type { Language } from '../http/language.ts';
import { formatDate, formatTime } from '../http/views/index.ts';
import { type Objection, objectionRefusal } from '../objections/index.ts';
import {
  figureFacts,
  type OfficialVisit,
  presentDocuments,
  type Say,
  STAGE_PATH,
  sayIn,
} from '../official/index.ts';
import { describeAttendance } from '../protocol/attendance-words.ts';
import { NOTE_MAX, OBJECTIONS_MAX } from '../protocol/limits.ts';
import { statusOf } from '../sessions/index.ts';
import type { MinutesServices } from './minutes-services.ts';
import { objectionView } from './objection-view.ts';
import { correctionView, recordView, staysOf } from './record-view.ts';
import { roomViews } from './rooms-view.ts';

export const OWN_PATH = '/kehadiran';
export const PLAIN_PATH = `${OWN_PATH}?teks=1`;

/** A refused note, shown again with the reason. */
export interface RefusedNote {
  note: string;
  error: string;
}

export interface OwnPageOptions {
  language: Language;
  /** Without a script: the page holds presence by its refresh, and its form has a page of its own. */
  isPlain: boolean;
  sent?: boolean;
  refused?: RefusedNote | undefined;
}

/** Why no objection can be made now, as a sentence; empty when one can. */
const closedText = (
  { registration, session }: OfficialVisit,
  objections: Objection[],
  say: Say,
): string => {
  const isIn = registration.checkedInAt !== null;
  const refusal = objectionRefusal(isIn, session.status.session, objections);
  return refusal ? say(`minutes.objections.why.${refusal}`, { max: OBJECTIONS_MAX }) : '';
};

/** What the form shows: the text so far, what was wrong, and how many are left. */
export async function presentForm(
  { objections, official }: MinutesServices,
  visit: OfficialVisit,
  { language, isPlain, refused }: OwnPageOptions,
) {
  const say = sayIn(official.visitors.catalogue, language);
  const own = await objections.listOfPerson(visit.registration._id);
  return {
    isPlain,
    session: visit.session.title,
    seat: { title: visit.seat.title, place: visit.seat.place },
    closed: closedText(visit, own, say),
    form: {
      note: refused?.note ?? '',
      error: refused?.error ?? '',
      max: NOTE_MAX,
      left: OBJECTIONS_MAX - own.length,
    },
    objections: own.map((one) => objectionView(one, language, say)),
  };
}

/** Everything of the page, and what its script goes on from. */
export async function presentOwn(
  services: MinutesServices,
  visit: OfficialVisit,
  options: OwnPageOptions,
) {
  const { official, attendance } = services;
  const { language, isPlain } = options;
  const { registration, session } = visit;
  const say = sayIn(official.visitors.catalogue, language);
  const now = official.visitors.clock.now();
  const [evaluated, stays, form] = await Promise.all([
    attendance.attendanceOf(registration._id, session),
    staysOf(services, registration._id, now),
    presentForm(services, visit, options),
  ]);
  const facts = figureFacts(session, evaluated);
  const held = { isSigned: false, attendance: evaluated };
  const documents = await presentDocuments(official, visit, held, say);
  const { arrivedAt, late } = evaluated;
  const lateKey = session.attendanceRule.lateCounts ? 'noted' : 'counted';
  const view = {
    ...form,
    plainPath: isPlain ? undefined : PLAIN_PATH,
    back: isPlain ? `${STAGE_PATH}/teks` : STAGE_PATH,
    lawPath: `/hukum/${session.campaign}?daerah=${registration.region ?? ''}#lapor`,
    sent: options.sent === true,
    isLive: session.status.session === 'live',
    campaign: { shortName: visit.campaign.shortName },
    date: formatDate(now, language),
    time: formatTime(now),
    figure: describeAttendance(facts, (key, values) => say(`minutes.client.${key}`, values)),
    correction: correctionView(evaluated, language),
    arrived: arrivedAt === null ? say('minutes.notArrived') : formatTime(arrivedAt),
    late: late ? say(`minutes.late.${lateKey}`) : '',
    participation: documents.participation,
    rooms: await roomViews(services, visit, say),
    record: recordView(evaluated, stays, session.status.endedAt === null, say),
  };
  const data = {
    registration: registration._id,
    now: now.getTime(),
    status: statusOf(session),
    date: session.date,
    rule: session.attendanceRule,
    planned: facts.planned,
    correction: evaluated.correction,
    stays: stays.map(({ start, end, endedBy }) => ({ start, end, endedBy })),
  };
  return { view, data };
}
