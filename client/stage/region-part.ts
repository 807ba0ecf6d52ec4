// The own region at the side of the stage: tile, word, count and the delegation's rows.
import type { BoardCounters, BoardRow } from '../../server/protocol/board.ts';
import type { DelegationRow } from '../../server/protocol/socket-events.ts';
import { number, text } from '../lib/page-data.ts';
import { setRing, setSymbol } from '../lib/symbols.ts';
import { part, setText } from '../realtime/dom.ts';

const ICONS = { absent: 'i-jam', present: 'i-cek', signed: 'i-pena' } as const;

const drawRow = (root: ParentNode, { seat, state }: DelegationRow): void => {
  const row = root.querySelector<HTMLElement>(`[data-kursi="${CSS.escape(seat)}"]`);
  if (!row || row.dataset.keadaan === state) return;
  row.dataset.keadaan = state;
  const symbol = row.querySelector('svg');
  if (symbol) setSymbol(symbol, ICONS[state]);
  const title = row.querySelector('b, span');
  const fresh = document.createElement(state === 'absent' ? 'span' : 'b');
  fresh.textContent = title?.textContent ?? '';
  title?.replaceWith(fresh);
  const word = row.querySelector('small');
  if (word) word.textContent = text(`seat.${state}`);
};

/** Draws who of the delegation is present or has signed. */
export function drawDelegation(root: ParentNode, rows: DelegationRow[]): void {
  const shown = rows.filter(({ seat }) => root.querySelector(`[data-kursi="${CSS.escape(seat)}"]`));
  for (const row of shown) drawRow(root, row);
  // A region's count comes with its tile: who signed may have left.
  if (part(root, 'ubin')) return;
  const present = shown.filter(({ state }) => state !== 'absent').length;
  setText(root, 'hadir', text('delegation', { present, total: shown.length }));
}

/** Draws the region's tile, its word and how many are present. */
export function drawTile(
  root: ParentNode,
  [, state, , present]: BoardRow,
  total = root.querySelectorAll('[data-kursi]').length,
): void {
  setText(root, 'hadir', text('delegation', { present, total }));
  const tile = part(root, 'ubin')?.querySelector('svg');
  if (tile) setSymbol(tile, `u${state}`);
  setText(root, 'kata', text(`tile.${state}`));
}

/** Draws the national figures: presence first, signatures once signing has opened. */
export function drawNational(root: ParentNode, national: BoardCounters, isSigning: boolean): void {
  const { regions, regionsPresent, regionsSigned } = national;
  const leading = isSigning ? regionsSigned : regionsPresent;
  setText(root, 'angka', number(leading));
  const key = isSigning ? 'nationalSigned' : 'nationalPresent';
  setText(root, 'angka-teks', text(key, { total: regions }));
  const ring = part(root, 'cincin');
  if (ring) {
    setRing(ring, leading, regions);
    ring.querySelector('g[mask]')?.setAttribute('class', isSigning ? 'merah' : 'tinta');
  }
  const panel = part(root, 'cincin-panel');
  if (panel) setRing(panel, regionsSigned, regions);
  setText(root, 'tanda', number(regionsSigned));
}
