// Pictures of the sealed documents, one of each kind, from the data that the tests use: small ones for
// docs/img; with SHOTS_DIR also every page larger, and a contact sheet (dokumen.html) of them all.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { CertificateData } from '../../server/certificates/certificate-data.ts';
import { minutesData, regionData, rollData } from '../certificates/long-sample-data.ts';
import { declarationData, participationData } from '../certificates/sample-data.ts';
import { openSealBench, type SealBench } from '../certificates/sealed.ts';
import { withPalette } from './palette-png.ts';
import { run } from './validators.ts';

const README = fileURLToPath(new URL('../../docs/img', import.meta.url));
const ALL = process.env.SHOTS_DIR;
/** Resolution of the small pictures and of the large ones, and the largest small one in bytes. */
const [SMALL, LARGE, SMALL_MAX] = [56, 110, 120_000];
/** Crockford letters of a statement's length: only the QR code's density shows. */
const statement = '7K4M2QXD9HPA5T2C8WNX4KJDAB'.repeat(13).slice(0, 336);

const KINDS: Record<string, CertificateData> = {
  partisipasi: participationData({ statement }),
  ikrar: declarationData({ statement }),
  'ikrar-daerah': regionData(),
  'daftar-nasional': rollData(60),
  'berita-acara': minutesData(),
};

describe('pictures of documents', function () {
  this.timeout(120_000);
  let bench: SealBench;
  before(async () => {
    bench = await openSealBench();
    for (const folder of [README, ...(ALL ? [ALL] : [])]) await mkdir(folder, { recursive: true });
  });
  after(() => bench.remove());

  /** Pages as `<target>-1.png` and so on. */
  const draw = async (file: string, target: string, dpi: number, options: string[] = []) => {
    const { code, output } = await run('pdftoppm', [
      '-png',
      '-r',
      `${dpi}`,
      ...options,
      file,
      target,
    ]);
    expect(code, output).to.equal(0);
  };

  for (const [name, data] of Object.entries(KINDS)) {
    it(name, async () => {
      const file = bench.write(`${name}.pdf`, await bench.seal(data));
      const target = join(README, `dokumen-${name}`);
      await draw(file, target, SMALL, ['-singlefile']);
      const small = withPalette(await readFile(`${target}.png`));
      await writeFile(`${target}.png`, small);
      expect(small.length, name).to.be.below(SMALL_MAX);
      if (ALL) await draw(file, join(ALL, `dokumen-${name}`), LARGE);
    });
  }

  it('a contact sheet', async function () {
    if (!ALL) return this.skip();
    const files = (await readdir(ALL)).filter((one) => /^dokumen-.*\.png$/.test(one)).sort();
    expect(files.length).to.be.at.least(Object.keys(KINDS).length);
    const pictures = files.map(
      (one) => `<figure><img src="${one}" width="460" alt="">${one}</figure>`,
    );
    await writeFile(
      join(ALL, 'dokumen.html'),
      `<!doctype html><title>Dokumen</title>${pictures.join('')}`,
    );
  });
});
