// One session's board in memory. Facts go into its seats; the board, the staff's matrix and the
// regions' delegations come out, each with what changed since it was last asked.
import { DEFAULT_REGION_RULES, type RegionRules } from '../campaigns/index.ts';
import type { BoardDelta, BoardPhase, BoardSnapshot } from '../protocol/board.ts';
import { type PackedDelta, type PackedSnapshot, packDelta } from '../protocol/board-wire.ts';
import type { MatrixDelta, MatrixSnapshot } from '../protocol/matrix.ts';
import type { DelegationRow } from '../protocol/socket-events.ts';
import {
  type BoardSeat,
  type Closing,
  checkInHolder,
  closeInterval,
  createMemory,
  createSeatBook,
  endHolder,
  isPresent,
  type Memory,
  markAll,
  openInterval,
  registerHolder,
  type SeatBook,
  setSigningOpened,
  signSeat,
} from './board-seats.ts';
import { continueBoard, createBoardVersions, flushBoard, packedBoard } from './board-versions.ts';
import type { Lateness } from './lateness.ts';
import {
  continueMatrix,
  createMatrixVersions,
  flushMatrix,
  matrixSnapshot,
  setLateness,
} from './matrix-versions.ts';

/** Facts in; moments are in milliseconds. Their order does not matter, nor that one comes twice. */
interface Facts {
  opened(interval: string, seat: string, at: number): void;
  closed(interval: string, closing: Closing): void;
  registered(registration: string, seat: string): void;
  checkedIn(registration: string, at: number): void;
  /** The holder was released; what they had not signed obliges nobody. */
  ended(registration: string): void;
  signed(seat: string): void;
}

export interface BoardProjection extends Facts {
  /** Sets the phase and the moment from which on the obliged seats are fixed. */
  setPhase(phase: BoardPhase, signingOpenedAt: number | undefined): void;
  /** Sets by what somebody is late; undefined: nobody can be. */
  setLateness(lateness: Lateness | undefined): void;
  /** Takes another projection's place: the next deltas lead from its snapshots to what is so here. */
  continueFrom(before: Pick<BoardProjection, 'snapshot' | 'matrix'>): void;
  /** What changed since the last flush; undefined when nothing did. */
  flush(): BoardDelta | undefined;
  snapshot(): BoardSnapshot;
  /** The snapshot as it travels; packed once a version, whoever asks for it. */
  packed(): PackedSnapshot;
  /** The changes of a flush as they travel. */
  pack(delta: BoardDelta): PackedDelta;
  flushMatrix(): MatrixDelta | undefined;
  matrix(): MatrixSnapshot;
  /** The seats of a region (null: those outside regions) with their states, in order. */
  delegation(region: string | null): DelegationRow[];
  /** Regions whose seats changed since the last call; null stands for Pusat dan Kanreg. */
  takeTouched(): Set<string | null>;
  /** What a projection that takes this one's place must not forget. */
  memory: Memory;
}

/** `firstVersion` differs between processes, so that a delta never fits another one's snapshot. */
export function createBoardProjection(options: {
  regions: string[];
  seats: BoardSeat[];
  firstVersion: number;
  rules?: RegionRules;
  memory?: Memory;
}): BoardProjection {
  const { regions, seats, firstVersion, rules = DEFAULT_REGION_RULES } = options;
  const memory = options.memory ?? createMemory();
  const book = createSeatBook(regions, seats, memory);
  const seatsInRegions = seats.filter((seat) => seat.region !== null).length;
  const board = createBoardVersions({ regions, rules, seatsInRegions, firstVersion });
  const matrix = createMatrixVersions(firstVersion);
  return {
    ...factsInto(book),
    setPhase(phase, signingOpenedAt) {
      board.phaseChanged ||= phase !== board.phase;
      board.phase = phase;
      setSigningOpened(book, signingOpenedAt);
    },
    setLateness: (lateness) => setLateness(matrix, book, lateness),
    continueFrom(before) {
      continueBoard(board, before.snapshot());
      continueMatrix(matrix, before.matrix());
      markAll(book);
    },
    flush: () => flushBoard(board, book),
    snapshot: () => board.current,
    packed: () => packedBoard(board),
    pack: (delta) => packDelta(delta, board.places),
    flushMatrix: () => flushMatrix(matrix, book),
    matrix: () => matrixSnapshot(matrix),
    delegation: (region) => delegationOf(book, region),
    takeTouched() {
      const touched = new Set(book.stale.delegations);
      book.stale.delegations.clear();
      return touched;
    },
    memory,
  };
}

const factsInto = (book: SeatBook): Facts => ({
  opened: (interval, seat, at) => openInterval(book, interval, seat, at),
  closed: (interval, closing) => closeInterval(book, interval, closing),
  registered: (registration, seat) => registerHolder(book, registration, seat),
  checkedIn: (registration, at) => checkInHolder(book, registration, at),
  ended: (registration) => endHolder(book, registration),
  signed: (seat) => signSeat(book, seat),
});

const delegationOf = (book: SeatBook, region: string | null): DelegationRow[] =>
  (book.byRegion.get(region) ?? []).map((state) => ({
    seat: state.seat._id,
    title: state.seat.title,
    state: state.signed ? 'signed' : isPresent(state) ? 'present' : 'absent',
  }));
