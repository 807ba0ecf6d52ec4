// The real application with a real media engine that is ready.
import { type LivekitEngine, startLivekit } from '../../server/embedded/livekit.ts';
import { startApp, type TestApp, type TestAppOptions } from './start-app.ts';

const quiet = { step: () => undefined, done: () => undefined, warn: () => undefined };
/** Time for a hook that may have to compile the engine first, in milliseconds. */
export const ON_AIR_MS = 400_000;

/** Resolves when the engine is ready; rejects with its reason when it can't be had. */
const untilReady = (engine: LivekitEngine): Promise<void> =>
  new Promise((resolve, reject) => {
    const look = () => {
      const { state, reason } = engine.status();
      if (state === 'ready') resolve();
      if (state === 'unavailable') reject(new Error(`No media engine: ${reason}`));
    };
    engine.onChange(look);
    look();
  });

/** Starts the application and its own livekit-server, as `npm start` does. */
export async function startAppOnAir(options: TestAppOptions = {}): Promise<TestApp> {
  const app = await startApp({
    ...options,
    engine: ({ publicUrl, HOST: host, DATA_DIR: dataDir, CACHE_DIR: cacheDir }) =>
      startLivekit({
        publicUrl,
        host,
        dataDir,
        cacheDir,
        report: quiet,
        webhookUrl: `${publicUrl}/api/livekit/webhook`,
      }),
  });
  await untilReady(app.ikrar.engine);
  return app;
}
