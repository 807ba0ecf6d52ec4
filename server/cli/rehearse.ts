// `npm run rehearse -- --officials 1238 --seconds 60 --sign [--restless --stay 120]`: a dress rehearsal against a running
// server, from a process of its own that knows the public address and the invitation codes only.
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { localTokenFile } from '../http/machine.ts';
import {
  checkLimits,
  createHttpClient,
  createRehearsalApi,
  describeOutcome,
  failureCounts,
  formatTable,
  type RehearsalApi,
  type RehearsalOutcome,
  runRehearsal,
  seededRandom,
} from '../rehearsal/index.ts';
import { runCommandLine } from './command-line.ts';

const optionsSchema = z.object({
  officials: z.coerce.number().int().min(1).max(20_000).default(1_238),
  seconds: z.coerce.number().min(1).max(3_600).default(60),
  sign: z.boolean().default(false),
  restless: z.boolean().default(false),
  stay: z.coerce.number().min(10).max(7_200).default(120),
  json: z.string().optional(),
  url: z.url().optional(),
  token: z.string().optional(),
  seed: z.coerce.number().int().default(1),
});
type Options = z.infer<typeof optionsSchema>;

/** How many issued certificates the JSON file names. */
const CERTIFICATES = 5;
const text = { type: 'string' } as const;

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      officials: text,
      seconds: text,
      sign: { type: 'boolean' },
      restless: { type: 'boolean' },
      stay: text,
      json: text,
      url: text,
      token: text,
      seed: text,
    },
  });
  return optionsSchema.parse(values);
}

/** The token as given, or that of the server which runs on this machine under this user. */
async function findToken(given: string | undefined): Promise<string> {
  if (given) return given;
  const file = localTokenFile(readConfig(process.env).DATA_DIR);
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (cause) {
    throw new Error(
      `Gladi memerlukan token server (--token), atau server yang berjalan di mesin ini dengan ` +
        `DATA_DIR yang sama (${file} tidak terbaca).`,
      { cause },
    );
  }
}

/** Writes figures, journal and certificates; readable by us alone, as the links open PDFs. */
async function writeOutcome(file: string, outcome: RehearsalOutcome, api: RehearsalApi) {
  const certificates = await api.certificates(outcome.rehearsal.session.id, CERTIFICATES);
  const text = JSON.stringify(describeOutcome(outcome, certificates), null, 2);
  await writeFile(file, `${text}\n`, { mode: 0o600 });
}

async function rehearse(): Promise<void> {
  const options = readOptions();
  await checkLimits(options.officials);
  const base = options.url ?? readConfig(process.env).publicUrl;
  const client = createHttpClient(base);
  const api = createRehearsalApi(client, await findToken(options.token));
  try {
    const outcome = await runRehearsal({
      base,
      client,
      api,
      plan: {
        officials: options.officials,
        seconds: options.seconds,
        signs: options.sign,
        restless: options.restless,
        staySeconds: options.stay,
      },
      random: seededRandom(options.seed),
      tell: (line) => process.stdout.write(`${line}\n`),
    });
    for (const [reason, count] of failureCounts(outcome.officials.map(({ entry }) => entry))) {
      process.stdout.write(`gagal ${count} kali: ${reason}\n`);
    }
    process.stdout.write(`\n${formatTable(outcome.report)}\n`);
    if (options.json) await writeOutcome(options.json, outcome, api);
    const { lost, minutes } = outcome.report;
    if (lost > 0 || (minutes?.different ?? 0) > 0) process.exitCode = 1;
  } finally {
    client.close();
  }
}

await runCommandLine(rehearse);
