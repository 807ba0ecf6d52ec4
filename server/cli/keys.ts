// `npm run keys -- status|root-out|renew|revoke-seal`: the seal's keys, for whoever keeps them.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { keySourceOf } from '../compose-keys.ts';
import { readConfig } from '../config.ts';
import { systemClock } from '../core/clock.ts';
import { systemRandom } from '../core/random.ts';
import { acquireDataLock } from '../embedded/data-lock.ts';
import {
  hasKeys,
  moveRootAway,
  openSealKeys,
  readKeyRows,
  readReason,
  readRoots,
  renewIssuing,
} from '../keys/index.ts';
import { runCommandLine } from './command-line.ts';
import { describeKeys } from './describe-keys.ts';

const USAGE = `Pemakaian: npm run keys -- PERINTAH [--data-dir FOLDER]
  status                                      kunci dan sertifikat, masa berlaku, letak kunci pribadi
  root-out --to FOLDER                        pindahkan kunci akar ke tempat lain
  renew [--root BERKAS]                       buat kunci segel dan kunci bukti yang baru sekarang;
                                              dengan kunci akar juga sertifikat penerbit yang baru
  revoke-seal --seal SIDIK --reason ALASAN    cabut sertifikat segel (ALASAN: bocor atau diganti)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'data-dir': { type: 'string' },
    to: { type: 'string' },
    root: { type: 'string' },
    seal: { type: 'string' },
    reason: { type: 'string' },
  },
});
const write = (line: string) => process.stdout.write(`${line}\n`);

/** The keys that are there; a typing error in the folder's name makes none. */
async function open() {
  const config = readConfig(process.env);
  const dataDir = resolve(values['data-dir'] ?? config.DATA_DIR);
  const clock = systemClock;
  const place = { config: { ...config, DATA_DIR: dataDir }, clock, random: systemRandom };
  const source = keySourceOf(place);
  if (!hasKeys(source.keysDir)) throw new Error(`Belum ada kunci di ${source.keysDir}`);
  return { config, dataDir, source };
}

/** Runs with the data folder's lock: a server that runs there keeps its keys to itself. */
async function alone(work: (opened: Awaited<ReturnType<typeof open>>) => Promise<void>) {
  const opened = await open();
  const lock = await acquireDataLock(opened.dataDir);
  try {
    await work(opened);
  } finally {
    await lock.release();
  }
}

const COMMANDS: Record<string, () => Promise<void>> = {
  async status() {
    const { config, source } = await open();
    const roots = config.TSA_ROOT ? readRoots(config.TSA_ROOT) : [];
    for (const line of describeKeys(readKeyRows(source, roots))) write(line);
  },
  async 'root-out'() {
    if (!values.to) throw new Error('Sebutkan foldernya: npm run keys -- root-out --to FOLDER');
    const { source } = await open();
    const file = moveRootAway(source.keysDir, resolve(values.to));
    write(`Kunci akar dipindahkan ke ${file} dan tidak lagi ada di ${source.keysDir}.`);
    write('Simpan terpisah dari server. Cadangan yang lama masih memuatnya.');
  },
  renew: () =>
    alone(async ({ source }) => {
      if (values.root !== undefined) {
        await renewIssuing(source, resolve(values.root));
        write('Sertifikat penerbit dan daftar pencabutan akar dibuat baru.');
      }
      const keys = await openSealKeys(source);
      const renewed = await keys.renew(source.now, true);
      if (renewed.length === 0) throw new Error('Kunci penerbit tidak ada di folder ini.');
      await keys.keepCrl(source.now);
      write('Kunci segel dan kunci bukti baru dibuat; sertifikat yang lama tetap disimpan.');
    }),
  'revoke-seal': () =>
    alone(async ({ source }) => {
      const reason = readReason(values.reason);
      if (!values.seal || !reason) throw new Error(USAGE);
      const keys = await openSealKeys(source);
      const revoked = await keys.revokeSeal(values.seal, reason, source.now);
      write(`Sertifikat segel ${revoked} dicabut dan masuk daftar pencabutan.`);
    }),
};

await runCommandLine(async () => {
  const command = COMMANDS[positionals[0] ?? ''];
  if (!command || positionals.length !== 1) throw new Error(USAGE);
  await command();
});
