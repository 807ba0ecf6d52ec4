// From a session to the control room's page: the run of show, the ceremony, the speakers' links.
import type { Campaign } from '../campaigns/index.ts';
import type { BoardSnapshot } from '../protocol/board.ts';
import { COMPUTED_ITEMS, HAND_ITEMS } from '../protocol/readiness.ts';
import type { SessionAction } from '../protocol/session.ts';
import type { SigningRule } from '../protocol/signing-rule.ts';
import type { Region } from '../regions/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { statusOf } from '../sessions/index.ts';

export interface RoomFacts {
  session: SessionDocument;
  campaign: Campaign;
  regions: Region[];
  board: BoardSnapshot;
}

const HEALTH = ['stream', 'database', 'queue', 'board'] as const;

/** Shortcuts of the steps that are taken in a hurry; client/control/shortcuts.ts reads them. */
const STEP_KEYS: Partial<Record<SessionAction, string>> = {
  pause: 'j',
  resume: 'j',
  'previous-clause': 'b',
  'pause-signing': 't',
  'resume-signing': 't',
  'extend-signing': 'x',
};

const READY_ROWS = [
  ...COMPUTED_ITEMS.map((id) => ({ id, byHand: false })),
  ...HAND_ITEMS.map((id) => ({ id, byHand: true })),
];

/** 0 absent .. 3 signed: how many regions stand in each. */
const countStates = (board: BoardSnapshot): number[] => {
  const counts = [0, 0, 0, 0];
  for (const row of board.rows) counts[row[1]] = (counts[row[1]] ?? 0) + 1;
  return counts;
};

const STATE_ORDER = [3, 2, 1, 0];

/** Opening, commitments, closing: what is read aloud, in order; empty without a declaration. */
export const readingOf = ({ declaration }: Campaign): string[] =>
  declaration ? [declaration.opening, ...declaration.clauses, declaration.closing] : [];

const DAY = 1440;
const HOUR = 60;

/** Minutes of a rule as its words count them: whole days or hours, else minutes. */
const spanOf = (minutes: number): { unit: 'days' | 'hours' | 'minutes'; count: number } => {
  if (minutes > 0 && minutes % DAY === 0) return { unit: 'days', count: minutes / DAY };
  if (minutes > 0 && minutes % HOUR === 0) return { unit: 'hours', count: minutes / HOUR };
  return { unit: 'minutes', count: minutes };
};

/** How long signing takes and until when late signatures come, for the sentence that says it. */
export const ruleView = ({ minutes, lateMinutes }: SigningRule) => ({
  window: { kind: minutes === null ? 'endless' : 'timed', ...spanOf(minutes ?? 0) },
  late: { kind: lateMinutes === 0 ? 'none' : 'until', ...spanOf(lateMinutes) },
});

/** The view of templates/pages/control-room.hbs. */
export function roomView(facts: RoomFacts) {
  const { session, campaign, board } = facts;
  const counts = countStates(board);
  const { agendaItem } = session.status;
  return {
    grid: true,
    health: HEALTH,
    isBefore: session.status.session === 'draft' || session.status.session === 'scheduled',
    readyRows: READY_ROWS,
    stepKeys: STEP_KEYS,
    slug: session.slug,
    boardPath: `/papan/${session.slug}`,
    ceremonyPath: `/upacara/${session.slug}`,
    title: session.title,
    host: campaign.host.name,
    isRehearsal: session.kind === 'rehearsal',
    isSample: campaign.sample,
    agenda: session.agenda.map((item) => ({
      ...item,
      time: item.time.replace(':', '.'),
      isNow: item.id === agendaItem,
    })),
    clauses: campaign.declaration?.clauses.length ?? 0,
    petals: campaign.declaration?.clauses.map(() => 'kosong') ?? [],
    declaration: session.declaration,
    rule: ruleView(session.signingRule),
    regions: board.rows.length,
    counts: STATE_ORDER.map((state) => ({ state, count: counts[state] ?? 0 })),
    outside: board.counters.outside,
  };
}

/** What the page's script is given. */
export const roomData = (facts: RoomFacts, refusals: object) => ({
  session: facts.session.slug,
  status: statusOf(facts.session),
  date: facts.session.date,
  agenda: facts.session.agenda.map(({ id, title, kind, time, minutes }) => ({
    id,
    title,
    kind,
    time,
    minutes,
  })),
  reading: readingOf(facts.campaign),
  regions: facts.regions.map(({ code, name, province }) => [code, name, province]),
  refusals,
});
