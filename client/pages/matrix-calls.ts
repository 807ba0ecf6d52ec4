// The list of regions to call: follows the ranking and the colleagues' marks.
import '../styles/serif.css';
import '../styles/staff.css';
import '../styles/control-parts.css';
import '../styles/matrix.css';
import '../styles/matrix-lists.css';
import { callStage, callsOf } from '../../server/protocol/call-list.ts';
import { createMessages } from '../lib/messages.ts';
import { dataWith, text } from '../lib/page-data.ts';
import { patchCalls } from '../matrix/call-items.ts';
import { followMatrix, type MatrixPicture } from '../matrix/follow-matrix.ts';
import { createLineNote } from '../matrix/line-note.ts';
import { createLiveParts } from '../matrix/live-parts.ts';

/** A mark lets its region rise again after ten minutes, without any news. */
const AGAIN_MS = 60_000;

const { session } = dataWith<{ session: string }>('session');
const messages = createMessages();
const note = createLineNote(messages);
const stale = document.querySelector<HTMLElement>('[data-basi]');
const parts = createLiveParts((fresh) => {
  patchCalls(fresh, stale);
  note.updated();
});

/** What the ranking is made of, as far as the list shows it. */
const keyOf = ({ rows, states, status, marks }: MatrixPicture): string =>
  status
    ? JSON.stringify(callsOf(rows, callStage(status), { states, marks, now: Date.now() }))
    : '';
let shown: string | undefined;

async function mark(form: HTMLFormElement): Promise<void> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) body.set(name, String(value));
  const answer = await fetch(form.action, { method: 'POST', body }).catch(() => undefined);
  // Whose sign-in has ended is led to the page for it instead.
  const isList = answer?.ok && new URL(answer.url).pathname === location.pathname;
  if (isList) {
    messages.clear();
    form.reset();
    parts.take(await answer.text());
    return;
  }
  const otherwise = answer?.ok ? 'signedOut' : 'failed';
  messages.show(text(answer?.status === 409 ? 'taken' : otherwise));
  parts.refresh({ soon: true });
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset.catat === undefined) return;
  event.preventDefault();
  void mark(form);
});
stale?.addEventListener('click', () => location.reload());
setInterval(() => parts.refresh(), AGAIN_MS);

followMatrix(
  session,
  (picture, { calls }) => {
    const key = keyOf(picture);
    const isSame = key === shown;
    // The page was rendered a moment ago: only what comes after the first picture is news.
    if (shown !== undefined && !isSame) parts.refresh({ soon: calls });
    shown = key;
  },
  note.line,
);
