// The media engine: the configured LiveKit, or one of our own that is fetched or built beside the
// running server and joins when it is there.
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { prepareDataFolder } from './data-folder.ts';
import { findLivekit } from './livekit-binary.ts';
import { watchConfiguredLivekit } from './livekit-configured.ts';
import {
  createEngineState,
  type EngineConnection,
  type EngineStateBox,
  type LivekitEngine,
} from './livekit-engine.ts';
import { isLoopbackHost, planNetwork, portsAdvice } from './livekit-network.ts';
import { openLivekit } from './livekit-process.ts';
import { type LivekitPorts, loadLivekitKeys } from './livekit-settings.ts';
import { superviseLivekit } from './livekit-supervisor.ts';
import type { Report } from './report.ts';

export type { EngineStatus, LivekitEngine } from './livekit-engine.ts';

export interface LivekitOptions {
  /** LIVEKIT_URL and its keys; all three or none. */
  url?: string | undefined;
  apiKey?: string | undefined;
  apiSecret?: string | undefined;
  /** The site's own address (PUBLIC_URL) and HOST. */
  publicUrl: string;
  host: string;
  /** Where an own LiveKit reports who comes and goes; a configured one has its own setting. */
  webhookUrl?: string | undefined;
  dataDir: string;
  cacheDir: string;
  report: Report;
  env?: NodeJS.ProcessEnv;
  probeMs?: number;
  /** Other places to fetch from than the usual ones (livekit-binary.ts). */
  releases?: string;
  goPlaces?: readonly string[];
}

/**
 * Returns at once; the engine becomes ready by itself. It never throws: what fails is told by its
 * status and the report.
 */
export function startLivekit(opts: LivekitOptions): LivekitEngine {
  const { url, apiKey, apiSecret } = opts;
  if (url && apiKey && apiSecret) {
    const probe = opts.probeMs === undefined ? {} : { probeMs: opts.probeMs };
    return watchConfiguredLivekit({ url, apiKey, apiSecret, ...probe });
  }
  if (url || apiKey || apiSecret) {
    return unavailable('LIVEKIT_URL, LIVEKIT_API_KEY dan LIVEKIT_API_SECRET diisi bersama', opts);
  }
  return startOwn(opts);
}

/** An engine that never comes, with its reason; also for LIVEKIT=off. */
export function unavailable(reason: string, opts?: { report: Report }): LivekitEngine {
  opts?.report.warn(`Siaran tidak tersedia: ${reason}`);
  const state = createEngineState({ state: 'unavailable', reason });
  return {
    status: state.get,
    onChange: state.onChange,
    connection: () => undefined,
    stop: async () => {},
  };
}

function startOwn(opts: LivekitOptions): LivekitEngine {
  const state = createEngineState({ state: 'preparing' });
  const stopping = new AbortController();
  let connection: EngineConnection | undefined;
  const running = runOwn(opts, {
    state,
    signal: stopping.signal,
    setConnection: (found) => {
      connection = found;
    },
  }).catch((cause: unknown) => {
    if (stopping.signal.aborted) return;
    const reason = cause instanceof Error ? cause.message : String(cause);
    state.set({ state: 'unavailable', reason });
    opts.report.warn(`Siaran tidak tersedia, layanan lain tetap berjalan: ${reason}`);
  });
  return {
    status: state.get,
    onChange: state.onChange,
    connection: () => connection,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

interface OwnRun {
  state: EngineStateBox;
  signal: AbortSignal;
  setConnection: (connection: EngineConnection) => void;
}

async function runOwn(opts: LivekitOptions, run: OwnRun): Promise<void> {
  const { webhookUrl, env = process.env } = opts;
  const folder = await prepareDataFolder(opts.dataDir);
  const keys = await loadLivekitKeys(folder);
  const network = planNetwork({
    ...opts,
    interfaces: networkInterfaces(),
    resolved: await resolve(opts),
  });
  if (network.advice) opts.report.warn(network.advice);
  const command = await findLivekit({ ...opts, env, signal: run.signal });
  run.state.set({ state: 'starting' });
  let announce = network.isLocal
    ? undefined
    : (ports: LivekitPorts) => portsAdvice(opts.publicUrl, ports);
  await superviseLivekit({
    state: run.state,
    signal: run.signal,
    ...(opts.probeMs === undefined ? {} : { probeMs: opts.probeMs }),
    open: (onExit) => openLivekit({ folder, network, keys, webhookUrl, env, command, onExit }),
    onOpened: ({ ports }) => {
      if (announce) opts.report.warn(announce(ports));
      announce = undefined;
      const apiUrl = `http://127.0.0.1:${ports.port}`;
      const { udpPort, tcpPort } = ports;
      const media = { host: network.nodeIp, udpPort, tcpPort };
      run.setConnection({ apiUrl, clientUrl: network.clientUrl(ports.port), ...keys, media });
    },
  });
}

/** The IPv4 address behind a public name; undefined for an address, loopback, or no answer. */
async function resolve({ publicUrl }: LivekitOptions): Promise<string | undefined> {
  const { hostname } = new URL(publicUrl);
  if (isIP(hostname) || isLoopbackHost(hostname)) return undefined;
  return lookup(hostname, 4).then(
    (found) => found.address,
    () => undefined,
  );
}
