// A whole ceremony over sockets: ticked together and afterwards, a window that is paused, extended
// and ends by itself, late signing and the seal. What comes at the wrong moment is refused with a
// reason and changes nothing.
import { expect } from 'chai';
import { readLeaf } from '../../server/proofs/index.ts';
import type { CommandResult } from '../../server/protocol/error-codes.ts';
import type { SessionAction } from '../../server/protocol/session.ts';
import type { SignedReceipt } from '../../server/protocol/socket-events.ts';
import { frameWith, openSocket, signInStaff, type TestSocket } from '../control/staff-world.ts';
import { act, KENDAL, registered, SEKDA, seatOf } from '../official/official-world.ts';
import { atLectern } from '../stage/stage-world.ts';
import { readCollections } from '../support/collections.ts';
import { runningClock } from '../support/running-clock.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';

const SLUG = '7-oktober-2020';
const MINUTE = 60_000;
const SIGN = { mark: { method: 'typed', text: 'Pejabat Uji' }, consent: true };
const OFFICES = [SEKDA, 'inspektorat', 'kepala-daerah', 'bkpsdm'];

describe('a ceremony', function () {
  this.timeout(60_000);
  const clock = runningClock();
  let app: TestApp;
  let staff: TestSocket;
  let reader: TestSocket;
  let board: TestSocket;
  /** On time; afterwards; late; never. */
  let officials: TestSocket[] = [];

  const status = () => app.session().status;
  const open = async (...given: Parameters<typeof openSocket>) =>
    (await openSocket(...given)).socket;

  before(async () => {
    app = await startApp({ clock });
    await act(app, 'open-doors');
    const seats = await app.ikrar.domains.invitations.listOfRegion(app.session()._id, KENDAL);
    expect(seats.length).to.be.at.least(OFFICES.length);
    const visitors = [];
    for (const { office } of seats.slice(0, OFFICES.length)) {
      visitors.push(await registered(app, KENDAL, office));
    }
    officials = await Promise.all(visitors.map((one) => open(app, one, { page: 'official' })));
    const host = await signInStaff(app, 'pemimpin');
    staff = await open(app, host, { page: 'control', session: SLUG });
    reader = await open(app, await atLectern(app, 'reader'), { page: 'lectern' });
    board = await open(app, app.visitor(), { page: 'board', session: SLUG });
  });
  after(async () => {
    for (const socket of [...officials, staff, reader, board]) socket?.close();
    await app?.stop();
  });

  type Command = 'ceremony:tick' | 'signature:sign' | 'session:act';
  const ask = <T = unknown>(socket: TestSocket | undefined, event: Command, input: unknown) =>
    socket?.timeout(5_000).emitWithAck(event, input) as Promise<CommandResult<T>>;
  const step = async (action: SessionAction) => {
    const answer = await ask(staff, 'session:act', { action, version: status().version });
    expect(answer.ok, action).to.equal(true);
  };
  const tick = async (official: number, clause: number) => {
    const answer = await ask(officials[official], 'ceremony:tick', { clause });
    return answer.ok ? answer.data : answer.code;
  };
  /** What the ceremony stores; certificates are issued meanwhile of the platform's own accord. */
  const stored = async () => {
    const { sessions, readings, signatures } = await readCollections(app.database.connection);
    return { sessions, readings, signatures };
  };
  /** Nothing that is stored changes by it. */
  const refused = async (
    socket: TestSocket | undefined,
    event: Command,
    input: unknown,
    code: string,
    words?: string,
  ) => {
    const before = await stored();
    const answer = await ask(socket, event, input);
    expect(answer).to.deep.include({ ok: false, code });
    if (words && !answer.ok) expect(answer.message).to.contain(words);
    expect(await stored()).to.deep.equal(before);
  };
  const refusedStep = (action: SessionAction, words: string) =>
    refused(staff, 'session:act', { action }, 'TRANSITION_ILLEGAL', words);
  const leafOf = async (receipt: CommandResult<SignedReceipt>) => {
    expect(receipt.ok).to.equal(true);
    const id = receipt.ok ? receipt.data.signature : '';
    const found = await app.database.connection
      .collection<{ _id: string; leaf: string }>('signatures')
      .findOne({ _id: id });
    const leaf = readLeaf(found?.leaf ?? '');
    if (leaf?.format !== 'ikrar-leaf/3') throw new Error('Not a leaf of the third format');
    return { leaf, late: (found as { late?: boolean } | null)?.late === true };
  };
  const sign = (official: number, more: object = {}) =>
    ask<SignedReceipt>(officials[official], 'signature:sign', { ...SIGN, ...more });

  it('refuses its steps before their time', async () => {
    await refusedStep('seal', 'tidak tersedia');
    await refusedStep('pause-signing', 'tidak tersedia');
    await refusedStep('open-late', 'tidak tersedia');
    await refused(officials[0], 'ceremony:tick', { clause: 1 }, 'CLAUSE_NOT_READ_YET');
  });

  it('tells the reader, the board and the control room who has agreed to the clause at hand', async () => {
    await act(app, 'go-live');
    await ask(reader, 'session:act', { action: 'start-reading' });
    await ask(reader, 'session:act', { action: 'next-clause' });
    const heard = [reader, board, staff].map((socket) =>
      frameWith(socket, ({ agreed }) => agreed?.clause === 1 && agreed.count === 2),
    );
    expect(await tick(0, 1)).to.deep.equal({ ticks: [1], together: [1] });
    expect(await tick(1, 1)).to.deep.equal({ ticks: [1], together: [1] });
    await Promise.all(heard);
  });

  it('takes a clause that was missed afterwards, in order, and says so', async () => {
    for (let more = 0; more < 2; more++) {
      await ask(reader, 'session:act', { action: 'next-clause' });
      await tick(0, more + 2);
    }
    expect(status().clause).to.equal(3);
    await refused(officials[1], 'ceremony:tick', { clause: 3 }, 'CLAUSES_UNREAD');
    await refused(officials[1], 'ceremony:tick', { clause: 4 }, 'CLAUSE_NOT_READ_YET');
    expect(await tick(1, 2)).to.deep.equal({ ticks: [1, 2], together: [1] });
    expect(await tick(1, 3)).to.deep.equal({ ticks: [1, 2, 3], together: [1, 3] });
    await step('next-clause');
    await tick(0, 4);
  });

  it('opens a window of the rule’s length, and a first frame says what time it is', async () => {
    await step('next-clause');
    await step('open-signing');
    const left = Date.parse(status().signingEndsAt ?? '') - clock.now().getTime();
    expect(left).to.be.within(19.5 * MINUTE, 20 * MINUTE);
    const again = await openSocket(app, app.visitor(), { page: 'board', session: SLUG });
    again.socket.close();
    expect(again.first.status?.signingEndsAt).to.equal(status().signingEndsAt);
    expect(again.first.clock).to.be.closeTo(clock.now().getTime(), 2_000);
  });

  it('keeps in the leaf which clauses were agreed to together', async () => {
    const { leaf, late } = await leafOf(await sign(0, { madeAt: '2020-10-07T02:00:00.000Z' }));
    expect(leaf).to.deep.include({ together: [true, true, true, true], window: 'open' });
    // Of a signature in time the device's word is of no account.
    expect([leaf.device, late]).to.deep.equal(['', false]);
  });

  it('takes no signature while it is paused, but ticks; and goes on where it stood', async () => {
    await step('pause-signing');
    const left =
      Date.parse(status().signingEndsAt ?? '') - Date.parse(status().signingPausedAt ?? '');
    clock.advance(30 * MINUTE);
    expect(await tick(1, 4)).to.deep.equal({ ticks: [1, 2, 3, 4], together: [1, 3] });
    await refused(officials[1], 'signature:sign', SIGN, 'SIGNING_PAUSED');
    await step('resume-signing');
    const now = Date.parse(status().signingEndsAt ?? '') - clock.now().getTime();
    expect(now).to.be.closeTo(left, 2_000);
    const { leaf } = await leafOf(await sign(1));
    expect(leaf.together).to.deep.equal([true, false, true, false]);
  });

  it('is extended by one of two operators, and the other is told', async () => {
    const { version, signingEndsAt } = status();
    const both = await Promise.all(
      [1, 2].map(() => ask(staff, 'session:act', { action: 'extend-signing', version })),
    );
    expect(both.map(({ ok }) => ok).sort()).to.deep.equal([false, true]);
    expect(both.flatMap((one) => (one.ok ? [] : [one.code]))).to.deep.equal(['STATE_CHANGED']);
    const end = Date.parse(signingEndsAt ?? '');
    expect(Date.parse(status().signingEndsAt ?? '')).to.equal(end + 5 * MINUTE);
    await step('undo-extension');
    expect(status().signingEndsAt).to.equal(signingEndsAt);
    await refusedStep('undo-extension', 'belum diperpanjang');
  });

  it('closes by itself as of its end, and takes nothing afterwards', async () => {
    const end = Date.parse(status().signingEndsAt ?? '');
    const told = frameWith(board, (frame) => frame.status?.ceremony === 'closed');
    clock.advance(end - clock.now().getTime() + 6_000);
    await told;
    expect(Date.parse(status().closesAt ?? '')).to.equal(end + 5_000);
    const { connection } = app.database;
    const last = await connection
      .collection('audit')
      .findOne({ event: 'session.acted' }, { sort: { at: -1, _id: -1 } });
    expect(last).to.deep.include({ data: { ...last?.data, action: 'close-signing' } });
    expect(last?.actor).to.include({ kind: 'system', label: 'Sistem' });
    await refused(officials[2], 'ceremony:tick', { clause: 1 }, 'SIGNING_CLOSED');
    await refusedStep('extend-signing', 'tidak tersedia');
    await refusedStep('resume-signing', 'tidak tersedia');
  });

  it('goes on late, marked as late, with the moment that the device kept', async () => {
    await step('open-late');
    await refusedStep('seal', 'Tutup masa susulan');
    for (const clause of [1, 2, 3, 4]) await tick(2, clause);
    const madeAt = '2020-10-07T02:19:58.000Z';
    const { leaf, late } = await leafOf(await sign(2, { madeAt }));
    expect(leaf).to.deep.include({ window: 'late', device: madeAt });
    expect([leaf.together, late]).to.deep.equal([[false, false, false, false], true]);
    const again = await sign(2);
    expect(again.ok && again.data).to.include({ already: true, late: true });
    const seat = await seatOf(app, KENDAL, await officeOf(2));
    const records = await app.ikrar.domains.stores.registrations.listOfSeats([seat._id]);
    const signings = await app.ikrar.domains.stores.signatures.signingsOf(
      records.map((one) => one._id),
    );
    expect([...signings.values()].map((one) => one.late)).to.deep.equal([true]);
  });

  const officeOf = async (index: number): Promise<string> => {
    const seats = await app.ikrar.domains.invitations.listOfRegion(app.session()._id, KENDAL);
    return seats[index]?.office ?? '';
  };

  it('is sealed when the log has everything, and everybody sees root, number and moment', async () => {
    await step('close-late');
    await refused(officials[3], 'signature:sign', SIGN, 'CLAUSES_UNREAD');
    await refusedStep('seal', 'sedang ditulis');
    clock.advance(11_000);
    await refused(officials[3], 'signature:sign', SIGN, 'SIGNING_CLOSED');
    const { log } = app.ikrar;
    const session = app.session()._id;
    await until(
      'a head over every leaf',
      async () => (await log.service.stateOf(session)).pending === 0,
    );
    const told = [board, reader, officials[0], staff].map(
      (socket) => socket && frameWith(socket, (frame) => frame.status?.ceremony === 'sealed'),
    );
    await step('seal');
    const frames = await Promise.all(told);
    const head = await log.service.headOf(session);
    for (const frame of frames) {
      expect(frame?.status?.sealed).to.include({ root: head?.root, size: 3, signatures: 3 });
    }
    const current = await (await fetch(`${app.url}/api/v1/sessions/current`)).json();
    expect(current.sealed).to.include({ root: head?.root, signatures: 3 });
    const { version } = status();
    await step('seal');
    expect(status().version).to.equal(version);
    await refusedStep('reopen-signing', 'tidak tersedia');
  });
});

