// Row 19: the offline verifier, as an auditor starts it, on a bundle of 100,000 leaves.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { makeBenchBundle } from './evidence-world.ts';
import { median } from './figures.ts';
import type { Bench } from './groups.ts';
import { judge, type Row, short, spreadOf } from './table.ts';

const BIN = fileURLToPath(new URL('../bin/ikrar-verify.mjs', import.meta.url));
/** Tells the process's own peak when it ends. */
const PEAK =
  'data:text/javascript,process.on("exit",()=>process.stderr.write(String(process.resourceUsage().maxRSS)))';

/** Seconds from the start of the process to its end, and its peak in megabytes. */
function verifyOnce(file: string, root: string): Promise<{ seconds: number; megabytes: number }> {
  const from = performance.now();
  const child = spawn(process.execPath, ['--import', PEAK, BIN, file, '--root', root]);
  let peak = '';
  child.stderr.on('data', (chunk) => {
    peak += chunk;
  });
  child.stdout.resume();
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      const seconds = (performance.now() - from) / 1000;
      if (code === 0) resolve({ seconds, megabytes: Number(peak) / 1024 });
      else reject(new Error(`The verifier ended with ${code}: ${peak}`));
    });
  });
}

/** Row 19, with the peak of its memory beside it. */
export async function evidenceRows({ scale }: Bench): Promise<Row[]> {
  const { file, root, stop } = await makeBenchBundle(scale.leaves);
  try {
    const runs: Awaited<ReturnType<typeof verifyOnce>>[] = [];
    for (let round = 0; round < scale.longRounds; round += 1)
      runs.push(await verifyOnce(file, root));
    const seconds = runs.map((one) => one.seconds);
    const megabytes = runs.map((one) => one.megabytes);
    const count = scale.leaves.toLocaleString('en');
    const empty = { row: '19', baseline: '', ratio: '' };
    const time = `ikrar-verify: ${count} leaves, start to end`;
    const memory = '   its memory at the peak';
    return [
      judge(
        { ...empty, what: time, product: `${short(median(seconds))} s`, spread: spreadOf(seconds) },
        median(seconds),
        { most: 30, unit: ' s' },
      ),
      judge(
        {
          ...empty,
          what: memory,
          product: `${short(median(megabytes))} MB`,
          spread: spreadOf(megabytes),
        },
        median(megabytes),
        { most: 250, unit: ' MB' },
      ),
    ];
  } finally {
    await stop();
  }
}
