// The talk's pure parts: what may be written, a question's steps, lines of captions, counted taps.
import { expect } from 'chai';
import fc from 'fast-check';
import { isAppError } from '../../server/core/app-error.ts';
import {
  addReactions,
  afterStep,
  type CaptionLine,
  joinCaptions,
  mergeTalk,
  NO_REACTIONS,
  QUESTION_STATES,
  QUESTION_STEPS,
} from '../../server/protocol/talk.ts';
import type { Announcement } from '../../server/talk/announcement-model.ts';
import { askRefusal, changeOf, talkRefusal } from '../../server/talk/question-rules.ts';
import { createReactionCounter } from '../../server/talk/reaction-counter.ts';
import { announcementAt, noTalk, putAnnouncement } from '../../server/talk/talk-memory.ts';
import { checkLine } from '../../server/talk/talk-text.ts';

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (isAppError(error)) return error.code;
  }
  return 'done';
};
const AT = new Date('2020-10-07T03:00:00Z');

describe('what is written around the stage', () => {
  it('is one trimmed line, its markup plain text', () => {
    expect(checkLine('  Apa\r\n\tartinya?  ', 500)).to.equal('Apa artinya?');
    expect(checkLine('<b>Mengapa</b> &amp;', 500)).to.equal('<b>Mengapa</b> &amp;');
    expect(checkLine('x'.repeat(500), 500)).to.have.length(500);
    expect(checkLine('😀'.repeat(500), 500)).to.equal('😀'.repeat(500));
  });

  it('is refused when empty, too long, or with what cannot be seen', () => {
    expect(codeOf(() => checkLine(' \n ', 500))).to.equal('TEXT_EMPTY');
    expect(codeOf(() => checkLine('x'.repeat(501), 500))).to.equal('NOTE_TOO_LONG');
    expect(codeOf(() => checkLine('x'.repeat(10_000), 500))).to.equal('NOTE_TOO_LONG');
    for (const hidden of ['\u0000', '\u0007', '\u202e', '\u200b', '\ud800']) {
      expect(codeOf(() => checkLine(`a${hidden}b`, 500))).to.equal('NOTE_CONTROL_CHARACTERS');
    }
  });
});

describe('a question', () => {
  const open = { slot: 1, shownAt: null };
  const moment = { reason: 'Di luar tema', at: AT };

  it('goes the steps that the table allows, and no other', () => {
    const allowed = QUESTION_STATES.flatMap((state) =>
      QUESTION_STEPS.flatMap((step) => {
        const next = afterStep(state, step);
        return next ? [`${state} ${step} ${next}`] : [];
      }),
    );
    expect(allowed).to.deep.equal([
      'new approve approved',
      'new reject rejected',
      'approved reject rejected',
      'approved show shown',
      'approved answer answered',
      'rejected approve approved',
      'shown hide approved',
      'shown answer answered',
      'answered approve approved',
    ]);
  });

  it('gives its place up for good once it is rejected or answered', () => {
    expect(changeOf({ ...open, state: 'new' }, 'reject', moment)).to.include({
      slot: null,
      reason: 'Di luar tema',
    });
    const back = changeOf({ state: 'rejected', slot: null, shownAt: null }, 'approve', moment);
    expect(back).to.include({ state: 'approved', slot: null, reason: null });
    expect(changeOf({ ...open, state: 'new' }, 'show', moment)).to.equal(undefined);
    expect(changeOf({ ...open, state: 'approved' }, 'show', moment)).to.include({ shownAt: AT });
  });

  it('is one of three that wait and of twenty in all', () => {
    const waiting = [1, 2, 3].map((slot) => ({ slot, state: 'new' as const }));
    expect(askRefusal(waiting.slice(1))).to.equal(undefined);
    expect(askRefusal(waiting)).to.equal('QUESTIONS_OPEN');
    const decided = Array.from({ length: 20 }, () => ({ slot: null, state: 'answered' as const }));
    expect(askRefusal(decided)).to.equal('QUESTIONS_TOO_MANY');
    expect(talkRefusal(true, 'live')).to.equal(undefined);
    expect(talkRefusal(false, 'live')).to.equal('NOT_CHECKED_IN');
    expect(talkRefusal(true, 'scheduled')).to.equal('DOORS_CLOSED');
    expect(talkRefusal(true, 'ended')).to.equal('TALK_ENDED');
  });
});

