// A question in the control room's panel, with the steps that are open to a moderator.
import {
  type DeskQuestion,
  type QuestionStep,
  REJECTION_MAX,
  stepsFrom,
} from '../../server/protocol/talk.ts';
import { make } from '../lib/dom.ts';
import { text } from '../lib/page-data.ts';

export type TakeStep = (question: DeskQuestion, step: QuestionStep, reason?: string) => void;

const rejectForm = (send: (reason: string) => void): HTMLDetailsElement => {
  const details = make('details', '', 's-urus');
  const form = make('form');
  const label = make('label', '', 'isian');
  const field = make('input', '', 'kotak');
  field.required = true;
  field.maxLength = REJECTION_MAX;
  field.autocomplete = 'off';
  label.append(make('span', text('desk.reason')), field);
  form.append(label, make('button', text('desk.confirmReject'), 'tombol ringkas'));
  form.addEventListener('submit', (submitted) => {
    submitted.preventDefault();
    send(field.value);
  });
  details.append(make('summary', text('desk.steps.reject'), 'tombol ringkas polos'), form);
  return details;
};

const stepButton = (question: DeskQuestion, step: QuestionStep): HTMLButtonElement => {
  const button = make('button', text(`desk.steps.${step}`), 'tombol ringkas');
  button.type = 'button';
  button.dataset.langkah = `${question.id} ${step}`;
  button.append(make('span', `: ${question.text}`, 'baca-layar'));
  return button;
};

/** The item; `take` is called with the step that was pressed. */
export function questionItem(question: DeskQuestion, take: TakeStep): HTMLLIElement {
  const item = make('li');
  const words = make('div');
  const from = `${question.title}, ${question.place}. ${text(`desk.states.${question.state}`)}`;
  words.append(make('p', question.text), make('small', from, 'redup'));
  const steps = make('div', '', 't-langkah');
  const open = stepsFrom(question.state);
  for (const step of open.filter((one) => one !== 'reject')) {
    const button = stepButton(question, step);
    button.addEventListener('click', () => take(question, step));
    steps.append(button);
  }
  if (open.includes('reject')) {
    steps.append(rejectForm((reason) => take(question, 'reject', reason)));
  }
  item.append(words, steps);
  return item;
}
