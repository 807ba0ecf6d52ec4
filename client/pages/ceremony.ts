// The ceremony on a projector: follows status and figures over the board's live connection.
import '../styles/serif.css';
import '../styles/ceremony.css';
import '../styles/ceremony-screen.css';
import '../styles/ceremony-frame.css';
import type { BoardCounters } from '../../server/protocol/board.ts';
import { signedShare } from '../../server/protocol/board-words.ts';
import { sceneWords } from '../../server/protocol/ceremony-words.ts';
import { clauseAtHand, clausesRead } from '../../server/protocol/official-screen.ts';
import type { SessionStatus } from '../../server/protocol/session.ts';
import { createBoardState } from '../board/board-state.ts';
import { ask, connectLive } from '../lib/live.ts';
import { dataWith, number, text } from '../lib/page-data.ts';
import { setRing } from '../lib/symbols.ts';
import { startCeremonyPart } from '../realtime/ceremony-part.ts';
import { part, setText, show } from '../realtime/dom.ts';
import { keepClock } from '../realtime/notice.ts';

interface ScreenData {
  session: string;
  clauses: number;
  status: SessionStatus;
}

const drawPetals = (root: ParentNode, status: SessionStatus, clauses: number): void => {
  for (let clause = 1; clause <= clauses; clause++) {
    const isRead = clause <= clausesRead(status, clauses);
    const isNow = clauseAtHand(status, clauses) === clause;
    const state = isNow ? 'kini' : isRead ? 'isi' : 'kosong';
    root.querySelector(`.uu-petal [data-butir="${clause}"]`)?.setAttribute('class', `kp ${state}`);
  }
};

function drawScene(root: ParentNode, status: SessionStatus, clauses: number): void {
  const { scene, key, parameters } = sceneWords(status, clauses);
  const line = text(`scene.${key}`, parameters);
  setText(root, 'tahap', line);
  setText(root, 'garis', line);
  for (const field of root.querySelectorAll<HTMLElement>('[data-layar]')) {
    field.hidden = field.dataset.layar !== scene;
  }
  const now = scene === 'reading' ? Math.min(status.clause, clauses + 1) : -1;
  for (const item of root.querySelectorAll<HTMLElement>('[data-bagian]')) {
    item.hidden = Number(item.dataset.bagian) !== now;
  }
  show(root, 'sisi-baca', scene === 'waiting' || scene === 'reading');
  show(root, 'sisi-tanda', scene === 'signing' || scene === 'closed');
  drawPetals(root, status, clauses);
}

function drawFigures(root: ParentNode, counters: BoardCounters): void {
  setText(root, 'tanda', number(counters.regionsSigned));
  setText(root, 'tanda-dari', text('of', { total: number(counters.regions) }));
  setText(root, 'pejabat', number(counters.officialsSigned));
  setText(root, 'hadir', number(counters.regionsPresent));
  const ring = part(root, 'cincin');
  if (ring) setRing(ring, counters.regionsSigned, counters.regions);
  part(root, 'pita')?.setAttribute('width', signedShare(counters));
}

function start(root: HTMLElement): void {
  const data = dataWith<ScreenData>('session', 'clauses', 'status');
  const ceremony = startCeremonyPart(root, data.status);
  const board = createBoardState();
  let { status } = data;
  const draw = (): void => {
    const picture = board.current();
    if (picture) drawFigures(root, picture.counters);
  };
  const socket = connectLive({ page: 'board', session: data.session }, (line) =>
    show(root, 'putus', line.kind !== 'good'),
  );
  const fetchBoard = async (): Promise<void> => {
    const answer = await ask(socket, 'board:snapshot', {}).catch(() => undefined);
    if (answer?.ok) board.replace(answer.data);
    draw();
  };
  socket.on('connect', () => void fetchBoard());
  socket.on('frame', (frame) => {
    ceremony.frame(frame);
    if (frame.status && frame.status.version >= status.version) status = frame.status;
    drawScene(root, status, data.clauses);
    if (frame.board && !board.apply(frame.board)) void fetchBoard();
    draw();
  });
  keepClock(root, { bare: true });
}

const root = document.getElementById('upacara');
if (root) start(root);
