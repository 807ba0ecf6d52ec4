// A whole rehearsal from outside: a session of its own, the crowd, one onlooker at the board,
// and the figures at its end.
import { setTimeout as delay } from 'node:timers/promises';
import { letArrive, letSign } from './crowd.ts';
import type { HttpClient } from './http-client.ts';
import { type BoardReading, openJournalEntry } from './journal.ts';
import { type Observer, watchBoard } from './observer.ts';
import { createOfficial, type Official } from './official.ts';
import { openSocket } from './open-socket.ts';
import type { Rehearsal, RehearsalApi } from './rehearsal-api.ts';
import { buildReport, type RehearsalReport } from './report-table.ts';

export interface RehearsalParts {
  base: string;
  client: HttpClient;
  api: RehearsalApi;
  plan: { officials: number; seconds: number; signs: boolean };
  random: () => number;
  /** A line for the terminal. */
  tell: (line: string) => void;
}

export interface RehearsalOutcome {
  report: RehearsalReport;
  officials: readonly Official[];
  rehearsal: Rehearsal;
}

/** The board is at most half a second behind; a busy machine gets this long. */
const BOARD_LIMIT_MS = 15_000;
/** What one signature may take beyond the time over which the crowd spreads. */
const SIGNING_LIMIT_MS = 90_000;
const PROGRESS_MS = 5_000;

/** Tells every five seconds how far the crowd is; the returned function ends it. */
function tellProgress(parts: RehearsalParts, officials: readonly Official[], observer: Observer) {
  const start = performance.now();
  const timer = setInterval(() => {
    const entries = officials.map(({ entry }) => entry);
    const arrived = entries.filter(({ arrivalMs }) => arrivalMs !== null).length;
    const signed = entries.filter(({ receipt }) => receipt !== null).length;
    const board = observer.reading();
    const seconds = Math.round((performance.now() - start) / 1_000);
    parts.tell(
      `${seconds} d: ${arrived} dari ${entries.length} hadir, ${signed} menandatangani; ` +
        `papan: ${board?.present ?? 0} hadir, ${board?.signed ?? 0} menandatangani`,
    );
  }, PROGRESS_MS);
  return () => clearInterval(timer);
}

const countOf = (officials: readonly Official[], field: 'arrivalMs' | 'receipt'): number =>
  officials.filter(({ entry }) => entry[field] !== null).length;

async function signTogether(
  parts: RehearsalParts,
  officials: readonly Official[],
  act: (action: 'read' | 'open-signing') => Promise<void>,
): Promise<void> {
  const seconds = parts.plan.seconds / 2;
  const signing = letSign({ officials, seconds, random: parts.random });
  await act('read');
  await act('open-signing');
  const limit = new AbortController();
  const timeout = delay(seconds * 1_000 + SIGNING_LIMIT_MS, undefined, { signal: limit.signal });
  // Whoever has no receipt by then counts as lost.
  await Promise.race([signing, timeout]);
  limit.abort();
  await timeout.catch(() => undefined);
}

/** Doors, arrival, going live, signing; resolves with what the board showed at the end. */
async function play(
  parts: RehearsalParts,
  rehearsal: Rehearsal,
  officials: readonly Official[],
  observer: Observer,
): Promise<BoardReading | null> {
  const { api, plan, random } = parts;
  const { id } = rehearsal.session;
  await api.act(id, 'doors');
  await letArrive({ officials, seconds: plan.seconds, random });
  await observer.waitFor(
    ({ present }) => present >= countOf(officials, 'arrivalMs'),
    BOARD_LIMIT_MS,
  );
  await api.act(id, 'live');
  if (plan.signs) {
    await signTogether(parts, officials, (action) => api.act(id, action));
    const signed = countOf(officials, 'receipt');
    await observer.waitFor((reading) => reading.signed >= signed, BOARD_LIMIT_MS);
  }
  const board = observer.highest();
  if (plan.signs) await api.act(id, 'close-signing');
  await api.act(id, 'end');
  return board;
}

/**
 * Runs a rehearsal against the site at `base`. Rejects when it can't be made or led; what happens
 * to single officials is in their journals and in the report.
 */
export async function runRehearsal(parts: RehearsalParts): Promise<RehearsalOutcome> {
  const { base, client, plan } = parts;
  const rehearsal = await parts.api.create(plan);
  parts.tell(`Gladi ${rehearsal.session.slug} siap; papan: ${rehearsal.boardUrl}`);
  const officials = rehearsal.invitations.map((invitation, index) => {
    const entry = openJournalEntry(invitation);
    return createOfficial({ base, client, entry, number: index + 1, now: () => performance.now() });
  });
  const auth = { page: 'board', session: rehearsal.session.slug } as const;
  const observer = await watchBoard(openSocket({ base, auth, cookie: '' }));
  const endProgress = tellProgress(parts, officials, observer);
  try {
    const board = await play(parts, rehearsal, officials, observer);
    const entries = officials.map(({ entry }) => entry);
    return { report: buildReport({ entries, signs: plan.signs, board }), officials, rehearsal };
  } catch (error) {
    // Nobody leads it any further; if ending fails too, the first error is the news.
    await parts.api.act(rehearsal.session.id, 'end').catch(() => undefined);
    throw error;
  } finally {
    endProgress();
    observer.stop();
    for (const official of officials) official.leave();
  }
}
