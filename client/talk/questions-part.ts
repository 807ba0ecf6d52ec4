// Questions on the stage: the one being answered, those that were approved, and one's own.
import type { OwnQuestion, QuestionView, TalkView } from '../../server/protocol/talk.ts';
import { ask, type LiveSocket } from '../lib/live.ts';
import { number, text } from '../lib/page-data.ts';
import { part, setText, show } from '../realtime/dom.ts';

const line = (words: string, note: string): HTMLLIElement => {
  const item = document.createElement('li');
  const question = document.createElement('p');
  const small = document.createElement('small');
  question.textContent = words;
  small.textContent = note;
  item.append(question, small);
  return item;
};

const fromOf = ({ title, place }: QuestionView): string => `${title}, ${place}`;

const drawOwn = (root: ParentNode, own: OwnQuestion[]): void => {
  const items = own.map((one) =>
    line(one.text, text(`talk.states.${one.state}`, { reason: one.reason ?? '' })),
  );
  part(root, 'tanya-sendiri')
    ?.querySelector('ul')
    ?.replaceChildren(...items);
  show(root, 'tanya-sendiri', items.length > 0);
};

const drawShown = (root: ParentNode, shown: QuestionView | null): void => {
  setText(root, 'tanya-isi', shown?.text ?? '');
  setText(root, 'tanya-asal', shown ? fromOf(shown) : '');
  show(root, 'tanya-tampil', shown !== null);
};

const drawApproved = (root: ParentNode, { count, first }: NonNullable<TalkView['approved']>) => {
  const items = first.map((one) => line(one.text, fromOf(one)));
  part(root, 'tanya-setuju')
    ?.querySelector('ol')
    ?.replaceChildren(...items);
  setText(root, 'tanya-jumlah', text('talk.approved', { count: number(count) }));
  show(root, 'tanya-setuju', count > 0);
};

/** Draws what a frame brings of questions. */
export function drawQuestions(root: ParentNode, { shown, approved, own }: TalkView): void {
  if (shown !== undefined) drawShown(root, shown);
  if (approved) drawApproved(root, approved);
  if (own) drawOwn(root, own);
}

/** The remaining characters are told only when they become few. */
const FEW = 100;

/** Sends the form over the socket; what could not be sent stays in its field. */
export function listenToQuestions(root: ParentNode, socket: LiveSocket): void {
  const form = root.querySelector<HTMLFormElement>('[data-tanya-form]');
  const field = form?.querySelector('textarea');
  if (!form || !field) return;
  const note = part(root, 'tanya-catatan');
  const usual = note?.textContent ?? '';
  const wrong = part(root, 'tanya-salah');
  const say = (words: string) => setText(root, 'tanya-catatan', words);
  const refuse = (words: string | undefined) => {
    const place = wrong?.querySelector('span');
    if (place) place.textContent = words ?? '';
    wrong?.toggleAttribute('hidden', words === undefined);
  };
  let isSending = false;
  field.addEventListener('input', () => {
    const left = field.maxLength - field.value.length;
    say(left <= FEW ? text('talk.left', { count: number(left) }) : usual);
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    const offline = { ok: false as const, message: text('talk.offline') };
    const asked = socket.connected
      ? await ask(socket, 'talk:ask', { text: field.value }).catch(() => offline)
      : offline;
    isSending = false;
    if (!asked.ok) return refuse(asked.message);
    refuse(undefined);
    field.value = '';
    drawOwn(root, asked.data.own);
    say(text('talk.sent'));
  });
}
