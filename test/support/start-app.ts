// The real application for tests: composed as in production, on a free port, with the run's mongod and
// a data folder of its own. The media engine is off unless a test brings one.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compose, type Ikrar } from '../../server/compose.ts';
import { type Config, readConfig } from '../../server/config.ts';
import type { Clock } from '../../server/core/clock.ts';
import type { Database } from '../../server/core/database.ts';
import { createLogger } from '../../server/core/logger.ts';
import { pickTcpPort } from '../../server/embedded/free-port.ts';
import { type LivekitEngine, unavailable } from '../../server/embedded/livekit.ts';
import { listen } from '../../server/http/listen.ts';
import type { SessionDocument } from '../../server/sessions/index.ts';
import { createTestBrowser, type TestBrowser } from './browser.ts';
import { rememberShape, shapedDatabase } from './mongo.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface TestApp {
  url: string;
  ikrar: Ikrar;
  database: Database;
  config: Config;
  /** The default session as it is now. */
  session(): SessionDocument;
  /** A new visitor without cookies. */
  visitor(): TestBrowser;
  /** The valid code of a seat, found by region and office. */
  codeOf(region: string, office: string): Promise<string>;
  stop(): Promise<void>;
}

export interface TestAppOptions {
  clock?: Clock;
  /** MongoDB's clock; else the one above is taken for it. */
  databaseTime?: () => Promise<Date>;
  /** Makes the media engine for this configuration; it is stopped with the application. */
  engine?: (config: Config) => LivekitEngine;
  database?: Database;
  environment?: Record<string, string>;
}

/** Starts the application with the two sample campaigns. */
export async function startApp(options: TestAppOptions = {}): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ikrar-app-'));
  const port = await pickTcpPort({ host: '127.0.0.1' });
  const url = `http://127.0.0.1:${port}`;
  const config = readConfig({
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    PORT: String(port),
    PUBLIC_URL: url,
    ...options.environment,
  });
  const database = options.database ?? (await shapedDatabase());
  const engine = options.engine?.(config) ?? unavailable('uji tanpa siaran');
  const logger = createLogger(config.LOG_LEVEL);
  const { clock, databaseTime } = options;
  const time = { ...(clock && { clock }), ...(databaseTime && { databaseTime }) };
  const ikrar = await compose({ root: ROOT, config, database, engine, logger, ...time });
  await rememberShape(database);
  await listen(ikrar.http, config);
  const { live, invitations } = ikrar.domains;
  const session = () => {
    const found = live.findDefault();
    if (!found) throw new Error('No default session');
    return found;
  };
  return {
    url,
    ikrar,
    database,
    config,
    session,
    visitor: () => createTestBrowser(url),
    async codeOf(region, office) {
      const seats = await invitations.listOfRegion(session()._id, region);
      const seat = seats.find((one) => one.office === office);
      const code = seat && invitations.codeOf(seat);
      if (!code) throw new Error(`No code for ${office} in ${region}`);
      return code;
    },
    async stop() {
      await ikrar.stop();
      await engine.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
