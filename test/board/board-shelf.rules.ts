// Two who want a board read anew while it is being read: what happens meanwhile is in neither
// reading, and yet on the board that stays.
import { expect } from 'chai';
import type { SeatPresence } from '../../server/attendance/index.ts';
import { createBoardShelf } from '../../server/board/board-shelf.ts';
import { DEFAULT_REGION_RULES } from '../../server/campaigns/index.ts';
import { sessionWith } from '../attendance/presence-world.ts';

const KENDAL = '33.24';

describe('a board that is read anew twice at once', () => {
  it('keeps what happened during either reading', async () => {
    const answers: ((presence: SeatPresence[]) => void)[] = [];
    const shelf = createBoardShelf({
      live: { find: () => sessionWith() },
      clock: { now: () => new Date(0) },
      sources: {
        regions: async () => [KENDAL],
        rules: async () => DEFAULT_REGION_RULES,
        seats: async () => [{ _id: 'seat', region: KENDAL, title: '', required: true }],
        registrations: async () => [],
        presence: () => new Promise((resolve) => answers.push(resolve)),
        signedSeats: async () => [],
      },
    });
    /** The database answers a reading that saw nobody; long after, everything has settled. */
    const answer = async (reading: number) => {
      answers[reading]?.([]);
      await new Promise((resolve) => setImmediate(resolve));
    };
    const all = [shelf.get('s'), shelf.reload('s'), shelf.reload('s')];
    await answer(0);
    await answer(1);
    shelf.take({ kind: 'opened', session: 's', interval: 'one', seat: 'seat', at: 1 });
    await answer(2);
    await Promise.all(all);
    expect(answers).to.have.length(3);
    const [row] = shelf.find('s')?.projection.delegation(KENDAL) ?? [];
    expect(row?.state).to.equal('present');
  });
});
