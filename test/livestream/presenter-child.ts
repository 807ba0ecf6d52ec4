// A server process with a test presenter on air: tells a viewer's access, and waits to be killed.
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { systemClock } from '../../server/core/clock.ts';
import { startLivekit } from '../../server/embedded/livekit.ts';
import { createLivestream } from '../../server/livestream/index.ts';
import { cacheDir, rememberingReport } from '../embedded/support.ts';

async function main(dataDir: string): Promise<void> {
  const address = { publicUrl: 'http://localhost:3000', host: '127.0.0.1' };
  const engine = startLivekit({ ...address, dataDir, cacheDir, report: rememberingReport() });
  await new Promise<void>((resolve) => {
    engine.onChange(({ state }) => state === 'ready' && resolve());
  });
  const logger = pino({ level: 'silent' });
  const livestream = createLivestream({ engine, clock: systemClock, logger });
  await livestream.startTestPresenter('p');
  const viewer = { role: 'viewer', sessionId: 'p', identity: 'v1' } as const;
  console.log(JSON.stringify(await livestream.access(viewer)));
  process.stdin.resume();
}

// The test runner reads every file of this folder; only a process of its own runs it.
if (process.argv[1] === fileURLToPath(import.meta.url)) void main(process.argv[2] ?? '');
