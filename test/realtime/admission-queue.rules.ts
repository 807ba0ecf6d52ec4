// The queue in front of a crowded process, with a clock and dice of the test's own.
import { expect } from 'chai';
import { type Admission, createAdmissionQueue } from '../../server/realtime/admission-queue.ts';

const world = (settings: { perSecond: number; handshakesMax?: number; random?: () => number }) => {
  let moment = 0;
  const queue = createAdmissionQueue({
    handshakesMax: 1_000,
    random: () => 0,
    ...settings,
    now: () => moment,
  });
  const pass = (ms: number) => {
    moment += ms;
  };
  const waiter = (number?: number) => {
    const answer = queue.ask(number);
    if (answer.kind !== 'wait') throw new Error('Let in');
    return answer;
  };
  return { queue, pass, waiter, now: () => moment };
};
/** Asks for newcomers until one has to wait. */
const fill = (queue: { ask(number: undefined): Admission }): number => {
  let admitted = 0;
  while (queue.ask(undefined).kind === 'in') admitted += 1;
  return admitted;
};

describe('the admission queue', () => {
  it('lets in at once while there is room, then by places', () => {
    const { queue, waiter } = world({ perSecond: 100 });
    expect(fill(queue)).to.equal(100);
    expect(waiter()).to.include({ position: 2, waitMs: 20 });
    expect(queue.waiting()).to.equal(2);
  });

  it('tells position and wait by the rate, with a random part on top, and never over a minute', () => {
    const { queue, waiter, pass } = world({ perSecond: 10, random: () => 0.999 });
    fill(queue);
    const first = waiter();
    expect(first.position).to.equal(2);
    expect(first.waitMs).to.be.within(200, 200 * 1.1 + 500);
    for (let count = 0; count < 900; count += 1) queue.ask(undefined);
    expect(waiter().waitMs).to.equal(60_000);
    pass(0);
  });

  it('keeps the order: nobody is overtaken by a later one, whoever asks first', () => {
    const { queue, waiter, pass } = world({ perSecond: 10 });
    fill(queue);
    const [early, late] = [waiter(), waiter()];
    expect(waiter(early.number)).to.include({ number: early.number, position: 2 });
    pass(200);
    // Two turns were due: that of whoever waited before, and that of the early one.
    expect(queue.ask(late.number)).to.include({ kind: 'wait', position: 1 });
    expect(queue.ask(undefined)).to.include({ kind: 'wait', position: 2 });
    expect(queue.ask(early.number)).to.deep.equal({ kind: 'in' });
    pass(100);
    expect(queue.ask(late.number)).to.deep.equal({ kind: 'in' });
  });

  it('holds a turn for a late holder, and gives it away after a minute and a half', () => {
    const { queue, waiter, pass } = world({ perSecond: 10 });
    fill(queue);
    const [held, gone] = [waiter(), waiter()];
    pass(60_000);
    expect(queue.ask(held.number)).to.deep.equal({ kind: 'in' });
    pass(95_000);
    fill(queue);
    expect(queue.ask(gone.number)).to.include({ kind: 'wait' });
  });

  it('uses a place once; an unknown place queues anew', () => {
    const { queue, waiter, pass } = world({ perSecond: 10 });
    fill(queue);
    const place = waiter();
    pass(200);
    expect(queue.ask(place.number)).to.deep.equal({ kind: 'in' });
    fill(queue);
    const again = waiter(place.number);
    expect(again.number).to.be.above(place.number);
    expect(waiter(999_999).number).to.equal(again.number + 1);
  });

  it('bounds the handshakes in progress, and puts a turn back ahead of all others', () => {
    const { queue, waiter, pass } = world({ perSecond: 100, handshakesMax: 3 });
    expect(fill(queue)).to.equal(3);
    const [first, second] = [waiter(), waiter()];
    pass(1_000);
    expect(queue.ask(first.number)).to.include({ kind: 'wait', position: 1 });
    expect(waiter(second.number).position).to.be.at.least(1);
    queue.ended();
    pass(10);
    expect(queue.ask(first.number)).to.deep.equal({ kind: 'in' });
  });

  it('lets a crowd of 10,000 in at its rate, everybody, and in order within the dice', () => {
    const dice = (() => {
      let state = 7;
      return () => {
        state = (state * 16_807) % 2_147_483_647;
        return state / 2_147_483_647;
      };
    })();
    const { queue, pass, now } = world({ perSecond: 600, random: dice });
    const admittedAt: number[] = [];
    let asks = 0;
    // By the millisecond at which each comes back: [person, place].
    const back = new Map<number, [number, number | undefined][]>();
    back.set(
      0,
      Array.from({ length: 10_000 }, (_, person) => [person, undefined]),
    );
    for (let done = 0; done < 10_000; pass(1)) {
      for (const [person, place] of back.get(now()) ?? []) {
        asks += 1;
        const answer = queue.ask(place);
        if (answer.kind === 'in') {
          queue.ended();
          admittedAt[person] = now();
          done += 1;
        } else {
          const at = now() + Math.max(1, answer.waitMs);
          back.set(at, [...(back.get(at) ?? []), [person, answer.number]]);
        }
      }
      back.delete(now());
    }
    expect(now()).to.be.within(15_000, 19_500);
    expect(asks, 'asked about twice each').to.be.below(25_000);
    const perSecond = new Map<number, number>();
    for (const at of admittedAt) {
      const second = Math.floor(at / 1000);
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
    }
    expect(Math.max(...perSecond.values())).to.be.at.most(1_300);
    // The early ones are in before the late ones, but for the dice.
    expect(admittedAt[500]).to.be.below(admittedAt[9_000] ?? 0);
  });
});
