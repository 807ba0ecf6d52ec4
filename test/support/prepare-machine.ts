// Installs what the suite needs and a new machine lacks: a browser, the validators that are not ours,
// a database and the media engine, so that no test has to wait for a download or a compiler.
// What can't be installed is named at once; its tests then fail, they are never left out.
import { readConfig } from '../../server/config.ts';
import { ensureChromium, ensureHeadlessShell } from '../../server/embedded/chromium.ts';
import { findLivekit } from '../../server/embedded/livekit-binary.ts';
import { findMongod } from '../../server/embedded/mongod-binary.ts';
import { createTerminalReport, type Report } from '../../server/embedded/report.ts';
import { ensureTools, type Tool } from './system-packages.ts';
import { hasValidator, VALIDATORS, type ValidatorName } from './validators.ts';

/** What each validator is run or made with. */
const TOOLS_OF: Record<ValidatorName, Tool[]> = {
  qpdf: ['qpdf'],
  pdfsig: ['pdfsig'],
  pdffonts: ['pdffonts'],
  pdftotext: ['pdftotext'],
  certutil: ['certutil'],
  pyhanko: ['python3', 'pip3'],
  verapdf: ['java', 'mvn'],
  tlog: ['go'],
};

/** Resolves when everything that can be had is there; writes a line for what can't. */
export async function prepareMachine({ write }: { write: (line: string) => void }): Promise<void> {
  const report = createTerminalReport({ write });
  const search = { cacheDir: readConfig({}).CACHE_DIR, report, env: process.env };
  const steps: (() => Promise<unknown>)[] = [
    () => ensureTools(['pdftoppm', 'openssl'], { report }),
    () => ensureChromium({ report }),
    () => ensureHeadlessShell({ report }),
    () => findMongod(search),
    () => findLivekit({ ...search, signal: new AbortController().signal }),
    ...VALIDATORS.map((name) => () => prepareValidator(name, report)),
  ];
  for (const step of steps) {
    await step().catch((error: Error) => write(`MISSING: ${error.message}`));
  }
}

/** Its programs are asked for only where it can't do without: it may lie ready in the user's cache. */
async function prepareValidator(name: ValidatorName, report: Report): Promise<void> {
  const isThere = await hasValidator(name).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  await ensureTools(TOOLS_OF[name], { report });
  await hasValidator(name);
}
