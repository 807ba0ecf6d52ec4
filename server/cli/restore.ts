// `npm run restore -- --from FILE.tar.gz [--data-dir DIR]`: a backup into an empty place.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkEmptyFolder, openArchive, openDatabase, restoreBackup } from '../backup/index.ts';
import { readConfig } from '../config.ts';
import { migrations } from '../migrations/index.ts';
import { createCommandReport, runCommandLine } from './command-line.ts';

async function restore(): Promise<void> {
  const { values } = parseArgs({
    options: { from: { type: 'string' }, 'data-dir': { type: 'string' } },
  });
  if (!values.from) throw new Error('Sebutkan berkasnya: npm run restore -- --from FILE.tar.gz');
  const config = readConfig(process.env);
  const dataDir = resolve(values['data-dir'] ?? config.DATA_DIR);
  await checkEmptyFolder(dataDir);
  await mkdir(dirname(dataDir), { recursive: true });
  const folder = await mkdtemp(join(dirname(dataDir), '.ikrar-restore-'));
  try {
    const manifest = await openArchive(resolve(values.from), folder);
    const options = { dataDir, uri: config.MONGODB_URI, cacheDir: config.CACHE_DIR };
    const database = await openDatabase({ ...options, report: createCommandReport() }, true);
    try {
      const knownMigrations = migrations.length;
      await restoreBackup({ db: database.db, dataDir, folder, manifest, knownMigrations });
    } finally {
      await database.close();
    }
    const documents = manifest.collections.reduce((sum, each) => sum + each.documents, 0);
    process.stdout.write(`Dipulihkan ke ${dataDir}: ${documents} dokumen, beserta kuncinya.\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await runCommandLine(restore);
