// What can be known of a process by its id: read from /proc (proc(5)), elsewhere from `ps`.
import { readFile } from 'node:fs/promises';
import { runCommand } from './run-command.ts';

/**
 * The command line of a living process, its words separated and followed by a space; undefined
 * when there is none. One that is ending has none either.
 */
export async function findCommandLine(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') {
    const line = await ps(pid, 'command=');
    return line && !line.startsWith('<defunct>') ? `${line} ` : undefined;
  }
  const raw = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return raw ? `${raw.split('\0').join(' ').trim()} ` : undefined;
}

/**
 * When a process was started, as an opaque text that tells it from a later one with the same id.
 * Undefined once it is gone, with its files and sockets closed: a zombie is gone, whether or not
 * its parent has noticed.
 */
export async function findProcessStart(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') {
    const state = await ps(pid, 'stat=');
    return state && !state.startsWith('Z') ? ps(pid, 'lstart=') : undefined;
  }
  const raw = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // Fields 3 (state), 20 (threads) and 22 (start), counted behind the name, which may hold spaces.
  const fields = raw?.slice(raw.lastIndexOf(')') + 2).split(' ') ?? [];
  // The first thread may end before the others, which still hold the sockets.
  const isGone = /^[ZXx]$/.test(fields[0] ?? '') && Number(fields[17]) <= 1;
  return isGone ? undefined : fields[19];
}

async function ps(pid: number, field: string): Promise<string | undefined> {
  const args = ['-ww', '-o', field, '-p', String(pid)];
  return (await runCommand('ps', args, { timeoutMs: 5000 })).stdout.trim() || undefined;
}
