// Files from worker threads: sealed there or here, with errors that cross the thread.
import { join } from 'node:path';
import { expect } from 'chai';
import type { CertificateData } from '../../server/certificates/certificate-data.ts';
import { createFileMaker, type FileMaker } from '../../server/certificates/file-maker.ts';
import { MissingGlyphError } from '../../server/certificates/missing-glyph-error.ts';
import { createLogger } from '../../server/core/logger.ts';
import { systemRandom } from '../../server/core/random.ts';
import { openSealKeys } from '../../server/keys/index.ts';
import { inspectSeal } from '../../server/sealing/inspect-pdf.ts';
import { P12_PASSWORD, writeP12 } from '../keys/p12-chain.ts';
import { declarationData, participationData } from './sample-data.ts';
import { builtIn, NOW, openSealBench, type SealBench, TEMPLATES } from './sealed.ts';

const silent = createLogger('silent');

describe('making files in worker threads', function () {
  this.timeout(60_000);
  let bench: SealBench;
  const makers: FileMaker[] = [];
  before(async () => {
    bench = await openSealBench();
    const { signer } = bench.keys;
    const hardware = { ...signer, portable: null };
    makers.push(createFileMaker(TEMPLATES, { sealer: () => signer, logger: silent }));
    makers.push(createFileMaker(TEMPLATES, { sealer: () => hardware, logger: silent }));
  });
  after(async () => {
    for (const maker of makers) await maker.stop();
    bench.remove();
  });

  const make = (maker: FileMaker) => async (data: CertificateData) =>
    maker.make({ data, wording: await builtIn(data) }, NOW);

  it('seals in the thread, or here with a key that stays where it is', async () => {
    for (const maker of makers) {
      const data = [declarationData(), participationData({ sample: true })];
      const files = await Promise.all(data.map(make(maker)));
      for (const { bytes, timestamp } of files) {
        expect(timestamp).to.equal(null);
        expect(inspectSeal(bytes, bench.keys.trustedRoots, NOW).reasons).to.deep.equal([]);
      }
    }
  });

  it('brings a missing glyph back as what it is', async () => {
    const holder = { ...declarationData().holder, name: 'Pejabat 岩' };
    for (const maker of makers) {
      const error = await make(maker)(declarationData({ holder })).catch((e: unknown) => e);
      expect(error).to.be.instanceOf(MissingGlyphError).and.to.include({ glyph: '岩' });
    }
  });

  it('seals nothing with a certificate that has ended while it ran', async () => {
    const later = new Date(NOW);
    later.setUTCFullYear(NOW.getUTCFullYear() + 16);
    const data = declarationData();
    for (const maker of makers) {
      const content = { data, wording: await builtIn(data) };
      const error = await maker.make(content, later).catch((reason) => reason);
      expect(error).to.have.property('code', 'CERTIFICATE_EXPIRED');
    }
  });

  it('keeps room for the whole chain of a key from outside, however long', async () => {
    const organization = 'Instansi Uji '.repeat(80);
    const { file } = await writeP12(bench.folder, 'panjang', { seal: NOW, organization });
    const { signer, trustedRoots } = await openSealKeys({
      keysDir: join(bench.folder, 'panjang'),
      organization: 'Ikrar',
      publicUrl: 'https://ikrar.example',
      now: NOW,
      random: systemRandom,
      p12: { file, password: P12_PASSWORD, level: 'tidak-tersertifikasi' },
    });
    const maker = createFileMaker(TEMPLATES, { sealer: () => signer, logger: silent });
    makers.push(maker);
    const { bytes } = await make(maker)(declarationData());
    expect(inspectSeal(bytes, trustedRoots, NOW).reasons).to.deep.equal([]);
  });
});