describe('a seal while the log is behind', function () {
  this.timeout(60_000);

  it('is refused until a head covers every leaf', async () => {
    const clock = runningClock();
    const app = await startApp({ clock });
    try {
      await act(app, 'open-doors', 'go-live');
      const official = await registered(app, KENDAL, SEKDA);
      await act(app, 'start-reading', ...Array.from({ length: 5 }, () => 'next-clause' as const));
      await act(app, 'open-signing');
      const socket = (await openSocket(app, official, { page: 'official' })).socket;
      for (const clause of [1, 2, 3, 4]) await socket.emitWithAck('ceremony:tick', { clause });
      const session = app.session()._id;
      const { log } = app.ikrar;
      expect((await socket.emitWithAck('signature:sign', SIGN)).ok).to.equal(true);
      socket.close();
      await until('a head', async () => (await log.service.stateOf(session)).pending === 0);
      // Whoever writes the log is away: another process holds its lease for as long as it likes.
      await log.stop();
      const { connection } = app.database;
      const { insertedId } = await copySignature(connection, session);
      await act(app, 'close-signing');
      clock.advance(11_000);
      const refusal = await act(app, 'seal').catch((error) => error);
      expect(refusal).to.include({ code: 'TRANSITION_ILLEGAL' });
      expect(refusal.params).to.include({ reason: 'log-behind' });
      expect(app.session().status.ceremony).to.equal('closed');
      await connection.collection<{ _id: string }>('signatures').deleteOne({ _id: insertedId });
      await act(app, 'seal');
      expect(app.session().status.sealed).to.include({ size: 1, signatures: 1 });
    } finally {
      await app.stop();
    }
  });

  /** One more signature that no log knows of. */
  const copySignature = async (
    connection: TestApp['database']['connection'],
    session: string,
  ): Promise<{ insertedId: string }> => {
    const signatures = connection.collection<{
      _id: string;
      session: string;
      registration: string;
    }>('signatures');
    const one = await signatures.findOne({ session });
    if (!one) throw new Error('Nobody has signed');
    const _id = 'zzzzzzzzzzzzzzzz';
    await signatures.insertOne({ ...one, _id, registration: _id });
    return { insertedId: _id };
  };
});
