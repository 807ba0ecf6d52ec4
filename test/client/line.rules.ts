// The stage page's own judgement of its line: when something lighter is offered, when the stream is
// taken to have stopped, and how a crowd comes back.
import { expect } from 'chai';
import { createLineTrouble, POOR_MS, WITHIN_MS } from '../../client/media/line-trouble.ts';
import { createStillness, STILL_MS } from '../../client/media/still-watch.ts';
import { createComeBack, SPREAD_MS } from '../../client/stage/come-back.ts';

/** A clock whose timers run when it is moved past them. */
function handClock() {
  let time = 0;
  let timers: { at: number; run: () => void }[] = [];
  return {
    now: () => time,
    later(run: () => void, ms: number) {
      const timer = { at: time + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    pass(ms: number) {
      time += ms;
      const due = timers.filter(({ at }) => at <= time);
      timers = timers.filter(({ at }) => at > time);
      for (const { run } of due) run();
    },
    waits: () => timers.map(({ at }) => at - time),
  };
}

describe('a bad line', () => {
  const bench = () => {
    const clock = handClock();
    let offers = 0;
    const trouble = createLineTrouble({
      ...clock,
      onTrouble: () => {
        offers += 1;
      },
    });
    return { clock, trouble, offers: () => offers };
  };

  it('is offered something lighter when it stays poor, and not for one bad moment', () => {
    const { clock, trouble, offers } = bench();
    trouble.quality('poor');
    clock.pass(POOR_MS - 1);
    trouble.quality('good');
    clock.pass(POOR_MS);
    expect(offers()).to.equal(0);
    trouble.quality('poor');
    clock.pass(POOR_MS - 1);
    // Poor is said again and again: the time runs from the first.
    trouble.quality('poor');
    clock.pass(1);
    expect(offers()).to.equal(1);
  });

  it('is offered it after two reconnections within a minute, not after two in an hour', () => {
    const { clock, trouble, offers } = bench();
    trouble.reconnecting();
    clock.pass(WITHIN_MS);
    trouble.reconnecting();
    expect(offers()).to.equal(0);
    clock.pass(WITHIN_MS - 1);
    trouble.reconnecting();
    expect(offers()).to.equal(1);
  });

  it('forgets what was before a choice of one’s own', () => {
    const { clock, trouble, offers } = bench();
    trouble.quality('poor');
    trouble.reconnecting();
    trouble.clear();
    trouble.reconnecting();
    clock.pass(POOR_MS);
    expect(offers()).to.equal(0);
  });
});

describe('a stream that stands still', () => {
  it('is one that should bring packets and brings none, within five seconds', () => {
    const clock = handClock();
    const judge = createStillness(clock.now);
    expect(judge(10, true)).to.equal(false);
    clock.pass(STILL_MS - 1);
    expect(judge(10, true)).to.equal(false);
    clock.pass(1);
    expect(judge(10, true)).to.equal(true);
    expect(STILL_MS + 1_000).to.be.below(5_000);
    expect(judge(11, true)).to.equal(false);
  });

  it('is none while nothing is expected: everybody muted, or nobody looking', () => {
    const clock = handClock();
    const judge = createStillness(clock.now);
    judge(10, true);
    clock.pass(STILL_MS * 3);
    expect(judge(10, false)).to.equal(false);
    clock.pass(STILL_MS - 1);
    expect(judge(10, true)).to.equal(false);
  });
});

describe('coming back after the stream was down', () => {
  const bench = (random: () => number) => {
    const clock = handClock();
    const wanted: (string | undefined)[] = [];
    const { later } = clock;
    const comeBack = createComeBack<string>({ want: (mode) => wanted.push(mode), random, later });
    return { clock, wanted, comeBack };
  };

  it('is spread over the seconds, each page at a moment of its own', () => {
    const waits = [0, 0.25, 0.5, 0.999].map((share) => {
      const { clock, comeBack } = bench(() => share);
      comeBack.follow(undefined, 'down');
      comeBack.follow('video', 'on air');
      return clock.waits()[0];
    });
    expect(waits).to.deep.equal([0, 0.25, 0.5, 0.999].map((share) => share * SPREAD_MS));
  });

  it('is at once where nothing was down, and called off when it goes down again', () => {
    const { clock, wanted, comeBack } = bench(() => 0.5);
    comeBack.follow('video', 'on air');
    expect(wanted).to.deep.equal(['video']);
    comeBack.follow(undefined, 'down');
    comeBack.follow('video', 'test');
    comeBack.follow(undefined, 'down');
    clock.pass(SPREAD_MS);
    expect(wanted).to.deep.equal(['video', undefined, undefined]);
  });

  it('takes the mode that was chosen while waiting', () => {
    const { clock, wanted, comeBack } = bench(() => 0.5);
    comeBack.follow(undefined, 'down');
    comeBack.follow('video', 'on air');
    comeBack.follow('audio', 'on air');
    clock.pass(SPREAD_MS);
    expect(wanted).to.deep.equal([undefined, 'audio']);
  });
});
