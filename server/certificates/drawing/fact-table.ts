// Facts in two columns: each line of a wording block is `term | value`.
import { ledger } from './ledger.ts';
import { type DrawnBlock, WIDTH } from './long-pages.ts';
import { STYLES } from './styles.ts';
import type { TaggedPage } from './tagged-page.ts';

const TERM = 58;

/** A table of a block's lines; lines without a value are left out, no lines make no table. */
export function factTable(page: TaggedPage, head: string, lines: string): DrawnBlock[] {
  const rows = splitFacts(lines).map((cells) => ({ cells }));
  if (rows.length === 0) return [];
  const [term = '', value = ''] = head.split('|').map((part) => part.trim());
  const columns = [
    { head: term, width: TERM },
    { head: value, width: WIDTH - TERM, style: STYLES.cellStrong },
  ];
  return ledger(page, columns, [{ title: '', titleAgain: '', rows }]);
}

/** Terms with their values. */
export const splitFacts = (lines: string): string[][] =>
  lines
    .split('\n')
    .map((line) => line.split('|').map((part) => part.trim()))
    .filter(([term, value]) => Boolean(term) && Boolean(value));
