// The run of show against the real moments: what is kept at each step, what is left, how late.
import { expect } from 'chai';
import {
  type ItemMoment,
  momentsAfter,
  plannedAt,
  runOfShow,
} from '../../server/protocol/run-of-show.ts';

const AGENDA = [
  { id: 'buka', time: '09:00', minutes: 10 },
  { id: 'sambutan', time: '09:10', minutes: 20 },
  { id: 'ikrar', time: '09:30', minutes: 15 },
];
const IDS = AGENDA.map(({ id }) => id);
const DATE = '2020-10-07';
const MINUTE = 60_000;
const at = (time: string) => plannedAt(DATE, { time });
const iso = (time: string) => new Date(at(time)).toISOString();
const step = (moments: ItemMoment[], before: string | null, after: string | null, time: string) =>
  momentsAfter(moments, { agenda: IDS, before, after, over: false }, iso(time));
const show = (moments: ItemMoment[], current: string | null, time: string, over = false) =>
  runOfShow({ agenda: AGENDA, date: DATE, moments, current, over, now: at(time) });

describe('real moments of the agenda', () => {
  it('keeps when an item began, and ends the one before at the same moment', () => {
    const begun = step([], null, 'buka', '09:02');
    const next = step(begun, 'buka', 'sambutan', '09:13');
    expect(next).to.deep.equal([
      { item: 'buka', began: iso('09:02'), ended: iso('09:13') },
      { item: 'sambutan', began: iso('09:13'), ended: null },
    ]);
  });

  it('changes nothing where the item stays', () => {
    const begun = step([], null, 'buka', '09:02');
    expect(step(begun, 'buka', 'buka', '09:05')).to.deep.equal(begun);
    expect(step([], null, null, '09:05')).to.deep.equal([]);
  });

  it('takes an item back with a step back: the one before goes on from its own beginning', () => {
    const moments = step(step([], null, 'buka', '09:02'), 'buka', 'sambutan', '09:13');
    expect(step(moments, 'sambutan', 'buka', '09:14')).to.deep.equal([
      { item: 'buka', began: iso('09:02'), ended: null },
    ]);
  });

  it('ends the current item with the event', () => {
    const moments = step([], null, 'ikrar', '09:30');
    const change = { agenda: IDS, before: 'ikrar', after: 'ikrar', over: true };
    expect(momentsAfter(moments, change, iso('09:50'))[0]?.ended).to.equal(iso('09:50'));
  });
});

describe('the run of show', () => {
  const moments = step(step([], null, 'buka', '09:02'), 'buka', 'sambutan', '09:13');

  it('counts what is left of the current item from when it really began', () => {
    const { rows } = show(moments, 'sambutan', '09:23');
    expect(rows.map(({ state }) => state)).to.deep.equal(['past', 'now', 'coming']);
    expect(rows[1]?.leftMs).to.equal(10 * MINUTE);
    expect(rows[0]).to.include({ began: at('09:02'), ended: at('09:13'), leftMs: undefined });
  });

  it('runs over, and the delay grows with it', () => {
    expect(show(moments, 'sambutan', '09:23').delayMs).to.equal(3 * MINUTE);
    const { rows, delayMs } = show(moments, 'sambutan', '09:36');
    expect(rows[1]?.leftMs).to.equal(-3 * MINUTE);
    expect(delayMs).to.equal(6 * MINUTE);
  });

  it('is early where an item began before its time', () => {
    const early = step([], null, 'sambutan', '09:05');
    expect(show(early, 'sambutan', '09:06').delayMs).to.equal(-5 * MINUTE);
  });

  it('counts from the first item where the event is held on another day', () => {
    const later = 400 * 24 * 60 * MINUTE;
    const shifted = moments.map(({ item, began, ended }) => ({
      item,
      began: new Date(Date.parse(began) + later).toISOString(),
      ended: ended && new Date(Date.parse(ended) + later).toISOString(),
    }));
    const run = runOfShow({
      agenda: AGENDA,
      date: DATE,
      moments: shifted,
      current: 'sambutan',
      over: false,
      now: at('09:14') + later,
    });
    expect(run).to.include({ shifted: true, delayMs: 1 * MINUTE });
  });

  it('says nothing of a delay before the first item, without moments, and after the end', () => {
    expect(show([], null, '08:00').delayMs).to.equal(undefined);
    expect(show([], 'sambutan', '09:20').rows[1]?.leftMs).to.equal(undefined);
    expect(show(moments, 'sambutan', '10:00', true).delayMs).to.equal(undefined);
  });
});
