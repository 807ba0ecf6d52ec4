// Reminders are counted by person: two seats under one name, an office's mailbox, and whoever comes
// after on a seat.
import { expect } from 'chai';
import type { Mail } from '../../server/delivery/mail-model.ts';
import {
  dueReminders,
  REMINDER_PAUSE_MS,
  type Recipient,
} from '../../server/delivery/recipient-rules.ts';

const NOW = new Date('2020-10-05T02:00:00.000Z');
const state = 'not-opened' as const;
type Sent = Pick<Mail, 'target' | 'email' | 'kind' | 'number' | 'at' | 'state'>;

const person = (target: string, name: string, email = 'uji@example.go.id'): Recipient => ({
  ...{ target, name, email, label: target, open: state },
});
const invited = (target: string, email = 'uji@example.go.id'): Sent => ({
  ...{ target, email, kind: 'invitation', number: 1, at: new Date(0), state: 'sent' },
});
/** The n-th reminder of a seat, days before now. */
const reminded = (target: string, number: number, email = 'uji@example.go.id'): Sent => ({
  ...{ target, email, kind: 'reminder', number, state: 'sent' },
  at: new Date(NOW.getTime() - (10 - number) * 2 * REMINDER_PAUSE_MS),
});
const due = (recipients: Recipient[], mails: Sent[], now = NOW) =>
  dueReminders(recipients, mails, { state, now }).map(({ target, number }) => [target, number]);

describe('who gets a reminder', () => {
  it('is who was invited and stands at that step', () => {
    const list = [person('a', 'Pejabat Uji 1'), person('b', 'Pejabat Uji 2')];
    expect(due(list, [invited('a')])).to.deep.equal([['a', 1]]);
    const further = { ...person('a', 'Pejabat Uji 1'), open: 'not-filled' as const };
    expect(due([further], [invited('a')])).to.deep.equal([]);
  });

  it('gets three and no fourth, with twelve hours between', () => {
    const list = [person('a', 'Pejabat Uji 1')];
    const two = [invited('a'), reminded('a', 1), reminded('a', 2)];
    expect(due(list, two)).to.deep.equal([['a', 3]]);
    expect(due(list, [...two, reminded('a', 3)])).to.deep.equal([]);
    const { at } = reminded('a', 2);
    const soon = new Date(at.getTime() + REMINDER_PAUSE_MS - 1);
    expect(due(list, two, soon)).to.deep.equal([]);
    expect(due(list, two, new Date(soon.getTime() + 1))).to.deep.equal([['a', 3]]);
  });

  it('holds two seats and still gets three in all', () => {
    const list = [person('a', 'Pejabat Uji 1'), person('b', 'pejabat uji 1 ')];
    const before = [invited('a'), invited('b')];
    expect(due(list, before)).to.deep.equal([
      ['a', 1],
      ['b', 1],
    ]);
    const had = [...before, reminded('a', 1), reminded('b', 1)];
    expect(due(list, had)).to.deep.equal([['a', 2]]);
    expect(due(list, [...had, reminded('a', 2)])).to.deep.equal([]);
  });

  it('is each of those who share an office’s mailbox', () => {
    const list = [person('a', 'Pejabat Uji 1'), person('b', 'Pejabat Uji 2'), person('c', '')];
    const had = ['a', 'b', 'c'].flatMap((one) => [
      invited(one),
      reminded(one, 1),
      reminded(one, 2),
    ]);
    expect(due(list, had)).to.deep.equal([
      ['a', 3],
      ['b', 3],
      ['c', 3],
    ]);
  });

  it('is a new person once the seat has another address', () => {
    const had = [invited('a'), reminded('a', 1), reminded('a', 2), reminded('a', 3)];
    expect(due([person('a', 'Pejabat Uji 1')], had)).to.deep.equal([]);
    const after = person('a', 'Pejabat Uji 2', 'baru@example.go.id');
    expect(due([after], had)).to.deep.equal([['a', 4]]);
    // How the address is written does not make another person.
    expect(due([person('a', 'Pejabat Uji 1', 'UJI@example.go.id')], had)).to.deep.equal([]);
  });
});
