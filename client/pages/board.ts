// The national board: the server's first picture, then snapshot and deltas over the live socket.
import '../styles/serif.css';
import '../styles/board.css';
import '../styles/board-tiles.css';
import '../styles/board-foot.css';
import '../styles/board-list.css';
import '../styles/board-map.css';
import 'virtual:board-layout.css';
import type { SessionStatus } from '../../server/protocol/session.ts';
import { isOver } from '../../server/protocol/session-names.ts';
import { createBoardState } from '../board/board-state.ts';
import { drawBoard, drawStage, drawSummary } from '../board/board-view.ts';
import { setHidden, setText } from '../lib/dom.ts';
import { ask, connectLive, type LineState, type LiveSocket, waitingWords } from '../lib/live.ts';
import { pageData } from '../lib/page-data.ts';

const SUMMARY_MS = 15_000;
const CLOCK_MS = 5_000;

const root = document.querySelector<HTMLElement>('.papan-layar');
/** The session's slug, as the server put it into the page. */
const sessionIn = (data: unknown): string =>
  typeof data === 'object' && data !== null && 'session' in data ? String(data.session) : '';
const session = pageData({ parse: sessionIn });

const showClock = (board: HTMLElement): void => {
  const clock = board.querySelector('[data-jam]');
  const options = { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Jakarta' } as const;
  if (clock) clock.textContent = new Date().toLocaleTimeString('en-GB', options).replace(':', '.');
};

/** The foot's note: the line is lost, or one waits in the queue. */
const createLineNote = (board: HTMLElement): ((line: LineState) => void) => {
  const note = board.querySelector('[data-putus]');
  const words = note?.querySelector('span');
  const lost = words?.textContent ?? '';
  return (line) => {
    setText(words, waitingWords(line) || lost);
    setHidden(note, line.kind === 'good');
  };
};

const follow = (board: HTMLElement, socket: LiveSocket): void => {
  const state = createBoardState();
  let status: SessionStatus | undefined;
  const draw = (): void => {
    const picture = state.current();
    if (picture) drawBoard(board, picture, status);
  };
  const fetchSnapshot = async (): Promise<void> => {
    const answer = await ask(socket, 'board:snapshot', {}).catch(() => undefined);
    if (!answer?.ok) return;
    state.replace(answer.data);
    draw();
  };
  /** The phase may change without any tile: then all boards ask anew, but not all at once. */
  const followPhase = (status: SessionStatus): void => {
    const picture = state.current();
    if (!picture || isOver(status.session) === (picture.phase === 'frozen')) return;
    setTimeout(() => void fetchSnapshot(), 1_000 + Math.random() * 2_000);
  };
  socket.on('connect', () => void fetchSnapshot());
  socket.on('frame', (frame) => {
    if (frame.status) {
      status = frame.status;
      drawStage(board, status);
      if (status.sealed) draw();
      followPhase(status);
    }
    if (!frame.board) return;
    if (state.apply(frame.board)) draw();
    else void fetchSnapshot();
  });
  setInterval(() => {
    const picture = state.current();
    if (picture) drawSummary(board, picture);
  }, SUMMARY_MS);
};

if (root) {
  setInterval(() => showClock(root), CLOCK_MS);
  const showLine = createLineNote(root);
  follow(root, connectLive({ page: 'board', session }, showLine));
}
