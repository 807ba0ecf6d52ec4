// The command ikrar-verify: its arguments, its output and its exit code.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { NamedTsaRoot } from './check-timestamps.ts';
import { createPrinter, readable, type Say } from './print.ts';
import { type Verdict, verifyBundle } from './verify-bundle.ts';
import { checkStatement, readCertificates } from './verify-statement.ts';

/** 0 true, 1 a lie or a file that is missing or unreadable, 2 consistent but origin not checked. */
export const EXIT: Record<Verdict, number> = { true: 0, lie: 1, 'origin-unchecked': 2 };
/** The command itself was not understood (EX_USAGE). */
export const EXIT_USAGE = 64;

export interface CommandIo {
  write(text: string): void;
  isTerminal: boolean;
  /** The texts of a language; Indonesian fills the gaps. */
  texts(language: 'id' | 'en'): Say;
}

type Command = NonNullable<ReturnType<typeof readCommand>>;

/** Runs the command and answers with its exit code; a lie is no rejection. */
export async function runVerify(args: string[], io: CommandIo): Promise<number> {
  const command = readCommand(args);
  const say = io.texts(command?.language ?? 'id');
  if (!command || command.help) {
    io.write(`${say('usage')}\n`);
    return command ? 0 : EXIT_USAGE;
  }
  if (command.statement !== undefined) return runStatement(command, say, io);
  return runBundle(command, say, io);
}

/** Spaces, colons and capitals are how it is printed; undefined when it is no fingerprint. */
export function readFingerprint(given: string): string | undefined {
  const text = given.replace(/[\s:.-]/g, '').toLowerCase();
  return /^[0-9a-f]{64}$/.test(text) ? text : undefined;
}

const OPTIONS = {
  pdf: { type: 'string' },
  root: { type: 'string' },
  'tsa-root': { type: 'string', multiple: true },
  json: { type: 'boolean', default: false },
  lang: { type: 'string', default: 'id' },
  statement: { type: 'string' },
  keys: { type: 'string' },
  help: { type: 'boolean', default: false, short: 'h' },
} as const;

function readCommand(args: string[]) {
  try {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    const { lang, root: given, 'tsa-root': tsaRoots, statement, keys, pdf, json, help } = values;
    const root = given === undefined ? undefined : readFingerprint(given);
    const language = lang === 'en' ? ('en' as const) : ('id' as const);
    const [bundle] = positionals;
    const isWhole =
      statement === undefined
        ? positionals.length === 1 && keys === undefined
        : positionals.length === 0 && keys !== undefined && !pdf && !tsaRoots;
    if (!help && (!isWhole || (given !== undefined && root === undefined))) return undefined;
    const asked = { bundle: bundle ?? '', pdf, root, tsaRoots };
    return { ...asked, language, statement, keys: keys ?? '', json, help };
  } catch {
    // An option that there is not.
    return undefined;
  }
}

/** Each is a fingerprint or a file of PEM certificates; rejects with the file's name as message. */
async function readTsaRoots(given: string[]): Promise<NamedTsaRoot[]> {
  const all: NamedTsaRoot[] = [];
  for (const one of given) {
    const fingerprint = readFingerprint(one);
    const pem = fingerprint === undefined ? await readFile(one, 'utf8').catch(() => '') : '';
    const named = fingerprint ? [fingerprint] : readCertificates(pem).map(({ raw }) => raw);
    if (named.length === 0) throw new Error(one);
    all.push(...named);
  }
  return all;
}

async function runBundle(command: Command, say: Say, io: CommandIo) {
  const { bundle, pdf, root, json } = command;
  let tsaRoots: NamedTsaRoot[] | undefined;
  try {
    tsaRoots = command.tsaRoots && (await readTsaRoots(command.tsaRoots));
  } catch (error) {
    const file = error instanceof Error ? error.message : '';
    io.write(`${say('lie.KEYS_UNREADABLE', readable({ file }))}\n`);
    return EXIT.lie;
  }
  const silent = { progress: () => undefined, result: () => undefined };
  const { isTerminal, write } = io;
  const printer = createPrinter({ say, write, isTerminal: isTerminal && !json });
  if (!json) printer.line(say('title', readable({ file: bundle })));
  const listener = json ? silent : printer.listener;
  const verification = await verifyBundle({ bundle, pdf, root, tsaRoots, listener });
  const { verdict, time, root: found, results } = verification;
  const told = { verdict, time, root: found ?? null, results };
  if (json) io.write(`${JSON.stringify(told, null, 2)}\n`);
  else printer.verdict(verification);
  return EXIT[verdict];
}

async function runStatement({ statement, keys, root, json }: Command, say: Say, io: CommandIo) {
  const pem = await readFile(keys, 'utf8').catch(() => undefined);
  if (pem === undefined) {
    io.write(`${say('lie.KEYS_UNREADABLE', readable({ file: keys }))}\n`);
    return EXIT.lie;
  }
  const { verdict, lie, statement: read } = await checkStatement(statement ?? '', { pem, root });
  const facts = read && { ...read.statement, date: read.date };
  if (json) {
    io.write(
      `${JSON.stringify({ verdict, lie: lie ?? null, statement: facts ?? null }, null, 2)}\n`,
    );
    return EXIT[verdict];
  }
  if (facts) {
    const { kind, number, name, seat, date } = facts;
    io.write(
      `${say('statement', readable({ kind: say(`kind.${kind}`), number, name, seat, date }))}\n`,
    );
  }
  io.write(`${say(lie ? `lie.${lie}` : `statementVerdict.${verdict}`)}\n`);
  return EXIT[verdict];
}
