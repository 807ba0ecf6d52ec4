// The ledger of the connection test: each line with its shape, its word and what it means.
import type { LineTest, LineVerdict } from '../../server/protocol/line-test.ts';
import { setHidden, setText } from '../lib/dom.ts';
import { text } from '../lib/page-data.ts';
import { setSymbol } from '../lib/symbols.ts';

const SYMBOLS: Record<LineVerdict, string> = {
  waiting: 'i-jam',
  running: 'i-sinyal',
  good: 'i-cek',
  limited: 'i-awas',
  blocked: 'i-silang',
  skipped: 'i-jam',
};

export const lineOf = (root: ParentNode, line: LineTest): HTMLElement | null =>
  root.querySelector<HTMLElement>(`[data-uji="${line}"]`);

/** Draws a line; `meaning` says what it means for the person, when something can be said. */
export function drawLine(
  root: ParentNode,
  line: LineTest,
  verdict: LineVerdict,
  meaning = '',
): void {
  const row = lineOf(root, line);
  if (!row) return;
  row.dataset.putusan = verdict;
  const mark = row.querySelector('.u-tanda svg');
  if (mark) setSymbol(mark, SYMBOLS[verdict]);
  setText(row.querySelector('[data-kata]'), text(`verdict.${verdict}`));
  const words = row.querySelector('[data-arti]');
  setText(words, meaning);
  setHidden(words, meaning === '');
}

/** The word that stands beside a line now. */
export const wordOf = (root: ParentNode, line: LineTest): string =>
  lineOf(root, line)?.querySelector('[data-kata]')?.textContent ?? '';
