// The data that an earlier version left: this version starts on them, and everything still verifies.
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { createMerkleTree, verifyHead } from '../../server/proofs/index.ts';
import {
  createServerProcess,
  openServerDatabase,
  runCommand,
  type ServerProcess,
} from '../support/server-process.ts';
import { until } from '../support/until.ts';

/** `kept`: documents by collection that must be there, whatever a migration does to their shape. */
const FIXTURES = [
  { name: 'data-of-0.1.0.tar.gz', signatures: 12, kept: {} },
  {
    name: 'data-of-0.2.0.tar.gz',
    signatures: 12,
    kept: { room_members: 2, nominations: 2, objections: 1, attendance_corrections: 1 },
  },
  {
    name: 'data-of-0.3.0.tar.gz',
    signatures: 12,
    kept: {
      ...{ certificates: 41, log_entries: 14, log_amendments: 2 },
      ...{ certificate_templates: 1, evidence_bundles: 1, room_members: 2 },
    },
  },
  {
    name: 'data-of-0.4.0.tar.gz',
    signatures: 14,
    kept: {
      ...{ log_entries: 16, log_amendments: 2, readings: 14, stage_people: 5 },
      ...{ questions: 1, captions: 1, announcements: 1, room_members: 2 },
    },
  },
];

for (const { name, signatures, kept } of FIXTURES) {
  describe(`${name} under this version`, function () {
    this.timeout(120_000);
    let folder: string;
    let dataDir: string;
    let server: ServerProcess;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'ikrar-upgrade-'));
      dataDir = join(folder, 'data');
      const from = fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
      const { code, output } = await runCommand(['server/cli/restore.ts', '--from', from], {
        DATA_DIR: dataDir,
      });
      expect(code, output).to.equal(0);
      server = await createServerProcess({}, dataDir);
      await server.start();
    });
    after(async () => {
      await server?.clean();
      await rm(folder, { recursive: true, force: true });
    });

    it('keeps every signature’s leaf as it was hashed', async () => {
      const client = await openServerDatabase(dataDir);
      try {
        const stored = client.db('ikrar').collection('signatures');
        const all = await stored.find({ kind: 'signature' }).toArray();
        expect(all).to.have.length(signatures);
        for (const { leaf, leafHash } of all) {
          expect(createHash('sha256').update(`\0${leaf}`).digest('hex')).to.equal(leafHash);
        }
      } finally {
        await client.close();
      }
    });

    it('brings every signature into the log, under heads signed with the evidence key', async () => {
      const client = await openServerDatabase(dataDir);
      const certificate = await readFile(join(dataDir, 'keys', 'evidence.pem'), 'utf8');
      const stored = client.db('ikrar').collection('signatures');
      const amendments = client.db('ikrar').collection('log_amendments');
      const read = async (path: string) => (await fetch(`${server.url}/api/v1/log/${path}`)).json();
      try {
        for (const session of await stored.distinct('session', { kind: 'signature' })) {
          const all = await stored.find({ session, kind: 'signature' }).toArray();
          const size = all.length + (await amendments.countDocuments({ session }));
          await until('a head', async () => (await read(`${session}/head`)).size === size);
          const { head } = await read(`${session}/head`);
          expect(verifyHead(head.text, head.signature, certificate)).to.include({ session });
          const { entries } = await read(`${session}/entries`);
          const hashes = (list: { leafHash: string }[]) => list.map(({ leafHash }) => leafHash);
          expect(hashes(entries)).to.include.members(all.map(({ leafHash }) => leafHash));
          expect(entries).to.have.length(size);
          const tree = createMerkleTree();
          for (const { leafHash } of entries) tree.append(Buffer.from(leafHash, 'hex'));
          expect(tree.root().toString('hex')).to.equal(head.root);
        }
      } finally {
        await client.close();
      }
    });

    it('keeps what else was stored', async () => {
      const client = await openServerDatabase(dataDir);
      try {
        for (const [collection, count] of Object.entries(kept)) {
          const found = await client.db('ikrar').collection(collection).countDocuments();
          expect(found, collection).to.equal(count);
        }
      } finally {
        await client.close();
      }
    });

    it('verifies every certificate, and the one with a flipped bit not', async () => {
      const client = await openServerDatabase(dataDir);
      const verify = async (body: Buffer) => {
        const headers = { 'content-type': 'application/pdf' };
        const url = `${server.url}/api/v1/verifications`;
        return (await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) })).json();
      };
      try {
        const issued = await client.db('ikrar').collection('certificates').find().toArray();
        expect(issued.length).to.be.at.least(signatures);
        for (const { bytes, code } of issued) {
          const pdf = Buffer.from(bytes.buffer);
          const verdict = await verify(pdf);
          expect(verdict.checks.bytes).to.include({ holds: true, reason: 'SAME' });
          expect(verdict.checks.seal).to.include({ holds: true });
          expect((await fetch(`${server.url}/verifikasi/${code}`)).status).to.equal(200);
          pdf[20_000] = (pdf[20_000] ?? 0) ^ 1;
          expect((await verify(pdf)).state).to.equal('altered');
        }
      } finally {
        await client.close();
      }
    });

    it('shows the board as it was when the session ended', async () => {
      const client = await openServerDatabase(dataDir);
      try {
        const database = client.db('ikrar');
        const session = await database.collection('sessions').findOne({ kind: 'rehearsal' });
        const own = { session: session?._id, kind: 'signature' };
        const signed = await database.collection('signatures').countDocuments(own);
        expect(signed).to.be.above(0);
        const board = await fetch(`${server.url}/api/v1/sessions/${session?._id}/board`);
        const { phase, counters } = await board.json();
        expect(phase).to.equal('frozen');
        expect(counters).to.include({ officialsSigned: signed, officialsPresent: signed });
      } finally {
        await client.close();
      }
    });
  });
}
