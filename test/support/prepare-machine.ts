// Installs what the suite needs and a new machine lacks: a browser and the PDF validators.
// What can't be installed is named at once; its tests then fail, they are never left out.
import { ensureChromium } from '../../server/embedded/chromium.ts';
import { createTerminalReport } from '../../server/embedded/report.ts';
import { ensureTools } from './system-packages.ts';

/** Resolves when everything that can be had is there; writes a line for what can't. */
export async function prepareMachine({ write }: { write: (line: string) => void }): Promise<void> {
  const report = createTerminalReport({ write });
  const steps = [
    () => ensureTools(['pdfsig', 'pdftotext', 'pdftoppm', 'qpdf'], { report }),
    () => ensureChromium({ report }),
  ];
  for (const step of steps) {
    await step().catch((error: Error) => write(`MISSING: ${error.message}`));
  }
}
