// Whether this machine lets one process hold as many connections as a rehearsal needs.
import { readFile } from 'node:fs/promises';

/** Beside the sockets: pages on their way, files, the second devices of a restless crowd. */
const MORE = 300;
const SECOND_DEVICES = 1.1;

const readOrEmpty = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');

/** Open files that a process may have; Infinity where the system does not say. */
export const filesIn = (limits: string): number =>
  Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? Number.POSITIVE_INFINITY);

/** Ports for connections to one address; Infinity where the system does not say. */
export function portsIn(range: string): number {
  const [first, last] = range.trim().split(/\s+/).map(Number);
  return first && last ? last - first + 1 : Number.POSITIVE_INFINITY;
}

/** What stands in the way of this many officials, in words for the operator; undefined: nothing. */
export function limitProblem(officials: number, files: number, ports: number): string | undefined {
  const needed = Math.ceil(officials * SECOND_DEVICES) + MORE;
  if (needed > files) {
    return (
      `Gladi dengan ${officials} pejabat memerlukan ${needed} berkas terbuka, ` +
      `sistem mengizinkan ${files}. Naikkan dengan: ulimit -n ${needed}, juga untuk server.`
    );
  }
  if (needed > ports) {
    return (
      `Gladi dengan ${officials} pejabat memerlukan ${needed} porta keluar, sistem memberi ` +
      `${ports}. Lebarkan net.ipv4.ip_local_port_range, atau bagi gladi ke dua mesin.`
    );
  }
  return undefined;
}

/** Throws an Error for the operator where the limits of this machine are too low. */
export async function checkLimits(officials: number): Promise<void> {
  const files = filesIn(await readOrEmpty('/proc/self/limits'));
  const ports = portsIn(await readOrEmpty('/proc/sys/net/ipv4/ip_local_port_range'));
  const problem = limitProblem(officials, files, ports);
  if (problem) throw new Error(problem);
}
