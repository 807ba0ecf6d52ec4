// A server killed in the middle of the signing window: started again, it closes the window as of the
// moment at which it ended, takes nothing that comes after, and keeps a pause as it was.
import { expect } from 'chai';
import { createHttpClient } from '../../server/rehearsal/http-client.ts';
import { createRehearsalApi } from '../../server/rehearsal/rehearsal-api.ts';
import {
  createServerProcess,
  openServerDatabase,
  type ServerProcess,
} from '../support/server-process.ts';
import { until } from '../support/until.ts';

interface Stored {
  _id: string;
  status: Record<string, unknown>;
}

describe('a signing window over a killed server', function () {
  this.timeout(180_000);
  let server: ServerProcess;
  before(async () => {
    server = await createServerProcess();
    await server.start();
  });
  after(() => server.clean());

  /** Works on the stored sessions; the server follows by its change stream. */
  const withSessions = async <T>(
    work: (sessions: Awaited<ReturnType<typeof sessionsOf>>) => Promise<T>,
  ): Promise<T> => {
    const client = await openServerDatabase(server.dataDir);
    try {
      return await work(sessionsOf(client));
    } finally {
      await client.close();
    }
  };
  const sessionsOf = (client: Awaited<ReturnType<typeof openServerDatabase>>) => {
    const collection = client.db('ikrar').collection<Stored>('sessions');
    return {
      status: async (_id: string) => (await collection.findOne({ _id }))?.status,
      change: (_id: string, status: Record<string, unknown>) =>
        collection.updateOne(
          { _id },
          {
            $set: Object.fromEntries(
              Object.entries(status).map(([key, one]) => [`status.${key}`, one]),
            ),
            $inc: { 'status.version': 1 },
          },
        ),
      lastStep: async (session: string) =>
        client
          .db('ikrar')
          .collection('audit')
          .findOne({ session, event: 'session.acted' }, { sort: { at: -1, _id: -1 } }),
    };
  };
  const openSigning = async (): Promise<string> => {
    const client = createHttpClient(server.url);
    const api = createRehearsalApi(client, await server.localToken());
    const { session } = await api.create({ officials: 1 });
    for (const action of ['doors', 'live', 'read', 'open-signing'] as const) {
      await api.act(session.id, action);
    }
    client.close();
    return session.id;
  };

  it('closes as of its end, and stands still where it was paused', async () => {
    const ending = await openSigning();
    const paused = await openSigning();
    const end = new Date(Date.now() + 2_500).toISOString();
    const pausedAt = new Date(Date.now() - 60_000).toISOString();
    await withSessions(async (sessions) => {
      await sessions.change(paused, { signingPausedAt: pausedAt, signingEndsAt: end });
      await sessions.change(ending, { signingEndsAt: end });
      expect((await sessions.status(ending))?.ceremony).to.equal('signing');
    });
    await server.kill9();
    await until('the end has passed', () => Date.now() > Date.parse(end));
    await server.start();
    await withSessions(async (sessions) => {
      await until('closed', async () => (await sessions.status(ending))?.ceremony === 'closed');
      const closed = await sessions.status(ending);
      const grace = new Date(Date.parse(end) + 5_000).toISOString();
      expect(closed).to.include({ closesAt: grace, signingEndsAt: null });
      const last = await sessions.lastStep(ending);
      expect(last?.data).to.include({ action: 'close-signing' });
      expect(last?.actor).to.include({ label: 'Sistem' });
      const still = await sessions.status(paused);
      expect(still).to.include({
        ceremony: 'signing',
        signingPausedAt: pausedAt,
        signingEndsAt: end,
      });
    });
  });
});
