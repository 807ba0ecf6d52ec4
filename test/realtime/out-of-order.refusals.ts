// Commands that come at the wrong time, twice, or for what is over: each is refused with a code,
// and nothing is stored.
import { once } from 'node:events';
import { expect } from 'chai';
import { WebSocket } from 'ws';
import type { CommandResult } from '../../server/protocol/error-codes.ts';
import { CLOSING_GRACE_MS } from '../../server/protocol/limits.ts';
import { openSocket, signInStaff, type TestSocket } from '../control/staff-world.ts';
import { act, KENDAL, registered, SEKDA } from '../official/official-world.ts';
import { readCollections, settledCollections } from '../support/collections.ts';
import { runningClock } from '../support/running-clock.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';

const SIGN = { mark: { method: 'typed', text: 'Pejabat Uji' }, consent: true };

describe('events out of order', function () {
  this.timeout(60_000);
  const clock = runningClock();
  let app: TestApp;
  let official: TestSocket;
  let late: TestSocket;
  let staff: TestSocket;
  let onlooker: TestSocket;
  before(async () => {
    app = await startApp({ clock });
    await act(app, 'open-doors');
    const open = async (...given: Parameters<typeof openSocket>) =>
      (await openSocket(...given)).socket;
    official = await open(app, await registered(app, KENDAL, SEKDA), { page: 'official' });
    late = await open(app, await registered(app, KENDAL, 'inspektorat'), { page: 'official' });
    staff = await open(app, await signInStaff(app, 'pemimpin'), { page: 'control' });
    onlooker = await open(app, app.visitor(), { page: 'board' });
  });
  after(async () => {
    for (const socket of [official, late, staff, onlooker]) socket?.close();
    await app?.stop();
  });

  type Command = 'ceremony:tick' | 'signature:sign' | 'session:act';
  const ask = (socket: TestSocket, event: Command, input: unknown) =>
    socket.timeout(5_000).emitWithAck(event, input) as Promise<CommandResult<unknown>>;
  const refused = async (socket: TestSocket, event: Command, input: unknown, code: string) => {
    const before = await settledCollections(app.database.connection);
    const answer = await ask(socket, event, input);
    expect(answer).to.deep.include({ ok: false, code });
    if (!answer.ok) expect(answer.message).to.match(/[A-Z].*\./);
    expect(await readCollections(app.database.connection)).to.deep.equal(before);
  };

  it('a tick and a signature before the session is live', async () => {
    await refused(official, 'ceremony:tick', { clause: 1 }, 'CLAUSE_NOT_READ_YET');
    await refused(official, 'signature:sign', SIGN, 'SIGNING_NOT_OPEN');
  });

  it('a tick of what has not been read, the third before the second, and one of no clause', async () => {
    await act(app, 'go-live', 'start-reading', 'next-clause');
    await refused(official, 'ceremony:tick', { clause: 2 }, 'CLAUSE_NOT_READ_YET');
    await act(app, 'next-clause', 'next-clause', 'next-clause', 'next-clause');
    await refused(official, 'ceremony:tick', { clause: 3 }, 'CLAUSES_UNREAD');
    await refused(official, 'ceremony:tick', { clause: 9 }, 'INVALID_INPUT');
    await refused(official, 'ceremony:tick', { clause: 0 }, 'INVALID_INPUT');
  });

  it('a signature before signing is open, and one before the ticks', async () => {
    await refused(official, 'signature:sign', SIGN, 'SIGNING_NOT_OPEN');
    await act(app, 'open-signing');
    await refused(official, 'signature:sign', SIGN, 'CLAUSES_UNREAD');
  });

  it('a step of the session on an old version, and one that does not follow', async () => {
    const { version } = app.session().status;
    const old = { action: 'close-signing', version: version - 1 };
    await refused(staff, 'session:act', old, 'STATE_CHANGED');
    await refused(staff, 'session:act', { action: 'go-live-later' }, 'INVALID_INPUT');
    await refused(staff, 'session:act', { action: 'end', version }, 'TRANSITION_ILLEGAL');
  });

  it('an official’s and staff’s commands from a socket that is neither', async () => {
    await refused(onlooker, 'ceremony:tick', { clause: 1 }, 'NOT_SIGNED_IN');
    await refused(onlooker, 'signature:sign', SIGN, 'NOT_SIGNED_IN');
    await refused(onlooker, 'session:act', { action: 'end' }, 'NOT_SIGNED_IN');
    await refused(official, 'session:act', { action: 'end' }, 'NOT_SIGNED_IN');
  });

  it('a question before the handshake: the line is closed, unanswered', async () => {
    const before = await readCollections(app.database.connection);
    const address = app.url.replace('http', 'ws');
    const line = new WebSocket(`${address}/socket.io/?EIO=4&transport=websocket`);
    const heard: string[] = [];
    line.on('message', (data) => heard.push(String(data)));
    await once(line, 'message');
    line.send('420["board:snapshot",{}]');
    await once(line, 'close');
    expect(heard.filter((text) => !text.startsWith('0'))).to.deep.equal([]);
    expect(await readCollections(app.database.connection)).to.deep.equal(before);
  });

  it('ticks, signatures and steps after the session has ended', async () => {
    for (const clause of [1, 2, 3, 4]) await ask(official, 'ceremony:tick', { clause });
    await act(app, 'close-signing', 'end');
    // What the platform issues by itself at the end is no answer to what is asked here.
    const jobs = app.database.connection.collection('issue_jobs');
    await until('issuing is over', async () => (await jobs.countDocuments({ state: 'done' })) > 0);
    const presence = app.database.connection.collection('presence');
    await until(
      'everybody’s presence ends',
      async () => !(await presence.findOne({ endedAt: null })),
    );
    const { version } = app.session().status;
    await refused(late, 'ceremony:tick', { clause: 1 }, 'SIGNING_CLOSED');
    clock.advance(CLOSING_GRACE_MS + 1);
    await refused(official, 'signature:sign', SIGN, 'SIGNING_CLOSED');
    await refused(
      staff,
      'session:act',
      { action: 'reopen-signing', version },
      'TRANSITION_ILLEGAL',
    );
    await refused(staff, 'session:act', { action: 'resume', version }, 'TRANSITION_ILLEGAL');
  });
});
