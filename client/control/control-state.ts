// What the control room knows: the page's own data, then status, figures and board as they come.
import type { BoardSnapshot } from '../../server/protocol/board.ts';
import type { CallMark } from '../../server/protocol/call-list.ts';
import type { MatrixRow } from '../../server/protocol/matrix.ts';
import type { PlannedItem } from '../../server/protocol/run-of-show.ts';
import type { SessionStatus } from '../../server/protocol/session.ts';
import type { ControlFigures } from '../../server/protocol/socket-events.ts';

/** The page's data (see server/control/room-presenter.ts). */
export interface ControlData {
  session: string;
  /** The account of who looks. */
  account: string;
  status: SessionStatus;
  /** The planned day, YYYY-MM-DD. */
  date: string;
  agenda: ({ title: string; kind: string } & PlannedItem)[];
  /** Opening, commitments, closing; empty without a declaration. */
  reading: string[];
  /** Code, name and province of every region. */
  regions: [code: string, name: string, province: string][];
  refusals: Record<string, string>;
}

export interface ControlState {
  data: ControlData;
  status: SessionStatus;
  figures: ControlFigures | undefined;
  board: BoardSnapshot | undefined;
  /** Cells of the staff's matrix; empty before they came. */
  rows: MatrixRow[];
  /** The last call of each region that was called. */
  marks: CallMark[];
  /** The server's clock minus this device's, in milliseconds. */
  offsetMs: number;
  /** False while the socket is down: nothing can be commanded. */
  connected: boolean;
}

/** Number of the declaration's commitments. */
export const clausesOf = (data: ControlData): number => Math.max(data.reading.length - 2, 0);
