// Draws a board snapshot into the page that the server rendered: tiles, counts, figures, ticker.
import type { BoardSnapshot, RegionState } from '../../server/protocol/board.ts';
import {
  boardFigures,
  closingTicker,
  clusterSentence,
  countStates,
  outsideText,
  sealedTicker,
  signedShare,
  stageText,
  statesOf,
  tickerKey,
} from '../../server/protocol/board-words.ts';
import type { SessionStatus } from '../../server/protocol/session.ts';
import { number, text } from '../lib/page-data.ts';

const setText = (element: Element | null | undefined, value: string): void => {
  if (element && element.textContent !== value) element.textContent = value;
};

const isState = (value: number): value is RegionState => value >= 0 && value <= 3;

const drawTiles = (root: HTMLElement, snapshot: BoardSnapshot): void => {
  const states = statesOf(snapshot.rows);
  const latest = new Set(snapshot.latest);
  for (const tile of root.querySelectorAll<HTMLElement>('[data-daerah]')) {
    const code = tile.dataset.daerah ?? '';
    const state = states.get(code) ?? 0;
    const className = `v${state}${latest.has(code) ? ' baru' : ''}`;
    if (tile.className !== className) tile.className = className;
  }
  for (const label of root.querySelectorAll<HTMLElement>('[data-hadir]')) {
    setText(label, text(`legend.${states.get(label.dataset.hadir ?? '') ?? 0}`));
  }
};

const drawClusters = (root: HTMLElement, snapshot: BoardSnapshot): void => {
  const states = statesOf(snapshot.rows);
  for (const cluster of root.querySelectorAll<HTMLElement>('[data-province]:not(.absen)')) {
    const own = [...cluster.querySelectorAll<HTMLElement>('[data-daerah]')].map(
      (tile) => states.get(tile.dataset.daerah ?? '') ?? 0,
    );
    const signed = countStates(own)[3];
    cluster.classList.toggle('penuh', own.length > 0 && signed === own.length);
    const attended = own.filter((state) => state > 0).length;
    const key = root.dataset.tanpaIkrar === undefined ? 'cluster.signed' : 'cluster.attended';
    setText(
      cluster.querySelector('[data-hitung]'),
      text(key, { signed, attended, total: own.length }),
    );
    setText(
      cluster.querySelector('[data-kalimat]'),
      clusterSentence(cluster.dataset.nama ?? '', own, text),
    );
  }
};

const drawFigures = (root: HTMLElement, { counters, phase }: BoardSnapshot): void => {
  const parent = root.querySelector('.pp-hitung');
  const when = phase === 'frozen' ? 'frozen' : 'now';
  boardFigures(counters, phase).forEach((figure, index) => {
    const box = parent?.querySelector(`[data-angka="${figure.key}"]`);
    if (!parent || !box) return;
    if (parent.children[index] !== box) parent.insertBefore(box, parent.children[index] ?? null);
    box.classList.toggle('utama', index === 0);
    box.classList.toggle('ttd', index === 0 && figure.key === 'signed');
    setText(box.querySelector('[data-nilai]'), number(figure.value));
    setText(box.querySelector('[data-dari]'), number(figure.total));
    setText(box.querySelector('[data-label]'), text(`figures.${when}.${figure.key}`));
  });
};

const drawLegend = (root: HTMLElement, snapshot: BoardSnapshot): void => {
  const counts = countStates(snapshot.rows.map((row) => row[1]));
  for (const count of root.querySelectorAll<HTMLElement>('[data-jumlah]')) {
    const state = Number(count.dataset.jumlah);
    if (isState(state)) setText(count, number(counts[state]));
  }
  const { counters: figures, phase } = snapshot;
  setText(root.querySelector('[data-luar]'), outsideText(figures, phase, text));
  root.querySelector('[data-pita]')?.setAttribute('width', signedShare(figures));
};

const tickerItem = (name: string, state?: RegionState): HTMLLIElement => {
  const item = document.createElement('li');
  if (state !== undefined) {
    const tile = document.createElement('i');
    tile.className = `v${state}`;
    tile.ariaHidden = 'true';
    item.append(tile);
  }
  const label = document.createElement('span');
  label.textContent = name;
  item.append(label);
  return item;
};

const rootItem = (words: string): HTMLLIElement => {
  const item = tickerItem(words);
  item.className = 'pp-akar';
  return item;
};

const drawTicker = (
  root: HTMLElement,
  snapshot: BoardSnapshot,
  status: SessionStatus | undefined,
): void => {
  const { rows, latest } = snapshot;
  const list = root.querySelector('[data-terbaru]');
  const title = root.querySelector('[data-judul-bawah]');
  const closing = closingTicker(snapshot, text);
  const seal = status && sealedTicker(status, text);
  if (seal) {
    setText(title, seal.title);
    const last = closing ? [tickerItem(closing.name, closing.state)] : [];
    list?.replaceChildren(...last, tickerItem(seal.count, 3), rootItem(seal.root));
    return;
  }
  if (closing) {
    setText(title, closing.title);
    list?.replaceChildren(tickerItem(closing.name, closing.state));
    return;
  }
  const states = statesOf(rows);
  const found = latest.map((code) => states.get(code) ?? 0);
  const nameOf = (code: string): string =>
    root.querySelector<HTMLElement>(`[data-daerah="${CSS.escape(code)}"]`)?.title ?? code;
  setText(title, text(`ticker.${tickerKey(found)}`));
  const items = latest.map((code, index) => tickerItem(nameOf(code), found[index] ?? 0));
  list?.replaceChildren(...(items.length > 0 ? items : [tickerItem(text('ticker.none'))]));
};

/** Shows a whole picture; unchanged parts of the page are left alone. */
export function drawBoard(
  root: HTMLElement,
  snapshot: BoardSnapshot,
  status?: SessionStatus,
): void {
  drawTiles(root, snapshot);
  drawClusters(root, snapshot);
  drawFigures(root, snapshot);
  drawLegend(root, snapshot);
  drawTicker(root, snapshot, status);
}

/** Says where the event stands. */
export const drawStage = (root: HTMLElement, status: SessionStatus): void =>
  setText(root.querySelector('[data-tahap]'), stageText(status, text));

/** The sentence for screen readers; call it seldom, it is read aloud. */
export const drawSummary = (root: HTMLElement, { counters }: BoardSnapshot): void =>
  setText(
    root.querySelector('[data-ringkas]'),
    text('summary', {
      signed: number(counters.regionsSigned),
      present: number(counters.regionsPresent),
      total: number(counters.regions),
    }),
  );
