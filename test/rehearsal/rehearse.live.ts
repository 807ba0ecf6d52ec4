// A rehearsal as an operator runs it: two processes, and the officials' own journal against what
// the native driver finds in the collections.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { z } from 'zod';
import { type OpenDatabase, openDatabase } from '../../server/backup/index.ts';
import { readConfig } from '../../server/config.ts';
import { createServerProcess, type ServerProcess } from '../support/server-process.ts';

const run = promisify(execFile);
const quiet = { step: () => undefined, done: () => undefined, warn: () => undefined };
const OFFICIALS = 30;

const outcomeSchema = z.object({
  session: z.object({ id: z.string(), slug: z.string() }),
  table: z.record(z.string(), z.number().nullable()),
  certificates: z.array(z.object({ code: z.string(), kind: z.string(), url: z.string() })),
  journal: z.array(
    z.object({
      seat: z.string(),
      receipt: z.object({ signature: z.string(), signedAt: z.string(), leafHash: z.string() }),
    }),
  ),
});

describe('a rehearsal', function () {
  this.timeout(180_000);
  let server: ServerProcess;
  let database: OpenDatabase;
  let folder: string;

  /** The command in a process of its own that knows address and token only. */
  async function rehearse(...args: string[]): Promise<{ code: number; text: string }> {
    const { PATH = '', HOME = '' } = process.env;
    const command = ['--import=tsx', 'server/cli/rehearse.ts', '--url', server.url, ...args];
    const options = { env: { PATH, HOME, DATA_DIR: join(folder, 'none') } };
    return run(process.execPath, command, options).then(
      ({ stdout }) => ({ code: 0, text: stdout }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        text: error.stdout + error.stderr,
      }),
    );
  }
  const sessions = () => database.db.collection('sessions').countDocuments();

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ikrar-rehearsal-'));
    server = await createServerProcess();
    await server.start();
    const { CACHE_DIR: cacheDir } = readConfig({});
    const options = { uri: undefined, dataDir: server.dataDir, cacheDir, report: quiet };
    database = await openDatabase(options, false);
  });
  after(async () => {
    await database?.close();
    await server?.clean();
    await rm(folder, { recursive: true, force: true });
  });

  it('loses nobody, and the collections hold what each official was told', async () => {
    const file = join(folder, 'outcome.json');
    const token = await server.localToken();
    const plan = ['--officials', String(OFFICIALS), '--seconds', '3', '--sign', '--json', file];
    const { code, text } = await rehearse(...plan, '--token', token);
    expect(text)
      .to.match(/^lost +0$/m)
      .and.match(new RegExp(`^signed +${OFFICIALS}$`, 'm'));
    expect(code).to.equal(0);

    const outcome = outcomeSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    expect(outcome.table).to.include({ arrived: OFFICIALS, signed: OFFICIALS, lost: 0 });
    const session = outcome.session.id;
    const stored = await database.db
      .collection<{ _id: string; signedAt: Date; leafHash: string }>('signatures')
      .find({ session, kind: 'signature' })
      .toArray();
    const storedReceipts = stored.map(({ _id, signedAt, leafHash }) => ({
      signature: _id,
      signedAt: signedAt.toISOString(),
      leafHash,
    }));
    const told = outcome.journal.map(({ receipt }) => receipt);
    expect(storedReceipts).to.have.deep.members(told);
    expect(new Set(told.map(({ signature }) => signature)).size).to.equal(OFFICIALS);

    expect(outcome.certificates).to.have.length(5);
    for (const { code, url } of outcome.certificates) {
      const pdf = await fetch(url.replace(/^https?:\/\/[^/]+/, server.url));
      expect([pdf.status, pdf.headers.get('content-type')]).to.deep.equal([200, 'application/pdf']);
      expect(
        Buffer.from(await pdf.arrayBuffer())
          .subarray(0, 5)
          .toString(),
      ).to.equal('%PDF-');
      expect((await fetch(`${server.url}/berkas/${code}.pdf`)).status).to.equal(401);
      const known = await fetch(`${server.url}/api/v1/certificates/${code}`);
      expect((await known.json()).state).to.equal('sample');
    }

    const present = await database.db.collection('presence').distinct('registration', { session });
    expect(present).to.have.length(OFFICIALS);
    const found = await database.db
      .collection<{ _id: string; kind: string }>('sessions')
      .findOne({ _id: session });
    expect(found?.kind).to.equal('rehearsal');
    const others = { session: { $ne: session } };
    expect(await database.db.collection('signatures').countDocuments(others)).to.equal(0);
    expect(await database.db.collection('registrations').countDocuments(others)).to.equal(0);
  });

  it('needs a token, which it does not find by itself on another machine', async () => {
    const before = await sessions();
    const without = await rehearse('--officials', '2');
    expect(without.code).to.equal(1);
    expect(without.text).to.include('--token');
    const wrong = await rehearse('--officials', '2', '--token', 'x'.repeat(43));
    expect(wrong.code).to.equal(1);
    expect(await sessions()).to.equal(before);
  });

  it('refuses to lead any other session', async () => {
    const { _id, status } =
      (await database.db
        .collection<{ _id: string; status: object }>('sessions')
        .findOne({ kind: 'official', isDefault: true })) ?? {};
    const answer = await fetch(`${server.url}/api/v1/rehearsals/${_id}/actions`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await server.localToken()}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ action: 'doors' }),
    });
    expect(answer.status).to.equal(409);
    expect((await answer.json()).code).to.equal('NOT_REHEARSAL');
    const after = await database.db
      .collection<{ _id: string; status: object }>('sessions')
      .findOne({ isDefault: true });
    expect(after?.status).to.deep.equal(status);
  });
});
