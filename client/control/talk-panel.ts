// The control room's panel of questions: what stands on stage, what waits, and a moderator's steps.
import '../styles/talk-desk.css';
import type { DeskQuestion, QuestionState, TalkDesk } from '../../server/protocol/talk.ts';
import { setHidden, setText } from '../lib/dom.ts';
import { ask, type LiveSocket } from '../lib/live.ts';
import type { Messages } from '../lib/messages.ts';
import { number, text } from '../lib/page-data.ts';
import { createAnnouncing } from './announcing.ts';
import { type DeskParts, settle } from './desk-parts.ts';
import { questionItem, type TakeStep } from './question-item.ts';

/** Most questions in the panel; the page behind its link has all. */
const SHOWN = 6;
/** In this order; to take a decision back is the page's. */
const ORDER: QuestionState[] = ['shown', 'new', 'approved'];

/** The first questions that wait for a moderator. */
const openOf = ({ questions }: TalkDesk): DeskQuestion[] =>
  questions
    .filter(({ state }) => ORDER.includes(state))
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.at - b.at);

/** Draws the list when it changed; the focus stays, and who writes a reason is not interrupted. */
const createList = (list: Element, take: TakeStep) => {
  let drawn = '';
  return (questions: DeskQuestion[]): void => {
    const key = JSON.stringify(questions);
    if (key === drawn || list.querySelector('details[open] input:focus')) return;
    drawn = key;
    const focused = document.activeElement?.getAttribute('data-langkah');
    list.replaceChildren(...questions.map((question) => questionItem(question, take)));
    if (!focused) return;
    list.querySelector<HTMLElement>(`[data-langkah="${CSS.escape(focused)}"]`)?.focus();
  };
};

/** Wires `[data-talk]`: questions by the socket's own news, and the announcement's line. */
export function createTalkPanel(socket: LiveSocket, messages: Messages): void {
  const list = document.querySelector('[data-talk-antrean]');
  if (!list) return;
  let desk: TalkDesk | undefined;
  const parts: DeskParts = { socket, messages, take };
  const announcing = createAnnouncing(parts);
  const drawList = createList(list, async ({ id: question, version }, step, reason) => {
    const shown = desk?.questions.find(({ state }) => state === 'shown')?.id ?? null;
    const input = { question, step, version, shown, ...(reason && { reason }) };
    await settle(await ask(socket, 'talk:moderate', input).catch(() => undefined), parts);
  });

  function draw(): void {
    if (!desk) return;
    const open = openOf(desk);
    const waiting = text('desk.waiting', { count: number(desk.counts.new) });
    setText(document.querySelector('[data-talk-jumlah]'), waiting);
    setHidden(document.querySelector('[data-talk-kosong]'), open.length > 0);
    drawList(open.slice(0, SHOWN));
  }
  function take(next: TalkDesk): void {
    desk = next;
    announcing.draw(next);
    draw();
  }
  const fetchDesk = async (): Promise<void> => {
    const answer = await ask(socket, 'talk:desk', {}).catch(() => undefined);
    if (answer?.ok) take(answer.data);
  };
  list.addEventListener('focusout', () => setTimeout(draw));
  socket.on('connect', () => void fetchDesk());
  if (socket.connected) void fetchDesk();
  socket.on('frame', ({ talk }) => {
    if (talk?.desk) void fetchDesk();
  });
}
