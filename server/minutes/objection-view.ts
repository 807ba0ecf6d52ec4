// Objections as pages show them: what was said, when, and how it was answered.
import type { Language } from '../http/language.ts';
import { formatDate, formatTime } from '../http/views/index.ts';
import type { Objection } from '../objections/index.ts';
import type { Say } from '../official/index.ts';

/** One objection for the ledger; `state` is a whole sentence. */
export interface ObjectionView {
  id: string;
  number: number;
  isOpen: boolean;
  icon: string;
  note: string;
  date: string;
  time: string;
  state: string;
  answer: string;
  answered: string;
}

const stateKey = ({ state, outcome }: Objection): string =>
  state === 'open' ? 'open' : outcome === 'corrected' ? 'corrected' : 'kept';

/** "Petugas, 7 Oktober 2020, 11.02 WIB"; empty while it is open. */
const answeredText = (objection: Objection, language: Language, say: Say): string => {
  const { answeredBy, answeredAt } = objection;
  if (!answeredBy || !answeredAt) return '';
  return say('minutes.objections.answered', {
    by: answeredBy.label,
    date: formatDate(answeredAt, language),
    time: formatTime(answeredAt),
  });
};

/** The view of one objection in a language. */
export const objectionView = (
  objection: Objection,
  language: Language,
  say: Say,
): ObjectionView => ({
  id: objection._id,
  number: objection.number,
  isOpen: objection.state === 'open',
  icon: objection.state === 'open' ? 'jam' : 'cek',
  note: objection.note,
  date: formatDate(objection.at, language),
  time: formatTime(objection.at),
  state: say(`minutes.objections.${stateKey(objection)}`, {
    minutes: objection.correction?.minutes ?? 0,
  }),
  answer: objection.answer ?? '',
  answered: answeredText(objection, language, say),
});
