// When a rule of retention is due, and what a plan of erasure would write.
import { expect } from 'chai';
import { planErasure } from '../../server/privacy/erasure-plan.ts';
import { INVENTORY } from '../../server/privacy/index.ts';
import { ERASE_GROUPS } from '../../server/privacy/inventory-shape.ts';
import { noticeHash, noticeInputSchema, paragraphsOf } from '../../server/privacy/notice-rules.ts';
import { dueAt, isOver, lastEnd, monthsAfter } from '../../server/privacy/retention-rules.ts';
import { initialStatus } from '../../server/sessions/index.ts';

const day = (text: string) => new Date(`${text}T00:00:00.000Z`);
const session = (given: { endedAt?: string; state?: string; date?: string; kind?: string }) =>
  ({
    date: given.date ?? '2020-10-07',
    kind: given.kind ?? 'official',
    status: {
      ...initialStatus(),
      session: given.state ?? 'scheduled',
      endedAt: given.endedAt ?? null,
    },
  }) as Parameters<typeof lastEnd>[0][number];

describe('retention', () => {
  it('counts months, and a day that a month lacks is its last one', () => {
    expect(monthsAfter(day('2020-10-07'), 12)).to.deep.equal(day('2021-10-07'));
    expect(monthsAfter(day('2020-08-31'), 1)).to.deep.equal(day('2020-09-30'));
    expect(monthsAfter(day('2023-12-31'), 2)).to.deep.equal(day('2024-02-29'));
    expect(monthsAfter(day('2020-11-15'), 3)).to.deep.equal(day('2021-02-15'));
  });

  it('begins with the end of the last event, planned or real; rehearsals do not count', () => {
    const real = session({ endedAt: '2020-10-07T07:10:00.000Z', state: 'ended' });
    const planned = session({ date: '2020-11-20' });
    const rehearsal = session({ date: '2022-01-01', kind: 'rehearsal' });
    expect(lastEnd([real])?.toISOString()).to.equal('2020-10-07T07:10:00.000Z');
    expect(lastEnd([real, planned, rehearsal])?.toISOString()).to.equal('2020-11-20T16:59:59.000Z');
    expect(lastEnd([])).to.equal(undefined);
    expect(lastEnd([real, session({ date: 'kelak' })])).to.equal(undefined);
  });

  it('waits while an event goes on, and is never due without a rule or with 0 months', () => {
    const live = session({ state: 'live' });
    const over = session({ endedAt: '2020-10-07T07:00:00.000Z', state: 'ended' });
    expect(dueAt({ months: 1 }, [over, live])).to.equal(undefined);
    expect(dueAt({ months: 0 }, [over])).to.equal(undefined);
    expect(dueAt(undefined, [over])).to.equal(undefined);
    expect(dueAt({ months: 1 }, [over])?.toISOString()).to.equal('2020-11-07T07:00:00.000Z');
  });

  it('waits for late signatures, however long they are taken', () => {
    const over = session({ endedAt: '2020-10-07T07:00:00.000Z', state: 'ended' });
    const late = { ...over, status: { ...over.status, ceremony: 'late' as const } };
    expect(dueAt({ months: 1 }, [over, late])).to.equal(undefined);
  });

  it('lets nobody be erased before the end, nor while late signatures are taken', () => {
    const over = session({ endedAt: '2020-10-07T07:00:00.000Z', state: 'ended' });
    const late = { ...over, status: { ...over.status, ceremony: 'late' as const } };
    expect(isOver(over)).to.equal(true);
    expect(isOver(late)).to.equal(false);
    expect(isOver(session({ state: 'live' }))).to.equal(false);
  });
});

