// One running livekit-server of our own: adopted when an earlier server left it behind with the
// same configuration, else started anew.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type DataFolder, findJson, writePrivate } from './data-folder.ts';
import type { LivekitNetwork } from './livekit-network.ts';
import {
  chooseLivekitPorts,
  findLivekitPorts,
  type LivekitKeys,
  type LivekitPorts,
  livekitConfig,
} from './livekit-settings.ts';
import { startDetached, stopProcess } from './own-process.ts';
import { findCommandLine } from './process-facts.ts';

export interface LivekitProcess {
  pid: number;
  ports: LivekitPorts;
  /** Whether the process is still there. */
  isAlive(): Promise<boolean>;
  stop(): Promise<void>;
}

export interface LivekitPlan {
  folder: DataFolder;
  network: LivekitNetwork;
  keys: LivekitKeys;
  webhookUrl?: string | undefined;
  env: NodeJS.ProcessEnv;
  /** Path of the program. */
  command: string;
  /** Told when a process that we started ends. */
  onExit: () => void;
}

const pidSchema = z.object({ pid: z.number().int().positive() });
const STOP_LIMIT_MS = 3000;

/** Adopts the server that an earlier start left running, or starts one. */
export async function openLivekit(plan: LivekitPlan): Promise<LivekitProcess> {
  const configFile = join(plan.folder.run, 'livekit.yaml');
  const pidFile = join(plan.folder.run, 'livekit-pid.json');
  const left = await findJson(pidFile, pidSchema);
  if (left) {
    const orphan = await adopt(left.pid, configFile, plan);
    if (orphan) return orphan;
  }
  const ports = await chooseLivekitPorts(plan.folder, plan.network);
  await writePrivate(configFile, livekitConfig({ ...plan, ports }));
  const started = await startDetached({
    command: plan.command,
    // The secret is in the file: a command line can be read by every user of the machine.
    args: ['--config', configFile],
    env: plan.env,
    logFile: join(plan.folder.logs, 'livekit.log'),
  });
  await writePrivate(pidFile, JSON.stringify({ pid: started.pid }));
  started.exited.then(plan.onExit);
  return handle(started.pid, ports, configFile);
}

async function adopt(
  pid: number,
  configFile: string,
  plan: LivekitPlan,
): Promise<LivekitProcess | undefined> {
  const ports = await findLivekitPorts(plan.folder);
  const orphan = handle(pid, ports ?? { port: 0, tcpPort: 0, udpPort: 0 }, configFile);
  if (!(await orphan.isAlive())) return undefined;
  const written = await readFile(configFile, 'utf8').catch(() => undefined);
  const isSame = ports && written === livekitConfig({ ...plan, ports });
  if (isSame && (await probeLivekit(`http://127.0.0.1:${ports.port}`))) return orphan;
  await orphan.stop();
  return undefined;
}

function handle(pid: number, ports: LivekitPorts, configFile: string): LivekitProcess {
  const isOurs = (line: string) => line.includes(` --config ${configFile} `);
  return {
    pid,
    ports,
    async isAlive() {
      const line = await findCommandLine(pid);
      return line !== undefined && isOurs(line);
    },
    stop: () => stopProcess(pid, { isOurs, graceMs: STOP_LIMIT_MS, insist: true }),
  };
}

/** Whether a LiveKit server answers at an http(s) address within 1.5 s. */
export async function probeLivekit(apiUrl: string): Promise<boolean> {
  try {
    const answer = await fetch(apiUrl, { signal: AbortSignal.timeout(1500) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
