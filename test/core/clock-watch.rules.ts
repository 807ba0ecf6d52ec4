// The watch over a process's clock: what it trusts, what it says, and the time it gives meanwhile.
import { expect } from 'chai';
import { createClockWatch } from '../../server/core/clock-watch.ts';
import type { Logger } from '../../server/core/logger.ts';

const START = Date.parse('2020-10-07T02:00:00Z');

/** A wall clock that can be set, MongoDB's, and the round trip between them, in milliseconds. */
function world() {
  let wall = START;
  let database = START;
  let monotonic = 0;
  const told: string[] = [];
  const state = { roundTrip: 0, isAway: false };
  const pass = (milliseconds: number) => {
    wall += milliseconds;
    database += milliseconds;
    monotonic += milliseconds;
  };
  const logger = {
    error: (_figures: object, text: string) => told.push(`error ${text}`),
    info: (_figures: object, text: string) => told.push(`info ${text}`),
  } as unknown as Logger; // the watch writes these two levels only
  const watch = () =>
    createClockWatch({
      clock: { now: () => new Date(wall), monotonic: () => monotonic },
      async databaseTime() {
        if (state.isAway) throw new Error('away');
        pass(state.roundTrip / 2);
        const answer = new Date(database);
        pass(state.roundTrip / 2);
        return answer;
      },
      logger,
    });
  const set = (milliseconds: number) => {
    wall += milliseconds;
  };
  const now = () => database;
  return { state, told, pass, set, watch, now };
}

describe('the clock watch', () => {
  it('trusts up to 500 ms of difference and not one more, either way', async () => {
    for (const [ahead, isTrusted] of [
      [500, true],
      [-500, true],
      [501, false],
      [-501, false],
    ] as const) {
      const { set, watch } = world();
      set(ahead);
      expect((await watch()).isTrusted(), `${ahead} ms`).to.equal(isTrusted);
    }
  });

  it('takes half the round trip off, and what it leaves uncertain for the clock', async () => {
    const slow = world();
    slow.state.roundTrip = 3_000;
    const watch = await slow.watch();
    expect([watch.offset(), watch.isTrusted()]).to.deep.equal([0, true]);
    slow.set(1_900);
    await watch.measure();
    expect([watch.offset(), watch.isTrusted()]).to.deep.equal([1_900, true]);
    slow.set(200);
    await watch.measure();
    expect(watch.isTrusted()).to.equal(false);
  });

  it('stops trusting at the moment of a jump, says it once, and comes back by itself', async () => {
    const { set, pass, told, watch: create, now } = world();
    const watch = await create();
    pass(1_000);
    set(2_000);
    expect(watch.isTrusted()).to.equal(false);
    expect(watch.now().getTime(), 'the moment runs on').to.equal(now());
    expect(await watch.measure()).to.deep.equal({ jumped: true });
    pass(4_000);
    expect(await watch.measure()).to.deep.equal({ jumped: false });
    expect(watch.isTrusted()).to.equal(false);
    expect(watch.now().getTime(), 'by MongoDB’s clock').to.equal(now());
    expect(told).to.have.length(1);
    expect(told[0]).to.match(/^error /);
    set(-2_000);
    expect(await watch.measure()).to.deep.equal({ jumped: true });
    expect(watch.isTrusted()).to.equal(true);
    expect(told).to.have.length(2);
    expect(told[1]).to.match(/^info /);
  });

  it('goes on with what it knew while the database is away', async () => {
    const { set, pass, state, watch: create, now } = world();
    const watch = await create();
    state.isAway = true;
    pass(60_000);
    expect(await watch.measure()).to.deep.equal({ jumped: false });
    expect(watch.isTrusted()).to.equal(true);
    set(-5_000);
    expect(await watch.measure()).to.deep.equal({ jumped: false });
    expect([watch.isTrusted(), watch.now().getTime()]).to.deep.equal([false, now()]);
  });
});