describe('a plan of erasure', () => {
  const person = {
    ...{ registration: 'r', seat: 's', isSeatTaken: false, region: '33.24', leafHash: null },
    ...{ registeredAt: day('2020-09-01'), leftAt: null, isBeforeEnd: false },
  };
  const scope = { session: 'x', person, imports: [] };

  it('names the session or the person in every filter, so that nobody else is reached', () => {
    for (const one of [scope, { ...scope, person: null, imports: ['i'] }]) {
      for (const { name, filter } of planErasure(INVENTORY, one, ERASE_GROUPS)) {
        const text = JSON.stringify(filter);
        const isBound = text.includes('"session":"x"') || text.includes('"import":{"$in"');
        expect(isBound, name).to.equal(true);
        const isOwn = ['"r"', '"s"', '"33.24"', '"import"'].some((value) => text.includes(value));
        if (one.person) expect(isOwn, name).to.equal(true);
      }
    }
  });

  it('takes names at their source first, and the link to an author last', () => {
    const names = planErasure(INVENTORY, scope, ERASE_GROUPS).map(({ name }) => name);
    expect(names[0]).to.equal('signatures/personal');
    const of = names.filter((name) => name.startsWith('questions/'));
    expect(of.at(-1)).to.equal('questions/registration');
  });

  it('leaves alone how a seat is reached that somebody else has now', () => {
    const taken = { ...scope, person: { ...person, isSeatTaken: true } };
    const names = planErasure(INVENTORY, taken, ERASE_GROUPS).map(({ name }) => name);
    expect(names).not.to.include('contacts').and.not.to.include('nominations');
    expect(names).to.include('registrations/name');
  });

  it('takes the addresses of mails that went out while the seat was theirs, whoever has it', () => {
    const leftAt = day('2020-09-30');
    const taken = { ...scope, person: { ...person, isSeatTaken: true, leftAt } };
    const mails = planErasure(INVENTORY, taken, ['contact']).find(
      ({ name }) => name === 'mails/email',
    );
    const text = JSON.stringify(mails?.filter);
    expect(text).to.include('"target":"s"').and.include(leftAt.toISOString());
  });

  it('leaves alone what was stored of a seat after the person left it', () => {
    const leftAt = day('2020-09-30');
    const left = { ...scope, person: { ...person, leftAt }, imports: ['i'] };
    const steps = planErasure(INVENTORY, left, ERASE_GROUPS);
    const filterOf = (name: string) => steps.find((step) => step.name === name)?.filter;
    expect(filterOf('contacts')).to.deep.include({ target: 's', at: { $lte: leftAt } });
    expect(filterOf('nominations')).to.deep.include({ _id: 's', at: { $lte: leftAt } });
    expect(JSON.stringify(filterOf('mails/email'))).to.include(leftAt.toISOString());
  });

  it('takes reasons of events that name the seat alone, of the time in which it was theirs', () => {
    const leftAt = day('2020-09-30');
    const left = { ...scope, person: { ...person, leftAt } };
    const reasons = planErasure(INVENTORY, left, ERASE_GROUPS).find(
      ({ name }) => name === 'audit/data/reason',
    );
    const text = JSON.stringify(reasons?.filter);
    expect(text).to.include('"data.seat":"s"').and.include(leftAt.toISOString());
    expect(text).to.include(person.registeredAt.toISOString());
  });

  it('takes the contact files whole after the event, before it the seat’s own rows only', () => {
    const rowsOf = (own: object) => {
      const one = { ...scope, person: { ...person, ...own }, imports: ['i'] };
      const steps = planErasure(INVENTORY, one, ERASE_GROUPS);
      return steps.find(({ name }) => name === 'contact_import_rows')?.filter;
    };
    expect(rowsOf({})).to.deep.equal({ import: { $in: ['i'] } });
    const before = { import: { $in: ['i'] }, target: 's' };
    expect(rowsOf({ isBeforeEnd: true })).to.deep.equal(before);
    expect(rowsOf({ isBeforeEnd: true, isSeatTaken: true })).to.equal(undefined);
  });

  it('does what its groups say and no more', () => {
    const names = planErasure(INVENTORY, scope, ['traces']).map(({ name }) => name);
    expect(names.toSorted()).to.deep.equal(['audit/address', 'presence/device']);
  });
});

describe('a notice', () => {
  const text = { lines: 'Satu\n\n Dua ', basis: 'Dasar', text: 'A\n\nB' };
  it('is read from its form, line by line', () => {
    expect(noticeInputSchema.parse(text)).to.include({ basis: 'Dasar', text: 'A\n\nB' });
    expect(noticeInputSchema.parse(text).lines).to.deep.equal(['Satu', 'Dua']);
    expect(paragraphsOf('A\n\nB\nC')).to.deep.equal(['A', 'B\nC']);
  });

  it('refuses what is empty, too long, or no plain text', () => {
    for (const bad of [
      { lines: ' ' },
      { lines: 'x\n'.repeat(7) },
      { lines: 'x'.repeat(201) },
      { basis: 'a\nb' },
      { text: 'x'.repeat(10_001) },
      { text: 'a\u0007b' },
    ]) {
      expect(noticeInputSchema.safeParse({ ...text, ...bad }).success).to.equal(false);
    }
  });

  it('has a hash that every word changes', () => {
    const one = { lines: ['a'], basis: 'b', text: 'c' };
    expect(noticeHash(one)).to.not.equal(noticeHash({ ...one, lines: ['a', ''] }));
    expect(noticeHash(one)).to.have.length(64);
  });
});
