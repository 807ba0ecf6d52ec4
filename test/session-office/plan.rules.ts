// What may still be changed of a session when, what a form of rules says, who gets a certificate, what a
// new session is, and what differs between two texts.
import { expect } from 'chai';
import { declarationDataSchema } from '../../server/certificates/certificate-data.ts';
import { participationOf } from '../../server/protocol/certificate-rule.ts';
import { detailsProblems, EMPTY_DETAILS } from '../../server/session-office/details-form.ts';
import { sessionSlug, usualAgenda } from '../../server/session-office/new-session.ts';
import { parseNote } from '../../server/session-office/note-service.ts';
import { begunItems, planLocks } from '../../server/session-office/plan-locks.ts';
import { breaksLock, formOfRules, rulesOf } from '../../server/session-office/rules-form.ts';
import { bindWords, partMax, problemsOfWords } from '../../server/session-office/text-rules.ts';
import { diffWords } from '../../server/session-office/word-diff.ts';
import { initialStatus } from '../../server/sessions/index.ts';
import { refusalCode } from '../support/refusal-code.ts';

const locks = (status: object) => planLocks({ status: { ...initialStatus(), ...status } });
const RULES = {
  attendanceRule: {
    share: 0.5,
    minutes: null,
    from: 'live',
    until: 'end',
    lateAfterMinutes: 15,
    lateCounts: true,
  },
  signingRule: { minutes: 20, lateMinutes: 60 },
  certificateRule: { participation: 'attended' as const },
};

