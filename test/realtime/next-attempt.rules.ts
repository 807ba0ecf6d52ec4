// When a client without a line tries again: after a lost server, a break of its own, a refusal.
import { expect } from 'chai';
import { admissionWaitIn } from '../../server/protocol/admission.ts';
import { type LineEvent, nextAttempt, SPREAD_MS } from '../../server/protocol/next-attempt.ts';

const DICE = Array.from({ length: 2_000 }, (_, index) => index / 2_000);
const pauses = (event: LineEvent, history = { goneMs: undefined, attempts: 0 } as History) =>
  DICE.map((value) => {
    const next = nextAttempt(event, history, () => value);
    if (next.kind !== 'again') throw new Error('Never');
    return next.inMs;
  });
interface History {
  goneMs: number | undefined;
  attempts: number;
}
/** The largest share of the pauses that lies in one second. */
const densest = (list: number[]): number => {
  const seconds = new Map<number, number>();
  for (const ms of list) {
    seconds.set(Math.floor(ms / 1000), (seconds.get(Math.floor(ms / 1000)) ?? 0) + 1);
  }
  return Math.max(...seconds.values()) / list.length;
};

describe('the next attempt to connect', () => {
  for (const reason of ['transport close', 'transport error', 'io server disconnect']) {
    it(`is spread evenly over 20 s after "${reason}"`, () => {
      const list = pauses({ kind: 'broken', reason });
      expect(Math.min(...list)).to.be.below(100);
      expect(Math.max(...list)).to.be.within(19_900, SPREAD_MS);
      expect(densest(list)).to.be.below(0.06);
    });
  }

  it('comes almost at once when the line broke by itself', () => {
    const list = pauses({ kind: 'broken', reason: 'ping timeout' });
    expect(Math.max(...list)).to.be.at.most(1_000);
  });

  it('lies in what is left of the 20 s while the server is not back', () => {
    for (const goneMs of [500, 7_000, 15_000]) {
      const list = pauses({ kind: 'failed' }, { goneMs, attempts: 1 });
      expect(Math.min(...list)).to.be.at.least(500);
      expect(Math.max(...list)).to.be.at.most(SPREAD_MS - goneMs);
    }
  });

  it('backs off after them, to at most 15 s, never in one burst', () => {
    for (const attempts of [1, 3, 9]) {
      const list = pauses({ kind: 'failed' }, { goneMs: 60_000, attempts });
      expect(Math.max(...list)).to.be.at.most(15_000);
      expect(new Set(list).size).to.be.above(1_000);
    }
  });

  it('follows the place in the queue, by the server’s wait and ticket', () => {
    const data = { code: 'ADMISSION_WAIT', position: 1_204, waitMs: 6_010, ticket: 'a.b' };
    const history = { goneMs: undefined, attempts: 4 };
    expect(nextAttempt({ kind: 'refused', data }, history, () => 0.5)).to.deep.equal({
      kind: 'again',
      inMs: 6_010,
      wait: { position: 1_204, waitMs: 6_010, ticket: 'a.b' },
    });
  });

  it('goes on after refusals that pass, and ends after the others', () => {
    const outcome = (code: string) =>
      nextAttempt(
        { kind: 'refused', data: { code } },
        { goneMs: undefined, attempts: 1 },
        () => 0.5,
      );
    for (const code of ['CLOCK_WRONG', 'INTERNAL', 'NOT_READY']) {
      expect(outcome(code).kind, code).to.equal('again');
    }
    for (const code of ['NOT_SIGNED_IN', 'NOT_REGISTERED', 'NOT_CHECKED_IN', 'NOT_FOUND']) {
      expect(outcome(code)).to.deep.equal({ kind: 'never', code });
    }
  });

  it('ends when the page itself closed the line', () => {
    const next = nextAttempt(
      { kind: 'broken', reason: 'io client disconnect' },
      { goneMs: undefined, attempts: 0 },
      () => 0.5,
    );
    expect(next.kind).to.equal('never');
  });

  it('takes no wait from data of another shape, and none over a minute', () => {
    for (const data of [undefined, null, 'ADMISSION_WAIT', { code: 'ADMISSION_WAIT' }]) {
      expect(admissionWaitIn(data)).to.equal(undefined);
    }
    const data = { code: 'ADMISSION_WAIT', position: 1, waitMs: 1e9, ticket: '' };
    expect(admissionWaitIn(data)?.waitMs).to.equal(60_000);
  });
});
