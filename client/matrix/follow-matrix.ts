// Follows a session's matrix over the live socket: cells, states of the regions, status and calls.
import type { RegionState } from '../../server/protocol/board.ts';
import { statesOf } from '../../server/protocol/board-words.ts';
import type { CallMark } from '../../server/protocol/call-list.ts';
import type { MatrixRow } from '../../server/protocol/matrix.ts';
import type { SessionStatus } from '../../server/protocol/session.ts';
import type { Frame } from '../../server/protocol/socket-events.ts';
import { createBoardState } from '../board/board-state.ts';
import { ask, connectLive, type LineState } from '../lib/live.ts';
import { createMatrixState } from './matrix-state.ts';

/** Everything the screen follows; parts that have not come yet are empty. */
export interface MatrixPicture {
  rows: MatrixRow[];
  states: ReadonlyMap<string, RegionState>;
  status: SessionStatus | undefined;
  marks: CallMark[];
}

/** What a change was about: a call of a colleague is shown sooner than a shift in the ranking. */
export interface MatrixNews {
  calls: boolean;
}

/** Opens the socket; `onPicture` hears of each change, `onLine` of the connection. */
export function followMatrix(
  session: string,
  onPicture: (picture: MatrixPicture, news: MatrixNews) => void,
  onLine: (line: LineState) => void,
): void {
  const matrix = createMatrixState();
  const board = createBoardState();
  let status: SessionStatus | undefined;
  let marks: CallMark[] = [];
  const socket = connectLive({ page: 'matrix', session }, onLine);

  const show = (news: MatrixNews): void => {
    const rows = matrix.rows();
    const picture = board.current();
    if (rows.length === 0 || !picture) return;
    onPicture({ rows, states: statesOf(picture.rows), status, marks }, news);
  };
  const fetchMatrix = async (): Promise<void> => {
    const answer = await ask(socket, 'matrix:snapshot', {}).catch(() => undefined);
    if (answer?.ok) matrix.replace(answer.data);
  };
  const fetchBoard = async (): Promise<void> => {
    const answer = await ask(socket, 'board:snapshot', {}).catch(() => undefined);
    if (answer?.ok) board.replace(answer.data);
  };
  const take = async (frame: Frame): Promise<void> => {
    if (frame.status) status = frame.status;
    if (frame.calls) marks = frame.calls;
    const missed = [
      ...(frame.matrix && !matrix.apply(frame.matrix) ? [fetchMatrix()] : []),
      ...(frame.board && !board.apply(frame.board) ? [fetchBoard()] : []),
    ];
    await Promise.all(missed);
    show({ calls: frame.calls !== undefined });
  };
  socket.on('frame', (frame) => void take(frame));
  socket.on('connect', () => {
    void Promise.all([fetchMatrix(), fetchBoard()]).then(() => show({ calls: true }));
  });
}
