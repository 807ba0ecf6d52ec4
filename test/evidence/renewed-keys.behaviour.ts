// The yearly new keys beside a running server: heads are signed with the new one at once, and a
// bundle of before the renewal stays true when it is downloaded after it.
import { expect } from 'chai';
import { createCertificateArchive } from '../../server/certificates/index.ts';
import { bundleMembers } from '../../server/evidence/bundle-members.ts';
import { createEvidenceStore } from '../../server/evidence/index.ts';
import { FILES } from '../../server/evidence-check/index.ts';
import {
  BY,
  bytesOf,
  createCheckFolder,
  createEvidenceWorld,
  type Members,
  zipOf,
} from './evidence-world.ts';

const DAY_MS = 86_400_000;

describe('evidence beside a renewal of the keys', function () {
  this.timeout(120_000);
  let world: Awaited<ReturnType<typeof createEvidenceWorld>>;
  let folder: Awaited<ReturnType<typeof createCheckFolder>>;

  before(async () => {
    world = await createEvidenceWorld();
    folder = await createCheckFolder();
  });
  after(async () => {
    await world?.stop();
    await folder?.stop();
  });

  it('signs the next head with the new key, and a bundle of before stays true', async () => {
    const { keys, clock, people, log, evidence } = world;
    const session = world.session();
    const root = keys.rootFingerprint;
    const old = keys.evidence.keyId;
    const before = await world.make();
    clock.advance(366 * DAY_MS);
    expect(await keys.renew(clock.now())).to.deep.equal(['seal', 'evidence']);
    expect(keys.evidence.keyId).to.not.equal(old);

    await world.amend(people[3], 'withdrawal');
    await world.logged(9);
    expect((await log.service.headOf(session._id))?.keyId).to.equal(keys.evidence.keyId);

    const file = async (part: 'log' | 'pdf') =>
      bytesOf((await evidence.open(session, { id: before.id, part }, BY)).stream);
    const again = await folder.verify(await file('log'), { pdf: await file('pdf'), root });
    expect(again.codes).to.deep.equal([]);
    expect(again.verdict).to.equal('true');
    const later = await world.make();
    const now = await folder.verify(later.bundle, { pdf: later.pdf, root });
    expect(now.codes).to.deep.equal([]);
  });

  it('signs a bundle with the key that it carries, also when that is renewed meanwhile', async () => {
    const { keys, clock, database, domains, log } = world;
    const session = world.session();
    const { id } = await world.make();
    const bundle = await createEvidenceStore(database.connection).find(id);
    if (!bundle) throw new Error('No bundle');
    const archive = createCertificateArchive(database.connection);
    const { campaignOf } = domains;
    const sources = { log: log.service, archive, keys, tsaRoots: [], campaignOf };
    const read: Members = new Map();
    for await (const { name, bytes } of bundleMembers(sources, { bundle, session, readme: 'x' })) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of bytes) chunks.push(chunk);
      read.set(name, Buffer.concat(chunks));
      if (name === FILES.entries) await keys.renew(clock.now(), true);
    }
    const found = await folder.verify(await zipOf(read), { root: keys.rootFingerprint });
    expect(found.codes).to.deep.equal([]);
  });
});
