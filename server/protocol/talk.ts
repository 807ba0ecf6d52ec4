// What server and browser agree on of the talk around the stage: questions, reactions, announcements
// and captions. No schema library here: pages take only its numbers and names.

/** Longest question, announcement and line of captions, in characters after trimming. */
export const QUESTION_MAX = 500;
export const ANNOUNCEMENT_MAX = 200;
export const CAPTION_MAX = 200;
/** Most questions of a person that are not yet answered or rejected, and of one session in all. */
export const QUESTIONS_OPEN = 3;
export const QUESTIONS_MAX = 20;
/** Longest reason of a rejection, in characters; the asker reads it. */
export const REJECTION_MAX = 200;
/** The shortest pause between two taps of a person that count, in milliseconds. */
export const REACTION_PAUSE_MS = 1_000;
/** The shortest pause between two figures of reactions, and between two lists of questions. */
export const TALK_INTERVAL_MS = 1_000;
/** How many lines of captions a newcomer is given, and how many a page keeps in its list. */
export const CAPTIONS_KEPT = 20;
/** How many approved questions stand on the stage; their page has all of them. */
export const APPROVED_SHOWN = 5;
/** How long an announcement may stand, in minutes; 0 until it is withdrawn. */
export const ANNOUNCEMENT_MINUTES = [0, 1, 5, 15, 60] as const;

export const QUESTION_STATES = ['new', 'approved', 'rejected', 'shown', 'answered'] as const;
export type QuestionState = (typeof QUESTION_STATES)[number];

/** What a moderator does with a question. */
export const QUESTION_STEPS = ['approve', 'reject', 'show', 'hide', 'answer'] as const;
export type QuestionStep = (typeof QUESTION_STEPS)[number];

export const REACTIONS = ['applause', 'agree', 'thanks'] as const;
export type Reaction = (typeof REACTIONS)[number];
/** How often each was tapped; none is 0. */
export type ReactionCounts = Record<Reaction, number>;

export const URGENCIES = ['normal', 'important'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** An announcement as every screen shows it; `until` is ISO 8601, null until it is withdrawn. */
export interface AnnouncementView {
  number: number;
  text: string;
  urgency: Urgency;
  until: string | null;
}

/** A line of captions; a higher version is its correction. */
export interface CaptionLine {
  number: number;
  version: number;
  text: string;
}

/** A question as officials read it: who asks is an office at a place, never a name. */
export interface QuestionView {
  id: string;
  text: string;
  title: string;
  place: string;
}

/** A question as its asker sees it; `reason` says why it was rejected. */
export interface OwnQuestion {
  id: string;
  text: string;
  state: QuestionState;
  reason: string | null;
}

/** What is new of the talk for a client; a first frame has all of it but `reactions`. */
export interface TalkView {
  /** null: there is none, or no longer. */
  announcement?: AnnouncementView | null;
  /** New and corrected lines, by number. */
  captions?: CaptionLine[];
  /** What was tapped since the figure before, in all processes. */
  reactions?: ReactionCounts;
  /** The question on stage; null: none. */
  shown?: QuestionView | null;
  /** Approved and not yet answered: the first few, and how many there are. */
  approved?: { count: number; first: QuestionView[] };
  /** One's own questions, the newest first. */
  own?: OwnQuestion[];
  /** For staff: something that their desk shows has changed. */
  desk?: { waiting: number };
}

/** A question before the moderators; `version` is what a step is made on. */
export interface DeskQuestion extends QuestionView {
  state: QuestionState;
  version: number;
  /** Milliseconds since the epoch. */
  at: number;
  reason: string | null;
  /** Who decided last; empty while nobody did. */
  by: string;
}

/** What the moderators' panel shows. */
export interface TalkDesk {
  /** In the order in which they were asked; of those decided for good the last ones only. */
  questions: DeskQuestion[];
  counts: Record<QuestionState, number>;
  announcement: AnnouncementView | null;
  /** The number of the last announcement, also of one that is over; 0: none yet. */
  announced: number;
}

const STEPS: Record<QuestionStep, { from: readonly QuestionState[]; to: QuestionState }> = {
  approve: { from: ['new', 'rejected', 'answered'], to: 'approved' },
  reject: { from: ['new', 'approved'], to: 'rejected' },
  show: { from: ['approved'], to: 'shown' },
  hide: { from: ['shown'], to: 'approved' },
  answer: { from: ['approved', 'shown'], to: 'answered' },
};

/** The state after a step; undefined when the step is not open from there. */
export const afterStep = (state: QuestionState, step: QuestionStep): QuestionState | undefined =>
  STEPS[step].from.includes(state) ? STEPS[step].to : undefined;

/** The steps that are open from a state, in their usual order. */
export const stepsFrom = (state: QuestionState): QuestionStep[] =>
  QUESTION_STEPS.filter((step) => afterStep(state, step) !== undefined);

/** True for a question that still waits for something; a person may have few of them. */
export const isOpenQuestion = (state: QuestionState): boolean =>
  state === 'new' || state === 'approved' || state === 'shown';

export const NO_REACTIONS: ReactionCounts = { applause: 0, agree: 0, thanks: 0 };

/** Two counts as one. */
export const addReactions = (
  a: ReactionCounts,
  b: Partial<ReactionCounts>,
  sign: 1 | -1 = 1,
): ReactionCounts => ({
  applause: a.applause + sign * (b.applause ?? 0),
  agree: a.agree + sign * (b.agree ?? 0),
  thanks: a.thanks + sign * (b.thanks ?? 0),
});

/** Two lots of news in a row as one: the later wins, lines of captions are put together. */
export function mergeTalk(first: TalkView | undefined, second: TalkView): TalkView {
  if (!first) return second;
  const { captions = [] } = second;
  const { reactions } = first;
  const lines = joinCaptions(first.captions ?? [], captions);
  return {
    ...first,
    ...second,
    ...(lines.length > 0 && { captions: lines }),
    ...(reactions && second.reactions && { reactions: addReactions(reactions, second.reactions) }),
  };
}

/** Lines in their order, the highest version of each; the last `kept` of them. */
export function joinCaptions(
  before: readonly CaptionLine[],
  fresh: readonly CaptionLine[],
  kept = CAPTIONS_KEPT,
): CaptionLine[] {
  const lines = new Map(before.map((line) => [line.number, line]));
  for (const line of fresh) {
    const known = lines.get(line.number);
    if (!known || known.version < line.version) lines.set(line.number, line);
  }
  return [...lines.values()].sort((a, b) => a.number - b.number).slice(-kept);
}
