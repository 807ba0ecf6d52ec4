// The child of file-child.ts: its arguments are the folder of its keys and the number of threads.
import { fileURLToPath } from 'node:url';
import { builtInWording } from '../server/certificates/built-in-wording.ts';
import { createFileMaker } from '../server/certificates/file-maker.ts';
import { systemRandom } from '../server/core/random.ts';
import { openSealKeys } from '../server/keys/keys.ts';
import { certificateOf } from './certificate-sample.ts';

const TEMPLATES = fileURLToPath(new URL('../templates/certificates/', import.meta.url));
const UNDER_WAY = 4;
const [, , keysDir = '', threads = '1'] = process.argv;
const keys = await openSealKeys({
  keysDir,
  organization: 'Ikrar',
  publicUrl: 'https://ikrar.example',
  now: new Date(),
  random: systemRandom,
});
const logger = { warn: (fields: object, text?: string) => console.error(text, fields) };
const files = createFileMaker(TEMPLATES, { sealer: () => keys.signer, logger }, Number(threads));
const wording = await builtInWording(TEMPLATES, 'participation');
let made = 0;

async function make(count: number) {
  let left = count;
  const takeTurns = async () => {
    while (left > 0) {
      left -= 1;
      made += 1;
      await files.make({ data: certificateOf(made), wording }, new Date());
    }
  };
  const before = process.cpuUsage();
  const from = performance.now();
  await Promise.all(Array.from({ length: UNDER_WAY }, takeTurns));
  const seconds = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { rate: count / seconds, cpu: (user + system) / count };
}

process.on('message', async (count: number) => {
  if (count > 0) return process.send?.(await make(count));
  await files.stop();
  process.send?.(process.resourceUsage().maxRSS / 1000);
  process.disconnect();
});
process.send?.('ready');
