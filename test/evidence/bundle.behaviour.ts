// A real bundle of a real session: true with the right root, and every kind of lie is told.
import { expect } from 'chai';
import { createCheckFolder, createEvidenceWorld, type Members, unzip } from './evidence-world.ts';

type World = Awaited<ReturnType<typeof createEvidenceWorld>>;
type Folder = Awaited<ReturnType<typeof createCheckFolder>>;

describe('an evidence bundle', function () {
  this.timeout(120_000);
  let world: World;
  let folder: Folder;
  let made: Awaited<ReturnType<World['make']>>;
  let members: Members;
  let root: string;

  before(async () => {
    world = await createEvidenceWorld();
    folder = await createCheckFolder();
    made = await world.make();
    members = await unzip(made.bundle);
    root = world.keys.rootFingerprint;
  });
  after(async () => {
    await world.stop();
    await folder.stop();
  });

  it('is true with the right root, and consistent without one', async () => {
    const { bundle, pdf } = made;
    const named = await folder.verify(bundle, { pdf, root });
    expect(named.codes).to.deep.equal([]);
    expect(named.verdict).to.equal('true');
    const counts = Object.fromEntries(named.results.map((one) => [one.group, one.count]));
    expect(counts).to.include({ leaves: 8, certificates: 14, revocations: 2, pdfs: 14 });
    const unnamed = await folder.verify(bundle, { pdf });
    expect(unnamed.verdict).to.equal('origin-unchecked');
    expect(unnamed.root).to.equal(root);
  });

  it('holds no name', () => {
    for (const [name, bytes] of members) {
      expect(bytes.toString('latin1'), name).not.to.match(/Pejabat Uji/);
    }
  });
});
