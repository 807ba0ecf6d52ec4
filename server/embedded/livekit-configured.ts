// A LiveKit server that somebody else runs: only asked, never started or stopped.

import { setTimeout as delay } from 'node:timers/promises';
import { RoomServiceClient } from 'livekit-server-sdk';
import { createEngineState, type EngineConnection, type LivekitEngine } from './livekit-engine.ts';
import { probeLivekit } from './livekit-process.ts';

/** Follows the server's health every `probeMs` (2000); a refused key makes it unavailable. */
export function watchConfiguredLivekit(opts: {
  url: string;
  apiKey: string;
  apiSecret: string;
  probeMs?: number;
}): LivekitEngine {
  const connection: EngineConnection = {
    apiUrl: opts.url.replace(/^ws/, 'http').replace(/\/+$/, ''),
    clientUrl: opts.url.replace(/^http/, 'ws').replace(/\/+$/, ''),
    apiKey: opts.apiKey,
    apiSecret: opts.apiSecret,
  };
  const state = createEngineState({ state: 'starting' });
  const stopping = new AbortController();
  const watch = async () => {
    while (!stopping.signal.aborted) {
      const status = await ask(connection, state.get().state === 'ready');
      if (!stopping.signal.aborted) state.set(status);
      await delay(opts.probeMs ?? 2000, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const watching = watch();
  return {
    status: state.get,
    onChange: state.onChange,
    connection: () => connection,
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}

async function ask(connection: EngineConnection, wasReady: boolean) {
  if (!(await probeLivekit(connection.apiUrl))) {
    return { state: 'down' as const, reason: `LiveKit di ${connection.apiUrl} tidak menjawab` };
  }
  // The keys are asked for once, after each silence.
  if (wasReady) return { state: 'ready' as const };
  const { apiUrl, apiKey, apiSecret } = connection;
  try {
    await new RoomServiceClient(apiUrl, apiKey, apiSecret).listRooms(['ikrar-periksa']);
    return { state: 'ready' as const };
  } catch {
    const reason = `LiveKit di ${apiUrl} menolak kunci: periksa LIVEKIT_API_KEY dan LIVEKIT_API_SECRET`;
    return { state: 'unavailable' as const, reason };
  }
}
