// Rows 8 and 9: size of a snapshot and of a delta as they travel, the time they take, and that the
// time does not grow with people.
import { createBoardProjection } from '../server/board/board-projection.ts';
import { median } from './figures.ts';
import type { Bench } from './groups.ts';
import { judge, type Row, short, spreadOf } from './table.ts';
import { CHANGED_REGIONS } from './watch-sending.ts';

const REGIONS = 270;
const MANY = 10_000;
const FEW = 100;
const TURNS = 50;
const regions = Array.from({ length: REGIONS }, (_, index) => `${11 + (index % 34)}.${10 + index}`);

/** `count` seats over the regions, five offices at least. */
const seatsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const region = regions[index % REGIONS] ?? '';
    const office = `kantor-${Math.floor(index / REGIONS)}`;
    return { _id: `${region}/${office}`, region, title: 'Sekretaris Daerah', required: true };
  });

type Projection = ReturnType<typeof createBoardProjection>;

const boardOf = (seats: ReturnType<typeof seatsOf>, present: number, turn: number): Projection => {
  const board = createBoardProjection({ regions, seats, firstVersion: 1_000_000 + turn });
  for (const { _id } of seats.slice(0, present)) board.opened(`i-${_id}`, _id, 0);
  board.flush();
  return board;
};

interface Measured {
  ms: number;
  bytes: number;
}
const timed = (work: () => string): Measured => {
  const from = performance.now();
  const text = work();
  return { ms: performance.now() - from, bytes: Buffer.byteLength(text) };
};

const snapshotText = (board: Projection): string => JSON.stringify(board.packed());
const deltaText = (board: Projection): string => {
  const changed = board.flush();
  return changed ? JSON.stringify(board.pack(changed)) : '';
};

/** Rows 8 and 9. */
export const snapshotRows = async ({ say }: Bench): Promise<Row[]> => {
  const rows = [...sizes(), ...growth()];
  say(['8, 9  snapshot and delta', ...rows.map((row) => `  ${row.what}: ${row.product}`)]);
  return rows;
};

const rowOf = (what: string, list: Measured[], key: keyof Measured, most: number, off = false) => {
  const values = list.map((one) => one[key]);
  const value = median(values);
  const unit = key === 'ms' ? ' ms' : ' bytes';
  const cells = { row: '8', what, product: `${short(value)}${unit}`, baseline: '', ratio: '' };
  const spread = `${spreadOf(values)}${unit}`;
  return judge({ ...cells, spread }, value, { most, unit }, off);
};

function sizes(): Row[] {
  const seats = seatsOf(REGIONS * 5);
  const snapshots: Measured[] = [];
  const deltas: Measured[] = [];
  const plain: Record<'snapshot' | 'delta', Measured[]> = { snapshot: [], delta: [] };
  for (let turn = 0; turn < TURNS; turn++) {
    const board = boardOf(seats, seats.length, turn);
    snapshots.push(timed(() => snapshotText(board)));
    plain.snapshot.push(timed(() => JSON.stringify(board.snapshot())));
    for (const region of regions.slice(0, CHANGED_REGIONS)) board.signed(`${region}/kantor-0`);
    deltas.push(timed(() => deltaText(board)));
    for (const region of regions.slice(0, CHANGED_REGIONS)) board.signed(`${region}/kantor-1`);
    plain.delta.push(timed(() => JSON.stringify(board.flush())));
  }
  return [
    rowOf(`snapshot of ${REGIONS} regions, made and serialised`, snapshots, 'ms', 1),
    rowOf('the same, its size', snapshots, 'bytes', 4_096),
    rowOf('its size, not packed', plain.snapshot, 'bytes', 4_096, true),
    rowOf(`delta of ${CHANGED_REGIONS} regions, made and serialised`, deltas, 'ms', 1),
    rowOf('the same, its size', deltas, 'bytes', CHANGED_REGIONS * 12 + 60),
    rowOf('its size, not packed', plain.delta, 'bytes', CHANGED_REGIONS * 12 + 60, true),
  ];
}

/** One board of 10,000 seats with few or many present; off: made from everybody each time. */
function growth(): Row[] {
  const seats = seatsOf(MANY);
  const made = { few: [] as number[], many: [] as number[] };
  const counted = { few: [] as number[], many: [] as number[] };
  const boards = { few: boardOf(seats, FEW, 0), many: boardOf(seats, MANY, 1) };
  const people = { few: FEW, many: MANY };
  for (let turn = 0; turn < TURNS; turn++) {
    for (const size of ['few', 'many'] as const) {
      const board = boards[size];
      made[size].push(timed(() => snapshotAfterChange(board, turn)).ms);
      const counting = () => snapshotText(boardOf(seats, people[size], turn));
      if (turn < TURNS / 5) counted[size].push(timed(counting).ms);
    }
  }
  const row = (what: string, times: typeof made, off: boolean) => {
    const ratio = median(times.many) / median(times.few);
    const cells = {
      row: '9',
      what,
      product: `${short(median(times.many))} ms`,
      baseline: `${short(median(times.few))} ms`,
      ratio: `${short(ratio)} x`,
      spread: `${spreadOf(times.many)} ms`,
    };
    return judge(cells, ratio, { most: 1.5, unit: ' x' }, off);
  };
  return [
    row(`snapshot after a change, at ${short(MANY)} attendees against ${FEW}`, made, false),
    row('the same, counted anew from everybody', counted, true),
  ];
}

const snapshotAfterChange = (board: Projection, turn: number): string => {
  const seat = `${regions[turn] ?? ''}/kantor-0`;
  if (turn % 2) board.closed(`i-${seat}`, { end: 1, endedBy: 'left' });
  else board.opened(`again-${seat}`, seat, 0);
  board.flush();
  return snapshotText(board);
};
