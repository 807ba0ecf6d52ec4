// Validators that are not ours: finds or installs them, runs them, and says aloud when one is missing.
import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The validators by the name that IKRAR_WITHOUT takes. */
export const VALIDATORS = [
  'qpdf',
  'pdfsig',
  'pdffonts',
  'pdftotext',
  'certutil',
  'pyhanko',
  'verapdf',
  'tlog',
] as const;
export type ValidatorName = (typeof VALIDATORS)[number];

/** What a program printed (both streams) and how it ended. */
export interface Verdict {
  output: string;
  code: number;
}

const PYHANKO = ['pyHanko==0.38.0', 'pyhanko-certvalidator==0.33.0', 'pyhanko-cli==0.6.0'];
const VERAPDF = '1.30.2';
const INSTALL_MS = 300_000;
const RUN_MS = 120_000;

const skipped = new Set<ValidatorName>();

/** Said once for each, wherever it is that a test does without. */
function sayMissing(name: ValidatorName): void {
  if (!skipped.has(name)) console.log(`    NOT CHECKED: without ${name} (IKRAR_WITHOUT)`);
  skipped.add(name);
}

/**
 * True when the validator can be run, installing it into the user's cache where that is
 * possible. False when IKRAR_WITHOUT lists it. Throws, saying what is missing, otherwise.
 */
export async function hasValidator(name: ValidatorName): Promise<boolean> {
  if ((process.env.IKRAR_WITHOUT ?? '').split(',').includes(name)) {
    sayMissing(name);
    return false;
  }
  try {
    // What was installed once still needs the program that runs it.
    if (name === 'pyhanko') await run('python3', ['--version']).then(installPyhanko);
    else if (name === 'verapdf') await run('java', ['-version']).then(installVerapdf);
    else if (name === 'tlog') await installTlog();
    else await run(name, [name === 'qpdf' ? '--version' : '-v']);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new Error(
      `The validator ${name} is missing (${HINTS[name]}): ${reason}. ` +
        `To do without it, and say so: IKRAR_WITHOUT=${name}`,
    );
  }
  return true;
}

const HINTS: Record<ValidatorName, string> = {
  qpdf: 'Debian package qpdf',
  pdfsig: 'Debian package poppler-utils',
  pdffonts: 'Debian package poppler-utils',
  pdftotext: 'Debian package poppler-utils',
  certutil: 'Debian package libnss3-tools',
  pyhanko: 'python3 with pip, and the package index',
  verapdf: 'java and mvn, and Maven Central',
  tlog: 'go, and its module proxy',
};

const cacheFolder = (): string =>
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ikrar', 'validators');
const pyhankoFolder = (): string => join(cacheFolder(), 'pyhanko-0.38.0');
const tlogSource = fileURLToPath(new URL('./tlog', import.meta.url));
const tlogFolder = (): string =>
  join(
    cacheFolder(),
    `tlog-${hash('sha256', readFileSync(join(tlogSource, 'main.go'))).slice(0, 8)}`,
  );
const verapdfFolder = (): string => join(cacheFolder(), `verapdf-${VERAPDF}`);

