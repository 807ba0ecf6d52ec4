// A livekit-server of our own: remembered keys and ports, adopted after the server was killed,
// ended with it; and how one is fetched and built.

import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect } from 'chai';
import { create } from 'tar';
import { startLivekit } from '../../server/embedded/livekit.ts';
import { findLivekit, LIVEKIT_VERSION } from '../../server/embedded/livekit-binary.ts';
import { findCommandLine } from '../../server/embedded/process-facts.ts';
import type { CommandOptions } from '../../server/embedded/run-command.ts';
import { reached } from '../livestream/support.ts';
import {
  cacheDir,
  killHard,
  refusalOf,
  rememberingReport,
  startScript,
  temporaryFolder,
} from './support.ts';

const NOWHERE = 'http://127.0.0.1:9/none';

describe('the embedded livekit-server', function () {
  this.timeout(60_000);
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());
  const address = { publicUrl: 'http://localhost:3000', host: '127.0.0.1' };
  const start = () =>
    startLivekit({ ...address, dataDir: folder.dir, cacheDir, report: rememberingReport() });
  const livekitPid = async () =>
    JSON.parse(await readFile(join(folder.dir, 'run', 'livekit-pid.json'), 'utf8')).pid;

  it('keeps its keys and ports, holds the secret in files of this user only, and ends', async () => {
    const first = start();
    expect(first.status().state).to.equal('preparing');
    await reached(first, 'ready');
    const known = first.connection();
    const pid = await livekitPid();
    expect(await findCommandLine(pid)).to.not.include(known?.apiSecret ?? '-');
    for (const file of ['keys/livekit.json', 'run/livekit.yaml']) {
      expect((await stat(join(folder.dir, file))).mode & 0o077).to.equal(0);
    }
    await first.stop();
    expect(await findCommandLine(pid)).to.equal(undefined);
    const second = start();
    await reached(second, 'ready');
    expect(second.connection()).to.deep.equal(known);
    await second.stop();
    const log = await readFile(join(folder.dir, 'logs', 'livekit.log'), 'utf8');
    expect(log).to.not.include(known?.apiSecret ?? '-');
  });

  it('is adopted after its server was killed, and ended by the next one', async () => {
    const { child } = await startScript('./services-child.ts', [folder.dir, 'livekit']);
    const pid = await livekitPid();
    await killHard(child);
    expect(await findCommandLine(pid)).to.include('--config');
    const next = start();
    await reached(next, 'ready');
    expect(await livekitPid()).to.equal(pid);
    await next.stop();
    expect(await findCommandLine(pid)).to.equal(undefined);
  });

  it('is replaced when the one left behind has another configuration', async () => {
    const { child } = await startScript('./services-child.ts', [folder.dir, 'livekit']);
    const pid = await livekitPid();
    await killHard(child);
    await writeFile(
      join(folder.dir, 'keys', 'livekit.json'),
      JSON.stringify({ apiKey: 'APIother123', apiSecret: 'y'.repeat(43) }),
    );
    const next = start();
    await reached(next, 'ready');
    expect(await findCommandLine(pid)).to.equal(undefined);
    expect(next.connection()?.apiKey).to.equal('APIother123');
    await next.stop();
  });

  it('is built with Go: this version, into the cache, at low priority, once', async () => {
    const bin = join(folder.dir, 'bin');
    await mkdir(bin);
    await writeFile(join(bin, 'go'), '');
    await chmod(join(bin, 'go'), 0o755);
    const calls: { command: string; args: readonly string[]; opts: CommandOptions }[] = [];
    const search = {
      cacheDir: join(folder.dir, 'cache'),
      report: rememberingReport(),
      env: { PATH: bin },
      signal: new AbortController().signal,
      releases: NOWHERE,
      run: async (command: string, args: readonly string[], opts: CommandOptions) => {
        calls.push({ command, args, opts });
        await writeFile(join(opts.env?.GOBIN ?? '', 'server'), 'program');
        return { code: 0, stdout: '', stderr: '' };
      },
    };
    const program = await findLivekit(search);
    expect(program).to.equal(
      join(folder.dir, 'cache', `livekit-${LIVEKIT_VERSION}`, 'livekit-server'),
    );
    expect((await stat(program)).mode & 0o111).to.equal(0o111);
    expect(calls.map(({ command }) => command)).to.deep.equal([join(bin, 'go')]);
    expect(calls[0]?.args.at(-1)).to.equal('github.com/livekit/livekit-server/cmd/server@v1.13.3');
    expect(calls[0]?.opts).to.include({ nice: 19 });
    expect(await findLivekit(search)).to.equal(program);
    expect(calls).to.have.length(1);
    // A damaged program is not run, it is made anew.
    await writeFile(program, 'damaged');
    await findLivekit(search);
    expect(calls).to.have.length(2);
    expect(await readFile(program, 'utf8')).to.equal('program');
  });

  it('is taken from the release only when its sum is right', async () => {
    const archive = join(folder.dir, 'release.tar.gz');
    await writeFile(join(folder.dir, 'livekit-server'), 'released program');
    await create({ gzip: true, file: archive, cwd: folder.dir }, ['livekit-server']);
    const body = await readFile(archive);
    let sum = createHash('sha256').update(body).digest('hex');
    const name = `livekit_${LIVEKIT_VERSION}_linux_amd64.tar.gz`;
    const publisher = createServer((request, response) => {
      response.end(request.url?.endsWith('checksums.txt') ? `${sum}  ${name}\n` : body);
    });
    await new Promise<void>((resolve) => publisher.listen(0, '127.0.0.1', resolve));
    const where = publisher.address();
    const search = (cache: string) => ({
      cacheDir: join(folder.dir, cache),
      report: rememberingReport(),
      env: { PATH: '/nonexistent' },
      signal: new AbortController().signal,
      releases: `http://127.0.0.1:${typeof where === 'object' && where ? where.port : 0}`,
      goPlaces: [],
    });
    const program = await findLivekit(search('good'));
    expect(await readFile(program, 'utf8')).to.equal('released program');
    sum = sum.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    expect(await refusalOf(findLivekit(search('bad')))).to.include('tidak sesuai');
    publisher.close();
  });
});
