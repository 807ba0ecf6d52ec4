// What a local technician is handed: the findings and what to open, as plain text.
import { LINE_TESTS, type LineOutcome } from '../../server/protocol/line-test.ts';
import { pageLanguage, text } from '../lib/page-data.ts';
import { lineOf, wordOf } from './draw-line.ts';
import type { MediaAddress } from './test-media.ts';

const now = (): string =>
  new Date().toLocaleString(pageLanguage() === 'en' ? 'en-GB' : 'id-ID', {
    dateStyle: 'long',
    timeStyle: 'short',
  });

const found = (reached: MediaAddress[]): string[] =>
  reached.map(({ protocol, host, port }) => `${protocol.toUpperCase()} ${host} ${port}`);

/** Reads the words that stand on the page; `portLines` are the server's own. */
export function reportOf(options: {
  root: ParentNode;
  outcome: LineOutcome;
  reached: MediaAddress[];
  portLines: string;
}): string {
  const { root, outcome, reached, portLines } = options;
  const lines = LINE_TESTS.map((line) => {
    const title = lineOf(root, line)?.querySelector('b')?.textContent ?? line;
    return `${title}: ${wordOf(root, line)}`;
  });
  return [
    text('report.title', { time: now() }),
    text(`outcome.${outcome}.title`),
    '',
    ...lines,
    '',
    text('report.open'),
    portLines,
    ...(reached.length > 0 ? ['', text('report.reached'), ...found(reached)] : []),
    '',
    text('report.browser', { browser: navigator.userAgent }),
  ].join('\n');
}
