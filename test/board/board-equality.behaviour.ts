// After any history the board, the API and a plain aggregate over the collections are equal; and a
// board that is read anew (another process, a restart) equals the one that followed along.
import { expect } from 'chai';
import type { Held } from '../../server/attendance/index.ts';
import { createBoards } from '../../server/board/index.ts';
import { systemClock } from '../../server/core/clock.ts';
import { createLogger } from '../../server/core/logger.ts';
import { CELL } from '../../server/protocol/matrix.ts';
import { type Registration, registrationInputSchema } from '../../server/registrations/index.ts';
import { seededRandom } from '../../server/rehearsal/index.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { becomes } from '../support/until.ts';

const STEPS = 120;
const PHONE = { kind: 'socket', device: 'phone' } as const;
const by = {
  actor: { kind: 'staff' as const, id: 'uji', label: 'Uji' },
  address: '127.0.0.1',
};

describe('the board after a random history', function () {
  this.timeout(120_000);
  let app: TestApp;
  let session: string;
  const holders = new Map<string, Registration>();
  const open: Held[] = [];
  const random = seededRandom(20201007);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];

  const act = (action: Parameters<typeof app.ikrar.domains.sessions.act>[0]['action']) =>
    app.ikrar.domains.sessions.act({ session, action, ...by });

  const plain = async () => {
    const db = app.database.connection;
    const [present, signed] = await Promise.all([
      db.collection('presence').distinct('seat', { session, endedAt: null }),
      db.collection('signatures').distinct('seat', { session, kind: 'signature' }),
    ]);
    const seats = await db
      .collection('seats')
      .find({ session, region: { $ne: null } })
      .toArray();
    const isIn = (ids: unknown[]) => seats.filter((seat) => ids.includes(seat._id));
    return {
      officialsPresent: isIn(present).length,
      officialsSigned: isIn(signed).length,
      regionsPresent: new Set(isIn(present).map((seat) => seat.region)).size,
    };
  };

  /** Every seat's cell, from plain documents. */
  const plainCells = async () => {
    const db = app.database.connection;
    const all = await db.collection('seats').find({ session }).toArray();
    const presence = await db.collection('presence').find({ session }).toArray();
    const active = await db.collection('registrations').find({ session, active: true }).toArray();
    const openedAt = app.session().status.signingOpenedAt;
    const isObliged = (checkedInAt: Date | null) =>
      openedAt !== null && checkedInAt !== null && checkedInAt.getTime() <= Date.parse(openedAt);
    const signed = await db
      .collection('signatures')
      .distinct('seat', { session, kind: 'signature' });
    return new Map(
      all.map((seat) => {
        const own = presence.filter((one) => one.seat === seat._id);
        const holder = active.find((one) => one.seat === seat._id);
        const cell =
          (own.some((one) => one.endedAt === null) ? CELL.present : 0) +
          (own.length > 0 ? CELL.wasPresent : 0) +
          (signed.some((id) => id === seat._id) ? CELL.signed : 0) +
          (seat.required ? CELL.required : 0) +
          (holder ? CELL.held : 0) +
          (holder && isObliged(holder.checkedInAt) ? CELL.obliged : 0);
        return [String(seat._id), cell];
      }),
    );
  };

  /** The matrix equals the plain cells, once what is on its way has arrived. */
  const sameCells = async () => {
    const { boards, invitations } = app.ikrar.domains;
    const seats = await invitations.list(session);
    await becomes(
      async () => {
        const { rows } = await boards.matrix(session);
        const cells = rows.flatMap(([code, row]) => {
          const own = seats.filter((seat) => (seat.region ?? '') === code);
          return own.map((seat, at): [string, number] => [seat._id, row[at] ?? -1]);
        });
        return new Map(cells);
      },
      await plainCells(),
      { what: 'cells of the matrix' },
    );
  };

  const settled = async () => {
    const read = async () => {
      const { counters } = await app.ikrar.domains.boards.snapshot(session);
      const { officialsPresent, officialsSigned, regionsPresent } = counters;
      return { officialsPresent, officialsSigned, regionsPresent };
    };
    await becomes(read, await plain(), { what: 'counters of the board' });
  };

  const readAnew = async () => {
    const { domains } = app.ikrar;
    const boards = await createBoards({
      connection: app.database.connection,
      live: domains.live,
      clock: systemClock,
      logger: createLogger('silent'),
      sources: domains.boardSources,
    });
    try {
      return { ...(await boards.snapshot(session)), matrix: await boards.matrix(session) };
    } finally {
      await boards.stop();
    }
  };

  const same = async () => {
    await settled();
    const board = await app.ikrar.domains.boards.snapshot(session);
    const anew = await readAnew();
    expect(anew.rows).to.deep.equal(board.rows);
    expect(anew.counters).to.deep.equal(board.counters);
    await sameCells();
    const { rows: matrix } = await app.ikrar.domains.boards.matrix(session);
    expect(anew.matrix.rows).to.deep.equal(matrix);
    const api = await (await fetch(`${app.url}/api/v1/sessions/${session}/board`)).json();
    expect(api.counters).to.deep.equal(board.counters);
    expect(api.regions).to.have.length(board.rows.length);
    return board;
  };

  before(async () => {
    app = await startApp();
    session = app.session()._id;
    await act('open-doors');
  });
  after(() => app?.stop());

  it('equals the collections while people come and go', async () => {
    const { registrations, invitations, attendance, seatDesk } = app.ikrar.domains;
    const seats = (await invitations.list(session)).slice(0, 40);
    for (let step = 0; step < STEPS; step++) {
      const dice = random();
      const seat = pick(seats);
      if (!seat) continue;
      const holder = holders.get(seat._id);
      if (!holder) {
        const input = registrationInputSchema.parse({
          name: `Pejabat Uji ${step}`,
          contact: '0800 000',
          pin: '135790',
        });
        const made = await registrations.register(seat, input, by.address);
        const present = await registrations.checkIn(made._id, 'doors', by.address);
        holders.set(seat._id, present);
        open.push(await attendance.hold(present, PHONE));
      } else if (dice < 0.4) open.push(await attendance.hold(holder, PHONE));
      else if (dice < 0.85 && open.length > 0) {
        const [interval] = open.splice(Math.floor(random() * open.length), 1);
        await interval?.close();
      } else if (open.length === 0) {
        await seatDesk.release(seat._id, 'uji', by);
        holders.delete(seat._id);
      }
      if (step % 30 === 29) await same();
    }
  });

  it('equals them while people sign, and signed never goes back', async () => {
    const { ceremony, signatures, live } = app.ikrar.domains;
    await act('go-live');
    await act('start-reading');
    for (let clause = 0; clause < 5; clause++) await act('next-clause');
    await act('open-signing');
    const current = () => {
      const found = live.find(session);
      if (!found) throw new Error('No session');
      return found;
    };
    let reached = new Set<string>();
    for (const holder of holders.values()) {
      for (const clause of [1, 2, 3, 4]) await ceremony.tick(holder, current(), clause);
      await signatures.sign(holder, current(), { method: 'typed', text: holder.name });
      if (random() < 0.2) {
        const { rows } = await same();
        const now = new Set(rows.filter((row) => row[1] === 3).map((row) => row[0]));
        for (const region of reached) expect(now.has(region), region).to.equal(true);
        reached = now;
      }
    }
    const { counters } = await same();
    expect(counters.officialsSigned).to.equal(holders.size);
  });

  it('stays as it was when the session ended, though everybody leaves', async () => {
    await act('close-signing');
    const before = await same();
    await act('end');
    for (const interval of open) await interval.close();
    const frozen = await readAnew();
    expect(frozen.phase).to.equal('frozen');
    expect(frozen.rows).to.deep.equal(before.rows);
  });
});
