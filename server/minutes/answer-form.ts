// The form that answers an objection, on the list and on the person's page.
import type { Objection } from '../objections/index.ts';
import type { Attendance } from '../protocol/attendance.ts';
import { ANSWER_MAX } from '../protocol/limits.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { canCorrect } from './minutes-services.ts';

/** Where an answer was given; its reply leads back there. */
export type AnswerOrigin = 'daftar' | 'orang';

/** An answer that was refused, shown again as it was typed. */
export interface RefusedAnswer {
  objection: string;
  answer: string;
  outcome: string;
  minutes: string;
  error: string;
}

/** The longest correction: the rule's window, of which the two lists make up all. */
export const longestMinutes = ({ attended, gaps }: Pick<Attendance, 'attended' | 'gaps'>): number =>
  Math.ceil([...attended, ...gaps].reduce((sum, { start, end }) => sum + end - start, 0) / 60_000);

/** The view of templates/partials/objection-answer.hbs. */
export function answerForm(
  { _id: id }: Objection,
  session: SessionDocument,
  from: AnswerOrigin,
  longest: number,
  refused: RefusedAnswer | undefined,
) {
  const typed = refused?.objection === id ? refused : undefined;
  return {
    id,
    from,
    max: ANSWER_MAX,
    longest,
    canCorrect: canCorrect(session),
    error: typed?.error ?? '',
    answer: typed?.answer ?? '',
    minutes: typed?.minutes ?? '',
    isKept: typed?.outcome === 'tetap',
    isCorrected: typed?.outcome === 'koreksi',
  };
}
