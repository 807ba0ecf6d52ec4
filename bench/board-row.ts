// Row 8: size of a snapshot and of a delta as they travel, and the time they take.
import { createBoardProjection } from '../server/board/board-projection.ts';
import { median, verdict } from './figures.ts';

const REGIONS = 270;
const CHANGED = 37;
const regions = Array.from({ length: REGIONS }, (_, index) => `${11 + (index % 34)}.${10 + index}`);
const seats = regions.flatMap((region) =>
  ['a', 'b', 'c', 'd', 'e'].map((office) => ({
    _id: `${region}/${office}`,
    region,
    title: 'Sekretaris Daerah',
    required: true,
  })),
);

const timed = <T>(work: () => T): { ms: number; value: T } => {
  const from = performance.now();
  const value = work();
  return { ms: performance.now() - from, value };
};

/** Median over `rounds` boards, each with everybody present and 37 regions changing at once. */
export function boardSizes(rounds: number): string[] {
  const snapshots: { ms: number; bytes: number }[] = [];
  const deltas: { ms: number; bytes: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const board = createBoardProjection({ regions, seats, firstVersion: 1_000_000 + round });
    for (const seat of seats) board.opened(`i-${seat._id}`, seat._id, 0);
    board.flush();
    const snapshot = timed(() => JSON.stringify(board.packed()));
    snapshots.push({ ms: snapshot.ms, bytes: Buffer.byteLength(snapshot.value) });
    for (const region of regions.slice(0, CHANGED)) board.signed(`${region}/a`);
    const delta = timed(() => {
      const changed = board.flush();
      return changed && JSON.stringify(board.pack(changed));
    });
    deltas.push({ ms: delta.ms, bytes: Buffer.byteLength(delta.value ?? '') });
  }
  const middle = (list: typeof deltas, key: 'ms' | 'bytes') => median(list.map((one) => one[key]));
  return [
    `8  board of ${REGIONS} regions, ${seats.length} seats; delta of ${CHANGED} regions`,
    verdict('snapshot serialised, ms', middle(snapshots, 'ms'), 1, true),
    verdict('snapshot, bytes', middle(snapshots, 'bytes'), 4_096, true),
    verdict('delta made and serialised, ms', middle(deltas, 'ms'), 1, true),
    verdict('delta, bytes', middle(deltas, 'bytes'), CHANGED * 12 + 60, true),
  ];
}
