// A whole rehearsal from outside: a session of its own, the crowd, one onlooker at the board,
// and the figures at its end.
import { setTimeout as delay } from 'node:timers/promises';
import { boardDelays } from './board-delay.ts';
import { compareMinutes } from './compare-minutes.ts';
import { letArrive, letSign } from './crowd.ts';
import type { HttpClient } from './http-client.ts';
import { type BoardReading, openJournalEntry } from './journal.ts';
import { type Observer, watchBoard } from './observer.ts';
import { createOfficial, type Official } from './official.ts';
import { openSocket } from './open-socket.ts';
import type { LiveWindow } from './own-minutes.ts';
import type { Rehearsal, RehearsalAction, RehearsalApi, RehearsalTimes } from './rehearsal-api.ts';
import { buildReport, type RehearsalReport } from './report-table.ts';
import { letStay } from './restless.ts';

export interface RehearsalPlan {
  officials: number;
  /** Over which they arrive. */
  seconds: number;
  signs: boolean;
  /** Lines break, people leave and come back, use two devices, go for good. */
  restless: boolean;
  /** How long the restless ones move after everybody has arrived. */
  staySeconds: number;
}

export interface RehearsalParts {
  base: string;
  client: HttpClient;
  api: RehearsalApi;
  plan: RehearsalPlan;
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
/** A restless session goes live after this share of the arrivals. */
const LIVE_AFTER = 0.8;
/** Two readings of one clock, rounded to milliseconds. */
const CLOCK_SLACK_MS = 5;

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

/** On the simulator's clock: the server's own moment if its clock is the same, else between. */
const momentIn = (call: { from: number; to: number }, stamp: string | null): number => {
  const told = stamp === null ? Number.NaN : Date.parse(stamp);
  const isSameClock = told >= call.from - CLOCK_SLACK_MS && told <= call.to + CLOCK_SLACK_MS;
  return isSameClock ? told : (call.from + call.to) / 2;
};

interface Played {
  board: BoardReading | null;
  window: LiveWindow;
}

/** Arrival and going live: a restless crowd's last fifth comes when the session is on already. */
async function gather({ plan, random }: RehearsalParts, stage: Stage): Promise<number> {
  const { officials, observer, timed } = stage;
  const arriving = letArrive({ officials, seconds: plan.seconds, random });
  if (plan.restless) await Promise.race([delay(plan.seconds * LIVE_AFTER * 1_000), arriving]);
  else await arriving;
  const waitForAll = () =>
    observer.waitFor(({ present }) => present >= countOf(officials, 'arrivalMs'), BOARD_LIMIT_MS);
  if (!plan.restless) await waitForAll();
  const from = await timed('live', ({ liveAt }) => liveAt);
  await arriving;
  await waitForAll();
  return from;
}

interface Stage {
  officials: readonly Official[];
  observer: Observer;
  /** Does a step; resolves with its moment. */
  timed(action: RehearsalAction, stamp: (times: RehearsalTimes) => string | null): Promise<number>;
}

/** Doors, arrival, going live, a stay, signing; resolves with what the board showed at the end. */
async function play(parts: RehearsalParts, id: string, stage: Stage): Promise<Played> {
  const { api, plan, random } = parts;
  const { officials, observer, timed } = stage;
  await api.act(id, 'doors');
  const from = await gather(parts, stage);
  if (plan.restless) {
    parts.tell(`Semua sudah hadir; ${plan.staySeconds} d berikut ada yang keluar dan kembali`);
    await letStay({ officials, seconds: plan.staySeconds, random });
  }
  if (plan.signs) {
    await signTogether(parts, officials, async (action) => void (await api.act(id, action)));
    const signed = countOf(officials, 'receipt');
    await observer.waitFor((reading) => reading.signed >= signed, BOARD_LIMIT_MS);
  }
  const board = observer.highest();
  if (plan.signs) await api.act(id, 'close-signing');
  const to = await timed('end', ({ endedAt }) => endedAt);
  return { board, window: { from, to } };
}

/** Milliseconds since the epoch by a clock that never goes back. */
const clock = (): number => performance.timeOrigin + performance.now();

const reportOf = async (
  { api, plan }: RehearsalParts,
  { session }: Rehearsal,
  { officials, observer }: Stage,
  { board, window }: Played,
): Promise<RehearsalReport> => {
  const entries = officials.map(({ entry }) => entry);
  const arrivals = entries.flatMap(({ arrivedAt }) => (arrivedAt === null ? [] : [arrivedAt]));
  const attended = await api.attendance(session.id);
  return buildReport({
    entries,
    signs: plan.signs,
    board,
    boardDelays: boardDelays(arrivals, observer.readings()),
    minutes: compareMinutes(entries, attended, window),
  });
};

/**
 * Runs a rehearsal against the site at `base`. Rejects when it can't be made or led; what happens
 * to single officials is in their journals and in the report.
 */
export async function runRehearsal(parts: RehearsalParts): Promise<RehearsalOutcome> {
  const { base, client, plan, api } = parts;
  const rehearsal = await api.create(plan);
  const { id, slug } = rehearsal.session;
  parts.tell(`Gladi ${slug} siap; papan: ${rehearsal.boardUrl}`);
  const officials = rehearsal.invitations.map((invitation, index) => {
    const entry = openJournalEntry(invitation);
    return createOfficial({ base, client, entry, number: index + 1, now: clock });
  });
  const auth = { page: 'board', session: slug } as const;
  const observer = await watchBoard(openSocket({ base, auth, cookie: '' }), clock);
  const endProgress = tellProgress(parts, officials, observer);
  const timed: Stage['timed'] = async (action, stamp) => {
    const from = clock();
    const times = await api.act(id, action);
    return momentIn({ from, to: clock() }, stamp(times));
  };
  const stage = { officials, observer, timed };
  try {
    const played = await play(parts, id, stage);
    return { report: await reportOf(parts, rehearsal, stage, played), officials, rehearsal };
  } catch (error) {
    // Nobody leads it any further; if ending fails too, the first error is the news.
    await api.act(id, 'end').catch(() => undefined);
    throw error;
  } finally {
    endProgress();
    observer.stop();
    for (const official of officials) official.leave();
  }
}
