// A token for the media room is asked for anew before it ends, and an old one is used no longer.
import { expect } from 'chai';
import { createTokenKeeper, type MediaAccess } from '../../client/media/token-keeper.ts';

function world() {
  let time = 0;
  let asked = 0;
  let isDown = false;
  let planned: { run: () => void; at: number } | undefined;
  const keeper = createTokenKeeper({
    async ask(): Promise<MediaAccess> {
      asked += 1;
      if (isDown) throw new Error('down');
      return { url: 'ws://x', token: `t${asked}`, seconds: 600 };
    },
    now: () => time,
    later(run, ms) {
      planned = { run, at: time + ms };
      return () => {
        planned = undefined;
      };
    },
  });
  return {
    keeper,
    asked: () => asked,
    planned: () => planned?.at,
    down(next: boolean) {
      isDown = next;
    },
    /** Goes to a moment; what is planned until then happens. */
    async to(moment: number) {
      while (planned && planned.at <= moment) {
        const { run, at } = planned;
        planned = undefined;
        time = at;
        run();
        await Promise.resolve().then(() => Promise.resolve());
      }
      time = moment;
    },
  };
}

describe('the token for the media room', () => {
  it('is asked for anew at two thirds of its life, again and again', async () => {
    const { keeper, asked, planned, to } = world();
    await keeper.fresh();
    expect(planned()).to.equal(400_000);
    await to(400_000);
    expect(asked()).to.equal(2);
    await to(1_600_000);
    expect(asked()).to.equal(5);
    keeper.stop();
    expect(planned()).to.equal(undefined);
  });

  it('that was renewed serves while our server is away, until it ends', async () => {
    const { keeper, down, to } = world();
    await keeper.fresh();
    await to(400_000);
    down(true);
    await to(999_000);
    expect((await keeper.fresh()).token).to.equal('t2');
    await to(1_000_001);
    const refused = await keeper.fresh().catch((error: Error) => error.message);
    expect(refused).to.equal('down');
  });

  it('is tried for again soon after a failure', async () => {
    const { keeper, asked, down, to } = world();
    await keeper.fresh();
    down(true);
    await to(400_000);
    down(false);
    await to(415_000);
    expect(asked()).to.equal(3);
    expect((await keeper.fresh()).token).to.equal('t4');
  });
});
