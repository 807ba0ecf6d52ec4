// The agenda's form: rows as fields `baris-<n>-<part>`, choices of a merge as `pilih-<id>`, and the
// button that was pressed. Works without a script: every button is an answer with all rows in it.

import type { Side } from './agenda-merge.ts';
import type { AgendaRow } from './agenda-rules.ts';
import { ITEMS_MAX } from './agenda-rules.ts';

export interface AgendaForm {
  /** The version of the plan that was edited. */
  base: number;
  rows: AgendaRow[];
  timesArePlaceholders: boolean;
  choices: Map<string, Side>;
  pressed: Pressed;
}

export type Pressed =
  | { act: 'save' | 'add' | 'merge' }
  | { act: 'up' | 'down' | 'remove'; row: number };

const NEW_ROW: AgendaRow = { id: '', title: '', minutes: '10', office: '', kind: 'speech' };
/** Rows that are looked at; one more than may be kept, so that too many are told as such. */
const ROWS_READ = ITEMS_MAX + 10;
const ROW = /^baris-(\d{1,3})-(id|judul|menit|pembicara|jenis)$/;
const PARTS = {
  id: 'id',
  judul: 'title',
  menit: 'minutes',
  pembicara: 'office',
  jenis: 'kind',
} as const;
const ACTS = { simpan: 'save', tambah: 'add', gabung: 'merge' } as const;
const ROW_ACTS = { naik: 'up', turun: 'down', hapus: 'remove' } as const;

const isKey = <T extends object>(key: string, of: T): key is string & keyof T =>
  Object.hasOwn(of, key);

function pressedOf(value: string): Pressed {
  const [name = '', row = ''] = value.split('-');
  if (isKey(name, ROW_ACTS) && /^\d{1,3}$/.test(row)) {
    return { act: ROW_ACTS[name], row: Number(row) };
  }
  return { act: isKey(name, ACTS) ? ACTS[name] : 'save' };
}

/** What was sent, as it was typed; nothing of it is checked. */
export function readAgendaForm(fields: Readonly<Record<string, string>>): AgendaForm {
  const rows = new Map<number, AgendaRow>();
  const choices = new Map<string, Side>();
  for (const [name, value] of Object.entries(fields)) {
    const [, number, part = ''] = ROW.exec(name) ?? [];
    if (number !== undefined && isKey(part, PARTS)) {
      const row = rows.get(Number(number)) ?? { ...NEW_ROW, minutes: '' };
      rows.set(Number(number), { ...row, [PARTS[part]]: value.slice(0, 400) });
    } else if (name.startsWith('pilih-') && (value === 'stored' || value === 'mine')) {
      choices.set(name.slice('pilih-'.length), value);
    }
  }
  const ordered = [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
  return {
    base: Number(fields.versi) || 0,
    rows: ordered.slice(0, ROWS_READ),
    timesArePlaceholders: fields.sementara === 'ya',
    choices,
    pressed: pressedOf(fields.lakukan ?? ''),
  };
}

/** The rows after a button that only moves them; `first` rows stay where they are. */
export function afterPress(rows: readonly AgendaRow[], pressed: Pressed, first = 0): AgendaRow[] {
  const next = [...rows];
  if (pressed.act === 'add') return [...next, NEW_ROW];
  if (!('row' in pressed) || pressed.row < first || pressed.row >= rows.length) return next;
  const [moved] = next.splice(pressed.row, 1);
  if (!moved || pressed.act === 'remove') return next;
  const to = pressed.act === 'up' ? Math.max(first, pressed.row - 1) : pressed.row + 1;
  next.splice(to, 0, moved);
  return next;
}
