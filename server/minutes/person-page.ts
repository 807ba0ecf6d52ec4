// One person's record for staff: figures, ledger, connections, corrections and objections.
import { contactLink } from '../control/index.ts';
import type { Language } from '../http/language.ts';
import { type PageReply, page } from '../http/reply.ts';
import { formatDate, formatTime } from '../http/views/index.ts';
import { isOwner, type Visitor } from '../http/visitor.ts';
import { figureFacts, neededNow, type Say, sayIn } from '../official/index.ts';
import type { Attendance } from '../protocol/attendance.ts';
import { describeAttendance } from '../protocol/attendance-words.ts';
import { answerForm, longestMinutes, type RefusedAnswer } from './answer-form.ts';
import { canCorrect, type MinutesServices, type Person } from './minutes-services.ts';
import { objectionView } from './objection-view.ts';
import { personPath } from './objections-page.ts';
import {
  clockText,
  correctionViews,
  howText,
  lengthText,
  recordView,
  type Stay,
  staysOf,
} from './record-view.ts';
import { roomViews } from './rooms-view.ts';
import { type RefusedAmendment, signatureView } from './signature-view.ts';

/** A correction that was refused, shown again as it was typed. */
export interface RefusedCorrection {
  minutes: string;
  reason: string;
  error: string;
}

export interface PersonPageState {
  corrected?: boolean;
  answered?: boolean;
  /** Somebody else answered the objection meanwhile. */
  faster?: boolean;
  /** The name was corrected, or the signature withdrawn. */
  renamed?: boolean;
  withdrawn?: boolean;
  refusedAmendment?: RefusedAmendment | undefined;
  refusedCorrection?: RefusedCorrection | undefined;
  refusedAnswer?: RefusedAnswer | undefined;
}

interface Asking {
  services: MinutesServices;
  person: Person;
  language: Language;
  visitor: Visitor;
}

const endedText = ({ registration: { ended } }: Person, language: Language, say: Say): string =>
  ended
    ? say(`person.ended.${ended.how}`, {
        date: formatDate(ended.at, language),
        time: formatTime(ended.at),
        reason: ended.reason,
      })
    : '';

/** Label and value, in the order of interest. */
const factRows = (
  { registration, session }: Person,
  attendance: Attendance,
  say: Say,
): { name: string; value: string }[] => {
  const { minutes, measuredMinutes, arrivedAt, late } = attendance;
  const lateKey = session.attendanceRule.lateCounts ? 'noted' : 'counted';
  const needed = neededNow(session, attendance);
  const { checkedInAt, identifiedBy } = registration;
  const values = {
    counts: say('person.value', { minutes }),
    measured: say('person.value', { minutes: measuredMinutes }),
    needed: say('person.value', { minutes: needed }),
    arrived: arrivedAt === null ? say('minutes.notArrived') : formatTime(arrivedAt),
    late: late ? say(`minutes.late.${lateKey}`) : say('person.facts.notLate'),
    identified: say(`person.identified.${identifiedBy}`),
    checkedIn: checkedInAt ? formatTime(checkedInAt) : say('person.facts.notCheckedIn'),
  };
  return Object.entries(values).map(([key, value]) => ({
    name: say(`person.facts.${key}`),
    value,
  }));
};

const stayRow = (stay: Stay, say: Say) => ({
  from: clockText(stay.start),
  until: stay.endedBy === null ? say('minutes.client.now') : clockText(stay.end),
  length: lengthText(stay.end - stay.start, say),
  how: howText(stay, say),
  ending: say(`person.stays.${stay.endedBy ?? 'present'}`),
});

const objectionsOf = async (
  { services, person, language }: Asking,
  longest: number,
  state: PersonPageState,
) => {
  const say = sayIn(services.official.visitors.catalogue, language);
  const found = await services.objections.listOfPerson(person.registration._id);
  const open = found.find((one) => one.state === 'open');
  const answered = found.filter((one) => one.state === 'answered');
  return {
    hasObjections: found.length > 0,
    openObjection: open && objectionView(open, language, say),
    form: open && answerForm(open, person.session, 'orang', longest, state.refusedAnswer),
    objections: answered.map((one) => objectionView(one, language, say)),
  };
};

const recordOf = async ({ services, person, language }: Asking) => {
  const { registration, session } = person;
  const { catalogue, clock } = services.official.visitors;
  const say = sayIn(catalogue, language);
  const now = clock.now();
  const [attendance, stays, corrections] = await Promise.all([
    services.attendance.attendanceOf(registration._id, session),
    staysOf(services, registration._id, now),
    correctionViews(services, registration._id, language),
  ]);
  const facts = figureFacts(session, attendance);
  const speak = (key: string, values = {}) =>
    say(key === 'sentence' ? 'person.sentence' : `minutes.client.${key}`, values);
  return {
    time: formatTime(now, { seconds: true }),
    figure: describeAttendance(facts, speak),
    facts: factRows(person, attendance, say),
    record: recordView(attendance, stays, session.status.endedAt === null, say),
    rooms: await roomViews(services, person, say),
    stays: stays.map((stay) => stayRow(stay, say)),
    corrections,
    longest: longestMinutes(attendance),
  };
};

const statusOf = (state: PersonPageState): number | undefined => {
  if (state.faster) return 409;
  const refused = state.refusedCorrection ?? state.refusedAnswer ?? state.refusedAmendment;
  return refused ? 400 : undefined;
};

/** The page of one person. */
export async function personPage(asking: Asking, state: PersonPageState): Promise<PageReply> {
  const { services, person, language, visitor } = asking;
  const { registration, seat, session } = person;
  const say = sayIn(services.official.visitors.catalogue, language);
  const status = statusOf(state);
  const record = await recordOf(asking);
  const where = `${seat.title}, ${seat.place}`;
  const cari = new URLSearchParams({ sesi: session.slug, cari: where });
  return page({
    template: 'person',
    layout: 'staff',
    title: say('person.title', { seat: where }),
    entry: 'staff-minutes',
    ...(status && { status }),
    view: {
      isOwner: isOwner(visitor),
      slug: session.slug,
      session: session.title,
      openObjections: await services.objections.countOpen(session._id),
      path: personPath(registration._id),
      seatPath: `/kendali/kursi?${cari}`,
      seat: { title: seat.title, place: seat.place },
      holder: `${registration.acting} ${registration.name}`.trim(),
      contact: registration.contact,
      contactLink: contactLink(registration.contact),
      ended: endedText(person, language, say),
      corrected: state.corrected === true,
      answered: state.answered === true,
      faster: state.faster === true,
      canCorrect: canCorrect(session),
      correct: state.refusedCorrection ?? { minutes: '', reason: '', error: '' },
      renamed: state.renamed === true,
      withdrawn: state.withdrawn === true,
      signature: await signatureView(services, person, language, state.refusedAmendment),
      ...record,
      ...(await objectionsOf(asking, record.longest, state)),
    },
  });
}
