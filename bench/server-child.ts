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
import { mailWays } from './mail-ways.ts';
import type { ServerOrder } from './messages.ts';
import { insertNatively } from './native-inserts.ts';
import { prepareOfficials } from './officials.ts';
import { answerOrders } from './ordered-child.ts';
import { listenRaw, serveSame } from './raw-server.ts';
import { signingWays } from './signing-ways.ts';
import { watchSending } from './watch-sending.ts';

type Of<K extends ServerOrder['kind']> = Extract<ServerOrder, { kind: K }>;

const root = fileURLToPath(new URL('..', import.meta.url));
const config = readConfig(process.env);
const database = await connectDatabase(process.env.BENCH_MONGODB ?? '');
const engine = unavailable('bench without a stream');
const logger = createLogger('error');
// Where the board is the load it is sent four times a second; the product sends two.
const boardIntervalMs = Number(process.env.BENCH_BOARD_MS ?? 0);
const pace = boardIntervalMs > 0 ? { boardIntervalMs } : {};
const ikrar = await compose({ root, config, database, engine, logger, ...pace });
await listen(ikrar.http, config);
const secrets = loadSecretKeys(join(config.DATA_DIR, 'keys'), systemRandom);
const tokens = createVisitorTokens(secrets.token, systemClock);
const raw = await listenRaw(tokens);
const { domains } = ikrar;
const ways = signingWays(domains);
const { connection } = database;
const mail = mailWays(ikrar, connection);

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
const sending = watchSending(cpu);

answerOrders<ServerOrder>({
  async prepare({ officials }: Of<'prepare'>) {
    const made = await prepareOfficials(ikrar, connection, tokens, officials);
    return { url: config.publicUrl, raw: raw.url, ...made };
  },
  mode({ mode }: Of<'mode'>) {
    domains.signatures.sign = ways[mode];
  },
  native: ({ count, inFlight }: Of<'native'>) => insertNatively(connection, count, inFlight),
  clear: () => connection.collection('signatures').deleteMany({}),
  cpu,
  watch: ({ send }: Of<'watch'>) => sending.start(send),
  watched: () => sending.read(),
  'raw-frames': ({ frames, everyMs, bytes }: Of<'raw-frames'>) =>
    raw.broadcast(frames, everyMs, bytes),
  address: () => config.publicUrl,
  memory() {
    global.gc?.();
    const { rss, heapUsed, external } = process.memoryUsage();
    return { rss, heap: heapUsed + external };
  },
  mail: (order: Of<'mail'>) =>
    order.what === 'import' ? mail.import(order.rows) : mail[order.what](),
  serve: ({ body, headers }: Of<'serve'>) => serveSame(body, headers),
});