describe('what may be changed of a plan', () => {
  it('is everything before, the rest of the agenda while it runs, and nothing afterwards', () => {
    expect(Object.values(locks({}))).to.deep.equal([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(locks({ session: 'doors' })).to.include({
      details: 'SESSION_RUNNING_FIXED',
      attendance: undefined,
    });
    expect(locks({ session: 'live', liveAt: 'x' })).to.deep.equal({
      details: 'SESSION_RUNNING_FIXED',
      agenda: undefined,
      attendance: 'RULE_FIXED',
      window: undefined,
      late: undefined,
    });
    expect(
      locks({ session: 'live', liveAt: 'x', ceremony: 'signing', signingOpenedAt: 'x' }),
    ).to.include({ window: 'RULE_FIXED', late: undefined });
    expect(
      locks({
        session: 'live',
        liveAt: 'x',
        ceremony: 'late',
        signingOpenedAt: 'x',
        lateUntil: 'x',
      }),
    ).to.include({ late: 'RULE_FIXED' });
    for (const session of ['ended', 'archived'] as const) {
      expect(new Set(Object.values(locks({ session })))).to.deep.equal(
        new Set(['SESSION_OVER_FIXED']),
      );
    }
  });
  it('counts what has begun up to the current item, also after a step back', () => {
    const agenda = ['a', 'b', 'c'].map((id) => ({
      id,
      time: '',
      minutes: 1,
      title: id,
      speakerOffice: null,
      kind: 'speech',
    }));
    const count = (
      session: 'scheduled' | 'live',
      agendaItem: string | null,
      moments: string[] = [],
    ) =>
      begunItems({
        agenda,
        itemMoments: moments.map((item) => ({ item, began: 'x', ended: null })),
        status: { ...initialStatus(), session, agendaItem },
      });
    expect(count('scheduled', 'b')).to.equal(0);
    expect(count('live', null)).to.equal(0);
    expect(count('live', 'b')).to.equal(2);
    expect(count('live', 'a', ['a', 'b'])).to.equal(2);
  });
});

describe('a form of rules', () => {
  const form = formOfRules(RULES);
  const problems = (change: object) => [...(rulesOf({ ...form, ...change }).problems ?? [])];
  it('shows stored rules and reads them back', () => {
    expect(rulesOf(form).rules).to.deep.equal(RULES);
    const fixed = {
      ...RULES,
      attendanceRule: {
        ...RULES.attendanceRule,
        share: null,
        minutes: 45,
        from: '09:00',
        until: '10:00',
      },
    };
    expect(rulesOf(formOfRules(fixed)).rules).to.deep.equal(fixed);
    expect(rulesOf({ ...form, porsi: '62,5' }).rules?.attendanceRule.share).to.equal(0.625);
    expect(rulesOf({ ...form, jendela: '', susulan: '' }).rules?.signingRule).to.deep.equal({
      minutes: null,
      lateMinutes: 0,
    });
  });
  it('says by field what is wrong', () => {
    expect(problems({ porsi: '0' })).to.deep.equal([['porsi', 'percent']]);
    expect(problems({ ukuran: 'menit', menit: '1.5' })).to.deep.equal([['menit', 'minutes']]);
    expect(problems({ dari: 'jam', dariJam: '9' })).to.deep.equal([['dariJam', 'time']]);
    expect(
      problems({ dari: 'jam', dariJam: '10:00', sampai: 'jam', sampaiJam: '09:00' }),
    ).to.deep.equal([['sampaiJam', 'order']]);
    expect(problems({ terlambat: 'lama' })).to.deep.equal([['terlambat', 'late']]);
    expect(problems({ jendela: '241', partisipasi: 'semua' })).to.deep.equal([
      ['jendela', 'window'],
      ['partisipasi', 'choice'],
    ]);
    expect(problems({ susulan: '20161' })).to.deep.equal([['susulan', 'lateWindow']]);
  });
  it('breaks a lock only where it changes what is locked', () => {
    const live = locks({ session: 'live', liveAt: 'x' });
    expect(
      breaksLock(RULES, { ...RULES, signingRule: { minutes: 30, lateMinutes: 0 } }, live),
    ).to.equal(false);
    expect(
      breaksLock(RULES, { ...RULES, certificateRule: { participation: 'none' } }, live),
    ).to.equal(true);
    expect(breaksLock(RULES, structuredClone(RULES), live)).to.equal(false);
  });
});

describe('who gets a certificate of participation', () => {
  const given = (participation: Parameters<typeof participationOf>[0]['participation']) =>
    [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ].map(([met = false, signed = false]) => participationOf({ participation }, { met, signed }));
  it('is who the rule names', () => {
    expect(given('attended')).to.deep.equal(['RULE_NOT_MET', undefined, 'RULE_NOT_MET', undefined]);
    expect(given('attended-and-signed')).to.deep.equal([
      'RULE_NOT_MET',
      'NOT_SIGNED',
      'RULE_NOT_MET',
      undefined,
    ]);
    expect(given('signed')).to.deep.equal(['NOT_SIGNED', 'NOT_SIGNED', undefined, undefined]);
    expect(new Set(given('none'))).to.deep.equal(new Set(['NOT_GIVEN']));
  });
});

describe('a new session', () => {
  const titles = {
    opening: 'Buka',
    declaration: 'Ikrar',
    signing: 'Tanda tangan',
    closing: 'Tutup',
  };
  it('has an agenda that fills its time, with the ceremony where something is signed', () => {
    const sum = (signs: boolean) =>
      usualAgenda(90, signs, titles).reduce((all, { minutes }) => all + minutes, 0);
    expect([sum(true), sum(false)]).to.deep.equal([90, 90]);
    expect(usualAgenda(60, true, titles).map(({ kind }) => kind)).to.deep.equal([
      'opening',
      'declaration',
      'signing',
      'closing',
    ]);
  });
  it('has an address by its day that nobody has yet', () => {
    expect(sessionSlug('2020-10-07', new Set())).to.equal('7-oktober-2020');
    expect(sessionSlug('2020-10-07', new Set(['7-oktober-2020']))).to.equal('7-oktober-2020-2');
  });
  it('is refused field by field', () => {
    const form = {
      ...EMPTY_DETAILS,
      judul: ' ',
      tanggal: '2026-02-30',
      tempat: 'x'.repeat(161),
      moda: 'luring',
      selesai: '09:30',
    };
    expect([...detailsProblems(form, { isNew: true })]).to.deep.equal([
      ['judul', 'empty'],
      ['tempat', 'long'],
      ['tanggal', 'date'],
      ['moda', 'mode'],
      ['selesai', 'short'],
    ]);
    const fine = {
      ...EMPTY_DETAILS,
      judul: 'Acara',
      tanggal: '2026-02-03',
      tempat: 'Solo \u{1F600}',
    };
    const canPrint = (text: string) => !text.includes('\u{1F600}');
    expect([...detailsProblems(fine, { isNew: true, canPrint })]).to.deep.equal([
      ['tempat', 'characters'],
    ]);
  });
});

describe('a note', () => {
  it('is kept as it was meant, and refused when there is nothing in it', async () => {
    const refused = async (text: string) => refusalCode(Promise.resolve(text).then(parseNote));
    expect(parseNote(' Satu\r\nDua ')).to.equal('Satu\nDua');
    expect(await refused(' \n ')).to.equal('NOTE_EMPTY');
    expect(await refused('a'.repeat(1_001))).to.equal('NOTE_TOO_LONG');
    expect(await refused('a\u202eb')).to.equal('NOTE_CONTROL_CHARACTERS');
  });
});

describe('versions of a declaration', () => {
  const words = {
    opening: 'Buka',
    clauses: ['1', '2', '3', '4'],
    closing: 'Tutup',
    consent: 'Setuju',
  };
  it('bind by hash; a part whose words stayed keeps its label', () => {
    const first = bindWords({ words, number: 1 }, undefined);
    expect(first.declaration.version).to.equal('1');
    expect(first.declaration.sha256).to.match(/^[0-9a-f]{64}$/);
    const next = bindWords(
      { words: { ...words, closing: 'Akhir' }, number: 2 },
      { words, ...first },
    );
    expect(next.consent).to.deep.equal(first.consent);
    expect(next.declaration.version).to.equal('2');
    expect(next.declaration.sha256).not.to.equal(first.declaration.sha256);
  });
  it('are published whole', () => {
    expect(problemsOfWords(words).size).to.equal(0);
    const bad = { ...words, clauses: ['1', '', '3', 'a\u200bb'], consent: 'x'.repeat(1_501) };
    expect([...problemsOfWords(bad)]).to.deep.equal([
      ['2', 'empty'],
      ['4', 'control'],
      ['consent', 'long'],
    ]);
  });
  it('are as long as certificates take them', () => {
    const { declaration } = declarationDataSchema.shape;
    const of = (more: number) => ({
      opening: 'x'.repeat(partMax('opening') + more),
      clauses: (['1', '2', '3', '4'] as const).map((part) => 'x'.repeat(partMax(part) + more)),
      closing: 'x'.repeat(partMax('closing') + more),
    });
    expect(declaration.safeParse(of(0)).success).to.equal(true);
    expect(problemsOfWords({ ...of(0), consent: 'y' }).size).to.equal(0);
    expect(problemsOfWords({ ...of(1), consent: 'y' }).size).to.equal(6);
  });
  it('differ word by word', () => {
    expect(diffWords('kami berikrar setia penuh', 'kami semua berikrar penuh')).to.deep.equal([
      { kind: 'same', text: 'kami' },
      { kind: 'new', text: 'semua' },
      { kind: 'same', text: 'berikrar' },
      { kind: 'gone', text: 'setia' },
      { kind: 'same', text: 'penuh' },
    ]);
    expect(diffWords('', 'a b')).to.deep.equal([{ kind: 'new', text: 'a b' }]);
    expect(diffWords('a', 'a')).to.deep.equal([{ kind: 'same', text: 'a' }]);
  });
});
