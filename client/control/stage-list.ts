// Rows of the control room's stage: rebuilt only when they changed, and the focus stays where it was.
import type { StageAct } from '../../server/protocol/stage.ts';
import { make } from '../lib/dom.ts';
import { text } from '../lib/page-data.ts';
import { icon } from '../lib/symbols.ts';
import type { StageRow } from './stage-rows.ts';

/** A step that was pressed, for whom, as the screen names them. */
export type OnAct = (step: StageAct, who: string, title: string) => void;

/** Fills a list; `none` stands in an empty one. */
export function fillRows(
  list: HTMLElement | null,
  rows: StageRow[],
  { none, act }: { none: string; act: OnAct },
): void {
  if (!list) return;
  const key = JSON.stringify(rows);
  if (list.dataset.isi === key) return;
  list.dataset.isi = key;
  const focused = document.activeElement;
  const mark = list.contains(focused) ? focused?.getAttribute('data-tindakan') : undefined;
  const items = rows.map((row) => itemOf(row, act));
  list.replaceChildren(...(items.length > 0 ? items : [emptyItem(none)]));
  if (mark) list.querySelector<HTMLElement>(`[data-tindakan="${CSS.escape(mark)}"]`)?.focus();
}

const emptyItem = (words: string): HTMLLIElement => {
  const item = make('li', '', 'kosong');
  item.append(make('span'), make('small', words));
  return item;
};

const buttonOf = (step: StageAct, { who, title }: StageRow, act: OnAct): HTMLButtonElement => {
  const button = make('button', '', 'tombol ringkas');
  button.type = 'button';
  button.dataset.tindakan = `${step} ${who}`;
  const key = step === 'block' && who.startsWith('m-') ? 'blockPerson' : step;
  button.append(make('span', text(`stage.acts.${key}`)), make('span', `: ${title}`, 'baca-layar'));
  button.addEventListener('click', () => act(step, who, title));
  return button;
};

const itemOf = (row: StageRow, act: OnAct): HTMLLIElement => {
  const item = make('li');
  const name = make('div');
  name.append(make('b', row.title), make('small', row.words));
  const buttons = make('div', '', 'aksi');
  buttons.append(...row.acts.map((step) => buttonOf(step, row, act)));
  item.append(icon(row.icon), name, buttons);
  return item;
};
