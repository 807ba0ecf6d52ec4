// Where livekit-server comes from when no LIVEKIT_URL is set: PATH, the user's cache, the
// publisher's release, a build with Go.
import { chmod, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { findOnPath, isExecutable } from './find-on-path.ts';
import { downloadLivekit } from './livekit-release.ts';
import { findCached, storeCached } from './program-cache.ts';
import type { Report } from './report.ts';
import { type CommandOptions, type CommandResult, runCommand } from './run-command.ts';

/** The version that is downloaded or built: later ones can't be installed with `go install`. */
export const LIVEKIT_VERSION = '1.13.3';

/** The cache entry's name; the program in it is called `livekit-server`. */
export const LIVEKIT_ENTRY = `livekit-${LIVEKIT_VERSION}`;

const BUILD_LIMIT_MS = 15 * 60_000;

export interface LivekitSearch {
  cacheDir: string;
  report: Report;
  env: NodeJS.ProcessEnv;
  /** Ends a download or build that is under way. */
  signal: AbortSignal;
  /** Where the publisher's releases lie, and Go outside of PATH; the usual places by default. */
  releases?: string | undefined;
  goPlaces?: readonly string[] | undefined;
  run?: (command: string, args: readonly string[], opts: CommandOptions) => Promise<CommandResult>;
}

/**
 * The path of a livekit-server, fetched or built when there is none.
 * Throws an Error that lists each way's reason in Indonesian.
 */
export async function findLivekit(search: LivekitSearch): Promise<string> {
  const found = await findOnPath('livekit-server', search.env.PATH);
  if (found) return found;
  const cached = await findCached(search.cacheDir, LIVEKIT_ENTRY);
  if (cached) return join(cached, 'livekit-server');
  const reasons: string[] = [];
  for (const way of [fetchRelease, buildWithGo]) {
    try {
      return await way(search);
    } catch (cause) {
      search.signal.throwIfAborted();
      reasons.push(cause instanceof Error ? cause.message : String(cause));
    }
  }
  throw new Error(reasons.join('; '));
}

async function fetchRelease(search: LivekitSearch): Promise<string> {
  search.report.step(`Mengunduh LiveKit ${LIVEKIT_VERSION}`);
  const dir = await storeCached({
    cacheDir: search.cacheDir,
    name: LIVEKIT_ENTRY,
    source: 'release',
    fill: (fresh) =>
      downloadLivekit({
        dir: fresh,
        version: LIVEKIT_VERSION,
        signal: search.signal,
        releases: search.releases,
      }),
  });
  search.report.done(`LiveKit ${LIVEKIT_VERSION} terunduh`);
  return join(dir, 'livekit-server');
}

async function buildWithGo(search: LivekitSearch): Promise<string> {
  const go = await findGo(search);
  if (!go) throw new Error('Go tidak terpasang, jadi LiveKit tidak dapat dirakit');
  search.report.step(`Merakit LiveKit ${LIVEKIT_VERSION} dengan Go (sekitar dua menit)`);
  const dir = await storeCached({
    cacheDir: search.cacheDir,
    name: LIVEKIT_ENTRY,
    source: 'go install',
    fill: (fresh) => build(go, fresh, search),
  });
  search.report.done(`LiveKit ${LIVEKIT_VERSION} selesai dirakit`);
  return join(dir, 'livekit-server');
}

async function findGo(search: LivekitSearch): Promise<string | undefined> {
  const onPath = await findOnPath('go', search.env.PATH);
  if (onPath) return onPath;
  for (const place of search.goPlaces ?? ['/usr/local/go/bin/go']) {
    if (await isExecutable(place)) return place;
  }
  return undefined;
}

async function build(go: string, dir: string, search: LivekitSearch): Promise<void> {
  const run = search.run ?? runCommand;
  const target = `github.com/livekit/livekit-server/cmd/server@v${LIVEKIT_VERSION}`;
  const result = await run(go, ['install', '-trimpath', '-ldflags=-s -w', target], {
    timeoutMs: BUILD_LIMIT_MS,
    // Without cgo the machine needs no C compiler.
    env: { ...search.env, GOBIN: dir, CGO_ENABLED: '0', GOFLAGS: '-mod=mod' },
    signal: search.signal,
    // The server beside it goes first.
    nice: 19,
  });
  if (result.code !== 0) {
    throw new Error(`perakitan LiveKit gagal: ${result.stderr.trim().slice(-300)}`);
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  await rename(join(dir, `server${suffix}`), join(dir, 'livekit-server'));
  await chmod(join(dir, 'livekit-server'), 0o755);
}
