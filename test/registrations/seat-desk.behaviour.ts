// What staff do for a seat by telephone, on a real database: releasing against signing at the same
// moment, PIN resets that end old cookies, handing over with history, codes that replace another.
import { expect } from 'chai';
import type { Seat } from '../../server/invitations/index.ts';
import type { Registration } from '../../server/registrations/index.ts';
import { refusalCode } from '../support/refusal-code.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const by = { actor: { kind: 'staff' as const, id: 'uji', label: 'Uji' }, address: '127.0.0.1' };
const input = { name: 'Pejabat Uji', acting: '' as const, contact: '0800 000', pin: '246810' };

describe('the desk of seats', function () {
  this.timeout(60_000);
  let app: TestApp;
  let seats: Seat[];
  let next = 0;
  before(async () => {
    app = await startApp();
    const { sessions, invitations } = app.ikrar.domains;
    const session = app.session()._id;
    seats = await invitations.list(session);
    const steps = ['open-doors', 'go-live', 'start-reading'] as const;
    for (const action of steps) await sessions.act({ session, action, ...by });
    for (let clause = 0; clause < 5; clause++) {
      await sessions.act({ session, action: 'next-clause', ...by });
    }
    await sessions.act({ session, action: 'open-signing', ...by });
  });
  after(() => app?.stop());

  /** A new official on a seat of their own, checked in, every clause ticked. */
  const arrive = async (): Promise<{ seat: Seat; holder: Registration }> => {
    const { registrations, ceremony } = app.ikrar.domains;
    const seat = seats[next++];
    if (!seat) throw new Error('No seat left');
    const { _id } = await registrations.register(seat, input, by.address);
    const holder = await registrations.checkIn(_id, 'live', by.address);
    for (const clause of [1, 2, 3, 4]) await ceremony.tick(holder, app.session(), clause);
    return { seat, holder };
  };
  const sign = (holder: Registration) =>
    app.ikrar.domains.signatures.sign(holder, app.session(), { method: 'typed', text: 'Uji' });

  it('releases a seat that has not signed, and it never signs afterwards', async () => {
    const { seatDesk, registrations, signatures } = app.ikrar.domains;
    const { seat, holder } = await arrive();
    await seatDesk.release(seat._id, 'salah orang', by);
    expect(await refusalCode(sign(holder))).to.equal('NOT_REGISTERED');
    expect(await signatures.find(holder._id)).to.equal(undefined);
    const again = await registrations.register(seat, input, by.address);
    expect(again._id).to.not.equal(holder._id);
  });

  it('does not release a seat that has signed', async () => {
    const { seat, holder } = await arrive();
    const { signature } = await sign(holder);
    expect(await refusalCode(app.ikrar.domains.seatDesk.release(seat._id, 'uji', by))).to.equal(
      'SEAT_SIGNED',
    );
    const first = await sign(holder);
    expect(first).to.include({ signature, already: true });
  });

  it('lets exactly one of both win when they meet', async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < 12; round++) {
      const { seat, holder } = await arrive();
      const [signed, released] = await Promise.all([
        refusalCode(sign(holder)),
        refusalCode(app.ikrar.domains.seatDesk.release(seat._id, 'uji', by)),
      ]);
      expect([signed, released].filter((one) => one === 'done')).to.have.length(1);
      const stored = await app.database.connection
        .collection('signatures')
        .find({ registration: holder._id })
        .toArray();
      expect(stored).to.have.length(1);
      expect(stored[0]?.kind).to.equal(signed === 'done' ? 'signature' : 'void');
      outcomes.add(signed).add(released);
    }
    // The loser is always told so by a code of ours.
    expect([...outcomes]).to.satisfy((all: string[]) =>
      all.every((one) => ['done', 'SEAT_SIGNED', 'NOT_REGISTERED'].includes(one)),
    );
  });

  it('ends old cookies with a PIN reset, and lets the holder set a new PIN', async () => {
    const { seatDesk, registrations } = app.ikrar.domains;
    const { seat, holder } = await arrive();
    const { _id, session, generation } = holder;
    const cookie = { registration: _id, session, region: holder.region ?? '', generation };
    expect(await registrations.findByToken(cookie)).to.include({ _id });
    await seatDesk.resetPin(seat._id, 'lupa PIN', by);
    expect(await registrations.findByToken(cookie)).to.equal(undefined);
    const back = await registrations.returnWithPin(seat, '111222', by.address);
    expect(back._id).to.equal(_id);
    expect(await refusalCode(registrations.returnWithPin(seat, '246810', by.address))).to.equal(
      'PIN_WRONG',
    );
    expect((await registrations.returnWithPin(seat, '111222', by.address))._id).to.equal(_id);
  });

  it('slows down whoever guesses a PIN, on this seat only', async () => {
    const { registrations } = app.ikrar.domains;
    const { seat } = await arrive();
    const codes: string[] = [];
    for (let guess = 0; guess < 8; guess++) {
      codes.push(await refusalCode(registrations.returnWithPin(seat, `00000${guess}`, by.address)));
    }
    expect(codes[0]).to.equal('PIN_WRONG');
    expect(codes.at(-1)).to.equal('TOO_MANY_ATTEMPTS');
    const other = await arrive();
    expect(
      await refusalCode(registrations.returnWithPin(other.seat, input.pin, by.address)),
    ).to.equal('done');
  });

  it('hands a seat over and keeps its history', async () => {
    const { seatDesk, registrations } = app.ikrar.domains;
    const { seat, holder } = await arrive();
    await seatDesk.handOver(seat._id, 'pergantian pejabat', by);
    await registrations.register(seat, { ...input, name: 'Pejabat Baru' }, by.address);
    const history = await app.database.connection
      .collection<{ _id: string }>('registrations')
      .find({ seat: seat._id })
      .toArray();
    expect(history).to.have.length(2);
    expect(history.find((one) => one._id === holder._id)).to.have.nested.property(
      'ended.how',
      'handed-over',
    );
  });

  it('lets two people who register at once fill a seat only once', async () => {
    const { registrations } = app.ikrar.domains;
    const seat = seats[next++];
    if (!seat) throw new Error('No seat left');
    const tries = await Promise.all(
      Array.from({ length: 6 }, () => refusalCode(registrations.register(seat, input, by.address))),
    );
    expect(tries.filter((one) => one === 'done')).to.have.length(1);
    expect(tries.filter((one) => one === 'SEAT_FILLED')).to.have.length(5);
  });

  it('replaces and withdraws codes; the old ones say so', async () => {
    const { invitations } = app.ikrar.domains;
    const seat = seats[next++];
    if (!seat) throw new Error('No seat left');
    const first = invitations.codeOf(seat) ?? '';
    expect((await invitations.open(first))._id).to.equal(seat._id);
    const second = await invitations.reissue(seat._id, by);
    expect(await refusalCode(invitations.open(first))).to.equal('CODE_REPLACED');
    expect((await invitations.open(second))._id).to.equal(seat._id);
    await invitations.withdraw(seat._id, by);
    expect(await refusalCode(invitations.open(second))).to.equal('CODE_WITHDRAWN');
    const third = await invitations.reissue(seat._id, by);
    expect((await invitations.open(third)).issue).to.equal(3);
  });
});
