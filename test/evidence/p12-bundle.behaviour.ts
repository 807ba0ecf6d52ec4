// A session whose PDFs were sealed with a key from outside (PKCS#12): its bundle verifies, and says
// whose root that key has, because the platform's own root does not vouch for it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { sha256Hex } from '../../server/core/canonical.ts';
import { keyFileOf } from '../../server/evidence-check/index.ts';
import { P12_PASSWORD, writeP12 } from '../keys/p12-chain.ts';
import { createCheckFolder, createEvidenceWorld, unzip, zipOf } from './evidence-world.ts';
import { resigned } from './resign.ts';

const MADE = new Date('2026-01-01T00:00:00.000Z');

describe('an evidence bundle of PDFs that a PKCS#12 key sealed', function () {
  this.timeout(120_000);
  let world: Awaited<ReturnType<typeof createEvidenceWorld>>;
  let folder: Awaited<ReturnType<typeof createCheckFolder>>;
  let keyFolder: string;
  let made: Awaited<ReturnType<typeof world.make>>;
  let foreignRoot: string;

  before(async () => {
    keyFolder = await mkdtemp(join(tmpdir(), 'ikrar-p12-'));
    const { file, root } = await writeP12(keyFolder, 'segel', { seal: MADE });
    foreignRoot = sha256Hex(root.raw);
    world = await createEvidenceWorld({
      p12: { file, password: P12_PASSWORD, level: 'tidak-tersertifikasi' },
    });
    folder = await createCheckFolder();
    made = await world.make();
  });
  after(async () => {
    await world?.stop();
    await folder?.stop();
    await rm(keyFolder, { recursive: true, force: true });
  });

  it("is true under the platform's own root, and names the seal's root beside it", async () => {
    const { bundle, pdf } = made;
    const root = world.keys.rootFingerprint;
    expect(root).to.not.equal(foreignRoot);
    const { codes, verdict, results } = await folder.verify(bundle, { pdf, root });
    expect(codes).to.deep.equal([]);
    expect(verdict).to.equal('true');
    const counts = Object.fromEntries(results.map((one) => [one.group, one.count]));
    expect(counts).to.include({ certificates: 14, pdfs: 14 });
    const notes = results.find(({ group }) => group === 'keys')?.notes;
    expect(notes).to.deep.equal([{ code: 'SEAL_ROOT_FOREIGN', words: { root: foreignRoot } }]);
    expect((await folder.verify(bundle, { root: foreignRoot })).codes).to.include('OTHER_ROOT');
  });

  it('lies when the root of its seals was taken out, even signed anew', async () => {
    const members = await unzip(made.bundle);
    const without = { [keyFileOf('foreign', foreignRoot)]: undefined };
    const root = world.keys.rootFingerprint;
    const signed = await zipOf(resigned(members, without, world.keys.evidence));
    const { codes, verdict } = await folder.verify(signed, { pdf: made.pdf, root });
    expect(codes).to.include('PDF_SEAL');
    expect(verdict).to.equal('lie');
  });
});
