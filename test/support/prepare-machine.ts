// Installs what the suite needs and a new machine lacks: a browser, the PDF validators, a database
// and the media engine, so that no test has to wait for a download or a compiler.
// What can't be installed is named at once; its tests then fail, they are never left out.
import { readConfig } from '../../server/config.ts';
import { ensureChromium } from '../../server/embedded/chromium.ts';
import { findLivekit } from '../../server/embedded/livekit-binary.ts';
import { findMongod } from '../../server/embedded/mongod-binary.ts';
import { createTerminalReport } from '../../server/embedded/report.ts';
import { ensureTools } from './system-packages.ts';

/** Resolves when everything that can be had is there; writes a line for what can't. */
export async function prepareMachine({ write }: { write: (line: string) => void }): Promise<void> {
  const report = createTerminalReport({ write });
  const search = { cacheDir: readConfig({}).CACHE_DIR, report, env: process.env };
  const steps: (() => Promise<unknown>)[] = [
    () => ensureTools(['pdfsig', 'pdftotext', 'pdftoppm', 'qpdf'], { report }),
    () => ensureChromium({ report }),
    () => findMongod(search),
    () => findLivekit({ ...search, signal: new AbortController().signal }),
  ];
  for (const step of steps) {
    await step().catch((error: Error) => write(`MISSING: ${error.message}`));
  }
}
