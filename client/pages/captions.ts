// The stenographer's page: Enter sends a line; what could not be sent waits here, in its order.
import '../styles/serif.css';
import '../styles/staff.css';
import '../styles/talk-desk.css';
import type { CaptionLine } from '../../server/protocol/talk.ts';
import { captionItem } from '../captions/caption-item.ts';
import { createCaptionQueue } from '../captions/caption-queue.ts';
import { setHidden, setText } from '../lib/dom.ts';
import { ask, connectLive } from '../lib/live.ts';
import { dataWith, number, text } from '../lib/page-data.ts';

const data = dataWith<{ session: string; isOpen: boolean }>('session', 'isOpen');
const list = document.querySelector('[data-baris-daftar]');
const wrong = document.querySelector('[data-salah]');
const state = document.querySelector('[data-keadaan]');
const refuse = (words: string | undefined): void => {
  setText(wrong?.querySelector('span'), words ?? '');
  setHidden(wrong, words === undefined);
};
const socket = connectLive({ page: 'captions', session: data.session }, (line) => {
  if (line.kind === 'good') void queue.send();
  if (line.kind === 'refused') refuse(text('captions.signedOut'));
  say();
});
const queue = createCaptionQueue({
  send: (line) => ask(socket, 'talk:caption', line),
  isOpen: () => socket.connected,
  onSent: put,
  onRefused: (message, words) => {
    refuse(message);
    const field = document.querySelector<HTMLInputElement>('[data-ketik] [name=text]');
    // What was refused comes back to be mended, unless the next line has been begun.
    if (field && field.value === '') field.value = words;
  },
  onChange: say,
});

/** A full list grows no longer: the file has all of it. */
const LINES_MAX = 200;

function say(): void {
  const waiting = queue.size();
  const words = socket.connected ? 'live' : socket.active ? 'lost' : 'connecting';
  const kept = waiting > 0 ? text('captions.kept', { count: number(waiting) }) : '';
  setText(state, `${text(`captions.${words}`)} ${kept}`.trim());
}

/** Adds a line or puts its correction in its place. */
function put(line: CaptionLine): void {
  const known = list?.querySelector<HTMLElement>(`[data-baris="${line.number}"]`);
  if (Number(known?.dataset.versi ?? 0) >= line.version) return;
  // Who is correcting this very line is told when they save it.
  if (known?.contains(document.activeElement)) return;
  const item = captionItem(line, correct);
  const older = [...(list?.querySelectorAll<HTMLElement>('li') ?? [])].find(
    ({ dataset }) => Number(dataset.baris) < line.number,
  );
  if (known) known.replaceWith(item);
  else list?.insertBefore(item, older ?? null);
  if ((list?.childElementCount ?? 0) > LINES_MAX) list?.lastElementChild?.remove();
  setHidden(document.querySelector('[data-kosong]'), true);
}

async function correct(line: CaptionLine, words: string): Promise<void> {
  const input = { number: line.number, version: line.version, text: words };
  const answer = await ask(socket, 'talk:correct', input).catch(() => undefined);
  if (!answer?.ok) return refuse(answer?.message ?? text('captions.lost'));
  refuse(undefined);
  const field = document.querySelector<HTMLElement>('[data-ketik] [name=text]');
  field?.focus();
  put(answer.data.line);
}

const form = document.querySelector<HTMLFormElement>('[data-ketik]');
form?.addEventListener('submit', (event) => {
  event.preventDefault();
  const field = form.querySelector<HTMLInputElement>('[name=text]');
  if (!field || field.value.trim() === '') return;
  refuse(undefined);
  queue.add(field.value);
  field.value = '';
});
for (const item of list?.querySelectorAll<HTMLElement>('li') ?? []) {
  const words = item.querySelector('[data-teks]')?.textContent ?? '';
  const { baris, versi } = item.dataset;
  const line = { number: Number(baris), version: Number(versi), text: words };
  item.replaceWith(captionItem(line, correct));
}
socket.on('frame', ({ talk }) => {
  for (const line of talk?.captions ?? []) put(line);
});
say();
