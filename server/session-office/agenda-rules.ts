// What an agenda must hold, from the rows that somebody typed to the items that are kept. Pure.
import { endsSameDay } from '../protocol/agenda-times.ts';
import type { SessionDocument, Speaker } from '../sessions/index.ts';
import type { PlannedItem } from './plan-content.ts';

export const ITEM_KINDS = ['opening', 'speech', 'declaration', 'signing', 'closing'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export const ITEMS_MAX = 40;
export const MINUTES_MAX = 600;
export const TITLE_MAX = 160;

/** A row of the form as it was typed; a new one has no id yet. */
export interface AgendaRow {
  id: string;
  title: string;
  minutes: string;
  office: string;
  kind: string;
}

/** Why an agenda can't be kept: a key below `session-office.agenda.problems`; of a row or of all. */
export type RowProblem =
  | 'titleEmpty'
  | 'titleLong'
  | 'characters'
  | 'minutesWrong'
  | 'officeLong'
  | 'kindUnknown';
export type WholeProblem =
  | 'empty'
  | 'tooMany'
  | 'pastMidnight'
  | 'ceremonyMissing'
  | 'ceremonyTwice'
  | 'signingFirst'
  | 'begun';
export interface AgendaProblems {
  rows: Map<number, RowProblem[]>;
  whole: WholeProblem[];
}

/** What the rows are checked against. */
export interface AgendaFacts {
  startsAt: string;
  /** The session signs a declaration: its ceremony must be on the agenda. */
  signs: boolean;
  /** Items at the beginning that have begun. */
  fixed: PlannedItem[];
  /** Whether the certificates' fonts have every character; the minutes print the titles. */
  canPrint?: (text: string) => boolean;
}

export const isKind = (kind: string): kind is ItemKind => ITEM_KINDS.some((one) => one === kind);

const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();

export const lengthOf = ({ minutes }: Pick<AgendaRow, 'minutes'>): number =>
  /^\d{1,3}$/.test(minutes.trim()) ? Number(minutes.trim()) : 0;

function problemsOfRow(
  row: AgendaRow,
  { canPrint = () => true }: Pick<AgendaFacts, 'canPrint'>,
): RowProblem[] {
  const found: RowProblem[] = [];
  const title = tidy(row.title);
  if (title === '') found.push('titleEmpty');
  if ([...title].length > TITLE_MAX) found.push('titleLong');
  if (!canPrint(`${title} ${tidy(row.office)}`)) found.push('characters');
  if (lengthOf(row) < 1 || lengthOf(row) > MINUTES_MAX) found.push('minutesWrong');
  if ([...tidy(row.office)].length > TITLE_MAX) found.push('officeLong');
  if (!isKind(row.kind)) found.push('kindUnknown');
  return found;
}

/** Everything that keeps these rows from being an agenda; empty when nothing does. */
export function problemsOf(rows: readonly AgendaRow[], facts: AgendaFacts): AgendaProblems {
  const found = rows.map((row, index) => {
    // What has begun stays as it is, also where it was typed before this was asked.
    const { canPrint } = facts;
    const asked = index < facts.fixed.length || !canPrint ? {} : { canPrint };
    return [index, problemsOfRow(row, asked)] as const;
  });
  const whole: WholeProblem[] = [];
  if (rows.length === 0) whole.push('empty');
  if (rows.length > ITEMS_MAX) whole.push('tooMany');
  if (!endsSameDay(facts.startsAt, rows.map(lengthOf))) whole.push('pastMidnight');
  whole.push(...ceremonyProblems(rows, facts));
  if (!facts.fixed.every((item, index) => isSameItem(item, rows[index]))) whole.push('begun');
  return { rows: new Map(found.filter(([, problems]) => problems.length > 0)), whole };
}

/** The declaration is read once and signed once, in that order; without one there is neither. */
function ceremonyProblems(rows: readonly AgendaRow[], { signs }: AgendaFacts): WholeProblem[] {
  const read = rows.flatMap(({ kind }, index) => (kind === 'declaration' ? [index] : []));
  const signed = rows.flatMap(({ kind }, index) => (kind === 'signing' ? [index] : []));
  if (read.length > 1 || signed.length > 1) return ['ceremonyTwice'];
  const isWhole = read.length === 1 && signed.length === 1;
  if (!isWhole) return signs || read.length !== signed.length ? ['ceremonyMissing'] : [];
  return (signed[0] ?? 0) < (read[0] ?? 0) ? ['signingFirst'] : [];
}

const isSameItem = (item: PlannedItem, row: AgendaRow | undefined): boolean => {
  const given = row && itemOfRow(row, row.id);
  return (
    given !== undefined &&
    given.id === item.id &&
    given.title === item.title &&
    given.minutes === item.minutes &&
    given.speakerOffice === item.speakerOffice &&
    given.kind === item.kind
  );
};

const itemOfRow = (row: AgendaRow, id: string): PlannedItem => ({
  id,
  title: tidy(row.title),
  minutes: lengthOf(row),
  speakerOffice: tidy(row.office) || null,
  kind: row.kind,
});

/** A row as the form shows an item. */
export const rowOf = ({ id, title, minutes, speakerOffice, kind }: PlannedItem): AgendaRow => ({
  ...{ id, title, kind },
  minutes: String(minutes),
  office: speakerOffice ?? '',
});

/** "Sambutan Wakil Presiden" is `sambutan-wakil-presiden`; `taken` ones get a number. */
export function slugOf(text: string, taken: ReadonlySet<string>, otherwise = 'butir'): string {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  const base = plain || otherwise;
  for (let number = 1; ; number++) {
    const slug = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(slug)) return slug;
  }
}

/**
 * The rows as items: known ones keep their ids, by which the run of show goes; new ones get ids
 * that nothing of the session has had (`used`).
 */
export function itemsOf(rows: readonly AgendaRow[], used: ReadonlySet<string>): PlannedItem[] {
  const taken = new Set([...used, ...rows.map(({ id }) => id)]);
  const seen = new Set<string>();
  return rows.map((row) => {
    const isKnown = row.id !== '' && used.has(row.id) && !seen.has(row.id);
    const id = isKnown ? row.id : slugOf(row.title, taken);
    taken.add(id);
    seen.add(id);
    return itemOfRow(row, id);
  });
}

/**
 * The speakers of an agenda, each with a code of their own. Who speaks for the declaration reads
 * it; where its item names nobody, a reader stays. Somebody known keeps code and link.
 */
export function speakersOf(
  items: readonly PlannedItem[],
  before: SessionDocument['speakers'],
): Speaker[] {
  const readers = items.flatMap(({ kind, speakerOffice }) =>
    kind === 'declaration' && speakerOffice !== null ? [speakerOffice] : [],
  );
  const kept = readers.length === 0 ? before.filter(({ role }) => role === 'reader') : [];
  const offices = items.flatMap(({ speakerOffice }) => speakerOffice ?? []);
  const all = new Set([...kept.map(({ office }) => office), ...offices]);
  const taken = new Set(before.map(({ code }) => code));
  return [...all].map((office) => {
    const isReader = readers.includes(office) || kept.some((one) => one.office === office);
    const role = isReader ? 'reader' : 'speaker';
    const known = before.find((one) => one.office === office && one.role === role);
    if (known) return known;
    const code = slugOf(office, taken, 'pembicara');
    taken.add(code);
    return { code, office, role };
  });
}
