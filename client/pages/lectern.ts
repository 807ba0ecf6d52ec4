// The lectern: the green room of the roster; the reader leads the clauses from it.
import '../styles/serif.css';
import '../styles/control-parts.css';
import '../styles/lectern.css';
import '../styles/ceremony.css';
import '../styles/stage-windows.css';
import type { SessionStatus } from '../../server/protocol/session.ts';
import type { StageRole } from '../../server/protocol/stage.ts';
import { createAct } from '../control/act.ts';
import { createGreenRoom } from '../lectern/green-room.ts';
import { readingView } from '../lectern/reading.ts';
import { isBarred, setBarred, setHidden, setText } from '../lib/dom.ts';
import { connectLive, waitingWords } from '../lib/live.ts';
import { createMessages } from '../lib/messages.ts';
import { dataWith, text } from '../lib/page-data.ts';
import { findAction } from '../lib/session-words.ts';
import { startCeremonyPart } from '../realtime/ceremony-part.ts';
import { talkLater } from '../talk/talk-later.ts';

const ON_AIR: SessionStatus['stream'][] = ['test', 'on air'];

interface LecternData {
  isReader: boolean;
  role: StageRole;
  who: string;
  status: SessionStatus;
  reading: string[];
  agenda: { id: string; title: string }[];
}

const data = dataWith<LecternData>('isReader', 'role', 'who', 'status', 'reading', 'agenda');
let status = data.status;
const ceremony = startCeremonyPart(document, data.status);
const messages = createMessages();
const socket = connectLive({ page: 'lectern' }, (line) => {
  if (line.kind === 'waiting') messages.show(waitingWords(line));
  // The link was replaced or withdrawn: what this page may do has ended.
  if (line.kind === 'refused') messages.show(text('linkEnded'));
});
const { role, who } = data;
const greenRoom = createGreenRoom({ socket, messages, who, role });
talkLater(document.documentElement, socket);

function drawReading(): void {
  if (!data.isReader) return;
  const view = readingView(status, data.reading.length);
  setText(document.querySelector('[data-bagian]'), text(view.part, view.parameters));
  setText(document.querySelector('[data-isi-butir]'), data.reading[view.index] ?? '');
  const note = socket.connected ? view.note : 'offline';
  setText(document.querySelector('[data-alasan-baca]'), note ? text(`notes.${note}`) : '');
  const isReading = view.index >= 0;
  const isBefore = status.ceremony === 'idle';
  for (const button of document.querySelectorAll<HTMLElement>('[data-aksi]')) {
    const action = findAction(button.dataset.aksi);
    const isOpen = action !== undefined && view.steps.includes(action) && socket.connected;
    const isStart = button.dataset.aksi === 'start-reading';
    setHidden(button, isStart ? !isBefore : !isReading);
    setBarred(button, !isOpen, 'alasan-baca');
  }
}

function draw(): void {
  greenRoom.setOnAir(ON_AIR.includes(status.stream));
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
  greenRoom.setConnected(true);
  draw();
});
socket.on('disconnect', () => {
  greenRoom.setConnected(false);
  messages.show(text('lost'));
  draw();
});
socket.on('frame', (frame) => {
  ceremony.frame(frame);
  if (frame.stage) greenRoom.take(frame.stage);
  if (frame.status && frame.status.version >= status.version) status = frame.status;
  draw();
});
draw();
