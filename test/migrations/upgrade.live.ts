// The data that an earlier version left: this version starts on them, and everything still verifies.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { inGroups } from '../../server/core/in-groups.ts';
import { createMerkleTree, verifyHead } from '../../server/proofs/index.ts';
import { until } from '../support/until.ts';
import { officeChecks } from './office-checks.ts';
import { startUpgraded, startUpgradedProcess, type UpgradedData } from './upgraded-data.ts';

/** `kept`: documents by collection that must be there, whatever a migration does to their shape. */
interface Fixture {
  name: string;
  signatures: number;
  kept: Record<string, number>;
  /** What only this one holds. */
  own?: (data: () => UpgradedData) => void;
}

const FIXTURES: Fixture[] = [
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
  {
    name: 'data-of-0.5.0.tar.gz',
    signatures: 6,
    kept: {
      ...{ log_entries: 8, log_amendments: 2, readings: 6, room_members: 2, questions: 1 },
      ...{ captions: 1, announcements: 1, certificate_templates: 1, evidence_bundles: 2 },
    },
    own: officeChecks,
  },
];
/** The longest way is taken by the restore command and a server process, the others in this one. */
const [OLDEST] = FIXTURES;

for (const fixture of FIXTURES) {
  const { name, signatures, kept, own } = fixture;
  describe(`${name} under this version`, function () {
    this.timeout(120_000);
    let data: UpgradedData;

    before(async () => {
      data = await (fixture === OLDEST ? startUpgradedProcess(name) : startUpgraded(name));
    });
    after(() => data?.stop());

    it('keeps every signature’s leaf as it was hashed', async () => {
      const all = await data.db.collection('signatures').find({ kind: 'signature' }).toArray();
      expect(all).to.have.length(signatures);
      for (const { leaf, leafHash } of all) {
        expect(createHash('sha256').update(`\0${leaf}`).digest('hex')).to.equal(leafHash);
      }
    });

    it('brings every signature into the log, under heads signed with the evidence key', async () => {
      const certificate = await readFile(join(data.dataDir, 'keys', 'evidence.pem'), 'utf8');
      const stored = data.db.collection('signatures');
      const amendments = data.db.collection('log_amendments');
      const read = async (path: string) => (await fetch(`${data.url}/api/v1/log/${path}`)).json();
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
    });

    it('keeps what else was stored', async () => {
      for (const [collection, count] of Object.entries(kept)) {
        const found = await data.db.collection(collection).countDocuments();
        expect(found, collection).to.equal(count);
      }
    });

    it('verifies every certificate, and one of each kind with a flipped bit not', async () => {
      const verify = async (body: Buffer) => {
        const headers = { 'content-type': 'application/pdf' };
        const url = `${data.url}/api/v1/verifications`;
        return (await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) })).json();
      };
      const issued = await data.db.collection('certificates').find().toArray();
      expect(issued.length).to.be.at.least(signatures);
      const flipped = new Map<string, Buffer>();
      const check = async ({ bytes, code, kind, erased }: (typeof issued)[number]) => {
        expect((await fetch(`${data.url}/verifikasi/${code}`)).status).to.equal(200);
        if (erased) return;
        const pdf = Buffer.from(bytes.buffer);
        const verdict = await verify(pdf);
        expect(verdict.checks.bytes).to.include({ holds: true, reason: 'SAME' });
        expect(verdict.checks.seal).to.include({ holds: true });
        pdf[20_000] = (pdf[20_000] ?? 0) ^ 1;
        flipped.set(kind, pdf);
      };
      // As many at once as the server looks into at once.
      for await (const some of inGroups(issued, 2)) await Promise.all(some.map(check));
      for (const pdf of flipped.values()) expect((await verify(pdf)).state).to.equal('altered');
    });

    it('shows the board as it was when the session ended', async () => {
      const session = await data.db.collection('sessions').findOne({ kind: 'rehearsal' });
      const own = { session: session?._id, kind: 'signature' };
      const signed = await data.db.collection('signatures').countDocuments(own);
      expect(signed).to.be.above(0);
      const board = await fetch(`${data.url}/api/v1/sessions/${session?._id}/board`);
      const { phase, counters } = await board.json();
      expect(phase).to.equal('frozen');
      expect(counters).to.include({ officialsSigned: signed, officialsPresent: signed });
    });

    own?.(() => data);
  });
}