describe('news of the talk', () => {
  const line = fc.record({
    number: fc.integer({ min: 1, max: 6 }),
    version: fc.integer({ min: 1, max: 3 }),
    text: fc.constantFrom('a', 'b'),
  });

  it('brings lines in order, the latest version of each, whatever order they came in', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const one = (all: CaptionLine[]) => joinCaptions([], all).map((l) => [l.number, l.version]);
        const whole = one(lines);
        expect(one([...lines].reverse())).to.deep.equal(whole);
        const parts = lines.reduce<CaptionLine[]>((all, l) => joinCaptions(all, [l]), []);
        expect(parts.map((l) => [l.number, l.version])).to.deep.equal(whole);
      }),
    );
    expect(
      joinCaptions(
        [],
        [1, 2, 3].map((n) => ({ number: n, version: 1, text: '' })),
        2,
      ),
    ).to.have.length(2);
  });

  it('is put together: the later wins, taps are added up', () => {
    const taps = (applause: number) => ({ reactions: { ...NO_REACTIONS, applause } });
    const first = { ...taps(2), shown: null, captions: [{ number: 1, version: 1, text: 'a' }] };
    const second = { ...taps(3), captions: [{ number: 2, version: 1, text: 'b' }] };
    expect(mergeTalk(first, second)).to.deep.equal({
      shown: null,
      ...taps(5),
      captions: [...first.captions, ...second.captions],
    });
    expect(addReactions(NO_REACTIONS, { agree: 1 }, -1).agree).to.equal(-1);
  });
});

describe('an announcement in memory', () => {
  const made = (number: number, rest: Partial<Announcement> = {}): Announcement => ({
    _id: `a${number}`,
    session: 's',
    number,
    text: `Pengumuman ${number}`,
    urgency: 'normal',
    at: AT,
    until: null,
    by: { kind: 'staff', id: 'p', label: 'Petugas' },
    withdrawnAt: null,
    withdrawnBy: null,
    ...rest,
  });

  it('is the newest one, until it is withdrawn or its time is over', () => {
    const talk = noTalk();
    const until = new Date(AT.getTime() + 60_000);
    expect(putAnnouncement(talk, made(2, { until }))).to.equal(true);
    expect(putAnnouncement(talk, made(1))).to.equal(false);
    expect(announcementAt(talk, AT)).to.deep.include({ number: 2, until: until.toISOString() });
    expect(announcementAt(talk, until)).to.equal(null);
    expect(putAnnouncement(talk, made(2, { withdrawnAt: AT }))).to.equal(true);
    expect(putAnnouncement(talk, made(2, { until }))).to.equal(false);
    expect(announcementAt(talk, AT)).to.equal(null);
  });
});

describe('taps', () => {
  it('count at most once a second of each person, however many they send', () => {
    let now = 0;
    const counter = createReactionCounter(() => now);
    const flood = Array.from({ length: 1_000 }, () => counter.tap('s', 'one', 'applause'));
    expect(flood.filter(Boolean)).to.have.length(1);
    expect(counter.tap('s', 'two', 'agree')).to.equal(true);
    now = 999;
    expect(counter.tap('s', 'one', 'thanks')).to.equal(false);
    now = 1_000;
    expect(counter.tap('s', 'one', 'applause')).to.equal(true);
    expect(counter.take()).to.deep.equal([['s', { applause: 2, agree: 1, thanks: 0 }]]);
    expect(counter.take()).to.deep.equal([]);
    now = 2_000;
    counter.take();
    expect(counter.size(), 'nobody is remembered for longer than a second').to.equal(0);
  });
});
