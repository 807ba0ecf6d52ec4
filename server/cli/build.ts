// Builds the browser files ahead of a start, for images and units whose server may not write there.
import { fileURLToPath } from 'node:url';
import { buildClient } from '../http/assets.ts';
import { createCommandReport, runCommandLine } from './command-line.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

await runCommandLine(async () => {
  const isBuilt = await buildClient({ root, report: createCommandReport() });
  const text = isBuilt ? 'Halaman peramban tersusun.' : 'Halaman peramban sudah sesuai sumbernya.';
  process.stdout.write(`${text}\n`);
});
