// A signature of the late window says so wherever it is printed or looked up, as its leaf says; one
// in time, and a leaf of before there was such a window, say nothing of it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { lateOf, SESSION_SUBJECT } from '../../server/certificates/index.ts';
import { hasValidator, run } from '../support/validators.ts';
import { type CertificateWorld, createCertificateWorld } from './certificate-world.ts';

const WORDS = 'Tanda tangan susulan: diterima setelah waktu penandatanganan berakhir.';

describe('a late signature', function () {
  this.timeout(60_000);
  let world: CertificateWorld;
  let folder: string;
  const session = () => world.session()._id;
  const page = async (code: string) => (await fetch(`${world.http.url}/verifikasi/${code}`)).text();
  const json = async (code: string) =>
    (await fetch(`${world.http.url}/api/v1/certificates/${code}`)).json();

  before(async () => {
    await hasValidator('pdftotext');
    folder = await mkdtemp(join(tmpdir(), 'ikrar-late-'));
    world = await createCertificateWorld({ signing: { minutes: 5, lateMinutes: 60 } });
    await world.begin();
  });
  after(async () => {
    await world.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is printed as late on its declaration, on the roll and in the region, from the leaf', async () => {
    const [inTime, late] = [
      await world.arrive('Pejabat Uji 1'),
      await world.arrive('Pejabat Uji 2'),
    ];
    await world.signAll([inTime]);
    for (let clause = 1; clause <= 4; clause++) {
      await world.domains.ceremony.tick(late, world.session(), clause);
    }
    world.clock.advance(5 * 60_000);
    await world.act('close-signing');
    await world.act('open-late');
    world.clock.advance(60_000);
    await world.domains.signatures.sign(late, world.session(), { method: 'typed', text: 'Uji 2' });
    const { service } = world.certificates;
    const [first, second] = [
      await service.issueFor(session(), 'declaration', inTime._id),
      await service.issueFor(session(), 'declaration', late._id),
    ];
    expect(first.data).to.not.have.property('late');
    expect(second.data).to.include({ late: true });
    const texts = [];
    for (const { code } of [first, second]) {
      const { bytes } = await service.getFile(code);
      const file = join(folder, `${code}.pdf`);
      await writeFile(file, bytes);
      const { output } = await run('pdftotext', [file, '-']);
      texts.push(output.replace(/\s+/g, ' '));
    }
    expect(texts[0]).to.not.include('susulan');
    expect(texts[1]).to.include(WORDS);
    expect(await page(second.code)).to.include('Susulan: diterima setelah waktu');
    expect(await page(first.code)).to.not.include('Susulan:');
    expect(await json(second.code)).to.have.nested.property('certificate.late', true);
    expect(await json(first.code)).to.have.nested.property('certificate.late', false);
  });

  it('is told from the leaf, not from what stands beside it', async () => {
    const signers = await world.domains.stores.signatures.listSigners(session());
    expect(signers.map(({ late }) => late)).to.deep.equal([false, true]);
    await world.database.connection
      .collection('signatures')
      .updateMany({ session: session() }, { $unset: { late: '' } });
    const again = await world.domains.stores.signatures.listSigners(session());
    expect(again.map(({ late }) => late)).to.deep.equal([false, true]);
  });

  it('is counted by the roll, which is issued after the late window', async () => {
    await world.act('close-late');
    await world.act('end');
    const roll = await world.certificates.service.issueFor(session(), 'roll', SESSION_SUBJECT);
    if (roll.data.kind !== 'roll') throw new Error('Another kind');
    expect(lateOf(roll.data)).to.equal(1);
    expect(await page(roll.code)).to.match(/2 dari \d+ pejabat, 1 susulan/);
  });
});
