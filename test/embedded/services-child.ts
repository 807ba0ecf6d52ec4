// A process that takes the lock of a data folder and starts the services named on its command
// line, says so, and waits to be ended.
import { fileURLToPath } from 'node:url';
import { acquireDataLock } from '../../server/embedded/data-lock.ts';
import { startLivekit } from '../../server/embedded/livekit.ts';
import { startMongod } from '../../server/embedded/mongod.ts';
import { cacheDir, rememberingReport } from './support.ts';

async function main([dataDir = '', ...services]: readonly string[]): Promise<void> {
  const report = rememberingReport();
  await acquireDataLock(dataDir);
  const told: Record<string, unknown> = { pid: process.pid };
  if (services.includes('mongod')) {
    told.mongo = (await startMongod({ uri: undefined, dataDir, cacheDir, report })).uri;
  }
  if (services.includes('livekit')) {
    const address = { publicUrl: 'http://localhost:3000', host: '127.0.0.1' };
    const engine = startLivekit({ ...address, dataDir, cacheDir, report });
    await new Promise<void>((resolve) => {
      engine.onChange(({ state }) => state === 'ready' && resolve());
    });
    told.livekit = engine.connection()?.apiUrl;
  }
  console.log(JSON.stringify(told));
  process.stdin.resume();
}

// The test runner reads every file of this folder; only a process of its own runs it.
if (process.argv[1] === fileURLToPath(import.meta.url)) void main(process.argv.slice(2));
