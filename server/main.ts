// The environment, the embedded services, the platform, the port, and the signals that end it.
import { fileURLToPath } from 'node:url';
import { compose } from './compose.ts';
import { readConfig } from './config.ts';
import { connectDatabase } from './core/database.ts';
import { createLogger } from './core/logger.ts';
import { startEmbedded } from './embedded/index.ts';
import { listen } from './http/listen.ts';
import { printLinks } from './start-links.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const write = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const stops: (() => Promise<void>)[] = [];
  let stopping = false;
  let letGo: () => Promise<void> = async () => undefined;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    write('\nMenutup Ikrar …');
    for (const undo of [letGo, ...stops.reverse()])
      await undo().catch((error) => write(`  ! ${error}`));
    process.exit(code);
  };
  process.on('SIGINT', () => stop(0));
  process.on('SIGTERM', () => stop(0));
  try {
    const config = readConfig(process.env);
    const logger = createLogger(config.LOG_LEVEL);
    const embedded = await startEmbedded({
      root,
      config,
      write,
      onStarted: (undo) => stops.push(undo),
    });
    const database = await connectDatabase(embedded.mongoUri);
    stops.push(database.stop);
    letGo = async () => {
      const isThere = await database.ping().catch(() => undefined);
      if (isThere !== undefined) return;
      // Every part would wait for it, one after the other: without a connection they end at once.
      write('  Basis data tidak menjawab; Ikrar menutup tanpa menunggunya.');
      await database.stop();
    };
    const ikrar = await compose({ root, config, database, engine: embedded.engine, logger });
    stops.push(ikrar.stop);
    await listen(ikrar.http, config);
    if (config.METRICS_PORT !== undefined) {
      const figures = await ikrar.metrics.listen(config.METRICS_PORT);
      stops.push(async () => void figures.close());
    }
    await printLinks({ config, ikrar, write });
  } catch (error) {
    write(
      `\nIkrar tidak dapat berjalan: ${error instanceof Error ? error.message : String(error)}`,
    );
    await stop(1);
  }
}

await main();
