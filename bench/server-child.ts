// The server under test as a process of its own: the product as it is composed, and beside it
// what it is compared with. Started by bench/server-process.ts only.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compose } from '../server/compose.ts';
import { readConfig } from '../server/config.ts';
import { systemClock } from '../server/core/clock.ts';
import { connectDatabase } from '../server/core/database.ts';
import { createLogger } from '../server/core/logger.ts';
import { systemRandom } from '../server/core/random.ts';
import { loadSecretKeys } from '../server/core/secret-keys.ts';
import { unavailable } from '../server/embedded/livekit.ts';
import { listen } from '../server/http/listen.ts';
import { createVisitorTokens } from '../server/http/visitor.ts';
import { writeBatch } from '../server/signatures/signature-batch.ts';
import type { Order, SignMode } from './messages.ts';
import { insertNatively } from './native-inserts.ts';
import { prepareOfficials } from './officials.ts';
import { listenRaw } from './raw-server.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const config = readConfig(process.env);
const database = await connectDatabase(process.env.BENCH_MONGODB ?? '');
const engine = unavailable('bench without a stream');
const logger = createLogger('error');
const ikrar = await compose({ root, config, database, engine, logger });
await listen(ikrar.http, config);
const tokens = createVisitorTokens(
  loadSecretKeys(join(config.DATA_DIR, 'keys'), systemRandom).token,
  systemClock,
);
const raw = await listenRaw(tokens);
const { domains } = ikrar;

const dependencies = {
  store: domains.stores.signatures,
  random: systemRandom,
  momentsOf: domains.ceremony.momentsOf,
  clausesOf: domains.clausesOf,
};
type Sign = typeof domains.signatures.sign;
const ways: Record<SignMode, Sign> = {
  group: domains.signatures.sign,
  async single(registration, session, mark) {
    const request = { registration, session, mark, at: new Date() };
    const [answer] = await writeBatch([request], dependencies);
    if (!answer || answer instanceof Error) throw answer ?? new Error('No answer');
    return answer;
  },
  none: async (registration) => ({
    signature: registration._id,
    signedAt: new Date().toISOString(),
    leafHash: '0'.repeat(64),
    already: false,
  }),
};

const answers = {
  async prepare({ officials }: Extract<Order, { kind: 'prepare' }>) {
    const made = await prepareOfficials(ikrar, database.connection, tokens, officials);
    return { url: config.publicUrl, raw, ...made };
  },
  mode({ mode }: Extract<Order, { kind: 'mode' }>) {
    domains.signatures.sign = ways[mode];
  },
  native: ({ count, inFlight }: Extract<Order, { kind: 'native' }>) =>
    insertNatively(database.connection, count, inFlight),
  async clear() {
    await database.connection.collection('signatures').deleteMany({});
  },
  cpu() {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
};

const answer = async (order: Order): Promise<unknown> => answers[order.kind](order as never);
process.on('message', async ({ id, order }: { id: number; order: Order }) => {
  try {
    process.send?.({ id, data: await answer(order) });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
});
process.on('disconnect', () => process.exit(0));
process.send?.({ id: 0 });
