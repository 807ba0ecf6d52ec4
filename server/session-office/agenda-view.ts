// The agenda as its page shows it: rows with their times in three zones, what is wrong with them, and,
// where two people edited it, both sides of each row.
import { agendaTimes, inZones } from '../protocol/agenda-times.ts';
import { isRunning } from '../protocol/session-names.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { differences, type RowDifference } from './agenda-merge.ts';
import {
  type AgendaProblems,
  type AgendaRow,
  ITEM_KINDS,
  ITEMS_MAX,
  lengthOf,
  MINUTES_MAX,
  rowOf,
  TITLE_MAX,
} from './agenda-rules.ts';
import type { Say } from './office-services.ts';
import { contentOf, planVersionOf } from './plan-content.ts';
import { begunItems, planLocks } from './plan-locks.ts';
import type { PlanHistory } from './plan-service.ts';

/** What was typed and not kept. */
export interface AgendaState {
  base: number;
  rows: AgendaRow[];
  timesArePlaceholders: boolean;
  problems?: AgendaProblems | undefined;
  /** Somebody else changed the agenda since `base`. */
  history?: PlanHistory | undefined;
  /** The choices were taken over into the form, which is not kept yet. */
  isMerged?: boolean;
  /** Some choice of a merge is missing. */
  isUndecided?: boolean;
}

/** Rows of the stored agenda. */
export const storedRows = (session: SessionDocument): AgendaRow[] =>
  contentOf(session).agenda.items.map(rowOf);

/** The agenda's part of templates/pages/session-plan.hbs. */
export function agendaView(session: SessionDocument, state: AgendaState | undefined, say: Say) {
  const rows = state?.rows ?? storedRows(session);
  const lengths = rows.map(lengthOf);
  const times = agendaTimes(session.startsAt, lengths);
  const total = lengths.reduce((sum, one) => sum + one, 0);
  const fixed = begunItems(session);
  const { problems } = state ?? {};
  return {
    isLocked: planLocks(session).agenda !== undefined,
    isRunning: isRunning(session.status.session),
    base: state?.base ?? planVersionOf(session),
    startsAt: session.startsAt,
    start: inZones(session.startsAt),
    end: inZones(times.at(-1) ?? session.startsAt),
    total,
    count: rows.length,
    itemsMax: ITEMS_MAX,
    minutesMax: MINUTES_MAX,
    titleMax: TITLE_MAX,
    rows: rows.map((row, index) => ({
      ...rowView(row, say),
      index,
      number: index + 1,
      time: inZones(times[index] ?? session.startsAt),
      isFixed: index < fixed,
      isFirst: index <= fixed,
      isLast: index === rows.length - 1,
      problems: (problems?.rows.get(index) ?? []).map((key) => say(`agenda.problems.${key}`)),
    })),
    hasFixed: fixed > 0,
    fixed,
    timesArePlaceholders: state?.timesArePlaceholders ?? session.timesArePlaceholders,
    problems: (problems?.whole ?? []).map((key) =>
      say(`agenda.problems.${key}`, { max: ITEMS_MAX }),
    ),
    hasProblems: problems !== undefined,
    offices: session.speakers.map(({ office }) => office),
    emptyRow: { ...rowView({ id: '', title: '', minutes: '10', office: '', kind: 'speech' }, say) },
    isMerged: state?.isMerged === true,
    isUndecided: state?.isUndecided === true,
    conflict: state?.history && conflictView(session, state, state.history, say),
  };
}

const rowView = (row: AgendaRow, say: Say) => ({
  ...row,
  kindText: say(`agenda.kinds.${row.kind}`),
  kinds: ITEM_KINDS.map((kind) => ({
    kind,
    label: say(`agenda.kinds.${kind}`),
    isChosen: kind === row.kind,
  })),
});

/** Rows that differ between what was typed and what is kept. */
export const differencesOf = (
  session: SessionDocument,
  mine: AgendaRow[],
  { base }: PlanHistory,
): RowDifference[] => differences(base?.agenda.items.map(rowOf) ?? [], storedRows(session), mine);

function conflictView(
  session: SessionDocument,
  { rows }: AgendaState,
  history: PlanHistory,
  say: Say,
) {
  const version = planVersionOf(session);
  return {
    version,
    changes: history.changes.map(({ by, at }) => ({ by: by?.label ?? '', at: at.toISOString() })),
    rows: differencesOf(session, rows, history).map(({ usual, ...one }) => ({
      id: one.id,
      title: (one.mine ?? one.stored)?.title ?? '',
      stored: one.stored && sideText(one.stored, say),
      mine: one.mine && sideText(one.mine, say),
      storedAct: say(`agenda.conflict.acts.${one.storedAct}`),
      mineAct: say(`agenda.conflict.acts.${one.mineAct}`),
      isStoredUsual: usual === 'stored',
      isMineUsual: usual === 'mine',
      mustChoose: usual === undefined,
    })),
  };
}

/** "Sambutan, 20 menit, Wakil Presiden (sambutan)". */
const sideText = (row: AgendaRow, say: Say): string =>
  [
    row.title,
    say('agenda.minutesOf', { minutes: row.minutes }),
    row.office,
    say(`agenda.kinds.${row.kind}`),
  ]
    .filter(Boolean)
    .join(' · ');
