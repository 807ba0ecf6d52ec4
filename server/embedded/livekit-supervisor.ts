// Keeps the embedded livekit-server running: asks it every two seconds, notices its end at once,
// starts it again with growing pauses.
import { setTimeout as delay } from 'node:timers/promises';
import type { EngineStateBox } from './livekit-engine.ts';
import { type LivekitProcess, probeLivekit } from './livekit-process.ts';

export interface Supervision {
  /** Opens one server; `onExit` tells at once when it ends. */
  open: (onExit: () => void) => Promise<LivekitProcess>;
  /** Told with each server that is opened. */
  onOpened: (server: LivekitProcess) => void;
  state: EngineStateBox;
  signal: AbortSignal;
  /** Pause between two questions; default 2000 ms. */
  probeMs?: number;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;
const QUIET_PROBES = 5;
const START_LIMIT_MS = 20_000;
const STEADY_MS = 60_000;

/** Runs until `signal` aborts, then ends the server that is running. */
export async function superviseLivekit(watch: Supervision): Promise<void> {
  let pause = FIRST_PAUSE_MS;
  while (!watch.signal.aborted) {
    const began = performance.now();
    await runOnce(watch).catch((cause: unknown) => {
      if (watch.signal.aborted) return;
      const reason = cause instanceof Error ? cause.message : String(cause);
      watch.state.set({ state: 'down', reason: `LiveKit tidak dapat dinyalakan: ${reason}` });
    });
    if (performance.now() - began > STEADY_MS) pause = FIRST_PAUSE_MS;
    await delay(pause, undefined, { signal: watch.signal }).catch(() => undefined);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

/** One server's life, from its start to its end. */
async function runOnce(watch: Supervision): Promise<void> {
  const ended = new AbortController();
  const server = await watch.open(() => ended.abort());
  watch.onOpened(server);
  try {
    await observe(watch, server, ended.signal);
  } finally {
    await server.stop();
  }
}

async function observe(watch: Supervision, server: LivekitProcess, ended: AbortSignal) {
  const wake = AbortSignal.any([watch.signal, ended]);
  const url = `http://127.0.0.1:${server.ports.port}`;
  const began = performance.now();
  let quiet = 0;
  let wasReady = false;
  while (!watch.signal.aborted) {
    const isReady = await probeLivekit(url);
    if (watch.signal.aborted) return;
    if (!isReady && (ended.aborted || !(await server.isAlive()))) {
      return watch.state.set({ state: 'down', reason: 'LiveKit berhenti dan dinyalakan lagi' });
    }
    if (isReady) {
      wasReady = true;
      quiet = 0;
      watch.state.set({ state: 'ready' });
    } else if (wasReady) {
      watch.state.set({ state: 'down', reason: 'LiveKit tidak menjawab' });
      // Alive but deaf: it is ended, and started anew.
      if (++quiet >= QUIET_PROBES) return;
    } else if (performance.now() - began > START_LIMIT_MS) {
      return watch.state.set({ state: 'down', reason: 'LiveKit tidak menjawab saat dinyalakan' });
    }
    const pause = isReady || wasReady ? (watch.probeMs ?? 2000) : 100;
    await delay(pause, undefined, { signal: wake }).catch(() => undefined);
  }
}
