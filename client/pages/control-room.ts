// The control room: follows the session over the live socket and sends the host's actions.
import '../styles/serif.css';
import '../styles/staff.css';
import '../styles/control-room.css';
import '../styles/control-lists.css';
import '../styles/control-parts.css';
import '../styles/ceremony.css';
import '../styles/control-ready.css';
import { isOver } from '../../server/protocol/session-names.ts';
import type { Frame } from '../../server/protocol/socket-events.ts';
import { createBoardState } from '../board/board-state.ts';
import { createAct } from '../control/act.ts';
import type { ControlData, ControlState } from '../control/control-state.ts';
import { createCallList } from '../control/draw-calls.ts';
import { drawCeremony } from '../control/draw-ceremony.ts';
import { drawCounters, drawElapsed, drawEvents } from '../control/draw-figures.ts';
import { drawHealth } from '../control/draw-health.ts';
import { createReadyList } from '../control/draw-ready.ts';
import { createRecordingPanel } from '../control/draw-recording.ts';
import { drawRun, serverNow } from '../control/draw-run.ts';
import { drawActions, drawNext, reasonOf } from '../control/draw-steps.ts';
import { createLazyMedia } from '../control/lazy-media.ts';
import { createPresenterButton } from '../control/presenter-button.ts';
import { createShortcuts } from '../control/shortcuts.ts';
import { createStagePanel } from '../control/stage-panel.ts';
import { talkPanelLater } from '../control/talk-panel-later.ts';
import { copyButtons } from '../lib/copy-buttons.ts';
import { setHidden } from '../lib/dom.ts';
import { ask, connectLive, waitingWords } from '../lib/live.ts';
import { createMessages } from '../lib/messages.ts';
import { dataWith, text } from '../lib/page-data.ts';
import { findAction } from '../lib/session-words.ts';
import { createMatrixState } from '../matrix/matrix-state.ts';
import { startCeremonyPart } from '../realtime/ceremony-part.ts';

const CONFIRMED = ['end', 'open-signing', 'close-signing', 'close-late', 'seal', 'close-doors'];
const ON_AIR = ['on air', 'test'];

const data = dataWith<ControlData>(
  'session',
  'account',
  'status',
  'date',
  'agenda',
  'reading',
  'regions',
  'refusals',
);
const state: ControlState = {
  data,
  status: data.status,
  figures: undefined,
  board: undefined,
  rows: [],
  marks: [],
  offsetMs: 0,
  connected: false,
};
const ceremony = startCeremonyPart(document, data.status);
const messages = createMessages();
const socket = connectLive({ page: 'control', session: data.session }, (line) => {
  if (line.kind === 'waiting') messages.show(waitingWords(line));
  // A handshake that was refused for good: the sign-in has ended.
  if (line.kind === 'refused') messages.show(`${text('signedOut')} (${line.code})`);
});
const board = createBoardState();
const matrix = createMatrixState();
const calls = createCallList();
const presenter = createPresenterButton(socket, messages);
const ready = createReadyList(socket, messages);
const recording = createRecordingPanel(socket, messages);
talkPanelLater(socket, messages);
const stage = createStagePanel({ socket, messages, account: data.account });
const lead = async () => (await stage?.lead()) ?? true;
const media = createLazyMedia({ socket, messages, watches: true, lead });

/** What goes on by itself: once a second. */
function drawClocks(): void {
  drawRun(state);
  drawElapsed(state, serverNow(state));
}

function draw(): void {
  drawClocks();
  drawNext(state);
  drawActions(state);
  drawCeremony(state);
  drawHealth(state);
  drawCounters(state);
  drawEvents(state);
  calls.draw(state);
  ready.draw(state);
  recording.draw(state);
  presenter.draw(state.figures?.testPresenter ?? false);
  setHidden(document.getElementById('j-alat'), isOver(state.status.session));
  media.setOnAir(ON_AIR.includes(state.status.stream));
}

const takeStatus = (status: ControlState['status']): void => {
  if (status.version < state.status.version) return;
  state.status = status;
};

async function fetchBoard(): Promise<void> {
  const answer = await ask(socket, 'board:snapshot', {}).catch(() => undefined);
  if (!answer?.ok) return;
  board.replace(answer.data);
  state.board = board.current();
  draw();
}

async function fetchMatrix(): Promise<void> {
  const answer = await ask(socket, 'matrix:snapshot', {}).catch(() => undefined);
  if (!answer?.ok) return;
  matrix.replace(answer.data);
  state.rows = matrix.rows();
  draw();
}

function take(frame: Frame): void {
  ceremony.frame(frame);
  if (frame.status) takeStatus(frame.status);
  if (frame.control) {
    state.figures = frame.control;
    state.offsetMs = Date.parse(frame.control.now) - Date.now();
  }
  stage?.take(frame.stage, isOver(state.status.session));
  if (frame.stage) media.setView(frame.stage);
  if (frame.calls) state.marks = frame.calls;
  if (frame.board && !board.apply(frame.board)) void fetchBoard();
  if (frame.matrix && !matrix.apply(frame.matrix)) void fetchMatrix();
  state.rows = matrix.rows();
  state.board = board.current();
  draw();
}

// The status comes with the next frame, together with what the machines then allow.
const act = createAct({ socket, messages, version: () => state.status.version });

function press(name: string | undefined): void {
  const action = findAction(name);
  if (!action) return;
  const reason = reasonOf(state, action);
  if (reason !== undefined) messages.show(reason);
  else if (!CONFIRMED.includes(action) || window.confirm(text(`confirm.${action}`))) {
    void act(action);
  }
}

for (const key of ['aksi', 'utama', 'gerbang'] as const) {
  for (const button of document.querySelectorAll<HTMLElement>(`[data-${key}]`)) {
    button.addEventListener('click', () => press(button.dataset[key]));
  }
}
socket.on('connect', () => {
  state.connected = true;
  messages.clear();
  void fetchBoard();
  void fetchMatrix();
});
socket.on('disconnect', () => {
  state.connected = false;
  messages.show(text('lost'));
  draw();
});
socket.on('frame', take);
setInterval(drawClocks, 1000);
copyButtons(document);
createShortcuts();
draw();
