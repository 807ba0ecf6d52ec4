// The moderators' page: what waits, what is approved, what stands on stage, and what was decided.
import { formatTime } from '../http/views/index.ts';
import {
  ANNOUNCEMENT_MAX,
  ANNOUNCEMENT_MINUTES,
  type DeskQuestion,
  type QuestionState,
  REACTIONS,
  type ReactionCounts,
  stepsFrom,
  type TalkDesk,
  URGENCIES,
} from '../protocol/talk.ts';

/** Speaks `talk-desk.<key>`. */
export type DeskWords = (key: string, parameters?: Record<string, string | number>) => string;

/** In the order of a moderator's work. */
const GROUPS: { name: string; states: QuestionState[] }[] = [
  { name: 'shown', states: ['shown'] },
  { name: 'new', states: ['new'] },
  { name: 'approved', states: ['approved'] },
  { name: 'decided', states: ['answered', 'rejected'] },
];

const itemView = (question: DeskQuestion, shown: string, words: DeskWords) => ({
  id: question.id,
  text: question.text,
  from: words('from', { title: question.title, place: question.place }),
  note: noteOf(question, words),
  version: question.version,
  shown,
  canReject: stepsFrom(question.state).includes('reject'),
  steps: stepsFrom(question.state)
    .filter((step) => step !== 'reject')
    .map((step) => ({
      step,
      label: words(step === 'approve' && question.state !== 'new' ? 'steps.back' : `steps.${step}`),
    })),
});

const noteOf = ({ state, at, by, reason }: DeskQuestion, words: DeskWords): string => {
  const time = formatTime(new Date(at));
  if (state === 'new') return words('note.new', { time });
  return words(`note.${state}`, { time, by, reason: reason ?? '' });
};

/** The queue in its groups; those without a question say so. */
export function presentQueue({ questions, counts }: TalkDesk, words: DeskWords) {
  const shown = questions.find(({ state }) => state === 'shown')?.id ?? '';
  return GROUPS.map(({ name, states }) => {
    const items = questions.filter(({ state }) => states.includes(state));
    // What was decided last comes first.
    if (name === 'decided') items.reverse();
    const count = states.reduce((sum, state) => sum + counts[state], 0);
    return {
      name,
      heading: words(`groups.${name}`, { count }),
      empty: words(`empty.${name}`),
      items: items.map((question) => itemView(question, shown, words)),
      more: count > items.length ? words('more', { shown: items.length, count }) : '',
    };
  });
}

/** The announcement that stands, and what a new one can be. */
export function presentAnnouncing({ announcement, announced }: TalkDesk, words: DeskWords) {
  return {
    announced,
    current: announcement && {
      ...announcement,
      note: words(`announcement.${announcement.urgency}`),
      until: announcement.until
        ? words('announcement.until', { time: formatTime(announcement.until) })
        : words('announcement.open'),
    },
    max: ANNOUNCEMENT_MAX,
    urgencies: URGENCIES.map((urgency) => ({
      urgency,
      label: words(`announcement.${urgency}`),
    })),
    minutes: ANNOUNCEMENT_MINUTES.map((minutes) => ({
      minutes,
      label: minutes === 0 ? words('announcement.open') : words('announcement.for', { minutes }),
    })),
  };
}

/** How often each reaction was tapped in the whole session. */
export const presentReactions = (total: ReactionCounts, words: DeskWords) =>
  REACTIONS.map((kind) => ({ count: total[kind], label: words(`reactions.${kind}`) }));
