// The boards' change stream killed in the database: it is resumed where it was, without reading the
// collections; when its place is lost they are read anew. Either way nothing is missing.
import { expect } from 'chai';
import { type Boards, createBoards } from '../../server/board/index.ts';
import { systemClock } from '../../server/core/clock.ts';
import type { Connection } from '../../server/core/database.ts';
import { createLogger } from '../../server/core/logger.ts';
import { BOARD_INTERVAL_MS } from '../../server/protocol/limits.ts';
import { act, registered } from '../official/official-world.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';

describe('a board whose change stream was killed', function () {
  this.timeout(60_000);
  let app: TestApp;
  let session: string;
  let boards: Boards | undefined;
  /** How often a board was read from the collections, and what was warned of. */
  const seen = { readings: 0, warnings: [] as string[] };

  before(async () => {
    app = await startApp();
    session = app.session()._id;
    await act(app, 'open-doors');
  });
  afterEach(() => boards?.stop());
  after(() => app?.stop());

  /** One more person, with a check-in on a plain page; resolves with how many there are now. */
  let people = 0;
  const arrive = async () => {
    const { invitations } = app.ikrar.domains;
    const seat = (await invitations.list(session))[people];
    if (!seat) throw new Error('No seat');
    await registered(app, seat.region ?? '', seat.office);
    people += 1;
  };
  const follow = async (connection: Connection) => {
    Object.assign(seen, { readings: 0, warnings: [] });
    const { domains } = app.ikrar;
    const logger = createLogger('silent');
    logger.warn = (_: unknown, message?: string) => {
      seen.warnings.push(String(message));
    };
    boards = await createBoards({
      connection,
      live: domains.live,
      clock: systemClock,
      logger,
      intervalMs: BOARD_INTERVAL_MS,
      sources: {
        ...domains.boardSources,
        presence(id) {
          seen.readings += 1;
          return domains.boardSources.presence(id);
        },
      },
    });
    return boards;
  };
  const held = async (board: Boards) =>
    (await board.matrix(session)).rows.flatMap(([, cells]) => cells).filter((cell) => cell & 32)
      .length;
  const kill = () => {
    const { connection } = app.database;
    const admin = connection.getClient().db('admin');
    const ns = `${connection.name}.$cmd`;
    // A stream waits in a getMore nearly all the time; only between two there is none to kill.
    return until('the stream is killed', async () => {
      // The resumed one must not be killed as well: then its place would be lost.
      if (seen.warnings.length > 0) return true;
      const { inprog } = await admin.command({ currentOp: 1, op: 'getmore', ns });
      for (const { opid } of inprog) await admin.command({ killOp: 1, op: opid });
      return seen.warnings.length > 0;
    });
  };

  it('is resumed where it was, and reads nothing anew', async () => {
    const board = await follow(app.database.connection);
    await arrive();
    await until('the first is seen', async () => (await held(board)) === people);
    const before = seen.readings;
    await kill();
    expect(seen.warnings[0]).to.match(/it is resumed$/);
    await arrive();
    await until('ready again', () => board.isReady());
    await until('who came meanwhile is seen', async () => (await held(board)) === people);
    await arrive();
    await until('the resumed stream is followed', async () => (await held(board)) === people);
    expect(seen.readings).to.equal(before);
  });

  it('reads everything anew when its place is lost, and follows again', async () => {
    const { connection } = app.database;
    // The database itself refuses a place that it does not know.
    const forgetful: Connection = Object.create(connection, {
      watch: {
        value: (pipeline: object[], { resumeAfter }: { resumeAfter?: unknown }) =>
          connection.watch(pipeline, resumeAfter ? { resumeAfter: { _data: '82AB' } } : {}),
      },
    });
    const board = await follow(forgetful);
    await arrive();
    await until('the first is seen', async () => (await held(board)) === people);
    const before = seen.readings;
    await kill();
    await arrive();
    await until('the place is lost', () => seen.warnings.some((one) => one.includes('read anew')));
    await until('ready again', () => board.isReady());
    expect(seen.readings).to.be.greaterThan(before);
    await until('who came meanwhile is seen', async () => (await held(board)) === people);
    await arrive();
    await until('the new stream is followed', async () => (await held(board)) === people);
  });
});
