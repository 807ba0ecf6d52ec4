// `npm run backup -- --out FILE.tar.gz [--data-dir DIR]`: data, keys and files in one archive.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createBackup, openDatabase } from '../backup/index.ts';
import { readConfig } from '../config.ts';
import { systemClock } from '../core/clock.ts';
import { createCommandReport, runCommandLine } from './command-line.ts';

async function backup(): Promise<void> {
  const { values } = parseArgs({
    options: { out: { type: 'string' }, 'data-dir': { type: 'string' } },
  });
  if (!values.out) throw new Error('Sebutkan berkasnya: npm run backup -- --out FILE.tar.gz');
  const config = readConfig(process.env);
  const dataDir = resolve(values['data-dir'] ?? config.DATA_DIR);
  const out = resolve(values.out);
  if (!config.MONGODB_URI) await stat(dataDir);
  const options = { dataDir, uri: config.MONGODB_URI, cacheDir: config.CACHE_DIR };
  const database = await openDatabase({ ...options, report: createCommandReport() }, false);
  try {
    const manifest = await createBackup({ ...database, dataDir, out, clock: systemClock });
    const documents = manifest.collections.reduce((sum, each) => sum + each.documents, 0);
    const megabytes = ((await stat(out)).size / 1e6).toFixed(1);
    const collections = manifest.collections.length;
    process.stdout.write(
      `Cadangan lengkap: ${out} (${megabytes} MB; ${documents} dokumen, ${collections} koleksi).\n` +
        'Berkas ini memuat kunci segel: simpan di tempat yang hanya dapat dibuka penanggung jawab.\n',
    );
    if (config.SEAL_P12) process.stdout.write('SEAL_P12 tidak ikut dicadangkan; simpan sendiri.\n');
  } finally {
    await database.close();
  }
}

await runCommandLine(backup);
