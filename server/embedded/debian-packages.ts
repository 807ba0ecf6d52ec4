// Installs Debian packages where that is allowed without asking: as root, on Debian or a relative
// of it. Only the test setup uses it; the server itself installs nothing on a system.
import { findOnPath } from './find-on-path.ts';
import type { Report } from './report.ts';
import { type CommandOptions, type CommandResult, runCommand } from './run-command.ts';

const LIMIT_MS = 10 * 60_000;

export interface PackageInstall {
  packages: readonly string[];
  report: Report;
  env?: NodeJS.ProcessEnv;
  run?: (command: string, args: readonly string[], opts: CommandOptions) => Promise<CommandResult>;
  isRoot?: boolean;
}

/** Installs the packages; throws an Error in Indonesian that says what the user has to install. */
export async function installDebianPackages(opts: PackageInstall): Promise<void> {
  const names = opts.packages.join(' ');
  const env: NodeJS.ProcessEnv = {
    ...(opts.env ?? process.env),
    DEBIAN_FRONTEND: 'noninteractive',
  };
  const isRoot = opts.isRoot ?? process.getuid?.() === 0;
  if (!isRoot || !(await findOnPath('apt-get', env.PATH))) {
    throw new Error(`Pasang dahulu: ${names} (Debian/Ubuntu: sudo apt-get install -y ${names}).`);
  }
  opts.report.step(`Memasang ${names}`);
  const run = opts.run ?? runCommand;
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...opts.packages]]) {
    const result = await run('apt-get', ['-q', ...args], { timeoutMs: LIMIT_MS, env });
    if (result.code !== 0) {
      throw new Error(`apt-get ${args[0]} gagal: ${result.stderr.trim().slice(-300)}`);
    }
  }
  opts.report.done(`${names} terpasang`);
}
