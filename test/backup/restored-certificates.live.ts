// From one server to another: after a backup beside the running server and a restore into an
// empty folder, every certificate is there byte for byte and verifies under the same seal.

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { z } from 'zod';
import { openDatabase } from '../../server/backup/index.ts';
import { readConfig } from '../../server/config.ts';
import { createServerProcess, type ServerProcess } from '../support/server-process.ts';

const run = promisify(execFile);
const quiet = { step: () => undefined, done: () => undefined, warn: () => undefined };
const OFFICIALS = 4;
const verdictSchema = z.object({
  state: z.string(),
  checks: z.record(z.string(), z.boolean().nullable()),
});

interface StoredCertificate {
  _id: string;
  code: string;
  sha256: string | null;
  bytes: { buffer: Uint8Array } | null;
}

/** Runs one of our commands in a process of its own. */
const command = async (script: string, args: string[], env: Record<string, string>) => {
  const { PATH = '', HOME = '' } = process.env;
  const argv = ['--import=tsx', `server/cli/${script}.ts`, ...args];
  return (await run(process.execPath, argv, { env: { PATH, HOME, ...env } })).stdout;
};

/** A data folder's issued certificates, and all its signatures as stored bytes. */
async function readRecords(dataDir: string) {
  const { CACHE_DIR: cacheDir } = readConfig({});
  const database = await openDatabase({ uri: undefined, dataDir, cacheDir, report: quiet }, false);
  try {
    const { db } = database;
    const signatures: string[] = [];
    for await (const raw of db.collection('signatures').find({}, { raw: true, sort: { _id: 1 } })) {
      if (raw instanceof Uint8Array) signatures.push(Buffer.from(raw).toString('hex'));
    }
    const issued = { sha256: { $ne: null } };
    const certificates = await db
      .collection<StoredCertificate>('certificates')
      .find(issued)
      .toArray();
    return { signatures, certificates };
  } finally {
    await database.close();
  }
}

describe('certificates after a restore', function () {
  this.timeout(240_000);
  let first: ServerProcess;
  let second: ServerProcess | undefined;
  let root: string;

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'ikrar-restored-'));
    first = await createServerProcess();
    await first.start();
  });
  after(async () => {
    await first?.clean();
    await second?.clean();
    await rm(root, { recursive: true, force: true });
  });

  it('are equal in every byte and verify on the new server', async () => {
    const plan = ['--officials', String(OFFICIALS), '--seconds', '2', '--sign'];
    const outcome = join(root, 'outcome.json');
    const token = await first.localToken();
    const to = ['--url', first.url, '--token', token, '--json', outcome];
    await command('rehearse', [...plan, ...to], {});
    const archive = join(root, 'backup.tar.gz');
    await command('backup', ['--out', archive, '--data-dir', first.dataDir], {});
    await first.stop();

    const copy = join(root, 'copy');
    await command('restore', ['--from', archive, '--data-dir', copy], {});
    const restored = await readRecords(copy);
    const source = await readRecords(first.dataDir);
    expect(restored.signatures).to.have.length(OFFICIALS);
    expect(restored.signatures).to.deep.equal(source.signatures);
    const codes = source.certificates.map(({ code }) => code);
    expect(codes).to.include.members(restored.certificates.map(({ code }) => code));
    expect(restored.certificates.length).to.be.at.least(OFFICIALS);
    for (const { sha256, bytes } of restored.certificates) {
      expect(
        createHash('sha256')
          .update(bytes?.buffer ?? '')
          .digest('hex'),
      ).to.equal(sha256);
    }

    second = await createServerProcess({ DATA_DIR: copy });
    await second.start();
    for (const { code, bytes } of restored.certificates) {
      const known = await fetch(`${second.url}/api/v1/certificates/${code}`);
      expect([
        known.status,
        verdictSchema.shape.state.parse((await known.json()).state),
      ]).to.deep.equal([200, 'sample']);
      const answer = await fetch(`${second.url}/api/v1/verifications`, {
        method: 'POST',
        headers: { 'content-type': 'application/pdf' },
        body: Buffer.from(bytes?.buffer ?? ''),
      });
      const verdict = verdictSchema.parse(await answer.json());
      expect(verdict.state).to.equal('sample');
      expect(verdict.checks).to.deep.equal({
        known: true,
        bytes: true,
        seal: true,
        whole: true,
        chain: true,
      });
    }
  });
});
