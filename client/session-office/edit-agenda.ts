// The agenda's form with a script: rows move, come and go in place, by mouse or keyboard, and times and
// totals follow every key. What is sent is the same form as without one.
import { agendaTimes, endsSameDay, inZones } from '../../server/protocol/agenda-times.ts';
import { text } from '../lib/page-data.ts';

interface Editor {
  form: HTMLFormElement;
  list: HTMLElement;
  startsAt: string;
  /** Rows at the beginning that have begun: nothing moves among them. */
  fixed: number;
  most: number;
}

const rowsOf = ({ list }: Pick<Editor, 'list'>): HTMLElement[] => [
  ...list.querySelectorAll<HTMLElement>(':scope > [data-baris]'),
];

const fieldOf = (row: ParentNode, part: string) =>
  row.querySelector<HTMLInputElement>(`[name$="-${part}"]`);

const lengthOf = (row: HTMLElement): number => {
  const typed = fieldOf(row, 'menit')?.value.trim() ?? '';
  return /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
};

const titleOf = (row: HTMLElement): string =>
  fieldOf(row, 'judul')?.value.trim() || text('unnamed');

const say = ({ form }: Editor, words: string): void => {
  const place = form.querySelector('[data-kabar]');
  if (place) place.textContent = words;
};

/** Makes every agenda form below `root` an editor. */
export function editAgenda(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>('form[data-susunan]')) {
    const list = form.querySelector<HTMLElement>('[data-baris-baris]');
    if (!list) continue;
    const { susunan = '09:00', tetap = '0', terbanyak = '40' } = form.dataset;
    start({ form, list, startsAt: susunan, fixed: Number(tetap), most: Number(terbanyak) });
  }
}

function start(editor: Editor): void {
  const { form, list } = editor;
  for (const hint of document.querySelectorAll<HTMLElement>('[data-hanya-skrip]')) {
    hint.hidden = false;
  }
  list.addEventListener('input', () => draw(editor));
  form.addEventListener('click', (event) => press(editor, event));
  list.addEventListener('keydown', (event) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    const row =
      event.target instanceof Element && event.target.closest<HTMLElement>('[data-baris]');
    if (!event.altKey || by === 0 || !row) return;
    event.preventDefault();
    move(editor, row, by, event.target);
  });
  draw(editor);
}

function press(editor: Editor, event: Event): void {
  const button = event.target instanceof Element && event.target.closest('button');
  if (!button) return;
  const row = button.closest<HTMLElement>('[data-baris]');
  const act = row ? rowAct(button) : button.matches('[data-tambah]') ? 'add' : undefined;
  if (!act) return;
  event.preventDefault();
  if (act === 'add') add(editor);
  else if (row && act === 'remove') remove(editor, row);
  else if (row) move(editor, row, act === 'up' ? -1 : 1, button);
}

const rowAct = (button: Element): 'up' | 'down' | 'remove' | undefined => {
  if (button.matches('[data-naik]')) return 'up';
  if (button.matches('[data-turun]')) return 'down';
  return button.matches('[data-hapus]') ? 'remove' : undefined;
};

/** One place up or down; the focus stays where it was. */
function move(editor: Editor, row: HTMLElement, by: number, focus: EventTarget | null): void {
  const rows = rowsOf(editor);
  const from = rows.indexOf(row);
  const to = from + by;
  const other = rows[to];
  if (!other || from < editor.fixed || to < editor.fixed) return;
  if (by < 0) other.before(row);
  else other.after(row);
  draw(editor);
  if (focus instanceof HTMLElement) {
    const isUsable = !(focus instanceof HTMLButtonElement && focus.disabled);
    (isUsable ? focus : fieldOf(row, 'judul'))?.focus();
  }
  const place = { title: titleOf(row), number: to + 1, count: rows.length };
  say(editor, text('moved', place));
}

function add(editor: Editor): void {
  const made = editor.form.querySelector<HTMLTemplateElement>('template[data-baris-baru]');
  const row = made?.content.querySelector('[data-baris]')?.cloneNode(true);
  const number = rowsOf(editor).length + 1;
  if (!(row instanceof HTMLElement) || number > editor.most) return;
  editor.list.append(row);
  draw(editor);
  fieldOf(row, 'judul')?.focus();
  say(editor, text('added', { number }));
}

function remove(editor: Editor, row: HTMLElement): void {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  draw(editor);
  const field = next && (fieldOf(next, 'judul') ?? next.querySelector('button'));
  (field ?? editor.form.querySelector<HTMLElement>('[data-tambah]'))?.focus();
  say(editor, text('removed', { count: rowsOf(editor).length }));
}

/** Numbers, times and the total as the rows stand now. */
function draw(editor: Editor): void {
  const rows = rowsOf(editor);
  const lengths = rows.map(lengthOf);
  const times = agendaTimes(editor.startsAt, lengths);
  rows.forEach((row, index) => {
    const { wib, wita, wit } = inZones(times[index] ?? editor.startsAt);
    setText(row, '[data-wib]', `${wib} WIB`);
    setText(row, '[data-zona-lain]', text('zones.dotted', { wita, wit }));
    setText(row, '[data-nomor]', text('number', { number: index + 1 }));
    rename(row, index);
    setDisabled(row, '[data-naik]', index <= editor.fixed);
    setDisabled(row, '[data-turun]', index === rows.length - 1);
  });
  drawTotal(editor, lengths, times.at(-1) ?? editor.startsAt);
}

function drawTotal({ form, startsAt }: Editor, lengths: number[], endsAt: string): void {
  const place = form.querySelector('[data-jumlah]');
  if (!place) return;
  const minutes = lengths.reduce((sum, one) => sum + one, 0);
  const fits = endsSameDay(startsAt, lengths);
  const { wib: end, wita, wit } = inZones(endsAt);
  const { wib: begin } = inZones(startsAt);
  place.textContent = fits
    ? text('total', { count: lengths.length, minutes, start: begin, end, wita, wit })
    : text('pastMidnight');
  place.classList.toggle('awas', !fits);
}

/** Fields and buttons of a row bear its place. */
function rename(row: HTMLElement, index: number): void {
  for (const field of row.querySelectorAll('[name^="baris-"]')) {
    const part = field.getAttribute('name')?.split('-').at(-1);
    field.setAttribute('name', `baris-${index}-${part}`);
  }
  for (const button of row.querySelectorAll<HTMLButtonElement>('button[name="lakukan"]')) {
    button.value = `${button.value.split('-')[0]}-${index}`;
  }
}

const setText = (row: ParentNode, selector: string, words: string): void => {
  const place = row.querySelector(selector);
  if (place && place.textContent !== words) place.textContent = words;
};

const setDisabled = (row: ParentNode, selector: string, disabled: boolean): void => {
  const button = row.querySelector<HTMLButtonElement>(selector);
  if (button) button.disabled = disabled;
};