/** A finished folder appears at once: made beside its place, then renamed. */
async function installInto(folder: string, make: (beside: string) => Promise<void>) {
  if (existsSync(join(folder, 'complete'))) return;
  mkdirSync(cacheFolder(), { recursive: true });
  const beside = mkdtempSync(`${folder}.`);
  try {
    await make(beside);
    writeFileSync(join(beside, 'complete'), '');
    if (!existsSync(folder)) renameSync(beside, folder);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

/** Into a folder of packages rather than a virtual environment, which can't be moved. */
const installPyhanko = () =>
  installInto(pyhankoFolder(), async (beside) => {
    await succeed('python3', ['-m', 'pip', 'install', '-q', '--target', beside, ...PYHANKO]);
  });

const installVerapdf = () =>
  installInto(verapdfFolder(), async (beside) => {
    const pom = join(beside, 'pom.xml');
    writeFileSync(
      pom,
      `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>ikrar</groupId><artifactId>validators</artifactId><version>1</version>
<packaging>pom</packaging><dependencies><dependency><groupId>org.verapdf.apps</groupId>
<artifactId>cli</artifactId><version>${VERAPDF}</version></dependency></dependencies></project>`,
    );
    const target = `-DoutputDirectory=${join(beside, 'lib')}`;
    await succeed('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', target]);
  });

/** Our small program around golang.org/x/mod/sumdb/tlog, at the version in its go.sum. */
const installTlog = () =>
  installInto(tlogFolder(), async (beside) => {
    await succeed('go', ['build', '-C', tlogSource, '-o', join(beside, 'tlog'), '.']);
  });

/** Asks that program: JSON in, JSON out. */
export const tlog = async (question: object): Promise<unknown> => {
  const file = join(mkdtempSync(join(tmpdir(), 'ikrar-tlog-')), 'question.json');
  writeFileSync(file, JSON.stringify(question));
  try {
    const { output, code } = await run(join(tlogFolder(), 'tlog'), [file]);
    if (code !== 0) throw new Error(`tlog ended with ${code}: ${output}`);
    return JSON.parse(output);
  } finally {
    rmSync(dirname(file), { recursive: true });
  }
};

async function succeed(program: string, args: string[]): Promise<void> {
  const { code, output } = await run(program, args, {}, INSTALL_MS);
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${output.slice(-300)}`);
}

/** Runs a program; rejects only when it can't be started. */
export function run(
  program: string,
  args: string[],
  env: Record<string, string> = {},
  timeout = RUN_MS,
): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    const options = { env: { ...process.env, LC_ALL: 'C', ...env }, timeout, maxBuffer: 2 ** 25 };
    execFile(program, args, options, (error, stdout, stderr) => {
      const started = !error || typeof error.code === 'number';
      if (!started) reject(error);
      else resolve({ output: stdout + stderr, code: Number(error?.code ?? 0) });
    });
  });
}

/** pyHanko's judgement with only `root` (PEM files) trusted; `at` is the validation's moment. */
export const pyhanko = (file: string, root: string | string[], at?: Date): Promise<Verdict> =>
  run(
    'python3',
    [
      ...['-m', 'pyhanko', 'sign', 'validate', '--pretty-print', '--no-revocation-check'],
      ...[root].flat().flatMap((one) => ['--trust', one]),
      '--trust-replace',
      ...(at ? ['--validation-time', at.toISOString().slice(0, 19)] : []),
      file,
    ],
    { PYTHONPATH: pyhankoFolder() },
  );

/** The same in one line: `Segel:<hash>:INTACT:TRUSTED,...`. */
export const pyhankoSummary = (file: string, roots: string[]): Promise<Verdict> =>
  run(
    'python3',
    [
      ...['-m', 'pyhanko', 'sign', 'validate', '--no-revocation-check'],
      ...roots.flatMap((one) => ['--trust', one]),
      ...['--trust-replace', file],
    ],
    { PYTHONPATH: pyhankoFolder() },
  );

/** Seals a whole PDF as a service would: pyHanko with the seal key of a key folder. */
export const pyhankoSeal = (from: string, to: string, keysDir: string): Promise<Verdict> => {
  const chain = ['issuing', 'root'].flatMap((one) => ['--chain', join(keysDir, `${one}.pem`)]);
  const key = ['--key', join(keysDir, 'seal.key.pem'), '--cert', join(keysDir, 'seal.pem')];
  const how = ['--field', 'Segel', '--use-pades'];
  return run(
    'python3',
    ['-m', 'pyhanko', 'sign', 'addsig', ...how, 'pemder', '--no-pass', ...key, ...chain, from, to],
    { PYTHONPATH: pyhankoFolder() },
  );
};

const CRL_SCRIPT = `
import sys
from asn1crypto import crl
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
file, root, *lists = sys.argv[1:]
crls = [crl.CertificateList.load(open(one, 'rb').read()) for one in lists]
context = ValidationContext(trust_roots=[load_cert_from_pemder(root)], crls=crls,
    allow_fetching=False, revocation_mode='hard-fail')
signature = PdfFileReader(open(file, 'rb')).embedded_signatures[0]
status = validate_pdf_signature(signature, context)
print('VALID' if status.bottom_line else 'INVALID', 'REVOKED' if status.revoked else '')
`;

/** pyHanko's judgement with revocation lists (DER files) that must be there: VALID or INVALID. */
export const pyhankoWithLists = (file: string, root: string, lists: string[]): Promise<Verdict> =>
  run('python3', ['-c', CRL_SCRIPT, file, root, ...lists], { PYTHONPATH: pyhankoFolder() });

/** veraPDF's line for each file: `PASS <file> <flavour>` or `FAIL ...`. */
export const verapdf = (flavour: '3a' | 'ua1', files: string[]): Promise<Verdict> =>
  run('java', [
    ...['-cp', join(verapdfFolder(), 'lib', '*'), 'org.verapdf.apps.GreenfieldCliWrapper'],
    ...['-f', flavour, '--format', 'text', ...files],
  ]);

/**
 * poppler's pdfsig, with the root trusted through an NSS database; `trusts` is false only where
 * IKRAR_WITHOUT names certutil. pdfsig always ends with 0: its lines are what counts.
 */
export async function pdfsig(file: string, root: string): Promise<Verdict & { trusts: boolean }> {
  if (!(await hasValidator('certutil'))) return { ...(await run('pdfsig', [file])), trusts: false };
  const folder = mkdtempSync(join(tmpdir(), 'ikrar-nss-'));
  const database = `sql:${folder}`;
  try {
    await succeed('certutil', ['-N', '-d', database, '--empty-password']);
    const trust = ['-A', '-d', database, '-n', 'root', '-t', 'CT,C,C', '-i', root];
    await succeed('certutil', trust);
    return { ...(await run('pdfsig', ['-nssdir', database, file])), trusts: true };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
