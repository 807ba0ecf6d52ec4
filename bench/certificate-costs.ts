// Certificates a second: drawn and sealed, with fonts and line work shared or loaded each time.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type CertificateRenderer,
  createCertificateRenderer,
} from '../server/certificates/render-certificate.ts';
import { systemRandom } from '../server/core/random.ts';
import { openSealKeys } from '../server/keys/keys.ts';
import { CONTENTS_BYTES } from '../server/sealing/field.ts';
import { sealPdf } from '../server/sealing/seal.ts';
import { declarationData, participationData } from '../test/certificates/sample-data.ts';
import { builtIn } from '../test/certificates/sealed.ts';
import { interleave, lineOf, type Run, summarise } from './figures.ts';

const TEMPLATES = fileURLToPath(new URL('../templates/certificates/', import.meta.url));

/** One thread, the two kinds in turns; the product runs two such threads. */
export async function certificateCosts(rounds: number, count: number): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ikrar-bench-seal-'));
  const publicUrl = 'https://ikrar.example';
  const source = { organization: 'Ikrar', publicUrl, now: new Date(), random: systemRandom };
  const { signer } = await openSealKeys({ keysDir: join(folder, 'keys'), ...source });
  const make = async (renderer: CertificateRenderer, index: number) => {
    const data = index % 2 ? participationData() : declarationData();
    const pdf = await renderer.render(data, await builtIn(data), CONTENTS_BYTES[signer.alg]);
    await sealPdf(pdf, signer, AbortSignal.timeout(30_000));
  };
  const measured = async (howMany: number, one: (index: number) => Promise<void>): Promise<Run> => {
    const before = process.cpuUsage();
    const from = performance.now();
    for (let index = 0; index < howMany; index++) await one(index);
    const seconds = (performance.now() - from) / 1000;
    const { user, system } = process.cpuUsage(before);
    return { rate: howMany / seconds, cpu: (user + system) / howMany };
  };
  const shared = await createCertificateRenderer(TEMPLATES);
  try {
    const runs = await interleave(rounds, {
      shared: () => measured(count, (index) => make(shared, index)),
      each: () =>
        measured(3, async (index) => make(await createCertificateRenderer(TEMPLATES), index)),
    });
    return [
      '   Certificates drawn and sealed, one thread',
      lineOf(summarise('fonts and line work shared (the product)', runs.shared)),
      lineOf(summarise('loaded for each', runs.each)),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
