// Two witnesses compared: reports in any order, doubled, or missing.
import { expect } from 'chai';
import fc from 'fast-check';
import { compareWitnesses, disagrees, mediaIntervals } from '../../server/witness/witness-rules.ts';

const MINUTE = 60_000;
const joined = (connection: string, minute: number) => ({
  connection,
  kind: 'joined' as const,
  at: new Date(minute * MINUTE),
  joinedAt: new Date(minute * MINUTE),
});
const left = (connection: string, minute: number, since: number | null) => ({
  connection,
  kind: 'left' as const,
  at: new Date(minute * MINUTE),
  joinedAt: since === null ? null : new Date(since * MINUTE),
});
const minutes = (start: number, end: number) => ({ start: start * MINUTE, end: end * MINUTE });

describe('stretches of media', () => {
  const reports = [joined('a', 1), left('a', 5, 1), joined('b', 7), left('b', 9, 7)];

  it('are the same in every order and however often a report comes', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(reports, { minLength: reports.length }),
        fc.array(fc.constantFrom(...reports), { maxLength: 6 }),
        (shuffled, doubled) => {
          const found = mediaIntervals([...doubled, ...shuffled], 60 * MINUTE);
          expect(found).to.deep.equal([minutes(1, 5), minutes(7, 9)]);
        },
      ),
    );
  });

  it('are known from the report of leaving alone', () => {
    expect(mediaIntervals([left('a', 5, 1)], 60 * MINUTE)).to.deep.equal([minutes(1, 5)]);
  });

  it('last until now without a report of leaving', () => {
    expect(mediaIntervals([joined('a', 1)], 3 * MINUTE)).to.deep.equal([minutes(1, 3)]);
  });

  it('are unknown when only an end without its beginning came', () => {
    expect(mediaIntervals([left('a', 5, null)], 60 * MINUTE)).to.deep.equal([]);
  });
});

describe('two witnesses', () => {
  const hour = minutes(0, 60);

  it('agree about the same stretch, and about a minute more or less', () => {
    const difference = compareWitnesses([minutes(0, 30)], [minutes(0, 31)], hour);
    expect(difference).to.deep.equal({ onlyPresenceMs: 0, onlyMediaMs: MINUTE });
    expect(disagrees(difference)).to.equal(false);
  });

  it('disagree when the picture ran on without presence', () => {
    const difference = compareWitnesses([minutes(0, 10)], [minutes(0, 30)], hour);
    expect(difference.onlyMediaMs).to.equal(20 * MINUTE);
    expect(disagrees(difference)).to.equal(true);
  });

  it('do not disagree about somebody who read the text alone before and after', () => {
    const difference = compareWitnesses([minutes(0, 60)], [minutes(20, 30)], hour);
    expect(difference).to.deep.equal({ onlyPresenceMs: 0, onlyMediaMs: 0 });
  });

  it('name a break of the media in the middle', () => {
    const media = [minutes(0, 10), minutes(20, 30)];
    const difference = compareWitnesses([minutes(0, 60)], media, hour);
    expect(difference.onlyPresenceMs).to.equal(10 * MINUTE);
  });

  it('say nothing of what lies outside the session', () => {
    const difference = compareWitnesses([], [minutes(61, 90)], hour);
    expect(difference).to.deep.equal({ onlyPresenceMs: 0, onlyMediaMs: 0 });
  });
});
