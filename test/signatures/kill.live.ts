// kill -9 in the middle of a signing burst, of the server and of its database: what was
// acknowledged is there after the restart, and nothing twice.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { sendSignature } from '../../server/rehearsal/follow-ceremony.ts';
import { createHttpClient } from '../../server/rehearsal/http-client.ts';
import { openJournalEntry } from '../../server/rehearsal/journal.ts';
import { createOfficial, type Official } from '../../server/rehearsal/official.ts';
import { connect, openSocket } from '../../server/rehearsal/open-socket.ts';
import { createRehearsalApi } from '../../server/rehearsal/rehearsal-api.ts';
import {
  createServerProcess,
  openServerDatabase,
  type ServerProcess,
} from '../support/server-process.ts';

const OFFICIALS = 400;
const UNANSWERED = 200;

/** mongod keeps its process id in its own lock file. */
const mongodPid = async (dataDir: string): Promise<number> =>
  Number(await readFile(join(dataDir, 'mongo', 'mongod.lock'), 'utf8'));

describe('a server killed in a signing burst', function () {
  this.timeout(180_000);
  let server: ServerProcess;
  let officials: Official[];
  let session: string;

  const arriveAll = async () => {
    const client = createHttpClient(server.url);
    const api = createRehearsalApi(client, await server.localToken());
    const rehearsal = await api.create({ officials: OFFICIALS });
    session = rehearsal.session.id;
    await api.act(session, 'doors');
    officials = rehearsal.invitations.map((invitation, number) =>
      createOfficial({
        base: server.url,
        client,
        entry: openJournalEntry(invitation),
        number,
        now: () => performance.now(),
      }),
    );
    for (let from = 0; from < OFFICIALS; from += 40) {
      await Promise.all(officials.slice(from, from + 40).map((one) => one.arrive()));
    }
    await api.act(session, 'live');
    return { client, api };
  };

  before(async () => {
    server = await createServerProcess();
    await server.start();
  });
  after(() => server.clean());

  it('keeps every acknowledged signature, and none twice', async () => {
    const { client, api } = await arriveAll();
    expect(officials.filter(({ entry }) => entry.failure !== null)).to.deep.equal([]);
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    let waiting = 0;
    let allWait: () => void = () => undefined;
    const everybody = new Promise<void>((resolve) => {
      allWait = resolve;
    });
    const signing = officials.map((one) =>
      one.sign(() => {
        waiting += 1;
        if (waiting === OFFICIALS) allWait();
        return gate;
      }),
    );
    await api.act(session, 'read');
    await api.act(session, 'open-signing');
    await everybody;
    open();
    await Promise.race(signing);
    const pid = await mongodPid(server.dataDir);
    await server.kill9();
    process.kill(pid, 'SIGKILL');
    const receipts = officials.flatMap(({ entry }) => (entry.receipt ? [entry.receipt] : []));
    expect(receipts.length, 'acknowledged').to.be.greaterThan(0);
    expect(OFFICIALS - receipts.length, 'unanswered').to.be.at.least(UNANSWERED);
    for (const one of officials) one.leave();
    await Promise.all(signing);
    client.close();

    await server.start();
    const database = await openServerDatabase(server.dataDir);
    try {
      const stored = database.db('ikrar').collection<{
        _id: string;
        session: string;
        registration: string;
        leafHash: string;
      }>('signatures');
      const kept = await stored.find({ session }).toArray();
      const byId = new Map(kept.map((one) => [one._id, one]));
      for (const receipt of receipts) {
        expect(byId.get(receipt.signature)?.leafHash).to.equal(receipt.leafHash);
      }
      expect(new Set(kept.map((one) => one.registration)).size).to.equal(kept.length);

      // Everybody sends once more, as a device does that had no answer: one signature each.
      const again = await Promise.all(
        officials.map(async ({ jar, entry }) => {
          const socket = openSocket({
            base: server.url,
            auth: { page: 'official' },
            cookie: jar.header(),
          });
          await connect(socket);
          const receipt = await sendSignature(socket, 'Peserta Gladi');
          socket.disconnect();
          if (entry.receipt) expect(receipt.signature).to.equal(entry.receipt.signature);
          return receipt;
        }),
      );
      expect(await stored.countDocuments({ session })).to.equal(OFFICIALS);
      expect(new Set(again.map((one) => one.signature)).size).to.equal(OFFICIALS);
    } finally {
      await database.close();
    }
  });
});
