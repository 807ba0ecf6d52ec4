// ikrar-verify bundle.zip [--pdf pdf.zip] [--root sha256]: needs neither a database nor a network.
import { fileURLToPath } from 'node:url';
import { runVerify } from '../evidence-check/index.ts';
import { loadCatalogue } from '../http/catalogue.ts';

const catalogue = loadCatalogue(
  fileURLToPath(new URL('../../templates/catalogue', import.meta.url)),
);
process.exitCode = await runVerify(process.argv.slice(2), {
  write: (text) => process.stdout.write(text),
  isTerminal: process.stdout.isTTY === true,
  texts: (language) => (key, words) => catalogue.text(language, `verifier.${key}`, words),
});
