// The lectern: a speaker's camera and microphone; the reader leads the clauses from it.
import '../styles/serif.css';
import '../styles/control-parts.css';
import '../styles/lectern.css';
import '../styles/ceremony.css';
import type { SessionStatus } from '../../server/protocol/session.ts';
import { createAct } from '../control/act.ts';
import { readingView } from '../lectern/reading.ts';
import { isBarred, setBarred, setHidden, setText } from '../lib/dom.ts';
import { connectLive, waitingWords } from '../lib/live.ts';
import { createMediaTools } from '../lib/media-tools.ts';
import { createMessages } from '../lib/messages.ts';
import { dataWith, text } from '../lib/page-data.ts';
import { findAction } from '../lib/session-words.ts';
import { startCeremonyPart } from '../realtime/ceremony-part.ts';
import { talkLater } from '../talk/talk-later.ts';

interface LecternData {
  isReader: boolean;
  status: SessionStatus;
  reading: string[];
  agenda: { id: string; title: string }[];
}

const data = dataWith<LecternData>('isReader', 'status', 'reading', 'agenda');
let status = data.status;
const ceremony = startCeremonyPart(document, data.status);
const messages = createMessages();
const socket = connectLive({ page: 'lectern' }, (line) => {
  if (line.kind === 'waiting') messages.show(waitingWords(line));
});
createMediaTools({ socket, messages, watches: false });
talkLater(document.documentElement, socket);

function drawReading(): void {
  if (!data.isReader) return;
  const view = readingView(status, data.reading.length);
  setText(document.querySelector('[data-bagian]'), text(view.part, view.parameters));
  setText(document.querySelector('[data-isi-butir]'), data.reading[view.index] ?? '');
  const note = socket.connected ? view.note : 'offline';
  setText(document.querySelector('[data-alasan-baca]'), note ? text(`notes.${note}`) : '');
  const isIdle = view.index < 0;
  for (const button of document.querySelectorAll<HTMLElement>('[data-aksi]')) {
    const action = findAction(button.dataset.aksi);
    const isOpen = action !== undefined && view.steps.includes(action) && socket.connected;
    setHidden(button, (button.dataset.aksi === 'start-reading') !== isIdle);
    setBarred(button, !isOpen, 'alasan-baca');
  }
}

function draw(): void {
  drawReading();
  setText(document.querySelector('[data-tahap]'), text(`states.${status.session}`));
  const item = data.agenda.find(({ id }) => id === status.agendaItem);
  const now = item && status.session === 'live' ? text('now', { title: item.title }) : '';
  setText(document.querySelector('[data-kini]'), now);
}

const act = createAct({
  socket,
  messages,
  version: () => status.version,
  onStatus: (next) => {
    if (next.version >= status.version) status = next;
    draw();
  },
});

for (const button of document.querySelectorAll<HTMLElement>('[data-aksi]')) {
  button.addEventListener('click', () => {
    const action = findAction(button.dataset.aksi);
    if (action && !isBarred(button)) void act(action);
  });
}
socket.on('connect', () => {
  messages.clear();
  draw();
});
socket.on('disconnect', () => {
  messages.show(text('lost'));
  draw();
});
socket.on('frame', (frame) => {
  ceremony.frame(frame);
  if (frame.status && frame.status.version >= status.version) status = frame.status;
  draw();
});
draw();
