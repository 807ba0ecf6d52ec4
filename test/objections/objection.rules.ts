// What a note may be, and who may object when.
import { expect } from 'chai';
import fc from 'fast-check';
import {
  checkAnswer,
  checkNote,
  objectionRefusal,
} from '../../server/objections/objection-rules.ts';
import { ANSWER_MAX, NOTE_MAX, OBJECTIONS_MAX } from '../../server/protocol/limits.ts';

const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe('the note of an objection', () => {
  it('is trimmed, with one kind of line end and no heaps of empty lines', () => {
    expect(checkNote('  Saya hadir\r\nsampai\tselesai.\n\n\n\nTerima kasih. ')).to.equal(
      'Saya hadir\nsampai selesai.\n\nTerima kasih.',
    );
  });

  it('is refused when nothing is left of it', () => {
    for (const note of ['', '   ', '\n\r\n\t']) {
      expect(codeOf(() => checkNote(note))).to.equal('NOTE_EMPTY');
    }
    expect(codeOf(() => checkAnswer(' \n'))).to.equal('ANSWER_EMPTY');
  });

  it('counts characters as people do, up to its limit', () => {
    expect([...checkNote('😀'.repeat(NOTE_MAX))]).to.have.length(NOTE_MAX);
    expect(codeOf(() => checkNote('a'.repeat(NOTE_MAX + 1)))).to.equal('NOTE_TOO_LONG');
    expect(codeOf(() => checkAnswer('a'.repeat(ANSWER_MAX + 1)))).to.equal('NOTE_TOO_LONG');
  });

  it('bears no character that nobody sees', () => {
    for (const character of ['\u0000', '\u001b', '\u007f', '\u202e', '\u200b', '\ud800']) {
      const note = `Saya hadir${character} sampai selesai`;
      expect(
        codeOf(() => checkNote(note)),
        note,
      ).to.equal('NOTE_CONTROL_CHARACTERS');
    }
  });

  it('once taken, is taken again and stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (note) => {
        if (codeOf(() => checkNote(note))) return;
        expect(checkNote(checkNote(note))).to.equal(checkNote(note));
      }),
    );
  });
});

describe('who may object', () => {
  const answered = { state: 'answered' } as const;

  it('is whoever has checked in, before and after the end', () => {
    for (const state of ['doors', 'live', 'paused', 'ended'] as const) {
      expect(objectionRefusal(true, state, []), state).to.equal(undefined);
      expect(objectionRefusal(false, state, []), state).to.equal('NOT_CHECKED_IN');
    }
    expect(objectionRefusal(true, 'archived', [])).to.equal('SESSION_ARCHIVED');
  });

  it('waits for the answer to the one before, and has five in all', () => {
    expect(objectionRefusal(true, 'ended', [{ state: 'open' }])).to.equal('OBJECTION_OPEN');
    const before = Array.from({ length: OBJECTIONS_MAX - 1 }, () => answered);
    expect(objectionRefusal(true, 'ended', before)).to.equal(undefined);
    expect(objectionRefusal(true, 'ended', [...before, answered])).to.equal('OBJECTION_TOO_MANY');
  });
});
