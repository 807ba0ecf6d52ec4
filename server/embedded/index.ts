// Everything the server needs around it: the data folder's lock, the built pages, the database,
// and the media engine, which joins later by itself.
import type { Config } from '../config.ts';
import { buildClient } from '../http/assets.ts';
import { acquireDataLock } from './data-lock.ts';
import { type LivekitEngine, startLivekit, unavailable } from './livekit.ts';
import { startMongod } from './mongod.ts';
import { createTerminalReport } from './report.ts';

/** The route of server/witness. */
const WEBHOOK_PATH = '/api/livekit/webhook';

export interface Embedded {
  mongoUri: string;
  engine: LivekitEngine;
}

/** `onStarted` gets what undoes each part as soon as it stands, so that a failure leaves nothing. */
export async function startEmbedded(options: {
  root: string;
  config: Config;
  write: (line: string) => void;
  onStarted: (undo: () => Promise<void>) => void;
}): Promise<Embedded> {
  const { root, config, write, onStarted } = options;
  const { DATA_DIR: dataDir, CACHE_DIR: cacheDir } = config;
  const report = () => createTerminalReport({ write });
  const lock = await acquireDataLock(dataDir);
  onStarted(lock.release);
  const stopping = new AbortController();
  const place = { dataDir, cacheDir, signal: stopping.signal };
  const mongo = startMongod({ uri: config.MONGODB_URI, report: report(), ...place });
  // Known before it stands: Ctrl-C while it starts, or pages that can't be built, end it too.
  onStarted(async () => {
    stopping.abort();
    await mongo.then(({ stop }) => stop()).catch(() => undefined);
  });
  const [{ uri }] = await Promise.all([mongo, buildClient({ root, report: report() })]);
  const engine = config.LIVEKIT
    ? startLivekit({
        url: config.LIVEKIT_URL,
        apiKey: config.LIVEKIT_API_KEY,
        apiSecret: config.LIVEKIT_API_SECRET,
        publicUrl: config.publicUrl,
        host: config.HOST,
        webhookUrl: webhookUrlOf(config),
        dataDir,
        cacheDir,
        report: report(),
      })
    : unavailable('dimatikan dengan LIVEKIT=off');
  onStarted(engine.stop);
  return { mongoUri: uri, engine };
}

/** This server as its own LiveKit reaches it; none where the port is chosen at listening. */
const webhookUrlOf = ({ HOST, PORT }: Config): string | undefined => {
  const host = ['0.0.0.0', '::', ''].includes(HOST) ? '127.0.0.1' : HOST;
  return PORT === 0 ? undefined : `http://${host}:${PORT}${WEBHOOK_PATH}`;
};
