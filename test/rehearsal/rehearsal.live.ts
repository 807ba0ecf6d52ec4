// The dress rehearsal as a host runs it: the command against a running server, its own journal
// against the collections; then a backup, restored elsewhere, in which every certificate verifies.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import {
  createServerProcess,
  openServerDatabase,
  runCommand,
  type ServerProcess,
} from '../support/server-process.ts';
import { until } from '../support/until.ts';

const OFFICIALS = 150;
const outcomeSchema = z.object({
  session: z.object({ id: z.string(), slug: z.string() }),
  table: z.object({ arrived: z.int(), signed: z.int(), lost: z.int() }),
  certificates: z.array(z.object({ code: z.string(), kind: z.string(), url: z.url() })),
  journal: z.array(
    z.object({
      region: z.string().nullable(),
      receipt: z.object({ signature: z.string(), leafHash: z.string() }).nullable(),
    }),
  ),
});
type Outcome = z.infer<typeof outcomeSchema>;

describe('a dress rehearsal', function () {
  this.timeout(180_000);
  let server: ServerProcess;
  let folder: string;
  let outcome: Outcome;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ikrar-rehearsal-'));
    server = await createServerProcess();
    await server.start();
  });
  after(async () => {
    await server.clean();
    await rm(folder, { recursive: true, force: true });
  });

  const rehearse = (...more: string[]) =>
    runCommand(
      ['server/cli/rehearse.ts', '--url', server.url, '--officials', String(OFFICIALS), ...more],
      { DATA_DIR: server.dataDir },
    );

  /** The sweep after the session's end has made what is due: a declaration for each signature. */
  const untilIssued = async () => {
    const client = await openServerDatabase(server.dataDir);
    try {
      const certificates = client.db('ikrar').collection('certificates');
      const filter = { kind: 'declaration', sha256: { $ne: null } };
      const areIssued = async () => (await certificates.countDocuments(filter)) >= OFFICIALS;
      await until('all are issued', areIssued, 90_000);
    } finally {
      await client.close();
    }
  };

  it('loses nobody, prints its table and ends with 0', async () => {
    const file = join(folder, 'outcome.json');
    const { code, output } = await rehearse('--seconds', '5', '--sign', '--json', file);
    expect(output).to.match(/lost\s+0/);
    expect(output).to.match(/arrival p99/);
    expect(output).to.match(/signing p99/);
    expect(code).to.equal(0);
    outcome = outcomeSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    expect(outcome.table).to.include({ arrived: OFFICIALS, signed: OFFICIALS, lost: 0 });
  });

  it('agrees with the collections, read by the native driver', async () => {
    const client = await openServerDatabase(server.dataDir);
    try {
      const db = client.db('ikrar');
      const session = outcome.session.id;
      const stored = await db
        .collection<{ _id: string }>('signatures')
        .find({ session, kind: 'signature' })
        .toArray();
      const byId = new Map(stored.map((one) => [one._id, one]));
      expect(stored).to.have.length(OFFICIALS);
      for (const { receipt } of outcome.journal) {
        expect(byId.get(receipt?.signature ?? '')).to.include({ leafHash: receipt?.leafHash });
      }
      const registered = await db.collection('registrations').countDocuments({ session });
      expect(registered).to.equal(OFFICIALS);
      const board = await fetch(`${server.url}/api/v1/sessions/${session}/board`);
      const { regions, counters } = z
        .object({
          counters: z.object({ officialsSigned: z.int(), regionsSigned: z.int() }),
          regions: z.array(z.object({ state: z.string(), signed: z.int() })),
        })
        .parse(await board.json());
      expect(regions).to.have.length(270);
      expect(counters.officialsSigned).to.equal(OFFICIALS);
      const signed = regions.filter((region) => region.state === 'signed').length;
      expect(signed).to.equal(counters.regionsSigned);
      expect(signed).to.equal(new Set(outcome.journal.map((one) => one.region)).size);
    } finally {
      await client.close();
    }
  });

  it('issues certificates that say CONTOH and open by their links only', async () => {
    expect(outcome.certificates).to.have.length(5);
    for (const { code, url } of outcome.certificates) {
      const pdf = await fetch(url);
      expect(pdf.status).to.equal(200);
      expect(pdf.headers.get('content-type')).to.equal('application/pdf');
      expect((await fetch(`${server.url}/berkas/${code}.pdf`)).status).to.equal(401);
      const verdict = await (await fetch(`${server.url}/api/v1/certificates/${code}`)).json();
      expect(verdict).to.include({ state: 'sample' });
    }
  });

  it('refuses every session that is no rehearsal, and a stranger', async () => {
    const current = await (await fetch(`${server.url}/api/v1/sessions/current`)).json();
    const ask = (bearer: string) =>
      fetch(`${server.url}/api/v1/rehearsals/${current.id}/actions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        body: JSON.stringify({ action: 'doors' }),
      });
    const refused = await ask(await server.localToken());
    expect(refused.status).to.equal(409);
    expect(await refused.json()).to.include({ code: 'NOT_REHEARSAL' });
    expect((await ask('guess')).status).to.equal(401);
    const { code, output } = await rehearse('--token', 'guess');
    expect(code).to.equal(1);
    expect(output).to.not.include('    at ');
    const after = await (await fetch(`${server.url}/api/v1/sessions/current`)).json();
    expect(after).to.deep.equal(current);
  });

  it('survives a backup and a restore elsewhere: every certificate verifies', async () => {
    await untilIssued();
    const archive = join(folder, 'backup.tar.gz');
    const restoredDir = join(folder, 'restored');
    const backup = await runCommand(['server/cli/backup.ts', '--out', archive], {
      DATA_DIR: server.dataDir,
    });
    expect(backup.code, backup.output).to.equal(0);
    const files = new Map<string, Buffer>();
    for (const { code, url } of outcome.certificates) {
      files.set(code, Buffer.from(await (await fetch(url)).arrayBuffer()));
    }
    await server.stop();
    const restore = await runCommand(['server/cli/restore.ts', '--from', archive], {
      DATA_DIR: restoredDir,
    });
    expect(restore.code, restore.output).to.equal(0);
    const restored = await createServerProcess({}, restoredDir);
    await restored.start();
    const client = await openServerDatabase(restoredDir);
    try {
      const certificates = client.db('ikrar').collection('certificates');
      const issued = await certificates.find({ sha256: { $ne: null } }).toArray();
      expect(issued.length).to.be.at.least(OFFICIALS);
      for (const { code, bytes, sha256 } of issued) {
        const known = files.get(code);
        if (known) expect(known.equals(bytes.buffer)).to.equal(true);
        const answer = await fetch(`${restored.url}/api/v1/verifications`, {
          method: 'POST',
          headers: { 'content-type': 'application/pdf' },
          body: bytes.buffer,
        });
        const verdict = await answer.json();
        expect(verdict.checks.bytes).to.include({ holds: true, reason: 'SAME' });
        expect(verdict.checks.seal).to.include({ holds: true });
        expect(verdict.file.sha256).to.equal(sha256);
      }
    } finally {
      await client.close();
      await restored.clean();
    }
  });
});
